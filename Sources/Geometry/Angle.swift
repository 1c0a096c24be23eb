/// Angles without a library of mathematics, which this module does not import.
enum Angle {
  /// π.
  static let half = Double.pi

  /// The direction of (`dx`, `dy`) from east, counter-clockwise, −π…π; 0 for no direction.
  ///
  /// The arctangent is that of Cephes (Moshier 1989, atan.c: a rational function after the argument is brought
  /// below 0.66), off by no more than 2·10⁻¹⁶ of itself.
  static func direction(_ dx: Double, _ dy: Double) -> Double {
    guard dx != 0 || dy != 0 else { return 0 }
    if dx.magnitude >= dy.magnitude {
      let angle = arctangent(dy / dx)
      return dx > 0 ? angle : (dy >= 0 ? angle + half : angle - half)
    }
    let angle = half / 2 - arctangent(dx / dy)
    return dy > 0 ? angle : angle - half
  }

  /// The angle brought into −π…π by whole turns.
  static func wrapped(_ angle: Double) -> Double {
    angle - 2 * half * (angle / (2 * half)).rounded()
  }

  /// The arctangent of a number between −1 and 1.
  private static func arctangent(_ value: Double) -> Double {
    let tangent = value.magnitude
    // atan(t) = π/4 + atan((t − 1)/(t + 1)).
    let isLarge = tangent > 0.66
    let t = isLarge ? (tangent - 1) / (tangent + 1) : tangent
    let z = t * t
    var p = -8.750608600031904122785e-1
    for coefficient in [
      -1.615753718733365076637e1, -7.500855792314704667340e1, -1.228866684490136173410e2,
      -6.485021904942025371773e1,
    ] { p = p * z + coefficient }
    var q = 1.0
    for coefficient in [
      2.485846490142306297962e1, 1.650270098316988542046e2, 4.328810604912902668951e2,
      4.853903996359136964868e2, 1.945506571482613964425e2,
    ] { q = q * z + coefficient }
    var angle = t * (z * p / q) + t
    if isLarge { angle += half / 4 + 3.061616997868382943065e-17 }
    return value < 0 ? -angle : angle
  }
}
