import Geometry

/// Turns GeoJSON text into the columns of one table, in one pass.
///
/// A record's shape goes to the end of the column at once; its attributes wait in `pending` until the record is
/// known to be good.
struct GeoJSONParser {
  var scanner: JSONScanner
  var shapes = ShapeColumn()
  /// Whether a ring of the record under construction had to be closed.
  var hasUnclosedRing = false
  private var table: FeatureTable
  private var columns = GeoJSONColumns()
  private var row = 0

  /// Whether the document was a FeatureCollection or an array.
  private(set) var isCollection = false

  init?(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>, file: String) {
    guard let scanner = JSONScanner(bytes, in: range) else { return nil }
    self.scanner = scanner
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    table = FeatureTable(name: stem.isEmpty ? name : stem, file: file)
    table.format = "GeoJSON"
    table.crs = .definition("EPSG:4326")
  }

  /// Index of the next byte.
  var offset: Int { scanner.position }

  mutating func isAtEnd() -> Bool { scanner.isAtEnd() }

  /// Reads the document: a FeatureCollection, a Feature, a geometry or an array of these.
  mutating func document() throws(JSONSyntaxError) {
    if try scanner.peek() == UInt8(ascii: "[") {
      isCollection = true
      try elements()
      return
    }
    guard try scanner.peek() == UInt8(ascii: "{") else { throw scanner.error("'{' expected") }
    row += 1
    try object(isDocument: true)
  }

  /// Reads one text of a sequence; what is wrong with it is a reject.
  mutating func record(_ range: Range<Int>, line: Int) {
    guard let scanner = scanner.part(range) else { return }
    self.scanner = scanner
    if self.scanner.isAtEnd() { return }
    row = line
    do throws(JSONSyntaxError) {
      try element()
      if !isAtEnd() { throw self.scanner.error("text follows the end of the record") }
    } catch {
      let reason = "\(error.reason) at byte \(error.offset - range.lowerBound) of the record"
      if table.rows.last == line {
        // The record was whole and something follows it: the record stays, the rest is told.
        reject(reason)
      } else {
        abandon(reason)
      }
    }
  }

  /// The table of all records.
  consuming func finish() -> FeatureTable {
    table.shapes = shapes
    table.columns = columns.finish(count: shapes.count)
    return table
  }

  // MARK: Records

  private mutating func elements() throws(JSONSyntaxError) {
    try scanner.take(UInt8(ascii: "["))
    var isFirst = true
    while try scanner.nextElement(&isFirst) {
      row += 1
      try element()
    }
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
    columns.forget()
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
        columns.id = try value()
      } else if isDocument, scanner.text(key, is: "features"),
        try scanner.peek() == UInt8(ascii: "[")
      {
        isCollection = true
        row = 0
        try elements()
      } else if isDocument, scanner.text(key, is: "crs") {
        try crs()
      } else if isDocument, scanner.text(key, is: "name") {
        if let name = try optionalString(), !name.isEmpty { table.name = name }
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
      columns.forget()
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
      table.flaws.append(ReadFlaw(record: shapes.count, kind: .unclosedRing))
    }
    shapes.endFeature()
    table.rows.append(row)
    columns.commit()
  }

  private static let geometryTypes: Set<String> = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
  ]

  private mutating func abandon(_ reason: String) {
    shapes.abandonFeature()
    reject(reason)
    columns.forget()
  }

  private mutating func reject(_ reason: String) {
    table.rejects.append(ReadReject(row: row, key: columns.key, reason: reason))
  }

  // MARK: Members

  private mutating func optionalString() throws(JSONSyntaxError) -> String? {
    guard try scanner.peek() == UInt8(ascii: "\"") else {
      try scanner.skipValue()
      return nil
    }
    return scanner.decoded(try scanner.string())
  }

  private mutating func properties() throws(JSONSyntaxError) -> String? {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      let isNull = scanner.takeWord("null")
      if !isNull { try scanner.skipValue() }
      return isNull ? nil : "properties is no object"
    }
    scanner.position += 1
    var isFirst = true
    while let key = try scanner.nextKey(&isFirst) {
      let column = columns.index(of: key, in: scanner, count: shapes.count)
      columns.pending[column] = try value()
    }
    return nil
  }

  /// A value as an attribute; objects and arrays stay the text they are.
  private mutating func value() throws(JSONSyntaxError) -> AttributeValue {
    let byte = try scanner.peek()
    let start = scanner.position
    switch byte {
    case UInt8(ascii: "\""): return .text(scanner.decoded(try scanner.string()))
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
  private mutating func crs() throws(JSONSyntaxError) {
    guard try scanner.peek() == UInt8(ascii: "{") else {
      if scanner.takeWord("null") { table.crs = nil } else { try scanner.skipValue() }
      return
    }
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
        if isName, let name = value.text { table.crs = .definition(Self.crsName(name)) }
        if isCode, let code = value.text { table.crs = .definition("EPSG:\(code)") }
      }
    }
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
