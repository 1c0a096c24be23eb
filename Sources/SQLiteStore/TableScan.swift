/// Walks the rows of one table where they lie in the pages of the file, without copying them.
///
/// SQLite copies every value out of its page before it shows it, which was a sixth of the work of `mezha pairs`
/// (decision 0008). Format: sqlite.org/fileformat2.html, §1.3, §1.6 and §2.1. Whatever is not as plain as that
/// ends the walk with false, and the caller asks SQLite, which also knows what to say of a damaged file.
public struct TableScan {
  private let bytes: UnsafeRawBufferPointer
  private let pageSize: Int
  /// Bytes of a page that hold cells.
  private let usable: Int
  private let root: Int
  /// Pages that may still be looked into: a damaged file could lead in a circle.
  private var pagesLeft: Int
  /// Payloads that run over several pages, put together.
  private var gathered: [UInt8] = []

  /// Pages between the root and a leaf: even of the smallest pages and largest rows there are no more.
  private static let deepest = 24

  /// Makes a walk over a table; nil when this is no database in UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, which stays as it is for the life of the value and has no journal beside it.
  ///   - root: The page the table begins at, by `rootpage` of `sqlite_master`.
  public init?(_ bytes: UnsafeRawBufferPointer, root: Int) {
    guard bytes.count >= 512, bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    pageSize = size == 1 ? 65_536 : size
    usable = pageSize - Int(bytes[20])
    let isUTF8 = bytes[56] == 0 && bytes[57] == 0 && bytes[58] == 0 && bytes[59] == 1
    guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480, isUTF8 else { return nil }
    self.bytes = bytes
    self.root = root
    pagesLeft = bytes.count / pageSize
  }

  /// Calls `body` for each row in the order of the rowid.
  ///
  /// - Parameters:
  ///   - columns: Positions in the record of the values to show, ascending.
  ///   - body: Gets the rowid and the values, in the order of `columns`; returns false to end the walk. The values
  ///     are lent.
  /// - Returns: False when the walk was ended, or met what it does not know: no table of rows, a row with fewer
  ///   values than the table has columns, a damaged page.
  /// - Complexity: O(*n*) in the rows; reads each page of the table once, in its order.
  public mutating func rows(
    columns: [Int],
    _ body: (Int64, UnsafeBufferPointer<StoredValue>) -> Bool
  ) -> Bool {
    var values = Array(repeating: StoredValue.null, count: columns.count)
    return values.withUnsafeMutableBufferPointer { values in
      columns.withUnsafeBufferPointer { columns in
        visit(page: root, depth: 0, columns, values, body)
      }
    }
  }

  // MARK: Pages

  private mutating func visit(
    page number: Int,
    depth: Int,
    _ columns: UnsafeBufferPointer<Int>,
    _ values: UnsafeMutableBufferPointer<StoredValue>,
    _ body: (Int64, UnsafeBufferPointer<StoredValue>) -> Bool
  ) -> Bool {
    guard depth < Self.deepest, let page = take(page: number) else { return false }
    let header = number == 1 ? 100 : 0
    let count = Self.number16(page, header + 3)
    switch page[header] {
    case 0x0D:
      guard header + 8 + 2 * count <= usable else { return false }
      for k in 0..<count {
        let cell = Self.number16(page, header + 8 + 2 * k)
        guard show(cell, of: page, columns, values, body) else { return false }
      }
      return true
    case 0x05:
      guard header + 12 + 2 * count <= usable else { return false }
      for k in 0..<count {
        let cell = Self.number16(page, header + 12 + 2 * k)
        guard cell + 4 <= usable else { return false }
        let child = Self.number32(page, cell)
        guard visit(page: child, depth: depth + 1, columns, values, body) else { return false }
      }
      let last = Self.number32(page, header + 8)
      return visit(page: last, depth: depth + 1, columns, values, body)
    default:
      return false
    }
  }

  /// One page, each of which is needed once; nil when there is none, or more were taken than there are.
  private mutating func take(page number: Int) -> UnsafeRawBufferPointer? {
    let start = (number - 1) * pageSize
    guard number >= 1, pagesLeft > 0, start + pageSize <= bytes.count else { return nil }
    pagesLeft -= 1
    return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + pageSize)])
  }

  // MARK: Rows

  private mutating func show(
    _ cell: Int,
    of page: UnsafeRawBufferPointer,
    _ columns: UnsafeBufferPointer<Int>,
    _ values: UnsafeMutableBufferPointer<StoredValue>,
    _ body: (Int64, UnsafeBufferPointer<StoredValue>) -> Bool
  ) -> Bool {
    var place = cell
    guard let size = Self.varint(page, &place, usable), let row = Self.varint(page, &place, usable),
      size >= 0, size <= bytes.count
    else { return false }
    let length = Int(size)
    let local = localBytes(length)
    guard place + local + (local < length ? 4 : 0) <= usable else { return false }
    if local == length {
      let record = UnsafeRawBufferPointer(rebasing: page[place..<(place + length)])
      return Self.read(record, columns, values) && body(row, UnsafeBufferPointer(values))
    }
    guard gather(page, place, local, length) else { return false }
    return gathered.withUnsafeBytes { record in
      Self.read(record, columns, values) && body(row, UnsafeBufferPointer(values))
    }
  }

  /// How much of a payload lies on its own page (§1.6, table leaf cells).
  private func localBytes(_ length: Int) -> Int {
    if length <= usable - 35 { return length }
    let least = (usable - 12) * 32 / 255 - 23
    let rest = least + (length - least) % (usable - 4)
    return rest <= usable - 35 ? rest : least
  }

  /// Puts a payload together from its own page and the chain of pages that goes on from there.
  private mutating func gather(
    _ page: UnsafeRawBufferPointer,
    _ place: Int,
    _ local: Int,
    _ length: Int
  ) -> Bool {
    gathered.removeAll(keepingCapacity: true)
    gathered.append(contentsOf: page[place..<(place + local)])
    var next = Self.number32(page, place + local)
    while gathered.count < length {
      guard let page = take(page: next) else { return false }
      let part = Swift.min(usable - 4, length - gathered.count)
      gathered.append(contentsOf: page[4..<(4 + part)])
      next = Self.number32(page, 0)
    }
    return true
  }

  /// Reads the wanted values of a record (§2.1); false when it has not all of them.
  private static func read(
    _ record: UnsafeRawBufferPointer,
    _ columns: UnsafeBufferPointer<Int>,
    _ values: UnsafeMutableBufferPointer<StoredValue>
  ) -> Bool {
    var place = 0
    guard let size = varint(record, &place, record.count), size >= 1, size <= record.count else {
      return false
    }
    let headerEnd = Int(size)
    var content = headerEnd
    var column = 0
    var wanted = 0
    while wanted < columns.count {
      guard place < headerEnd, let type = varint(record, &place, headerEnd), type >= 0 else {
        return false
      }
      let length = length(of: type)
      guard length <= record.count - content else { return false }
      if column == columns[wanted] {
        guard let value = value(type, record, content, length) else { return false }
        values[wanted] = value
        wanted &+= 1
      }
      content &+= length
      column &+= 1
    }
    return true
  }

  /// Bytes a value of a serial type takes.
  @inline(__always)
  private static func length(of type: Int64) -> Int {
    // Of the types 0 to 11 a digit each: a table of jumps costs more.
    type >= 12 ? Int(type - 12) >> 1 : Int(0x8864_3210 >> (4 * type) & 0xF)
  }

  @inline(__always)
  private static func value(
    _ type: Int64,
    _ record: UnsafeRawBufferPointer,
    _ start: Int,
    _ length: Int
  ) -> StoredValue? {
    if type >= 12 {
      let bytes = UnsafeRawBufferPointer(rebasing: record[start..<(start + length)])
      return type & 1 == 0 ? .blob(bytes) : .text(bytes)
    }
    switch type {
    case 0: return .null
    case 8: return .integer(0)
    case 9: return .integer(1)
    case 10, 11: return nil
    default:
      var number = Int64(Int8(bitPattern: record[start]))
      for k in 1..<length { number = number << 8 | Int64(record[start + k]) }
      return type == 7 ? .real(Double(bitPattern: UInt64(bitPattern: number))) : .integer(number)
    }
  }

  // MARK: Numbers, the most significant byte first

  @inline(__always)
  private static func number16(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int {
    Int(bytes[place]) << 8 | Int(bytes[place + 1])
  }

  @inline(__always)
  private static func number32(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int {
    number16(bytes, place) << 16 | number16(bytes, place + 2)
  }

  /// A number of one to nine bytes, seven bits each but the ninth; nil when it runs over `end` (§1.6).
  @inline(__always)
  private static func varint(
    _ bytes: UnsafeRawBufferPointer,
    _ place: inout Int,
    _ end: Int
  ) -> Int64? {
    // Nearly all have one byte.
    guard place < end else { return nil }
    let first = bytes[place]
    if first < 0x80 {
      place &+= 1
      return Int64(first)
    }
    return longVarint(bytes, &place, end)
  }

  private static func longVarint(
    _ bytes: UnsafeRawBufferPointer,
    _ place: inout Int,
    _ end: Int
  ) -> Int64? {
    var number: UInt64 = 0
    for _ in 0..<8 {
      guard place < end else { return nil }
      let byte = bytes[place]
      place += 1
      number = number << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { return Int64(bitPattern: number) }
    }
    guard place < end else { return nil }
    number = number << 8 | UInt64(bytes[place])
    place += 1
    return Int64(bitPattern: number)
  }
}
