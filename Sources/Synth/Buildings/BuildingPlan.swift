import Geometry

/// One building: as it stands, as it is recorded, as it was seen.
struct BuildingPlan {
  var lot: Int
  /// `house`, `apartments`, `nonresidential`, `garage`, `outbuilding`, `unfinished`.
  var purpose: String
  /// Key of its class in the rules.
  var category: String
  /// Contour recorded; nil for a record without geometry or no record.
  var register: [Int]?
  /// Contour on the ground; nil where nothing stands.
  var ground: [Int]?
  var isRegistered = true
  var isActive = true
  var isCapital = true
  var floors = 1
  var groundFloors = 1
  /// Area of the recorded contour, m².
  var footprint = 0.0
  /// How far its record is drawn from where it stands, m.
  var aside = Point(x: 0, y: 0)
  var observedUse = ""
  /// Whether the truth does not ask for the link: a building that can be told by elimination only.
  var isLinkOptional: Bool { register == nil }
}

/// A place on a lot: metres along the street from the corner u of its core, and away from the street.
struct LotFrame {
  let origin: Point
  let along: Point
  let inward: Point
  let core: [Point]
  let margins: [Double]
  /// Boxes already built over.
  var occupied: [LocalBox] = []

  init(lot: Lot) {
    core = lot.core
    margins = lot.margins
    origin = core[0]
    inward = leftNormal(core[0], core[1])
    along = Point(x: inward.y, y: -inward.x)
  }

  var width: Double { core[0].distance(to: core[1]) }
  var depth: Double { core[0].distance(to: core[3]) }

  func point(_ x: Double, _ y: Double) -> Point {
    Point(
      x: origin.x + along.x * x + inward.x * y,
      y: origin.y + along.y * x + inward.y * y
    )
  }

  /// Whether the box lies in the core, off its sides by the margins and off other buildings by 1.5 m.
  func fits(_ box: LocalBox, ignoring side: LotSide? = nil) -> Bool {
    for corner in box.corners {
      let place = point(corner.x, corner.y)
      for k in 0..<4
      where !(side == .front && k == 0 || side == .next && k == 1 || side == .previous && k == 3) {
        let n = leftNormal(core[k], core[(k + 1) % 4])
        let off = (place.x - core[k].x) * n.x + (place.y - core[k].y) * n.y
        if off < margins[k] { return false }
      }
    }
    return !occupied.contains { $0.isNear(box, 1.5) }
  }
}

/// A box in the frame of a lot, m.
struct LocalBox {
  var x: Double
  var y: Double
  var width: Double
  var depth: Double

  var corners: [Point] {
    [
      Point(x: x, y: y), Point(x: x + width, y: y), Point(x: x + width, y: y + depth),
      Point(x: x, y: y + depth),
    ]
  }

  func isNear(_ other: LocalBox, _ distance: Double) -> Bool {
    x < other.x + other.width + distance && other.x < x + width + distance
      && y < other.y + other.depth + distance && other.y < y + depth + distance
  }

  func moved(_ dx: Double, _ dy: Double) -> LocalBox {
    LocalBox(x: x + dx, y: y + dy, width: width, depth: depth)
  }
}

/// Moves each side of a counter-clockwise ring outward by `distance`, m: a roof over its walls.
func outset(_ ring: [Point], by distance: Double) -> [Point] {
  let count = ring.count
  let lines = (0..<count).map { i -> (Point, Point) in
    let a = ring[i]
    let b = ring[(i + 1) % count]
    let n = leftNormal(a, b)
    return (
      Point(x: a.x - n.x * distance, y: a.y - n.y * distance),
      Point(x: b.x - n.x * distance, y: b.y - n.y * distance)
    )
  }
  return (0..<count).map { crossing(lines[($0 + count - 1) % count], lines[$0]) }
}
