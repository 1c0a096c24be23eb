import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Revenue
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct ReassessmentTests {
  private static let data = ReconciledTown.data

  private func bytes(_ run: URL, _ path: String) throws -> Data {
    try Data(contentsOf: run.appending(path: path))
  }

  /// The inputs are gone; the same policy gives the same bytes of everything that tells no names of files.
  @Test func theSamePolicyGivesTheSameMoney() throws {
    try ReconciledTown.with { town, run, _ in
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

  /// Rates, unit values and a precision of another town.
  private static let other = """
    {"extends": "ru-2026", "id": "other", "year": 2026, "municipality": "Другой",
     "landTax": {"rates": [{"id": "housing", "rate": 0.001}]},
     "redistribution": {"rates": [{"id": "all", "rate": 0.3}]},
     "precision": {"kinds": {"encroachment": {"value": 0.2, "spread": 0.5}}}}
    """

  /// A run assessed again is, byte for byte, the run its job would give under that policy, but for the remark that
  /// says so; what no money touches is the very file of the former run.
  @Test(arguments: [true, false])
  func itIsAFullRunUnderTheOtherPolicy(_ isInPlace: Bool) throws {
    try ReconciledTown.with { town, run, _ in
      let policy = town.appending(path: "policy.json")
      try Data(Self.other.utf8).write(to: policy)
      let whole = town.deletingLastPathComponent().appending(path: "whole")
      try ReconciledTown.reconcile(town.appending(path: "job.json"), to: whole)
      let out = isInPlace ? run : town.deletingLastPathComponent().appending(path: "out")
      func file(_ path: String, _ run: URL) throws -> Int? {
        let path = run.appending(path: path).path
        return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
      }
      let untouched = ["layers/register_parcels.geojson", "map/data/survey_parcels-1.js"]
      let former = try untouched.map { try file($0, run) }
      let money = try bytes(run, "tables/revenue.csv")
      _ = try Reassessment.assess(
        run: run.path,
        policyPath: policy.path,
        policyName: "policy.json",
        out: isInPlace ? nil : out.path,
        threads: 2,
        data: Self.data
      )
      #expect((try untouched.map { try file($0, out) } == former) == isInPlace)
      #expect(try ReconciledTown.files(out) == ReconciledTown.files(whole))
      for path in try ReconciledTown.files(whole) where path != "run.json" && path != "report.html"
      {
        #expect(try bytes(out, path) == bytes(whole, path), "\(path)")
      }
      let reports = try [out, whole].map { try report($0) }
      #expect(reports[0] == reports[1])
      let manifests = try [out, whole].map { try manifest($0) }
      #expect(manifests[0] == manifests[1])
      #expect(try bytes(out, "tables/revenue.csv") != money)
    }
  }

  /// The report without the remark that money was assessed again.
  private func report(_ run: URL) throws -> String {
    let remark =
      "Деньги пересчитаны после сверки по другой политике; сопоставление и признаки прежние."
    return try String(decoding: bytes(run, "report.html"), as: UTF8.self)
      .replacing("<li>\(remark)</li>", with: "")
  }

  /// `run.json` without the remark, the timings, and the report's own size and hash.
  private func manifest(_ run: URL) throws -> NSDictionary {
    var object = try #require(
      JSONSerialization.jsonObject(with: bytes(run, "run.json")) as? [String: Any]
    )
    object["timings"] = nil
    object["notes"] = (object["notes"] as? [[String: String]] ?? []).filter {
      $0["en"]?.hasPrefix("Money was assessed again") == false
    }
    object["products"] = (object["products"] as? [[String: Any]] ?? []).filter {
      $0["path"] as? String != "report.html"
    }
    return object as NSDictionary
  }

  /// Where a file is gone or shorter than its index says, nothing is taken over.
  @Test(arguments: ["layers/register_parcels.geojson", "layers/public/survey_buildings.geojson.gz"])
  func whatIsDamagedIsWrittenAnew(_ path: String) throws {
    try ReconciledTown.with { town, run, _ in
      let sound = try bytes(run, path)
      try sound.dropLast(5).write(to: run.appending(path: path))
      _ = try Reassessment.assess(
        run: run.path,
        policyPath: town.appending(path: "policy.json").path,
        data: Self.data
      )
      #expect(try bytes(run, path) == sound)
    }
  }

  /// One square metre once, over a whole town: what is claimed is charged or shared, and `run.json` says so.
  @Test func theLedgerAddsUp() throws {
    try ReconciledTown.with { _, run, contents in
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
    try ReconciledTown.with { _, run, contents in
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
    try ReconciledTown.with { town, run, _ in
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
