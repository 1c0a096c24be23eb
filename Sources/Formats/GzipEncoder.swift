/// Compresses a stream of bytes as gzip (RFC 1952), the same bytes for the same content.
///
/// The header carries no name and no time. Text of layers shrinks to a sixth or less.
///
/// ```swift
/// var gzip = GzipEncoder()
/// gzip.write(bytes)
/// file.write(gzip.take())
/// gzip.finish()
/// file.write(gzip.take())
/// ```
/// - Complexity: O(*n*) in the bytes; half a megabyte of memory.
public struct GzipEncoder: Sendable {
  private var deflate = DeflateEncoder()
  private var checksum = CRC32()
  private var length: UInt32 = 0

  /// Starts a stream.
  public init() {
    // Method 8, no flags, no time, no level told, system unknown (RFC 1952 §2.3).
    deflate.output.append(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
  }

  /// Adds bytes; what comes out of them is had from ``take()``.
  public mutating func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      checksum.update(raw)
      deflate.write(raw)
    }
    length &+= UInt32(truncatingIfNeeded: bytes.count)
  }

  /// Adds a part that was compressed by itself, perhaps on another thread.
  ///
  /// A stream is made of parts or of bytes, not of both.
  public mutating func append(_ part: GzipPart) {
    deflate.output.append(bytes: part.deflated)
    checksum.append(part.checksum, of: part.length)
    length &+= UInt32(truncatingIfNeeded: part.length)
  }

  /// Ends the stream; nothing may be written behind it.
  public mutating func finish() {
    deflate.finish()
    for word in [checksum.value, length] {
      deflate.output.append(bytes: (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) })
    }
  }

  /// What was compressed since the last call.
  public mutating func take() -> [UInt8] { deflate.output.take() }
}

/// A part of a gzip stream that was compressed by itself: many threads make one stream.
///
/// It refers to nothing before it, which costs about a hundredth of the size where parts are a megabyte.
public struct GzipPart: Sendable {
  let deflated: [UInt8]
  let checksum: UInt32
  let length: Int

  /// Compresses `bytes`.
  public init(_ bytes: [UInt8]) {
    var deflate = DeflateEncoder()
    var check = CRC32()
    bytes.withUnsafeBytes { raw in
      check.update(raw)
      deflate.write(raw)
    }
    deflate.flush()
    deflated = deflate.output.take()
    checksum = check.value
    length = bytes.count
  }
}

/// The check of gzip: CRC-32 of ISO 3309 (RFC 1952 §8), four bytes at a step.
struct CRC32: Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The check of what was added.
  var value: UInt32 { ~state }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var crc = state
    Self.tables.withUnsafeBufferPointer { table in
      var i = 0
      while i + 4 <= bytes.count {
        crc ^= UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt32.self))
        crc =
          table[768 + Int(crc & 255)] ^ table[512 + Int(crc >> 8 & 255)]
          ^ table[256 + Int(crc >> 16 & 255)] ^ table[Int(crc >> 24)]
        i += 4
      }
      while i < bytes.count {
        crc = table[Int((crc ^ UInt32(bytes[i])) & 255)] ^ crc >> 8
        i += 1
      }
    }
    state = crc
  }

  /// Adds bytes of which only the check and the number are known.
  ///
  /// The state before them, as a polynomial over GF(2), is multiplied by x to the power of their bits
  /// (Adler's crc32_combine in zlib).
  mutating func append(_ check: UInt32, of count: Int) {
    var factor: UInt32 = 1 << 31
    var square: UInt32 = 1 << 23
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { factor = Self.product(square, factor) }
      square = Self.product(square, square)
      rest >>= 1
    }
    state = ~(Self.product(factor, value) ^ check)
  }

  /// The product of two polynomials modulo that of the check; the highest bit is the power 0.
  private static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var (sum, b): (UInt32, UInt32) = (0, b)
    for bit in (0..<32).reversed() {
      if a >> UInt32(bit) & 1 == 1 { sum ^= b }
      b = b & 1 == 1 ? 0xEDB8_8320 ^ b >> 1 : b >> 1
    }
    return sum
  }

  /// Four tables: that of one byte, then what it becomes one, two and three bytes later.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 1024)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
      tables[byte] = crc
    }
    for i in 256..<1024 {
      tables[i] = tables[Int(tables[i - 256] & 255)] ^ tables[i - 256] >> 8
    }
    return tables
  }()
}
