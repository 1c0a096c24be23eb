import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Revenue
import Synth
import TestSupport
import Testing
import Workers

@testable import Reconciliation

@Suite struct ReassessmentTests {
  private static let data = DataFolder(path: SharedData.projectRoot.appending(path: "Data").path)

  /// A made-up town, reconciled.
  private func withRun(_ body: (_ folder: URL, _ run: URL, _ contents: RunContents) throws -> Void)
    throws
  {
    try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      try FileManager.default.createDirectory(at: town, withIntermediateDirectories: true)
      _ = try Synth.write(
        SynthOptions(
          parcels: 120,
          seed: 3,
          workers: Workers(count: 2),
          data: SharedData.projectRoot.appending(path: "Data/synth")
        ),
        to: town
      )
      let run = folder.appending(path: "run")
      let file = try JobFile.read(path: town.appending(path: "job.json").path)
      let settings = try RunSettings.load(file, Self.data)
      let options = RunOptions(threads: 2)
      _ = try Publisher.publish(to: run.path) { (staging) throws(JobFailure) in
        try Reconcile(file: file, options: options, settings: settings)
          .run(into: staging, named: run.path)
      }
      try body(town, run, try RunReader.read(run.path))
    }
  }

  private func bytes(_ run: URL, _ path: String) throws -> Data {
    try Data(contentsOf: run.appending(path: path))
  }

  /// The inputs are gone; the same policy gives the same bytes of everything that tells no names of files.
  @Test func theSamePolicyGivesTheSameMoney() throws {
    try withRun { town, run, _ in
      let policy = run.deletingLastPathComponent().appending(path: "policy.json")
      try FileManager.default.moveItem(at: town.appending(path: "policy.json"), to: policy)
      try FileManager.default.removeItem(at: town)
      let again = run.deletingLastPathComponent().appending(path: "again")
      let summary = try Reassessment.assess(
        run: run.path,
        policyPath: policy.path,
        out: again.path,
        data: Self.data
      )
      #expect(!summary.money.isEmpty)
      for path in try FileManager.default.subpathsOfDirectory(atPath: run.path).sorted() {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(
          atPath: run.appending(path: path).path,
          isDirectory: &isFolder
        )
        // these name the policy's file and say that money was assessed again
        let differs = ["run.json", "report.html"].contains(path)
        if isFolder.boolValue || differs { continue }
        #expect(try bytes(run, path) == bytes(again, path), "\(path)")
      }
    }
  }

  /// One square metre once, over a whole town: what is claimed is charged or shared, and `run.json` says so.
  @Test func theLedgerAddsUp() throws {
    try withRun { _, run, contents in
      let policy = try RunSettings.policy(Self.data.file("policies/ru-2026.json"), Self.data)
      let ledger = try RevenueAssessor(
        register: contents.register,
        survey: contents.survey,
        policy: policy,
        classifier: RunSettings.classifier(Self.data)
      ).balanced(contents.findings).ledger
      #expect(ledger.addsUp && ledger.sums.map(\.account).contains(.land))
      for sum in ledger.sums {
        #expect(abs(sum.claimed - sum.charged - sum.shared) < AreaLedger.tolerance)
        #expect(sum.charged > 0 && sum.shared > -AreaLedger.tolerance)
      }
      let manifest = try String(decoding: bytes(run, "run.json"), as: UTF8.self)
      #expect(manifest.contains("\"ledger\""))
    }
  }

  @Test func everythingIsReadBack() throws {
    try withRun { _, run, contents in
      #expect(contents.balance.allSatisfy { $0.addsUp } && !contents.balance.isEmpty)
      #expect(contents.findings.contains { $0.place == nil || !$0.shape.isEmpty })
      let table = try String(decoding: bytes(run, "tables/findings.csv"), as: UTF8.self)
      for finding in contents.findings { #expect(table.contains(finding.id)) }
      #expect(contents.survey.coverage != .everywhere)
      #expect(contents.parameters.contains { $0.name == RunReader.policyFile })
    }
  }

  /// A rate twice as high, in place: the fee doubles, the findings stay, a second time changes nothing more.
  @Test func anotherPolicyInPlace() throws {
    try withRun { town, run, _ in
      let text = """
        {"extends": "ru-2026", "id": "double",
         "redistribution": {"rates": [{"id": "all", "rate": 0.3}]}}
        """
      let policy = town.appending(path: "double.json")
      try Data(text.utf8).write(to: policy)
      let federal = Self.data.file("policies/ru-2026.json")
      let findings = try bytes(run, "tables/findings.csv")
      let base = try Reassessment.assess(run: run.path, policyPath: federal, data: Self.data)
      let double = try Reassessment.assess(run: run.path, policyPath: policy.path, data: Self.data)
      func fee(_ summary: RunSummary) -> Int64 {
        summary.money.first { $0.channel == .redistributionFee }?.expected.rawValue ?? 0
      }
      #expect(fee(base) > 0)
      #expect(abs(fee(double) - 2 * fee(base)) <= Int64(double.money.reduce(0) { $0 + $1.lines }))
      #expect(try bytes(run, "tables/findings.csv") == findings)
      let record = try RunRecord.read(run.path)
      #expect(record.parameters["policy"] == "double")
      #expect(record.inputs.count { $0.path == policy.path } == 1)
      #expect(!record.inputs.contains { $0.path == federal })
      #expect(record.notes.count { $0.en.hasPrefix("Money was assessed again") } == 1)
    }
  }

  @Test func whatIsNoRunIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let policy = Self.data.file("policies/ru-2026.json")
      #expect(throws: JobFailure.self) {
        try Reassessment.assess(
          run: folder.appending(path: "none").path,
          policyPath: policy,
          data: Self.data
        )
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      try Data("{}".utf8).write(to: folder.appending(path: "run.json"))
      #expect(throws: JobFailure.self) {
        try Reassessment.assess(run: folder.path, policyPath: policy, data: Self.data)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.json"])
    }
  }

  @Test func aPolicyIsInspected() throws {
    let (policy, problems) = try PolicyInspection.inspect(
      Self.data.file("policies/ru-2026.json"),
      Self.data
    )
    #expect(policy.year == 2026 && problems.isEmpty)
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "bad.json")
      let text = """
        {"extends": "ru-2026", "id": "bad",
         "landTax": {"rates": [{"id": "housing", "rate": 0.02}]}}
        """
      try Data(text.utf8).write(to: file)
      let (_, problems) = try PolicyInspection.inspect(file.path, Self.data)
      #expect(problems.map(\.key) == ["landTax.rates.housing"])
      try Data(#"{"extends": "ru-2026", "yeer": 2026}"#.utf8).write(to: file)
      #expect(throws: JobFailure.self) { try PolicyInspection.inspect(file.path, Self.data) }
    }
  }
}
