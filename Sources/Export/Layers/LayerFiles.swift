import Formats
import Foundation
import Geometry
import Workers

/// The files of one layer: GeoJSON, the same compressed, the same one feature a line, and, where it is
/// large, pieces by quarter.
///
/// Every feature is put into words once and copied to each of them.
enum LayerFiles {
  /// The largest file a browser should be asked to load at once, bytes.
  static let largestForBrowsers = 10_000_000

  /// A file of a layer as the index names it.
  struct Entry: Sendable {
    var path: String
    var file: WrittenFile

    /// Its name, size and hash.
    var members: [(String, JSON)] {
      [("file", .string(path)), ("bytes", .integer(file.bytes)), ("sha256", .string(file.sha256))]
    }
  }

  /// The features of one quarter, or of none.
  struct Piece: Sendable {
    var quarter: String?
    var count: Int
    var box: Envelope
    var plain: Entry
  }

  /// What was written of a layer.
  struct Written {
    var plain: Entry
    var compressed: Entry
    var lines: Entry
    var pieces: [Piece] = []
  }

  /// Writes all files of `layer` into `folder`; pieces only when the whole is larger than `limit` bytes.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - features: Its features as text.
  ///   - folder: Where to.
  ///   - workers: Threads that compress; no byte depends on how many.
  ///   - limit: What a browser can take at once, bytes; nil never cuts.
  /// - Returns: The files.
  /// - Throws: ``ExportError/unwritable(file:reason:)``.
  static func write(
    _ layer: WebLayer,
    _ features: TextChunks,
    to folder: URL,
    workers: Workers,
    limit: Int?
  ) throws(ExportError) -> Written {
    let (plain, compressed) = try collection(layer, features, folder, workers)
    var written = Written(
      plain: plain,
      compressed: compressed,
      lines: try lines(layer, features, folder)
    )
    if let limit, plain.file.bytes > limit {
      written.pieces = try pieces(of: layer, features, in: folder, workers, limit: limit)
    }
    return written
  }

  /// Features that are compressed as one part, about half a megabyte.
  private static let partSize = 512
  /// Parts that are in memory at a time.
  private static let partsAtOnce = 32

  /// The layer as GeoJSON, and its gzip beside it of the same age, as `gzip_static` of a web server wants.
  private static func collection(
    _ layer: WebLayer,
    _ features: TextChunks,
    _ folder: URL,
    _ workers: Workers
  ) throws(ExportError) -> (Entry, Entry) {
    let name = "\(layer.name).geojson"
    let url = folder.appending(path: name)
    var plain = try OutputFile(url)
    var compressed = try OutputFile(folder.appending(path: "\(name).gz"))
    var gzip = GzipEncoder()
    let parts = max(1, (layer.count + partSize - 1) / partSize)
    for first in stride(from: 0, to: parts, by: partsAtOnce) {
      let batch = workers.mapChunks(of: min(partsAtOnce, parts - first), chunkSize: 1) { range in
        let part = first + range.lowerBound
        let bytes = text(of: layer, features, part, isLast: part == parts - 1)
        return (bytes, GzipPart(bytes))
      }
      for (bytes, part) in batch {
        try plain.write(bytes)
        gzip.append(part)
        try compressed.write(gzip.take())
      }
    }
    gzip.finish()
    try compressed.write(gzip.take())
    let files = (
      Entry(path: name, file: try plain.finish()),
      Entry(path: "\(name).gz", file: try compressed.finish())
    )
    let manager = FileManager.default
    if let date = (try? manager.attributesOfItem(atPath: url.path))?[.modificationDate] {
      try? manager.setAttributes([.modificationDate: date], ofItemAtPath: "\(url.path).gz")
    }
    return files
  }

  /// One part of the collection, with its head or its tail where they belong to it.
  private static func text(
    of layer: WebLayer,
    _ features: TextChunks,
    _ part: Int,
    isLast: Bool
  ) -> [UInt8] {
    var text: [UInt8] = []
    if part == 0 { text = GeoJSONText.head(name: layer.name, box: layer.shapes.box) }
    for index in part * partSize..<min(layer.count, (part + 1) * partSize) {
      if index > 0 { text.append(contentsOf: ",\n".utf8) }
      text.append(contentsOf: features[index])
    }
    if isLast { text.append(contentsOf: GeoJSONText.tail.utf8) }
    return text
  }

  private static func lines(
    _ layer: WebLayer,
    _ features: TextChunks,
    _ folder: URL
  ) throws(ExportError) -> Entry {
    let path = "\(layer.name).geojsonl"
    var file = try OutputFile(folder.appending(path: path))
    for index in 0..<layer.count {
      try file.write(features[index])
      try file.write("\n")
    }
    return Entry(path: path, file: try file.finish())
  }

  // MARK: Pieces

  private static func pieces(
    of layer: WebLayer,
    _ features: TextChunks,
    in folder: URL,
    _ workers: Workers,
    limit: Int
  ) throws(ExportError) -> [Piece] {
    let home = "by_quarter/\(layer.name)"
    try OutputFile.makeFolder(folder.appending(path: home))
    var members: [String: [Int]] = [:]
    for index in 0..<layer.count {
      members[layer.quarter(layer.records[index]) ?? "", default: []].append(index)
    }
    let quarters = members.sorted { $0.key < $1.key }
    let written = workers.mapChunks(of: quarters.count, chunkSize: 16) { range in
      Result { () throws(ExportError) in
        var pieces: [Piece] = []
        for (quarter, members) in quarters[range] {
          var rest = members[...]
          var ordinal = 1
          while !rest.isEmpty {
            let suffix = ordinal == 1 ? "" : ".\(ordinal)"
            let path = "\(home)/\(fileName(quarter))\(suffix).geojson"
            pieces.append(
              try piece(of: layer, features, quarter, &rest, path, in: folder, limit: limit)
            )
            ordinal += 1
          }
        }
        return pieces
      }
    }
    var pieces: [Piece] = []
    for result in written { pieces += try result.get() }
    return pieces
  }

  /// Writes as many of `rest` as fit, at least one, and takes them from it.
  private static func piece(
    of layer: WebLayer,
    _ features: TextChunks,
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
      let text = features[index]
      if count > 0, body.count + text.count + 2 > room { break }
      if count > 0 { body.append(contentsOf: ",\n".utf8) }
      body.append(contentsOf: text)
      box.formUnion(layer.shapes.box(of: index))
      count += 1
      rest.removeFirst()
    }
    var file = try OutputFile(folder.appending(path: path))
    try file.write(GeoJSONText.head(name: layer.name, box: box))
    try file.write(body)
    try file.write(GeoJSONText.tail)
    return Piece(
      quarter: quarter.isEmpty ? nil : quarter,
      count: count,
      box: box,
      plain: Entry(path: path, file: try file.finish())
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
