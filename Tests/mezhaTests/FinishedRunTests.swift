import Foundation
import TestSupport
import Testing

/// What can be done with a finished run, with the built program: verify, review, calibrate, compare.
@Suite struct FinishedRunTests {
  /// A made-up town, reconciled with a budget of 20 inspections.
  private func withRun(_ body: (_ folder: URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let town = try run(
        ["synth", "--parcels", "120", "--seed", "3", "--out", "town"],
        in: folder
      )
      #expect(town.status == 0, "\(town.talk)")
      let done = try run(
        ["reconcile", "town/job.json", "--out", "run", "--inspections", "20"],
        in: folder
      )
      #expect(done.status == 0, "\(done.talk)")
      try body(folder)
    }
  }

  private func run(_ words: [String], in folder: URL) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(words + ["--quiet", "--lang", "en"], in: folder)
  }

  /// The first two fields of every row: rank and finding.
  private func ranked(_ folder: URL) throws -> [String] {
    try String(contentsOf: folder.appending(path: "run/tables/inspections.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[1]) }
  }

  private func edit(_ file: URL, _ change: (inout String) -> Void) throws {
    var text = try String(contentsOf: file, encoding: .utf8)
    change(&text)
    try Data(text.utf8).write(to: file)
  }

  @Test func aRunIsVerifiedAndAChangedNumberIsNamed() throws {
    try withRun { folder in
      let sound = try run(["verify", "run"], in: folder)
      #expect(sound.status == 0, "\(sound.product) \(sound.talk)")
      #expect(sound.product.contains("Everything agrees."))
      let table = folder.appending(path: "run/tables/balance.csv")
      try edit(table) { $0 = $0.replacing("register parcels,", with: "register parcels,9") }
      let changed = try run(["verify", "run"], in: folder)
      #expect(changed.status == 1)
      #expect(changed.product.contains("tables/balance.csv"))
      #expect(changed.product.contains("(register parcels) read"))
      // an input that is no longer what it was: the job is found by its hash, so it is named by hand
      try edit(folder.appending(path: "town/policy.json")) { $0 += "\n" }
      let other = try run(["verify", "run", "--json"], in: folder)
      #expect(other.status == 1 && other.product.contains("inputs["))
      try edit(folder.appending(path: "town/job.json")) { $0 += "\n" }
      #expect(try run(["verify", "run"], in: folder).status == 2)
    }
  }

  /// Two towns with one and the same job file beside different data: the run names neither's place, and the one whose
  /// inputs are those of the run is taken, though the other stands first.
  @Test func theJobWithTheInputsOfTheRunIsVerified() throws {
    try withRun { folder in
      let town = folder.appending(path: "town")
      let other = folder.appending(path: "another")
      try FileManager.default.copyItem(at: town, to: other)
      try edit(other.appending(path: "policy.json")) { $0 += "\n" }
      let verified = try run(["verify", "run", "--json"], in: folder)
      #expect(verified.status == 0, "\(verified.product) \(verified.talk)")
      #expect(verified.product.replacing("\\/", with: "/").contains("/town/job.json"))
      try FileManager.default.removeItem(at: town)
      let changed = try run(["verify", "run", "--json"], in: folder)
      #expect(changed.status == 1)
      #expect(changed.product.replacing("\\/", with: "/").contains("/another/job.json"))
    }
  }

  /// A job that names the decisions given out of a former run has them in its own run.
  @Test func aJobTakesTheDecisionsOfAFormerRunAlong() throws {
    try withRun { folder in
      let ids = try ranked(folder)
      let text = "finding,decision,note\n\(ids[0]),confirmed,\"a, b\"\nF-NONE,rejected,\n"
      try Data(text.utf8).write(to: folder.appending(path: "town/decisions.csv"))
      try edit(folder.appending(path: "town/job.json")) {
        $0 = $0.replacing("\"policy\":", with: "\"decisions\": \"decisions.csv\",\n  \"policy\":")
      }
      let done = try run(["reconcile", "town/job.json", "--out", "next"], in: folder)
      #expect(done.status == 0, "\(done.talk)")
      let given = try run(["review", "next", "--export", "-"], in: folder)
      #expect(
        given.product == "finding,decision,inspector,date,note\n\(ids[0]),confirmed,,,\"a, b\"\n"
      )
      let manifest = try String(
        contentsOf: folder.appending(path: "next/run.json"),
        encoding: .utf8
      )
      #expect(manifest.contains("decisions.csv: 1 taken, 1 rows not"))
      #expect(manifest.contains("\"path\": \"decisions.csv\""))
      let verified = try run(["verify", "next"], in: folder)
      #expect(verified.status == 0, "\(verified.product) \(verified.talk)")
      try FileManager.default.removeItem(at: folder.appending(path: "town/decisions.csv"))
      #expect(try run(["reconcile", "town/job.json", "--out", "none"], in: folder).status == 3)
    }
  }

  @Test func decisionsGoInAndOut() throws {
    try withRun { folder in
      let ids = try ranked(folder)
      let text =
        "finding;decision;inspector;date;note\r\n\(ids[0]);подтверждено;И. Иванов;2026-07-01;\r\n"
        + "\(ids[1]);rejected;;;\"a; b\"\r\nF-NONE;confirmed;;;\r\n"
      try Data(text.utf8).write(to: folder.appending(path: "in.csv"))
      // A second name of each file: what was published by links must stay as it was.
      let files = FileManager.default
      let names = ["results.gpkg", "run.json", "layers/index.json", "map/data/decisions.js"]
      func number(_ name: String) throws -> Int? {
        let path = folder.appending(path: "run/\(name)").path
        return try files.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
      }
      let numbers = try names.map(number)
      let before = names.map { files.contents(atPath: folder.appending(path: "run/\($0)").path) }
      for (index, name) in names.enumerated() {
        try files.linkItem(
          at: folder.appending(path: "run/\(name)"),
          to: folder.appending(path: "published-\(index)")
        )
      }
      let taken = try run(["review", "run", "--import", "in.csv"], in: folder)
      for (index, name) in names.enumerated() {
        let published = files.contents(atPath: folder.appending(path: "published-\(index)").path)
        #expect(published == before[index], "\(name) was changed where it stood")
        #expect(try (number(name) == numbers[index]) == (name == "layers/index.json"), "\(name)")
      }
      // a row was refused: a person is needed
      #expect(taken.status == 1, "\(taken.talk)")
      #expect(taken.product.contains("Decisions taken: 2") && taken.product.contains("F-NONE"))
      let more = "finding,decision\n\(ids[1]),confirmed\n\(ids[2]),unclear\n"
      try Data(more.utf8).write(to: folder.appending(path: "more.csv"))
      #expect(try run(["review", "run", "--import", "more.csv"], in: folder).status == 0)
      let given = try run(["review", "run", "--export", "-"], in: folder)
      let rows = given.product.split(separator: "\n").map(String.init)
      #expect(rows[0] == "finding,decision,inspector,date,note")
      #expect(
        rows.dropFirst().sorted()
          == [
            "\(ids[0]),confirmed,И. Иванов,2026-07-01,", "\(ids[1]),confirmed,,,",
            "\(ids[2]),unclear,,,",
          ].sorted()
      )
      // decisions are no number of the run: it still is what its inputs make
      let verified = try run(["verify", "run"], in: folder)
      #expect(verified.status == 0, "\(verified.product)")
      // another policy keeps them
      #expect(
        try run(["revenue", "run", "--policy", "town/policy.json"], in: folder).status == 0
      )
      let kept = try run(["review", "run", "--export", "-"], in: folder)
      #expect(kept.product == given.product)
      #expect(try run(["review", "run"], in: folder).status == 2)
    }
  }

  @Test func decisionsTeachThePolicyAndTheMoneyFollows() throws {
    try withRun { folder in
      let list = try String(
        contentsOf: folder.appending(path: "run/tables/inspections.csv"),
        encoding: .utf8
      ).split(separator: "\n").map(String.init)
      // the list itself with a column added: none of the encroachments proves true
      let rows = list.enumerated().map { index, row in
        index == 0 ? row + ",decision" : row + (row.contains(",encroachment,") ? ",rejected" : ",")
      }
      #expect(rows.contains { $0.hasSuffix(",rejected") })
      try Data((rows.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "decisions.csv"))
      let learnt = try run(
        ["calibrate", "run", "--decisions", "decisions.csv", "--out", "town/calibrated.json"],
        in: folder
      )
      #expect(learnt.status == 0, "\(learnt.talk)")
      #expect(learnt.product.contains("Policy: demograd-2026-calibrated"))
      let check = try run(["policy", "check", "town/calibrated.json"], in: folder)
      #expect(check.status == 0, "\(check.product) \(check.talk)")
      let again = try run(
        ["revenue", "run", "--policy", "town/calibrated.json", "--out", "again"],
        in: folder
      )
      #expect(again.status == 0, "\(again.talk)")
      let same = try run(["compare", "run", "run"], in: folder)
      #expect(same.status == 0 && same.product.contains("No difference."))
      let compared = try run(["compare", "run", "again", "--out", "changes", "--json"], in: folder)
      #expect(compared.status == 1)
      let summary = try #require(
        try JSONSerialization.jsonObject(with: Data(compared.product.utf8)) as? [String: Any]
      )
      let findings = summary["findings"] as? [[String: Any]] ?? []
      #expect(findings.allSatisfy { $0["new"] as? Int == 0 && $0["gone"] as? Int == 0 })
      // fewer encroachments are expected to be true, so less money comes
      let fines = (summary["money"] as? [[String: Any]] ?? []).filter {
        $0["channel"] as? String == "fine"
      }
      #expect(fines.allSatisfy { ($0["difference"] as? Double ?? 0) < 0 } && !fines.isEmpty)
      let table = try String(
        contentsOf: folder.appending(path: "changes/tables/comparison.csv"),
        encoding: .utf8
      )
      #expect(table.split(separator: "\n").count == list.count)
      // a comparison gives way to a comparison and to nothing else
      #expect(try run(["compare", "run", "run", "--out", "changes"], in: folder).status == 0)
      #expect(try run(["compare", "run", "run", "--out", "town"], in: folder).status == 4)
      // a run under another policy is verified with that policy
      let verified = try run(["verify", "again"], in: folder)
      #expect(verified.status == 0, "\(verified.product) \(verified.talk)")
    }
  }
}
