import Foundation
import TestSupport
import Testing

@Suite struct ExplainTests {
  /// Every finding of a finished run is explained from the run alone.
  @Test func everyFindingOfARunIsExplained() throws {
    try withTemporaryFolder { place in
      let job = SharedData.projectRoot.appending(path: "Tests/Golden/small-town/input/job.json")
      let run = try BuiltProgram.run(["reconcile", job.path, "--out", "run", "--quiet"], in: place)
      #expect(run.status == 0)
      let table = try String(
        contentsOf: place.appending(path: "run/tables/findings.csv"),
        encoding: .utf8
      )
      let ids = table.split(separator: "\n").dropFirst()
        .compactMap { $0.split(separator: ",").first.map(String.init) }
      #expect(ids.count > 5)
      for id in ids {
        let page = try BuiltProgram.run(["explain", "run", id, "--lang", "en"], in: place)
        #expect(page.status == 0 && page.product.contains("Probability"), "\(page.talk)")
      }
      let json = try BuiltProgram.run(["explain", "run", ids[0], "--json"], in: place).product
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      #expect(object?["finding"] as? String == ids[0])
      #expect((object?["register_ids"] as? [String])?.count == 2)
      #expect((object?["conditions"] as? [Any])?.isEmpty == false)
      let unknown = try BuiltProgram.run(["explain", "run", "F-none"], in: place)
      #expect(unknown.status == 2 && unknown.talk.contains("F-none"))
      #expect(try BuiltProgram.run(["explain", "nowhere", ids[0]], in: place).status == 3)
    }
  }
}
