import Foundation

/// The directory of a zip archive: what is in it, where and how large it says to be.
///
/// Read here and not from the listing of `unzip`, which rewrites names it cannot print in the locale
/// (most Russian archives) and takes `[` and `*` in them for patterns. The directory is the only thing
/// believed: the copies of names and sizes before each member are not looked at.
/// Source: PKWARE APPNOTE.TXT 6.3.10, §4.3.12 (directory), §4.3.14–16 (ends), §4.5.3 (zip64).
struct ArchiveDirectory {
  /// One file in the archive.
  struct Member: Sendable {
    /// The name with `/` between folders.
    var name: String
    /// Bytes unpacked and packed, as declared.
    var size: Int
    var packedSize: Int
    /// How it is packed: 0 as it is, 8 deflate.
    var method: UInt16
    var crc: UInt32
    var isEncrypted: Bool
    /// Where its own header begins.
    var offset: Int

    /// Why nobody should unpack a file of this name; nil when anybody may.
    var unsafeName: String? {
      if name.hasPrefix("/") { return "an absolute name" }
      if name.contains("\\") { return "a backslash in a name" }
      if name.contains("\0") { return "a zero byte in a name" }
      if name.split(separator: "/").contains("..") { return "a name that leaves the archive" }
      // C:… is absolute on Windows.
      if name.dropFirst().first == ":", name.first?.isLetter == true { return "an absolute name" }
      return nil
    }
  }

  /// The members by name; of one name in the order of the archive.
  private(set) var members: [Member] = []
  /// The size of the archive, bytes.
  private(set) var archiveSize = 0

  /// Reads the directory of the archive at `path`, which errors call `file`.
  init(path: String, file: String) throws(FormatError) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      archiveSize = Int(try handle.seekToEnd())
      let (count, bytes) = try Self.directory(handle, archiveSize: archiveSize)
      try decode(ArchiveBytes(bytes), count: count)
    } catch let trouble as ArchiveTrouble {
      throw .damaged(file: file, place: "archive directory", reason: trouble.reason)
    } catch {
      throw .unreadable(file: file, reason: (error as NSError).localizedDescription)
    }
  }

  /// Finds the end record and returns how many entries the directory has, and its bytes.
  private static func directory(
    _ handle: FileHandle,
    archiveSize: Int
  ) throws -> (Int, [UInt8]) {
    // The end record is 22 bytes and a comment of at most 65 535.
    let tailStart = max(0, archiveSize - 65_557)
    let tail = ArchiveBytes(try handle.bytes(at: tailStart, count: archiveSize - tailStart))
    var end = tail.count - 22
    while end >= 0, try tail.u32(end) != 0x0605_4B50 { end -= 1 }
    guard end >= 0 else { throw ArchiveTrouble(reason: "no end of directory: cut short?") }
    var count = Int(try tail.u16(end + 10))
    var size = Int(try tail.u32(end + 12))
    var start = Int(try tail.u32(end + 16))
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, end >= 20,
      try tail.u32(end - 20) == 0x0706_4B50
    {
      let wide = ArchiveBytes(try handle.bytes(at: try tail.int64(end - 20 + 8), count: 56))
      guard try wide.u32(0) == 0x0606_4B50 else {
        throw ArchiveTrouble(reason: "no zip64 end of directory where it should be")
      }
      count = try wide.int64(32)
      size = try wide.int64(40)
      start = try wide.int64(48)
    }
    guard size <= archiveSize, start <= archiveSize - size, count <= size / 46 else {
      throw ArchiveTrouble(reason: "the directory lies outside the file")
    }
    return (count, try handle.bytes(at: start, count: size))
  }

  private mutating func decode(_ bytes: ArchiveBytes, count: Int) throws {
    var at = 0
    for _ in 0..<count {
      guard try bytes.u32(at) == 0x0201_4B50 else {
        throw ArchiveTrouble(reason: "an entry without its mark")
      }
      let flags = try bytes.u16(at + 8)
      let nameLength = Int(try bytes.u16(at + 28))
      let extraLength = Int(try bytes.u16(at + 30))
      let name = try bytes.slice(at + 46, nameLength)
      var member = Member(
        name: Self.name(name, isUTF8: flags & 0x0800 != 0),
        size: Int(try bytes.u32(at + 24)),
        packedSize: Int(try bytes.u32(at + 20)),
        method: try bytes.u16(at + 10),
        crc: try bytes.u32(at + 16),
        isEncrypted: flags & 0x2041 != 0,
        offset: Int(try bytes.u32(at + 42))
      )
      try member.widen(ArchiveBytes(Array(try bytes.slice(at + 46 + nameLength, extraLength))))
      guard member.packedSize <= archiveSize, member.offset <= archiveSize - member.packedSize
      else { throw ArchiveTrouble(reason: "member \(member.name) lies outside the file") }
      members.append(member)
      at += 46 + nameLength + extraLength + Int(try bytes.u16(at + 32))
    }
    members = members.enumerated()
      .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
      .map(\.element)
  }

  /// A name says that it is UTF-8, or is without saying so, or comes from Russian Windows (CP866).
  private static func name(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) -> String {
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    if let name = String(validating: bytes, as: UTF8.self) { return name }
    var name = String.UnicodeScalarView()
    for byte in bytes {
      let code: UInt32 =
        switch byte {
        case 0x80...0xAF: 0x0410 + UInt32(byte - 0x80)
        case 0xE0...0xEF: 0x0440 + UInt32(byte - 0xE0)
        case 0xF0: 0x0401
        case 0xF1: 0x0451
        case 0xFC: 0x2116
        case 0xB0...: 0xFFFD
        default: UInt32(byte)
        }
      name.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return String(name)
  }
}

extension ArchiveDirectory.Member {
  /// Takes sizes and place from the zip64 field where the plain ones have no room for them.
  fileprivate mutating func widen(_ extra: ArchiveBytes) throws {
    var at = 0
    while at + 4 <= extra.count {
      let length = Int(try extra.u16(at + 2))
      if try extra.u16(at) == 0x0001 {
        var field = at + 4
        func next() throws -> Int {
          defer { field += 8 }
          guard field + 8 <= at + 4 + length else {
            throw ArchiveTrouble(reason: "member \(name) has a zip64 field that is too short")
          }
          return try extra.int64(field)
        }
        if size == 0xFFFF_FFFF { size = try next() }
        if packedSize == 0xFFFF_FFFF { packedSize = try next() }
        if offset == 0xFFFF_FFFF { offset = try next() }
        return
      }
      at += 4 + length
    }
  }
}

/// What is wrong with an archive, before the file's name is put to it.
struct ArchiveTrouble: Error {
  /// In English, for people.
  var reason: String
}

/// Little-endian numbers out of bytes, with every read checked.
struct ArchiveBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func slice(_ at: Int, _ count: Int) throws -> ArraySlice<UInt8> {
    guard at >= 0, count >= 0, at <= bytes.count, count <= bytes.count - at else {
      throw ArchiveTrouble(reason: "a record runs past its end")
    }
    return bytes[at..<at + count]
  }

  func u16(_ at: Int) throws -> UInt16 {
    try slice(at, 2).reversed().reduce(0) { $0 << 8 | UInt16($1) }
  }

  func u32(_ at: Int) throws -> UInt32 {
    try slice(at, 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A 64-bit number no larger than 2⁶², so that adding two cannot overflow.
  func int64(_ at: Int) throws -> Int {
    let value = try slice(at, 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard value < 1 << 62 else { throw ArchiveTrouble(reason: "a size beyond all files") }
    return Int(value)
  }
}

extension FileHandle {
  /// Exactly `count` bytes from `offset`.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try seek(toOffset: UInt64(max(0, offset)))
    let data = count == 0 ? Data() : try read(upToCount: count) ?? Data()
    guard offset >= 0, data.count == count else {
      throw ArchiveTrouble(reason: "a record runs past its end")
    }
    return Array(data)
  }
}
