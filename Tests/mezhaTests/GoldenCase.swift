import Foundation
import TestSupport

/// One folder of `Tests/Golden`: a command, its input and what must come of it.
struct GoldenCase: CustomStringConvertible, Sendable {
  let folder: URL
  var description: String { folder.lastPathComponent }

  /// Every case, by name.
  static let all: [GoldenCase] = {
    let home = SharedData.projectRoot.appending(path: "Tests/Golden")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? []
    return names.sorted().map { GoldenCase(folder: home.appending(path: $0)) }
      .filter { FileManager.default.fileExists(atPath: $0.folder.appending(path: "command").path) }
  }()

  /// Runs the command in a fresh folder; its files by their place under `expected/`.
  func produce() throws -> [String: Data] {
    try withTemporaryFolder { place in
      let files = FileManager.default
      try files.copyItem(
        at: folder.appending(path: "input"),
        to: place.appending(path: "input")
      )
      let command = try String(contentsOf: folder.appending(path: "command"), encoding: .utf8)
      let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
      let outcome = try BuiltProgram.run(Array(words.dropFirst()), in: place)
      let tree = try Self.tree(place).filter { !$0.hasPrefix("input/") }
      var result = [
        "status": Data("\(outcome.status)\n".utf8),
        "stdout": Data(outcome.product.utf8),
        "stderr": Data(outcome.talk.utf8),
        "tree": Data(tree.map { "\($0)\n" }.joined().utf8),
      ]
      for path in tree where Self.isCompared(path) {
        result[path] = try Data(contentsOf: place.appending(path: path))
      }
      return result
    }
  }

  /// What is stored under `expected/`.
  func expected() throws -> [String: Data] {
    let home = folder.appending(path: "expected")
    var result: [String: Data] = [:]
    for path in try Self.tree(home) {
      result[path] = try Data(contentsOf: home.appending(path: path))
    }
    return result
  }

  /// Writes `expected/` anew.
  func store(_ products: [String: Data]) throws {
    let files = FileManager.default
    let home = folder.appending(path: "expected")
    if files.fileExists(atPath: home.path) { try files.removeItem(at: home) }
    for (path, bytes) in products {
      let file = home.appending(path: path)
      try files.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try bytes.write(to: file)
    }
  }

  /// Tables and findings say what was found; the rest of a run has tests of its own.
  private static func isCompared(_ path: String) -> Bool {
    path.hasPrefix("out/tables/")
      || path.hasPrefix("out/layers/findings_") && path.hasSuffix(".geojson")
  }

  /// The files under a folder by their relative paths, sorted; none if there is no such folder.
  private static func tree(_ home: URL) throws -> [String] {
    let files = FileManager.default
    guard files.fileExists(atPath: home.path) else { return [] }
    return try files.subpathsOfDirectory(atPath: home.path).filter { path in
      var isFolder: ObjCBool = false
      return files.fileExists(
        atPath: home.appending(path: path).path,
        isDirectory: &isFolder
      ) && !isFolder.boolValue
    }.sorted()
  }
}
