import Formats
import Foundation
import Geometry

/// The files of one layer: GeoJSON, the same compressed, the same one feature a line, and, where it is
/// large, pieces by quarter.
enum LayerFiles {
  /// The largest file a browser should be asked to load at once, bytes.
  static let largestForBrowsers = 10_000_000

  /// A file of a layer as the index names it.
  struct Entry {
    var path: String
    var file: WrittenFile

    /// Its name, size and hash.
    var members: [(String, JSON)] {
      [("file", .string(path)), ("bytes", .integer(file.bytes)), ("sha256", .string(file.sha256))]
    }
  }

  /// The features of one quarter, or of none.
  struct Piece {
    var quarter: String?
    var count: Int
    var box: Envelope
    var plain: Entry
    var compressed: Entry
  }

  /// What was written of a layer.
  struct Written {
    var plain: Entry
    var compressed: Entry
    var lines: Entry
    var pieces: [Piece] = []
  }

  /// Writes all files of `layer` into `folder`; pieces only when the whole is larger than `limit` bytes.
  static func write(
    _ layer: WebLayer,
    to folder: URL,
    limit: Int = largestForBrowsers
  ) throws(ExportError) -> Written {
    let name = "\(layer.name).geojson"
    var lines = try OutputFile(folder.appending(path: "\(name)l"))
    var file = try TwinFile(folder, name)
    try file.write(GeoJSONText.head(name: layer.name, box: layer.shapes.box))
    var feature: [UInt8] = []
    for index in 0..<layer.count {
      feature.removeAll(keepingCapacity: true)
      layer.append(index, to: &feature)
      try lines.write(feature)
      try lines.write([UInt8(ascii: "\n")])
      if index > 0 { try file.write([UInt8(ascii: ","), UInt8(ascii: "\n")]) }
      try file.write(feature)
    }
    try file.write(Array(GeoJSONText.tail.utf8))
    let (plain, compressed) = try file.finish()
    var written = Written(
      plain: plain,
      compressed: compressed,
      lines: Entry(path: "\(name)l", file: try lines.finish())
    )
    if plain.file.bytes > limit {
      written.pieces = try pieces(of: layer, in: folder, limit: limit)
    }
    return written
  }

  // MARK: Pieces

  private static func pieces(
    of layer: WebLayer,
    in folder: URL,
    limit: Int
  ) throws(ExportError) -> [Piece] {
    let home = "by_quarter/\(layer.name)"
    try OutputFile.makeFolder(folder.appending(path: home))
    var features: [String: [Int]] = [:]
    for index in 0..<layer.count {
      features[layer.quarter(layer.records[index]) ?? "", default: []].append(index)
    }
    var pieces: [Piece] = []
    for (quarter, members) in features.sorted(by: { $0.key < $1.key }) {
      var rest = members[...]
      var ordinal = 1
      while !rest.isEmpty {
        let suffix = ordinal == 1 ? "" : ".\(ordinal)"
        let path = "\(home)/\(fileName(quarter))\(suffix).geojson"
        pieces.append(try piece(of: layer, quarter, &rest, path, in: folder, limit: limit))
        ordinal += 1
      }
    }
    return pieces
  }

  /// Writes as many of `rest` as fit, at least one, and takes them from it.
  private static func piece(
    of layer: WebLayer,
    _ quarter: String,
    _ rest: inout ArraySlice<Int>,
    _ path: String,
    in folder: URL,
    limit: Int
  ) throws(ExportError) -> Piece {
    var body: [UInt8] = []
    var box = Envelope.empty
    var count = 0
    // The head is shorter than this whatever the box.
    let room = limit - layer.name.utf8.count - 200
    while let index = rest.first {
      let before = body.count
      if count > 0 { body.append(contentsOf: ",\n".utf8) }
      layer.append(index, to: &body)
      if count > 0, body.count > room {
        body.removeSubrange(before...)
        break
      }
      box.formUnion(layer.shapes.box(of: index))
      count += 1
      rest.removeFirst()
    }
    var file = try TwinFile(folder, path)
    try file.write(GeoJSONText.head(name: layer.name, box: box))
    try file.write(body)
    try file.write(Array(GeoJSONText.tail.utf8))
    let (plain, compressed) = try file.finish()
    return Piece(
      quarter: quarter.isEmpty ? nil : quarter,
      count: count,
      box: box,
      plain: plain,
      compressed: compressed
    )
  }

  /// A file's name from a quarter's number: no colon, which some systems do not allow in names.
  private static func fileName(_ quarter: String) -> String {
    quarter.isEmpty
      ? "none"
      : String(
        decoding: Keys.id(quarter).utf8.map { $0 == UInt8(ascii: ":") ? UInt8(ascii: "-") : $0 },
        as: UTF8.self
      )
  }
}

/// A file and its gzip beside it, of the same age, as `gzip_static` of a web server wants them.
private struct TwinFile: ~Copyable {
  private var plain: OutputFile
  private var compressed: OutputFile
  private var gzip = GzipEncoder()
  private let path: String
  private let url: URL

  init(_ folder: URL, _ path: String) throws(ExportError) {
    self.path = path
    url = folder.appending(path: path)
    let first = try OutputFile(url)
    let second = try OutputFile(folder.appending(path: "\(path).gz"))
    plain = first
    compressed = second
  }

  mutating func write(_ bytes: [UInt8]) throws(ExportError) {
    try plain.write(bytes)
    gzip.write(bytes)
    try compressed.write(gzip.take())
  }

  mutating func finish() throws(ExportError) -> (LayerFiles.Entry, LayerFiles.Entry) {
    gzip.finish()
    try compressed.write(gzip.take())
    let files = (
      LayerFiles.Entry(path: path, file: try plain.finish()),
      LayerFiles.Entry(path: "\(path).gz", file: try compressed.finish())
    )
    let manager = FileManager.default
    if let date = (try? manager.attributesOfItem(atPath: url.path))?[.modificationDate] {
      try? manager.setAttributes([.modificationDate: date], ofItemAtPath: "\(url.path).gz")
    }
    return files
  }
}
