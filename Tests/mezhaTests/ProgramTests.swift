import Foundation
import Reconciliation
import Synchronization
import TestSupport
import Testing

@testable import mezha

@Suite(.serialized) struct ProgramTests {
  /// What a run of the program said, and how it ended.
  private func run(_ words: String...) -> (product: String, talk: String, status: Int32) {
    let product = Mutex("")
    let talk = Mutex("")
    let console = Console(
      product: { (text) throws(JobFailure) in product.withLock { $0 += text } },
      talk: { text in talk.withLock { $0 += text } },
      isTerminal: false
    )
    let status = Program.run(words, console: console)
    return (product.withLock { $0 }, talk.withLock { $0 }, status.rawValue)
  }

  @Test func everyCommandHasHelpAndNamesItself() {
    for command in Command.all {
      let short = run(command.name, "-h")
      let long = run(command.name, "--help")
      #expect(short.status == 0 && long.status == 0 && long.talk.isEmpty)
      #expect(long.product.count > short.product.count)
      for flag in Flag.common + command.flags { #expect(short.product.contains(flag.spelling)) }
      #expect(run("--help").product.contains("  \(command.name) "))
      for example in command.examples {
        let words = example.split(separator: " ").dropFirst().prefix { $0 != ">" }.map(String.init)
        #expect(throws: Never.self) { try Arguments(words) }
      }
    }
  }

  @Test func linesOfHelpFitATerminal() {
    let pages =
      [run("-h").product, run("--help").product]
      + Command.all.flatMap { [run($0.name, "-h").product, run($0.name, "--help").product] }
    for line in pages.joined().split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func versionIsOneAndMachinesCanReadIt() throws {
    #expect(run("--version").product == "mezha \(ProgramVersion.current)\n")
    let json = run("--version", "--json").product
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
    #expect(object == ["mezha": ProgramVersion.current])
  }

  @Test func mistakesGoToStderrWithTheirStatus() throws {
    let wrong = run("chek", "job.json")
    #expect(wrong.status == 2 && wrong.product.isEmpty)
    #expect(wrong.talk.hasPrefix("mezha: no command \"chek\"; did you mean \"check\"?\n"))
    #expect(run().status == 2)
    #expect(run("check", "/nowhere/job.json").status == 2)
    #expect(run("policy", "chek", "policy.json").status == 2)
    #expect(run("revenue", "run").talk.contains("--policy"))
    #expect(run("kinds", "encroachmint").talk.contains("did you mean \"encroachment\"?"))
    #expect(run("describe", "/nowhere/file.gpkg").status == 3)
  }

  @Test func kindsAreListedAndExplained() throws {
    let list = run("kinds").product
    #expect(list.split(separator: "\n").count == 26)
    #expect(list.contains("encroachment"))
    #expect(run("kinds", "overlap", "--lang", "en").product.contains("Why it matters\n"))
    let json = run("kinds", "--json", "--lang", "en").product
    let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: String]]
    #expect(rows?.count == 25)
    #expect(rows?.first?["kind"] == "overlap" && rows?.first?["unit"] == "m2")
  }

  @Test func describesALayer() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "plots.geojson").path
      let text = """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "a", "floors": 2}, "geometry":
          {"type": "Polygon", "coordinates": [[[34,44],[34.5,44],[34.5,44.25],[34,44]]]}},
        {"type": "Feature", "properties": {"name": null, "floors": 3}, "geometry": null}]}
        """
      try Data(text.utf8).write(to: URL(filePath: path))
      let json = run("describe", path, "--json").product
      let layers = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
      let layer = try #require(layers?.first)
      #expect(layer["count"] as? Int == 2)
      #expect(layer["with_geometry"] as? Int == 1)
      #expect(layer["extent"] as? [Double] == [34, 44, 34.5, 44.25])
    }
  }

  /// The catalogue in the documentation is what the program says; `UPDATE_GOLDEN=1` writes it anew.
  @Test func documentationTellsWhatTheProgramTells() throws {
    let file = SharedData.projectRoot.appending(
      path: "Sources/Reconciliation/Documentation.docc/Kinds.md"
    )
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try KindsText.documentation().write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == KindsText.documentation())
    }
  }

  /// README shows the tables the program itself shows; `UPDATE_GOLDEN=1` writes them anew.
  @Test(arguments: [("commands", HelpText.markdown()), ("kinds", KindsText.markdown())])
  func readmeTellsWhatTheProgramTells(_ section: String, _ expected: String) throws {
    let file = SharedData.projectRoot.appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- \(section): begin -->\n")?.upperBound)
    let stop = try #require(text.range(of: "<!-- \(section): end -->")?.lowerBound)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let fresh = text.replacingCharacters(in: start..<stop, with: expected)
      try fresh.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text[start..<stop] == expected)
    }
  }
}
