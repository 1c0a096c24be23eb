/// Stable ids of findings: the same kind, objects and side of the matter give the same id in every run.
///
/// Geometry is left out on purpose, so that a millimetre of noise does not make a new finding.
enum FindingID {
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// FNV-1a (Fowler, Noll, Vo) over the parts, 64 bits, in Crockford's base 32: `F-` and 13 digits.
  static func make(
    _ kind: FindingKind,
    register: [String],
    survey: [String],
    aspect: String = ""
  ) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    }
    mix(kind.rawValue)
    for id in register { mix(id) }
    mix("|")
    for id in survey { mix(id) }
    mix(aspect)
    var text = ""
    for shift in stride(from: 60, through: 0, by: -5) {
      text.append(digits[Int((hash >> UInt64(shift)) & 31)])
    }
    return "F-" + text
  }
}
