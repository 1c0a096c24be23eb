import Geometry

/// A rectangle drawn counter-clockwise.
func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
  MultiPolygon(shell: [
    Point(x: minX, y: minY), Point(x: maxX, y: minY), Point(x: maxX, y: maxY),
    Point(x: minX, y: maxY),
  ])
}

/// A polygon of rings given as pairs of coordinates.
func polygon(_ rings: [[(Double, Double)]]) -> MultiPolygon {
  var shape = MultiPolygon.empty
  for ring in rings { shape.addRing(ring.map { Point(x: $0.0, y: $0.1) }) }
  shape.endPolygon()
  return shape
}

/// The area by the schoolbook shoelace; holes count negative when they run clockwise.
func area(_ shape: MultiPolygon) -> Double {
  var sum = 0.0
  for ring in 0..<shape.ringCount {
    for i in shape.vertices(ofRing: ring).dropLast() {
      sum += shape.x[i] * shape.y[i + 1] - shape.x[i + 1] * shape.y[i]
    }
  }
  return sum / 2
}
