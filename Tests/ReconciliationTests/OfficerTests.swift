import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Intake
import TestSupport
import Testing

@testable import Reconciliation

/// What a land officer met who tried the program: each case is one of his.
@Suite struct OfficerTests {
  /// A survey whose coordinates are given in another zone is not taken for an empty one.
  @Test func aLayerThatIsRejectedAsAWholeIsNoRun() throws {
    try ReconciledTown.with { town, run, _ in
      let job = town.appending(path: "job.json")
      var object = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: job)) as? [String: Any]
      )
      var survey = try #require(object["survey"] as? [String: Any])
      var parcels = try #require(survey["parcels"] as? [[String: Any]])
      parcels[0]["crs"] = "EPSG:7828"
      survey["parcels"] = parcels
      object["survey"] = survey
      let other = town.appending(path: "wrong.json")
      try JSONSerialization.data(withJSONObject: object).write(to: other)
      let error = #expect(throws: JobFailure.self) {
        try ReconciledTown.reconcile(other, to: run)
      }
      guard case .input(let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains("survey parcels") && message.contains("row 1"), "\(message)")
      // a check tells it, and goes on
      let summary = try Reconciler.check(jobPath: other.path, options: RunOptions(threads: 2))
      #expect(summary.warnings.count == 1 && !summary.rejects.isEmpty)
      let sound = try Reconciler.check(jobPath: job.path, options: RunOptions(threads: 2))
      #expect(sound.warnings.isEmpty)
    }
  }

  /// A register without buildings makes every house a sign; that it rests on one missing source is told first.
  @Test func aRegisterWithoutBuildingsIsTold() throws {
    try ReconciledTown.with { town, run, _ in
      let job = town.appending(path: "job.json")
      var object = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: job)) as? [String: Any]
      )
      var register = try #require(object["register"] as? [String: Any])
      #expect(register.removeValue(forKey: "buildings") != nil)
      object["register"] = register
      let other = town.appending(path: "half.json")
      try JSONSerialization.data(withJSONObject: object).write(to: other)
      let summary = try Reconciler.check(jobPath: other.path, options: RunOptions(threads: 2))
      #expect(summary.warnings.map { $0.english.contains("unregistered-building") } == [true])
      try ReconciledTown.reconcile(other, to: run)
      let contents = try RunReader.read(run.path)
      #expect(contents.warnings == summary.warnings)
    }
  }

  /// Decisions and the files of people outlive a second run into the same folder.
  @Test func aSecondRunKeepsDecisionsAndFilesOfPeople() throws {
    try ReconciledTown.with { town, run, contents in
      let id = try #require(contents.findings.map(\.id).min())
      let table = town.appending(path: "in.csv")
      try Data("finding,decision,date\n\(id),rejected,01.07.2026\n".utf8).write(to: table)
      _ = try Review.take(table.path, into: run.path)
      let lost = "finding,decision\nF-GONE,confirmed\n"
      try Data(lost.utf8).write(to: run.appending(path: FormerDecisions.lostTable))
      try Data("mine".utf8).write(to: run.appending(path: "служебная записка.txt"))
      try Data("mine".utf8).write(to: run.appending(path: "tables/график.xlsx"))
      let summary = try Reconciler.reconcile(
        jobPath: town.appending(path: "job.json").path,
        out: run.path,
        options: RunOptions(threads: 2)
      )
      let after = try RunReader.read(run.path).decisions
      #expect(after.map(\.finding) == [id])
      #expect(after.first?.verdict == .rejected && after.first?.date == "2026-07-01")
      let files = try ReconciledTown.files(run)
      #expect(files.contains("служебная записка.txt") && files.contains("tables/график.xlsx"))
      let former = try String(
        contentsOf: run.appending(path: FormerDecisions.lostTable),
        encoding: .utf8
      )
      #expect(former.contains("F-GONE,confirmed"))
      #expect(summary.notes.contains { $0.russian.contains("перенесены: 1") })
      #expect(summary.notes.contains { $0.russian.contains("служебная записка.txt") })
      let decided = try DecidedMoney.read(run.path)
      #expect(decided.counts.map(\.verdict) == [.rejected])
      #expect(try RunComparison(run.path, run.path).isDifferent == false)
    }
  }

  /// A rate above the ceiling of the law charges nobody: the policy is refused before it is used.
  @Test func aRateAboveTheCeilingIsRefused() throws {
    try withTemporaryFolder { folder in
      let policy = folder.appending(path: "policy.json")
      let text = """
        {"id": "dear", "extends": "ru-2026",
          "landTax": {"rates": [{"id": "housing", "rate": 0.01}]}}
        """
      try Data(text.utf8).write(to: policy)
      let error = #expect(throws: JobFailure.self) {
        try RunSettings.soundPolicy(policy.path, ReconciledTown.data)
      }
      guard case .usage(let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains("landTax.rates.housing"), "\(message)")
      #expect(throws: Never.self) { try RunSettings.soundPolicy(nil, ReconciledTown.data) }
    }
  }

  /// What is wrong with a job is its user's mistake, and the line is told.
  @Test(arguments: [
    (
      """
      {"workingCRS": "EPSG:4326", "register": {"parcels": [{"path": "p.csv"}]}, "survey": {}}
      """, "line 1"
    ),
    (
      """
      {"workingCRS": "EPSG:999999", "register": {"parcels": [{"path": "p.csv"}]}, "survey": {}}
      """, "EPSG:999999"
    ),
    (#"{"register": {}, "survey": {}}"#, "neither"),
  ])
  func aJobThatCannotBeObeyedIsNamedInWords(_ job: String, _ expected: String) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "job.json")
      try Data(job.utf8).write(to: file)
      let error = #expect(throws: JobFailure.self) {
        try Reconciler.check(jobPath: file.path, options: RunOptions(threads: 1))
      }
      guard case .usage(let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains(expected) && !message.contains("unknownSystem("), "\(message)")
    }
  }

  @Test func aFolderIsNoJob() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: JobFailure.self) { try JobFile.read(path: folder.path) }
      #expect(error?.message.contains("is a folder") == true)
    }
  }

  /// A folder that is no run is named as such, whatever else stands in it.
  @Test func revenueOfNoRunIsAnInputThatCannotBeRead() throws {
    try withTemporaryFolder { folder in
      try Data("x".utf8).write(to: folder.appending(path: "a.txt"))
      let error = #expect(throws: JobFailure.self) {
        try Reassessment.assess(
          run: folder.path,
          policyPath: "none.json",
          data: ReconciledTown.data
        )
      }
      guard case .input? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
