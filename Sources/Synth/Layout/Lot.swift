import Geometry

/// What a lot is for.
enum LotClass: String {
  case houses, garages, apartments, hotels, shops, utilities
}

/// One of the three sides of a lot on which something can happen.
enum LotSide: Int {
  /// The street side, u → v.
  case front
  /// The side v → w, beyond which lies ``Lot/next``.
  case next
  /// The side z → u, beyond which lies ``Lot/previous``.
  case previous
}

/// A piece of the town's ground between its true boundaries; whose it is comes later.
struct Lot {
  var use: LotClass
  /// Vertices counter-clockwise: u and v, the front; then w and z, the back, with whatever lies between.
  var shell: [Int]
  /// Where w and z stand in `shell`; u is 0 and v is 1.
  var w: Int
  var z: Int
  /// A lot of another's inside this one, as its shell.
  var hole: [Int]?
  /// A convex quadrilateral inside the lot, u, v, w, z, in which buildings stand.
  var core: [Point]
  /// Least distance of buildings from the sides of the core: front, next, back, previous, m.
  var margins: [Double] = [1.2, 1.2, 1.2, 1.2]
  /// Lots that share the sides v → w and z → u.
  var next: Int?
  var previous: Int?
  /// Number of the block in the quarter and house number, for the address.
  var street: Int
  var house: Int
  /// Whether anybody holds it by right.
  var isAllocated = true

  var u: Int { shell[0] }
  var v: Int { shell[1] }

  /// Whether the side v → w is one straight line.
  var isNextStraight: Bool { w == 2 }
  /// Whether the side z → u is one straight line.
  var isPreviousStraight: Bool { z == shell.count - 1 }
}

/// A street, square or strip of shore.
struct CommonLand {
  var kind: String
  var name: String
  var rings: [[Point]]
}
