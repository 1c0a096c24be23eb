/// Two numbers at a time: as wide as every 64-bit machine can.
///
/// The forms of these functions are chosen by the code they become: one instruction each, where those of the library
/// become several.
typealias Lanes = SIMD2<Double>

extension Lanes {
  /// Two neighbours of a column.
  @inline(__always)
  static func load(_ column: UnsafePointer<Double>, _ index: Int) -> Lanes {
    UnsafeRawPointer(column + index).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  static func store(_ lanes: Lanes, _ column: UnsafeMutablePointer<Double>, _ index: Int) {
    UnsafeMutableRawPointer(column + index).storeBytes(of: lanes, as: Lanes.self)
  }

  @inline(__always)
  static func larger(_ a: Lanes, _ b: Lanes) -> Lanes {
    Lanes(a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1])
  }

  @inline(__always)
  static func smaller(_ a: Lanes, _ b: Lanes) -> Lanes {
    Lanes(a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1])
  }

  @inline(__always)
  static func magnitude(_ a: Lanes) -> Lanes {
    let bits = unsafeBitCast(a, to: SIMD2<UInt64>.self)
    return unsafeBitCast(bits & SIMD2<UInt64>(repeating: UInt64.max >> 1), to: Lanes.self)
  }

  /// +1 or −1.
  @inline(__always)
  static func sign(of a: Lanes) -> Lanes {
    let bits = unsafeBitCast(a, to: SIMD2<UInt64>.self) & SIMD2<UInt64>(repeating: 1 << 63)
    return unsafeBitCast(bits | SIMD2<UInt64>(repeating: (1.0).bitPattern), to: Lanes.self)
  }

  /// 1 where a mask is set, 0 where not.
  @inline(__always)
  static func bits(_ mask: SIMDMask<SIMD2<Int64>>) -> (Int, Int) {
    let lanes = unsafeBitCast(mask, to: SIMD2<Int64>.self)
    return (Int(lanes[0] & 1), Int(lanes[1] & 1))
  }
}
