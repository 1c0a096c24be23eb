import Foundation
import Geometry

/// Where the quarters of the town lie: a bent and jittered grid whose cells tile the plane.
struct TownGrid: Sendable {
  var columns: Int
  var origin: Point
  var seed: UInt64

  /// East-west and north-south step of the grid, m.
  static let step = Point(x: 250, y: 255)

  /// The four corners of the cell of quarter `quarter`, counter-clockwise from the south-west.
  func cell(_ quarter: Int) -> [Point] {
    let (row, column) = quarter.quotientAndRemainder(dividingBy: columns)
    return [
      node(column, row), node(column + 1, row), node(column + 1, row + 1), node(column, row + 1),
    ]
  }

  /// Whether the quarter is on the southern edge, by the sea.
  func isOnShore(_ quarter: Int) -> Bool { quarter < columns }

  private func node(_ column: Int, _ row: Int) -> Point {
    // A node belongs to four cells, so its jitter must come from its own place, not from a quarter.
    var random = SynthRandom(seed: seed, quarter: column &* 1_000_003 &+ row, purpose: 0x6E6F_6465)
    let x = Double(column) * Self.step.x + random.uniform(-11, 11)
    let y = Double(row) * Self.step.y + random.uniform(-11, 11)
    let bentX = x + 45 * sin(y / 900)
    let bentY = y + 60 * sin(x / 1100)
    let turn = 0.29
    return Point(
      x: origin.x + bentX * cos(turn) - bentY * sin(turn),
      y: origin.y + bentX * sin(turn) + bentY * cos(turn)
    )
  }
}

/// A quadrilateral with straight lines of constant `s` and of constant `t`.
struct Patch: Sendable {
  /// Corners at (0,0), (1,0), (1,1), (0,1), counter-clockwise.
  var corners: [Point]

  func at(_ s: Double, _ t: Double) -> Point {
    let south = lerp(corners[0], corners[1], s)
    let north = lerp(corners[3], corners[2], s)
    return lerp(south, north, t)
  }

  /// Length along `s` at height `t`, m.
  func length(_ t: Double) -> Double { at(0, t).distance(to: at(1, t)) }

  /// Mean length along `t`, m.
  var height: Double {
    (corners[0].distance(to: corners[3]) + corners[1].distance(to: corners[2])) / 2
  }

  /// The patch with each side moved inward by its own width: south, east, north, west.
  func inset(_ widths: [Double]) -> Patch {
    let lines = (0..<4).map { side -> (Point, Point) in
      let a = corners[side]
      let b = corners[(side + 1) % 4]
      let n = leftNormal(a, b)
      let w = widths[side]
      return (
        Point(x: a.x + n.x * w, y: a.y + n.y * w), Point(x: b.x + n.x * w, y: b.y + n.y * w)
      )
    }
    return Patch(corners: (0..<4).map { crossing(lines[($0 + 3) % 4], lines[$0]) })
  }
}

func lerp(_ a: Point, _ b: Point, _ part: Double) -> Point {
  Point(x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part)
}

/// The unit vector to the left of a → b: inward for a counter-clockwise ring.
func leftNormal(_ a: Point, _ b: Point) -> Point {
  let length = a.distance(to: b)
  return Point(x: -(b.y - a.y) / length, y: (b.x - a.x) / length)
}

/// Where two lines, each through two points, cross; the first point of the second when they are parallel.
func crossing(_ first: (Point, Point), _ second: (Point, Point)) -> Point {
  let d1 = Point(x: first.1.x - first.0.x, y: first.1.y - first.0.y)
  let d2 = Point(x: second.1.x - second.0.x, y: second.1.y - second.0.y)
  let det = d1.x * d2.y - d1.y * d2.x
  guard abs(det) > 1e-9 else { return second.0 }
  let part =
    ((second.0.x - first.0.x) * d2.y - (second.0.y - first.0.y) * d2.x) / det
  return Point(x: first.0.x + d1.x * part, y: first.0.y + d1.y * part)
}

/// Area of a ring that need not be closed, m²; positive when counter-clockwise.
func ringArea(_ ring: [Point]) -> Double {
  guard let origin = ring.first else { return 0 }
  var sum = 0.0
  for i in ring.indices {
    let a = ring[i]
    let b = ring[(i + 1) % ring.count]
    sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
  }
  return sum / 2
}

/// Smallest signed distance of `point` to the sides of a convex counter-clockwise ring, m; negative outside.
func depthInside(_ point: Point, _ ring: [Point]) -> Double {
  var least = Double.infinity
  for i in ring.indices {
    let a = ring[i]
    let n = leftNormal(a, ring[(i + 1) % ring.count])
    least = min(least, (point.x - a.x) * n.x + (point.y - a.y) * n.y)
  }
  return least
}
