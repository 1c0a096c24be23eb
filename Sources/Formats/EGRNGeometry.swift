import Foundation
import Geometry

/// Characters that should be a number.
protocol WrittenNumber {
  /// The characters, blanks apart; nil when there are none.
  var text: String? { get }
  /// The number; nil when they are none.
  var number: Double? { get }
}

extension EGRNContent: WrittenNumber {}

extension String: WrittenNumber {
  var text: String? { isEmpty ? nil : self }
  var number: Double? { EGRNWords.number(self) }
}

/// One ring or line of a record as the document lists it.
struct EGRNRing {
  /// Points, x = east, y = north.
  var points: [Point] = []
  /// The radius of each point, for points that are centres of circles.
  var radii: [Double?] = []
  /// The largest stated mean square error of its points, m.
  var accuracy: Double?

  /// Adds a point as the document writes it.
  ///
  /// - Returns: what is wrong with it; nil when nothing is.
  mutating func add<Content: WrittenNumber>(
    north: Content?,
    east: Content?,
    radius: Content?,
    accuracy: Content?
  ) -> String? {
    guard let y = Self.coordinate(north) else { return complaint("x (north)", north) }
    guard let x = Self.coordinate(east) else { return complaint("y (east)", east) }
    var r: Double?
    if let radius, radius.text != nil {
      guard let value = radius.number, value >= 0, value < 1e6 else {
        return complaint("radius", radius)
      }
      r = value > 0 ? value : nil
    }
    points.append(Point(x: x, y: y))
    radii.append(r)
    // A dash or nought stands for "not stated".
    if let value = accuracy?.number, value > 0 {
      self.accuracy = max(self.accuracy ?? 0, value)
    }
    return nil
  }

  private func complaint(_ what: String, _ content: (some WrittenNumber)?) -> String {
    let place = "of point \(points.count + 1)"
    guard let text = content?.text else { return "\(what) \(place) is missing" }
    return EGRNWords.number(text) == nil
      ? "\(what) \(place) is not a number: \"\(text.prefix(40))\""
      : "\(what) \(place) is out of range: \(text.prefix(40))"
  }

  /// No plane system has a coordinate of 100 000 km.
  private static func coordinate(_ content: (some WrittenNumber)?) -> Double? {
    guard let value = content?.number, abs(value) < 1e8 else { return nil }
    return value
  }

  /// Whether the last point is the first.
  var isClosed: Bool { points.count > 1 && points.first == points.last }

  /// Whether the points span an area's worth of corners.
  var isAreal: Bool { Set(points).count >= 3 }

  /// Whether every point is the centre of a circle.
  var isCircles: Bool { !radii.isEmpty && radii.allSatisfy { $0 != nil } }
}

/// The contours of a record put together: polygons, and what there was besides.
struct EGRNGeometry {
  /// The polygons.
  private(set) var shape = MultiPolygon.empty
  /// The labels (`sk_id`) of the coordinate systems of its contours.
  private(set) var systems: Set<String> = []
  /// Why the coordinates cannot be read.
  private(set) var problem: String?

  /// The accuracy of each polygon, m.
  private var accuracies: [Double?] = []
  private var accuracy: Double?
  private var lines = 0
  private var points = 0

  /// The number of corners that stand for a circle.
  static let circleCorners = 64

  /// Notes that the coordinates cannot be read; the first reason is kept.
  mutating func reject(_ reason: String) { problem = problem ?? reason }

  /// Adds one contour: rings of a polygon, of several, or lines.
  ///
  /// The first ring is a shell by the format and the next its holes, but some documents list further
  /// shells the same way, so nesting decides: a ring inside an odd number of others is a hole.
  /// An open ring is a line where contours may be `linear`, as for constructions; for parcels and
  /// buildings it is one whose last point was left out.
  mutating func add(_ rings: [EGRNRing], system: String?, linear: Bool) {
    guard rings.contains(where: { !$0.points.isEmpty }) else { return }
    if let system { systems.insert(system) }
    var areal: [EGRNRing] = []
    for ring in rings where !ring.points.isEmpty {
      if let value = ring.accuracy { accuracy = max(accuracy ?? 0, value) }
      if ring.isCircles {
        areal += Self.circles(ring)
      } else if ring.isAreal, ring.isClosed || !linear {
        areal.append(ring)
      } else if Set(ring.points).count > 1 {
        lines += 1
      } else {
        points += 1
      }
    }
    let nesting = EGRNNesting(areal.map(\.points))
    for shell in areal.indices where nesting.parent[shell] == nil {
      let members = [shell] + areal.indices.filter { nesting.parent[$0] == shell }
      for ring in members { shape.addRing(areal[ring].points) }
      shape.endPolygon()
      accuracies.append(members.compactMap { areal[$0].accuracy }.max())
    }
  }

  /// The columns the geometry fills.
  var values: [String: AttributeValue] {
    var values: [String: AttributeValue] = [:]
    values["point_accuracy"] = accuracy.map { .real($0) } ?? .null
    if accuracies.count > 1, accuracies.contains(where: { $0 != nil }) {
      let words = accuracies.map { $0.map { "\($0)" } ?? "" }
      values["contour_accuracy"] = .text(words.joined(separator: ";"))
    }
    let kinds =
      (shape.isEmpty ? [] : ["polygon"]) + (lines > 0 ? ["line"] : [])
      + (points > 0 ? ["point"] : [])
    values["geometry_kind"] = kinds.isEmpty ? .null : .text(kinds.joined(separator: "+"))
    return values
  }

  /// A circle as a regular polygon of the circle's area: the line departs from the circle by at most
  /// 0.08 % of the radius (outwards, at the corners), the area by nothing.
  private static func circles(_ ring: EGRNRing) -> [EGRNRing] {
    var circles: [EGRNRing] = []
    var seen: Set<Point> = []
    for (centre, radius) in zip(ring.points, ring.radii) where seen.insert(centre).inserted {
      let step = 2 * Double.pi / Double(circleCorners)
      let reach = (radius ?? 0) * (step / sin(step)).squareRoot()
      var circle = EGRNRing(accuracy: ring.accuracy)
      for corner in 0..<circleCorners {
        let angle = step * Double(corner)
        circle.points.append(
          Point(x: centre.x + reach * cos(angle), y: centre.y + reach * sin(angle))
        )
      }
      circles.append(circle)
    }
    return circles
  }
}
