public import Cadastre
public import Geometry
import SpatialIndex

/// Which quarter a place lies in.
public struct QuarterMap: Sendable {
  private let layer: Layer<Quarter>
  private let tree: PackedHilbertTree
  private let places: [String: Int]

  /// Indexes the borders of `layer`.
  public init(_ layer: Layer<Quarter>) {
    self.layer = layer
    tree = PackedHilbertTree(layer.shapes.boxes)
    var places: [String: Int] = [:]
    for i in layer.indices where layer.shapes.hasGeometry(i) {
      places[layer.records[i].number] = i
    }
    self.places = places
  }

  /// The number of the quarter at `place`; the first by number where borders overlap.
  public func quarter(at place: Point) -> String? {
    let point = Envelope(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)
    return tree.items(in: point).first { layer.shapes.contains($0, place) }
      .map { layer.records[$0].number }
  }

  /// Index of the border of quarter `number`; nil when it has none.
  public func border(of number: String) -> Int? { places[number] }

  /// The borders of all quarters.
  public var borders: ShapeColumn { layer.shapes }

  /// A quarter of zeros (`90:25:000000`) holds objects of several quarters and names no place.
  public static func namesNoPlace(_ quarter: String) -> Bool {
    guard let last = quarter.split(separator: ":").last else { return true }
    return last.allSatisfy { $0 == "0" }
  }
}
