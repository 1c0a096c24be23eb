import Foundation

/// SHA-256 (FIPS 180-4) of a stream of bytes; Foundation on Linux has none.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(bytes)
/// let hex = hash.finish()
/// ```
/// - Complexity: O(*n*) in the bytes, constant memory.
public struct SHA256: Sendable {
  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Starts a hash.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var start = 0
    if !pending.isEmpty {
      start = min(64 - pending.count, bytes.count)
      pending.append(contentsOf: bytes[0..<start])
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { compress($0[...]) }
      pending.removeAll(keepingCapacity: true)
    }
    let end = start + (bytes.count - start) / 64 * 64
    compress(bytes[start..<end])
    start = end
    pending.append(contentsOf: bytes[start...])
  }

  /// Ends the hash: 64 lower-case hexadecimal digits.
  public mutating func finish() -> String {
    let bits = length &* 8
    var tail: [UInt8] = [0x80]
    // One 1 bit, zeros up to 56 modulo 64, then the length in bits (FIPS 180-4 §5.1.1).
    tail.append(
      contentsOf: [UInt8](repeating: 0, count: (119 - pending.count) % 64)
    )
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    update(tail)
    var hex = ""
    for i in state.indices {
      let digits = String(state[i], radix: 16)
      hex += String(repeating: "0", count: 8 - digits.count) + digits
    }
    return hex
  }

  /// The hash of some bytes.
  public static func hex(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The hash and the size of a file, read in pieces of 1 MiB.
  ///
  /// - Throws: ``FormatError/unreadable(file:reason:)``.
  public static func ofFile(at path: String) throws(FormatError) -> (hex: String, bytes: Int) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      var hash = SHA256()
      var bytes = 0
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        piece.withUnsafeBytes { hash.update($0) }
        bytes += piece.count
      }
      return (hash.finish(), bytes)
    } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
  }

  /// Takes whole blocks of 64 bytes.
  private mutating func compress(_ blocks: Slice<UnsafeRawBufferPointer>) {
    let bytes = UnsafeRawBufferPointer(rebasing: blocks)
    constants.withUnsafeBufferPointer { k in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
        for start in stride(from: 0, to: bytes.count, by: 64) {
          fill(w, from: bytes, at: start)
          var (a, b, c, d) = (state[0], state[1], state[2], state[3])
          var (e, f, g, h) = (state[4], state[5], state[6], state[7])
          // Eight rounds bring every word back to its place, so none has to move.
          for i in stride(from: 0, to: 64, by: 8) {
            step(a, b, c, &d, e, f, g, &h, k[i] &+ w[i])
            step(h, a, b, &c, d, e, f, &g, k[i + 1] &+ w[i + 1])
            step(g, h, a, &b, c, d, e, &f, k[i + 2] &+ w[i + 2])
            step(f, g, h, &a, b, c, d, &e, k[i + 3] &+ w[i + 3])
            step(e, f, g, &h, a, b, c, &d, k[i + 4] &+ w[i + 4])
            step(d, e, f, &g, h, a, b, &c, k[i + 5] &+ w[i + 5])
            step(c, d, e, &f, g, h, a, &b, k[i + 6] &+ w[i + 6])
            step(b, c, d, &e, f, g, h, &a, k[i + 7] &+ w[i + 7])
          }
          state &+= SIMD8(a, b, c, d, e, f, g, h)
        }
      }
    }
  }
}

/// The message schedule of one block (FIPS 180-4 §6.2.2, step 1).
@inline(__always)
private func fill(
  _ w: UnsafeMutableBufferPointer<UInt32>,
  from bytes: UnsafeRawBufferPointer,
  at start: Int
) {
  for i in 0..<16 {
    w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self))
  }
  for i in 16..<64 {
    let s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >> 3)
    let s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >> 10)
    w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
  }
}

/// One round (step 3); the two words that change are `d` and `h`, which becomes the new `a`.
@inline(__always)
private func step(
  _ a: UInt32,
  _ b: UInt32,
  _ c: UInt32,
  _ d: inout UInt32,
  _ e: UInt32,
  _ f: UInt32,
  _ g: UInt32,
  _ h: inout UInt32,
  _ added: UInt32
) {
  let s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
  let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ added
  let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
  d = d &+ t1
  h = t1 &+ s0 &+ ((a & b) ^ (a & c) ^ (b & c))
}

private func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
  (word &>> count) | (word &<< (32 - count))
}

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2).
private let constants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
  0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
  0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
  0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
  0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
  0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
  0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
  0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
]
