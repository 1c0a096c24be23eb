/// Two numbers at a time: as wide as every 64-bit machine can.
///
/// The forms of these functions are chosen by the code they become: one instruction each, where those of the library
/// become several.
typealias Pair = SIMD2<Double>

extension Pair {
  /// Two neighbours of a column.
  @inline(__always)
  static func load(_ column: UnsafePointer<Double>, _ index: Int) -> Pair {
    UnsafeRawPointer(column + index).loadUnaligned(as: Pair.self)
  }

  @inline(__always)
  static func store(_ pair: Pair, _ column: UnsafeMutablePointer<Double>, _ index: Int) {
    UnsafeMutableRawPointer(column + index).storeBytes(of: pair, as: Pair.self)
  }

  @inline(__always)
  static func larger(_ a: Pair, _ b: Pair) -> Pair {
    Pair(a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1])
  }

  @inline(__always)
  static func smaller(_ a: Pair, _ b: Pair) -> Pair {
    Pair(a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1])
  }

  @inline(__always)
  static func magnitude(_ a: Pair) -> Pair {
    let bits = unsafeBitCast(a, to: SIMD2<UInt64>.self)
    return unsafeBitCast(bits & SIMD2<UInt64>(repeating: UInt64.max >> 1), to: Pair.self)
  }

  /// +1 or −1.
  @inline(__always)
  static func sign(of a: Pair) -> Pair {
    let bits = unsafeBitCast(a, to: SIMD2<UInt64>.self) & SIMD2<UInt64>(repeating: 1 << 63)
    return unsafeBitCast(bits | SIMD2<UInt64>(repeating: (1.0).bitPattern), to: Pair.self)
  }

  /// 1 where a mask is set, 0 where not.
  @inline(__always)
  static func bits(_ mask: SIMDMask<SIMD2<Int64>>) -> (Int, Int) {
    let lanes = unsafeBitCast(mask, to: SIMD2<Int64>.self)
    return (Int(lanes[0] & 1), Int(lanes[1] & 1))
  }
}
