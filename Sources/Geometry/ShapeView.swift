/// The columns of a layer as bare memory, for inner loops: no bounds are checked and nothing is counted.
///
/// Reading through the arrays of a ``ShapeColumn`` costs a retain and a release a call, which two threads
/// also have to fight for. A view is valid inside the call of ``ShapeColumn/withView(_:)`` that lends it.
public struct ShapeView {
  let x: UnsafeBufferPointer<Double>
  let y: UnsafeBufferPointer<Double>
  let ringEnds: UnsafeBufferPointer<Int32>
  let polygonEnds: UnsafeBufferPointer<Int32>
  let featureEnds: UnsafeBufferPointer<Int32>
  let boxes: UnsafeBufferPointer<Envelope>

  @inline(__always)
  func polygons(ofFeature feature: Int) -> Range<Int> { range(featureEnds, feature) }

  @inline(__always)
  func rings(ofPolygon polygon: Int) -> Range<Int> { range(polygonEnds, polygon) }

  @inline(__always)
  func vertices(ofRing ring: Int) -> Range<Int> { range(ringEnds, ring) }

  /// All rings of feature `feature`, shells and holes of all its polygons.
  @inline(__always)
  func rings(ofFeature feature: Int) -> Range<Int> {
    let polygons = polygons(ofFeature: feature)
    return Range(
      uncheckedBounds: (
        start(polygonEnds, polygons.lowerBound), start(polygonEnds, polygons.upperBound)
      )
    )
  }

  /// All vertices of feature `feature`.
  @inline(__always)
  func vertices(ofFeature feature: Int) -> Range<Int> {
    vertices(ofRings: rings(ofFeature: feature))
  }

  /// All vertices of some rings.
  @inline(__always)
  func vertices(ofRings rings: Range<Int>) -> Range<Int> {
    Range(uncheckedBounds: (start(ringEnds, rings.lowerBound), start(ringEnds, rings.upperBound)))
  }

  /// Where feature `feature` lies in the columns.
  @inline(__always)
  public func feature(_ feature: Int) -> Feature {
    let rings = rings(ofFeature: feature)
    return Feature(
      index: feature,
      box: boxes[feature],
      rings: rings,
      vertices: vertices(ofRings: rings)
    )
  }

  /// A feature and where it lies in the columns: found once for many questions.
  public struct Feature {
    let index: Int
    let box: Envelope
    let rings: Range<Int>
    let vertices: Range<Int>
  }

  @inline(__always)
  func point(_ vertex: Int) -> Point { Point(x: x[vertex], y: y[vertex]) }

  @inline(__always)
  func isSame(_ vertex: Int, _ other: Int) -> Bool {
    x[vertex] == x[other] && y[vertex] == y[other]
  }

  /// Signed area of ring `ring`, m²; positive when counter-clockwise.
  func signedArea(ofRing ring: Int) -> Double {
    let vertices = vertices(ofRing: ring)
    guard vertices.count > 2 else { return 0 }
    let origin = point(vertices.lowerBound)
    var sum = 0.0
    var fromX = 0.0
    var fromY = 0.0
    for k in (vertices.lowerBound + 1)..<vertices.upperBound {
      let toX = x[k] - origin.x
      let toY = y[k] - origin.y
      sum += fromX * toY - toX * fromY
      fromX = toX
      fromY = toY
    }
    return sum / 2
  }

  /// Area of feature `feature`, m²; holes subtracted, 0 without geometry.
  public func area(_ feature: Int) -> Double {
    var sum = 0.0
    for polygon in polygons(ofFeature: feature) {
      let rings = rings(ofPolygon: polygon)
      for ring in rings {
        let area = signedArea(ofRing: ring).magnitude
        sum += ring == rings.lowerBound ? area : -area
      }
    }
    return sum
  }

  /// Whether a point that is on no edge of feature `feature` lies inside, exactly.
  func encloses(_ feature: Int, _ place: Point) -> Bool {
    encloses(rings(ofFeature: feature), place)
  }

  /// Whether a point that is on no edge of the rings lies inside them, exactly.
  ///
  /// Even-odd rule along the ray to the east; an edge counts with its lower end and without its upper one.
  func encloses(_ rings: Range<Int>, _ place: Point) -> Bool {
    var isInside = false
    for ring in rings {
      let vertices = vertices(ofRing: ring)
      for k in vertices.dropFirst() where (y[k - 1] > place.y) != (y[k] > place.y) {
        let low = y[k - 1] > place.y ? k : k - 1
        let high = y[k - 1] > place.y ? k - 1 : k
        if Predicates.side(point(low), point(high), place) == .left { isInside.toggle() }
      }
    }
    return isInside
  }

  @inline(__always)
  private func range(_ ends: UnsafeBufferPointer<Int32>, _ index: Int) -> Range<Int> {
    // Ends never fall.
    Range(uncheckedBounds: (start(ends, index), Int(ends[index])))
  }

  @inline(__always)
  private func start(_ ends: UnsafeBufferPointer<Int32>, _ index: Int) -> Int {
    index == 0 ? 0 : Int(ends[index - 1])
  }
}

extension ShapeColumn {
  /// Lends the columns as bare memory to `body`; the view is valid inside it only.
  public func withView<Result>(_ body: (ShapeView) -> Result) -> Result {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        ringEnds.withUnsafeBufferPointer { ringEnds in
          polygonEnds.withUnsafeBufferPointer { polygonEnds in
            featureEnds.withUnsafeBufferPointer { featureEnds in
              boxes.withUnsafeBufferPointer { boxes in
                body(
                  ShapeView(
                    x: x,
                    y: y,
                    ringEnds: ringEnds,
                    polygonEnds: polygonEnds,
                    featureEnds: featureEnds,
                    boxes: boxes
                  )
                )
              }
            }
          }
        }
      }
    }
  }
}
