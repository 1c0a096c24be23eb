import Geometry
import Workers

/// Turns GeoJSON text into the columns of one table, in one pass.
///
/// A record's shape goes to the end of the column at once; its attributes wait in `pending` until the record is
/// known to be good.
struct GeoJSONParser {
  var scanner: JSONScanner
  /// The coordinates of the ring under construction, x and y by turns.
  var vertices: [Double] = []
  /// Whether a ring of the record under construction had to be closed.
  var hasUnclosedRing = false
  var shapes: ShapeColumn {
    get { part.shapes }
    _modify { yield &part.shapes }
  }

  /// The first type of geometry met in the record under construction that is no polygon.
  var other: String?

  /// What has been read.
  var part = GeoJSONPart()
  private var name: String
  private var crs: SourceCRS? = .definition("EPSG:4326")
  /// Whether the document itself says what `crs` is.
  private var hasStatedCRS = false
  private let file: String
  private let crew: GeoJSONCrew?
  private let range: Range<Int>
  /// Up to where the text is done with.
  private var done: Int

  /// Whether the document was a FeatureCollection or an array.
  private(set) var isCollection = false

  /// Makes a parser of a range of a text; a `crew` shares the features of a large collection.
  init?(
    _ bytes: UnsafeRawBufferPointer,
    in range: Range<Int>,
    file: String,
    crew: GeoJSONCrew? = nil
  ) {
    guard let scanner = JSONScanner(bytes, in: range) else { return nil }
    self.scanner = scanner
    self.file = file
    self.crew = crew
    self.range = range
    done = range.lowerBound
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    self.name = stem.isEmpty ? name : stem
  }

  /// Index of the next byte.
  var offset: Int { scanner.position }

  mutating func isAtEnd() -> Bool { scanner.isAtEnd() }

  /// Reads the document: a FeatureCollection, a Feature, a geometry or an array of these.
  mutating func document() throws(JSONSyntaxError) {
    if try scanner.peek() == UInt8(ascii: "[") {
      isCollection = true
      try features()
      return
    }
    guard try scanner.peek() == UInt8(ascii: "{") else { throw scanner.error("'{' expected") }
    part.row += 1
    try object(isDocument: true)
  }

  /// Reads the texts of a sequence; what is wrong with one is a reject, and its row is its line.
  mutating func records(
    in range: Range<Int>,
    separator: UInt8,
    of bytes: UnsafeRawBufferPointer
  ) {
    var line = 1
    var position = range.lowerBound
    while position < range.upperBound {
      let end = scanner.first(separator, in: position..<range.upperBound)
      record(position..<end, line: line)
      let next = min(end + 1, range.upperBound)
      // A separator that is a newline ends one line; behind any other a record may hold more.
      if separator == 0x0A {
        line += next - end
      } else {
        line += bytes[position..<next].count { $0 == 0x0A }
      }
      position = next
      pass(position)
    }
    part.row = line - 1
  }

  private mutating func record(_ range: Range<Int>, line: Int) {
    guard let scanner = scanner.part(range) else { return }
    self.scanner = scanner
    if self.scanner.isAtEnd() { return }
    part.row = line
    do throws(JSONSyntaxError) {
      try element()
      if !isAtEnd() { throw self.scanner.error("text follows the end of the record") }
    } catch {
      let reason = "\(error.reason) at byte \(error.offset - range.lowerBound) of the record"
      if part.rows.last == line {
        // The record was whole and something follows it: the record stays, the rest is told.
        reject(reason)
      } else {
        abandon(reason)
      }
    }
  }

  /// Lets go of the text that was read, and after the first stretch makes room for what the rest should hold.
  private mutating func pass(_ position: Int) {
    guard let crew, position - done > 1 << 20 else { return }
    crew.source.letGo(done..<position)
    if done == range.lowerBound {
      part.reserve(times: 1.05 * Double(range.count) / Double(position - done))
    }
    done = position
  }

  /// Adds what parts of the text hold.
  mutating func take(_ parts: consuming [GeoJSONPart], workers: Workers) {
    part.take(parts, workers: workers)
  }

  /// The table of all records.
  consuming func finish() -> FeatureTable {
    // The public cadastral map says it in every geometry.
    let stated = hasStatedCRS ? crs : part.geometryCRS ?? crs
    return part.table(name: name, file: file, crs: stated)
  }

  // MARK: Records

  /// Reads the array of a document's features, in parts where a crew is there and it is worth its while.
  private mutating func features() throws(JSONSyntaxError) {
    try scanner.take(UInt8(ascii: "["))
    let range = scanner.position..<scanner.end
    guard let crew, crew.workers.count > 1, range.count > 2 * crew.bytes else {
      var isFirst = true
      while try scanner.nextElement(&isFirst) {
        part.row += 1
        try element()
        pass(scanner.position)
      }
      return
    }
    let (parts, end) = try crew.elements(of: range, like: scanner, file: file)
    take(parts, workers: crew.workers)
    scanner.position = end
  }

  /// Reads elements of an array from the one that stands here to the first that begins at `limit` or later.
  ///
  /// - Returns: Whether the array ended; the scanner stands behind its bracket, else at an element.
  mutating func elements(until limit: Int, isFirst first: Bool) throws(JSONSyntaxError) -> Bool {
    var isFirst = first
    if !first {
      guard try scanner.peek() != UInt8(ascii: "]") else { throw scanner.error("a value expected") }
      part.row += 1
      try element()
    }
    while try scanner.nextElement(&isFirst) {
      _ = try scanner.peek()
      if scanner.position >= limit { return false }
      part.row += 1
      try element()
    }
    return true
  }

  private mutating func element() throws(JSONSyntaxError) {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      try scanner.skipValue()
      return abandon("the record is no object")
    }
    try object(isDocument: false)
  }

  /// Reads an object of any type; its members may come in any order.
  private mutating func object(isDocument: Bool) throws(JSONSyntaxError) {
    let start = scanner.position
    var type: String?
    var hasGeometry = false
    var hasProperties = false
    var problem: String?
    shapes.abandonFeature()
    hasUnclosedRing = false
    part.columns.forget()
    try scanner.take(UInt8(ascii: "{"))
    var isFirst = true
    while let key = try scanner.nextKey(&isFirst) {
      if scanner.text(key, is: "type") {
        type = try optionalString()
      } else if scanner.text(key, is: "geometry") {
        hasGeometry = true
        problem = try geometry() ?? problem
      } else if scanner.text(key, is: "properties") {
        hasProperties = true
        problem = try properties() ?? problem
      } else if scanner.text(key, is: "id") {
        part.columns.id = try value()
      } else if isDocument, scanner.text(key, is: "features"),
        try scanner.peek() == UInt8(ascii: "[")
      {
        isCollection = true
        part.row = 0
        try features()
      } else if isDocument, scanner.text(key, is: "crs") {
        if let stated = try statedCRS() {
          crs = stated
          hasStatedCRS = true
        }
      } else if isDocument, scanner.text(key, is: "name") {
        if let name = try optionalString(), !name.isEmpty { self.name = name }
      } else {
        try scanner.skipValue()
      }
    }
    if isDocument, isCollection {
      shapes.abandonFeature()
      return
    }
    if type == "Feature" || type == nil && (hasGeometry || hasProperties) {
      if let problem { return abandon(problem) }
    } else if let type, Self.geometryTypes.contains(type) {
      // A geometry without a feature around it: read it again, now that this is known.
      part.columns.forget()
      shapes.abandonFeature()
      scanner.position = start
      if let problem = try geometry() { return abandon(problem) }
    } else if isDocument {
      throw JSONSyntaxError(
        offset: start,
        reason: "the document is no FeatureCollection, Feature or geometry"
      )
    } else {
      return abandon(type.map { "\($0) where a Feature was expected" } ?? "the record has no type")
    }
    if hasUnclosedRing {
      part.flaws.append(ReadFlaw(record: shapes.count, kind: .unclosedRing))
    }
    shapes.endFeature()
    part.rows.append(part.row)
    part.columns.commit()
  }

  private static let geometryTypes: Set<String> = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
  ]

  private mutating func abandon(_ reason: String) {
    shapes.abandonFeature()
    reject(reason)
    part.columns.forget()
  }

  private mutating func reject(_ reason: String) {
    part.rejects.append(ReadReject(row: part.row, key: part.columns.key, reason: reason))
  }

  // MARK: Members

  private mutating func optionalString() throws(JSONSyntaxError) -> String? {
    guard try scanner.peek() == UInt8(ascii: "\"") else {
      try scanner.skipValue()
      return nil
    }
    return scanner.decoded(try scanner.string())
  }

  /// Reads the properties; those the public cadastral map (НСПД) puts into their member `options` are properties too.
  private mutating func properties(isInner: Bool = false) throws(JSONSyntaxError) -> String? {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      let isNull = scanner.takeWord("null")
      if !isNull { try scanner.skipValue() }
      return isNull ? nil : "properties is no object"
    }
    scanner.position += 1
    var isFirst = true
    while let key = try scanner.nextKey(&isFirst) {
      if !isInner, scanner.text(key, is: "options"), try scanner.peek() == UInt8(ascii: "{") {
        _ = try properties(isInner: true)
        continue
      }
      let column = part.columns.index(of: key, in: scanner, count: shapes.count)
      if case .null = part.columns.pending[column] {} else { part.columns.noteRepeated(column) }
      part.columns.pending[column] = try value()
    }
    return nil
  }

  /// A value as an attribute; objects and arrays stay the text they are.
  private mutating func value() throws(JSONSyntaxError) -> AttributeValue {
    let byte = try scanner.peek()
    let start = scanner.position
    switch byte {
    case UInt8(ascii: "\""): return .text(part.columns.text(of: try scanner.string(), in: scanner))
    case UInt8(ascii: "t") where scanner.takeWord("true"): return .boolean(true)
    case UInt8(ascii: "f") where scanner.takeWord("false"): return .boolean(false)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if scanner.takeNoNumber() { return .null }
      let number = try scanner.number()
      if let integer = number.integer { return .integer(integer) }
      return .real(number.exactDouble ?? scanner.longDouble(start..<scanner.position))
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try scanner.skipValue()
      return .text(scanner.rawText(start..<scanner.position))
    default:
      try scanner.skipValue()
      return .null
    }
  }

  /// The `crs` member of GeoJSON 2008; an explicit null says that the system is unknown.
  ///
  /// - Returns: nil where it says nothing.
  mutating func statedCRS() throws(JSONSyntaxError) -> SourceCRS?? {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      if scanner.takeWord("null") { return .some(nil) }
      try scanner.skipValue()
      return nil
    }
    var stated: SourceCRS??
    scanner.position += 1
    var isFirst = true
    while let key = try scanner.nextKey(&isFirst) {
      guard scanner.text(key, is: "properties"), try scanner.peek() == UInt8(ascii: "{") else {
        try scanner.skipValue()
        continue
      }
      scanner.position += 1
      var isFirst = true
      while let key = try scanner.nextKey(&isFirst) {
        let isName = scanner.text(key, is: "name")
        let isCode = scanner.text(key, is: "code")
        let value = try value()
        if isName, let name = value.text { stated = .definition(Self.crsName(name)) }
        if isCode, let code = value.text { stated = .definition("EPSG:\(code)") }
      }
    }
    return stated
  }

  /// `urn:ogc:def:crs:EPSG::28992` is EPSG:28992; CRS84 is WGS 84 with the longitude first, as here anyway.
  private static func crsName(_ name: String) -> String {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard let code = parts.last else { return name }
    if code.uppercased() == "CRS84" { return "EPSG:4326" }
    guard parts.count >= 5, parts[0].lowercased() == "urn", parts[4].uppercased() == "EPSG" else {
      return name
    }
    return "EPSG:\(code)"
  }
}
