import Formats
public import Foundation

/// A finished run another one is made from: its money is assessed anew, or its findings decided.
public struct FormerRun: Sendable {
  /// Its folder.
  public var folder: URL
  /// Whether the new run takes its place: then the files it shares are linked, else copied.
  public var isReplaced: Bool

  /// Names a run.
  public init(folder: URL, isReplaced: Bool) {
    self.folder = folder
    self.isReplaced = isReplaced
  }

  /// Puts every file of the run that is not in `target` there: linked where the run gives way, else copied.
  ///
  /// - Parameters:
  ///   - target: The new run, as far as it is written.
  ///   - changed: Paths of files that are going to be changed where they stand, and are copied in any case.
  ///   - isWanted: Whether the file at a path is to be taken.
  /// - Throws: ``ExportError``
  public func take(
    into target: URL,
    copying changed: Set<String> = [],
    where isWanted: (_ path: String) -> Bool = { _ in true }
  ) throws(ExportError) {
    let files = FileManager.default
    do {
      for path in try files.subpathsOfDirectory(atPath: folder.path).sorted() {
        let (source, copy) = (folder.appending(path: path), target.appending(path: path))
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: source.path, isDirectory: &isFolder) else { continue }
        if isFolder.boolValue || !isWanted(path) { continue }
        if files.fileExists(atPath: copy.path) { continue }
        try files.createDirectory(
          at: copy.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        let isLinked = isReplaced && !changed.contains(path)
        if isLinked, (try? files.linkItem(at: source, to: copy)) != nil { continue }
        try files.copyItem(at: source, to: copy)
      }
    } catch {
      throw .unwritable(file: target.path, reason: (error as NSError).localizedDescription)
    }
  }
}

/// The products of a finished run that no money touches, to be taken over byte for byte.
struct FormerProducts: Sendable {
  private let run: FormerRun
  private let entries: [String: JSONPart]
  private let publicEntries: [String: JSONPart]
  private let pieces: [String: JSONPart]
  /// The page's entry of where objects are.
  let search: JSON

  /// Nil where the products were written by another program, in another language, or are not all there:
  /// then everything is to be written anew.
  init?(_ run: FormerRun, language: Language, programVersion: String) {
    self.run = run
    let layers = run.folder.appending(path: "layers")
    let data = run.folder.appending(path: "map/data")
    guard let manifest = Self.document(run.folder.appending(path: "run.json")),
      manifest["schema_version"]?.integer == RunManifest.schemaVersion,
      manifest["program"]?["version"]?.string == programVersion,
      manifest["language"]?.string == language.rawValue,
      let index = Self.document(layers.appending(path: "index.json")),
      let publicIndex = Self.document(layers.appending(path: "public/index.json")),
      let meta = Self.document(data.appending(path: "meta.js"), in: ("MEZHA.meta(", ");\n")),
      let search = meta["search"]
    else { return nil }
    entries = Self.byName(index["layers"])
    publicEntries = Self.byName(publicIndex["layers"])
    pieces = Self.byName(meta["layers"])
    self.search = .verbatim(search.bytes)
  }

  /// Whether the files of the layer are there, as long as the indices say; an internal one has no public files.
  func holds(_ layer: String, isInternal: Bool) -> Bool {
    let home = run.folder.appending(path: "layers")
    var lists = [(entries, home)]
    if !isInternal { lists.append((publicEntries, home.appending(path: "public"))) }
    for (list, folder) in lists {
      guard let entry = list[layer] else { return false }
      var files: [JSONPart?] = [entry, entry["gzip"], entry["lines"]]
      files += entry["by_quarter"]?.elements ?? []
      guard files.allSatisfy({ Self.isThere($0, in: folder) }) else { return false }
    }
    let page = pieces[layer]?["pieces"]?.elements ?? []
    return page.allSatisfy { Self.isThere($0, in: run.folder.appending(path: "map")) }
  }

  /// The layer's entry of `layers/index.json`, or of the public one.
  func entry(_ layer: String, isPublic: Bool) -> JSON {
    (isPublic ? publicEntries : entries)[layer].map { .verbatim($0.bytes) } ?? .null
  }

  /// How many features the layer has.
  func count(_ layer: String) -> Int { entries[layer]?["feature_count"]?.integer ?? 0 }

  /// The page's entry of the layer.
  func page(_ layer: String) -> JSON { pieces[layer].map { .verbatim($0.bytes) } ?? .null }

  /// Puts every file of the run that is not in `folder` there, but pieces of the layers written anew.
  ///
  /// - Parameters:
  ///   - folder: The new run, written but for what it shares.
  ///   - layers: Names of the layers written anew, and of the public ones.
  /// - Throws: ``ExportError``
  func takeOver(
    into folder: URL,
    anew layers: (all: Set<String>, open: Set<String>)
  ) throws(ExportError) {
    try run.take(into: folder) { !Self.isPiece($0, of: layers) }
  }

  /// Whether the path is a piece of one of the layers, or of the page's list of findings.
  private static func isPiece(
    _ path: String,
    of layers: (all: Set<String>, open: Set<String>)
  ) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    if path.hasPrefix("layers/by_quarter/") { return layers.all.contains(parts[2]) }
    if path.hasPrefix("layers/public/by_quarter/") { return layers.open.contains(parts[3]) }
    guard path.hasPrefix("map/data/") else { return false }
    let name = parts[2].prefix { $0 != "-" }
    return layers.all.contains(String(name)) || ["findings", "money", "why"].contains(name)
  }

  private static func isThere(_ entry: JSONPart?, in folder: URL) -> Bool {
    guard let file = entry?["file"]?.string, let bytes = entry?["bytes"]?.integer else {
      return false
    }
    let path = folder.appending(path: file).path
    let found = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    return found == bytes
  }

  private static func byName(_ list: JSONPart?) -> [String: JSONPart] {
    Dictionary(
      (list?.elements ?? []).compactMap { entry in entry["name"]?.string.map { ($0, entry) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func document(
    _ url: URL,
    in call: (head: String, tail: String) = ("", "")
  ) -> JSONPart? {
    guard let content = FileManager.default.contents(atPath: url.path),
      content.starts(with: call.head.utf8),
      content.reversed().starts(with: call.tail.utf8.reversed())
    else { return nil }
    return JSONPart(Array(content.dropFirst(call.head.utf8.count).dropLast(call.tail.utf8.count)))
  }
}
