import Foundation
import Geometry

/// Arcs of circles as chords.
enum Arc {
  /// A chord stays this near its arc, in units of the plane (m), and within a thousandth of the radius.
  static let deviation = 0.005

  /// The points of a run of arcs (CIRCULARSTRING of ISO 13249-3): each arc ends where the next begins and has one point
  /// between its ends; one that ends where it begins is a circle, and the point between lies opposite.
  ///
  /// Points in one line stay a line. The given points are among the result, to the bit.
  /// - Complexity: O(points of the result), a hundred at most for an arc of common size.
  static func chords(of points: [Point]) -> [Point] {
    guard let first = points.first, points.count > 2 else { return points }
    var result = [first]
    var index = 0
    while index + 2 < points.count {
      let (start, middle, end) = (points[index], points[index + 1], points[index + 2])
      if start == end {
        let centre = Point(x: (start.x + middle.x) / 2, y: (start.y + middle.y) / 2)
        append(from: start, to: middle, about: centre, sweep: .pi, to: &result)
        append(from: middle, to: end, about: centre, sweep: .pi, to: &result)
      } else if let centre = centre(start, middle, end) {
        let whole = sweep(start, middle, end, centre)
        let part = turn(start, middle, centre, sign: whole)
        append(from: start, to: middle, about: centre, sweep: part, to: &result)
        append(from: middle, to: end, about: centre, sweep: whole - part, to: &result)
      } else {
        result += [middle, end]
      }
      index += 2
    }
    // A point too many belongs to no arc.
    result += points.dropFirst(index + 1)
    return result
  }

  /// The centre of the circle through three points; nil when they lie in a line.
  private static func centre(_ a: Point, _ b: Point, _ c: Point) -> Point? {
    let (bx, by, cx, cy) = (b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y)
    let twice = 2 * (bx * cy - by * cx)
    guard twice != 0 else { return nil }
    let (bb, cc) = (bx * bx + by * by, cx * cx + cy * cy)
    let (x, y) = ((cy * bb - by * cc) / twice, (bx * cc - cx * bb) / twice)
    // Beyond this the arc is a line to the last bit of a coordinate.
    guard x.isFinite, y.isFinite, max(abs(x), abs(y)) < 1e8 else { return nil }
    return Point(x: a.x + x, y: a.y + y)
  }

  /// The angle from `a` over `b` to `c`, positive when counter-clockwise.
  private static func sweep(_ a: Point, _ b: Point, _ c: Point, _ centre: Point) -> Double {
    let isLeft = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0
    return turn(a, c, centre, sign: isLeft ? 1 : -1)
  }

  /// The angle from `a` to `b` in the direction of `sign`, less than a whole turn.
  private static func turn(_ a: Point, _ b: Point, _ centre: Point, sign: Double) -> Double {
    let (ax, ay, bx, by) = (a.x - centre.x, a.y - centre.y, b.x - centre.x, b.y - centre.y)
    let angle = atan2(ax * by - ay * bx, ax * bx + ay * by)
    if sign > 0 { return angle < 0 ? angle + 2 * .pi : angle }
    return angle > 0 ? angle - 2 * .pi : angle
  }

  private static func append(
    from start: Point,
    to end: Point,
    about centre: Point,
    sweep: Double,
    to points: inout [Point]
  ) {
    let (dx, dy) = (start.x - centre.x, start.y - centre.y)
    let radius = (dx * dx + dy * dy).squareRoot()
    // The chord of an angle t departs from its arc by r(1 - cos t/2).
    let ratio = min(deviation / radius, 0.001)
    let step = 2 * acos(1 - ratio)
    let count = step > 0 ? max(1, Int(min((abs(sweep) / step).rounded(.up), 10_000))) : 1
    for k in 1..<max(1, count) {
      let angle = sweep * Double(k) / Double(count)
      let (c, s) = (cos(angle), sin(angle))
      points.append(Point(x: centre.x + dx * c - dy * s, y: centre.y + dx * s + dy * c))
    }
    points.append(end)
  }
}

extension ReadNote {
  /// What was done to shapes of some records, by how many they are.
  static func remarks(arcs: Int, otherParts: Int) -> [ReadNote] {
    var notes: [ReadNote] = []
    if arcs > 0 {
      notes.append(
        ReadNote(
          russian:
            "Дуги заменены хордами (записей: \(arcs)): отступ не больше 5 мм и 0,1 % радиуса.",
          english:
            "Arcs became chords (records: \(arcs)), at most 5 mm and 0.1 % of the radius off."
        )
      )
    }
    if otherParts > 0 {
      notes.append(
        ReadNote(
          russian:
            "Кроме полигонов в записях есть точки или линии (записей: \(otherParts)); взяты полигоны.",
          english:
            "Records hold points or lines beside polygons (\(otherParts)); the polygons were taken."
        )
      )
    }
    return notes
  }
}
