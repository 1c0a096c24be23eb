import Foundation
import Synth
import TestSupport
import Testing

private enum Python {
  static let isPresent = ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}

/// `Tools/evaluate` must give a perfect run full marks and see what is missing, wrong or made up.
@Suite(.enabled(if: Python.isPresent))
struct EvaluateToolTests {
  private struct Report: Decodable {
    struct Line: Decodable {
      var truth: Int
      var found: Int
      var matched: Int
    }
    struct Untouched: Decodable {
      var count: Int
      var named: Int
    }
    struct Spread: Decodable {
      var max: Double
    }
    var kinds: [String: Line]
    var all: Line
    var links: [String: Line]
    var untouched: [String: Untouched]
    var depth: Spread?
    var displacement: Spread?

    enum CodingKeys: String, CodingKey {
      case kinds, all, links, untouched
      case depth = "depth error, m"
      case displacement = "displacement error, m"
    }
  }

  private func evaluate(
    _ change: (_ findings: inout [String], _ links: inout [String]) -> Void
  ) throws -> [Report] {
    try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      try Synth.write(TownFiles.options(500), to: town)
      let truth = try TownFiles(folder: town).truth
      var findings = truth.events.map { event in
        [
          event.kind, event.quarter, event.register_ids.joined(separator: ";"),
          event.survey_ids.joined(separator: ";"), event.depth.map { "\($0)" } ?? "", "1",
          event.onto ?? "",
        ].joined(separator: ",")
      }
      var links = truth.links.map { "\($0.layer),\($0.register_id),\($0.survey_id),1" }
      change(&findings, &links)
      let tables = folder.appending(path: "run/tables")
      try FileManager.default.createDirectory(at: tables, withIntermediateDirectories: true)
      let quarters = truth.events.filter { $0.kind == "quarter-shift" }.map {
        "\($0.quarter),\($0.dx ?? 0),\($0.dy ?? 0),\($0.rotation ?? 0),"
          + "\(($0.x ?? 0) + ($0.dx ?? 0)),\(($0.y ?? 0) + ($0.dy ?? 0))"
      }
      for (name, head, lines) in [
        ("findings", "kind,quarter,register_ids,survey_ids,depth,probability,onto", findings),
        ("links", "layer,register_id,survey_id,probability", links),
        ("quarters", "quarter,dx,dy,rotation,x,y", quarters),
      ] {
        try ([head] + lines).joined(separator: "\n")
          .write(to: tables.appending(path: "\(name).csv"), atomically: true, encoding: .utf8)
      }
      let process = Process()
      process.executableURL = SharedData.projectRoot.appending(path: "Tools/evaluate")
      process.arguments = [
        folder.appending(path: "run").path, town.appending(path: "truth.json").path, "--json",
      ]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return try JSONDecoder().decode([Report].self, from: text)
    }
  }

  @Test func aPerfectRunHasFullMarks() throws {
    let report = try #require(try evaluate { _, _ in }.first)
    #expect(report.all.truth > 50)
    for (kind, line) in report.kinds {
      #expect(line.truth == line.found && line.found == line.matched, "\(kind)")
    }
    for line in report.links.values {
      #expect(line.truth > 100 && line.truth == line.found && line.found == line.matched)
    }
    #expect(report.untouched.values.allSatisfy { $0.count > 100 && $0.named == 0 })
    #expect((report.depth?.max ?? 1) < 1e-9)
    #expect((report.displacement?.max ?? 1) < 1e-6)
  }

  @Test func errorsAreCounted() throws {
    let report = try #require(
      try evaluate { findings, links in
        // One encroachment is missed, one has the wrong land beneath it, one link is made up.
        let at = findings.indices.filter { findings[$0].hasPrefix("encroachment,") }
        let isPublic = findings[at[1]].hasSuffix(",public")
        findings[at[1]] =
          findings[at[1]].split(separator: ",", omittingEmptySubsequences: false).dropLast()
          .joined(separator: ",") + (isPublic ? ",unallocated" : ",public")
        findings.remove(at: at[0])
        links.append("parcels,90:25:010001:1,S-999999,1")
      }.first
    )
    let line = try #require(report.kinds["encroachment"])
    #expect(line.found == line.truth - 1)
    #expect(line.matched == line.truth - 2)
    let parcels = try #require(report.links["parcels"])
    #expect(parcels.found == parcels.truth + 1 && parcels.matched == parcels.truth)
  }
}
