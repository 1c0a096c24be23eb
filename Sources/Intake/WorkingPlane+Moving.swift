internal import Geometry
internal import Projection

extension WorkingPlane {
  /// Holds a transformation where an enum can.
  final class Mover {
    let transformation: Transformation
    init(_ transformation: consuming Transformation) { self.transformation = transformation }

    /// What it is, for people.
    var operation: CoordinateOperation {
      CoordinateOperation(name: transformation.description, accuracy: transformation.accuracy)
    }

    /// Moves one shape; whether it has an image.
    func move(_ shape: inout MultiPolygon) -> Bool {
      do throws(ProjectionError) {
        try transformation.apply(x: &shape.x, y: &shape.y)
        return true
      } catch {
        return false
      }
    }

    /// Moves all shapes at once; if a point has no image, feature by feature.
    func move(_ placed: inout Placed) {
      var usable = placed.shapes
      for feature in 0..<usable.count where !usable.isFinite(feature) {
        placed.lost[feature] = .notFinite
      }
      if !placed.lost.isEmpty { usable = usable.without(placed.lost) }
      do throws(ProjectionError) {
        // A method of a value that cannot be copied cannot be passed by name (the compiler crashes on it).
        try usable.mapVertices { (x, y) throws(ProjectionError) in
          try transformation.apply(x: &x, y: &y)
        }
        placed.shapes = usable
      } catch {
        var moved = ShapeColumn()
        for feature in 0..<usable.count {
          var shape = usable[feature]
          do throws(ProjectionError) {
            try transformation.apply(x: &shape.x, y: &shape.y)
          } catch {
            placed.lost[feature] = .outsideSystem(error.reason)
            shape = .empty
          }
          moved.append(shape)
        }
        placed.shapes = moved
      }
    }
  }
}

extension ShapeColumn {
  /// Moves all vertices as control points have it.
  mutating func apply(_ fit: PlaneFit) {
    mapVertices { x, y in
      for i in x.indices {
        let place = fit.image(of: Point(x: x[i], y: y[i]))
        x[i] = place.x
        y[i] = place.y
      }
    }
  }

  /// Whether all coordinates of a feature are finite.
  func isFinite(_ feature: Int) -> Bool {
    vertices(ofFeature: feature).allSatisfy { x[$0].isFinite && y[$0].isFinite }
  }

  /// The box of the coordinates that can be of use: finite, and within the globe where they are degrees.
  func finiteBox(inDegrees: Bool) -> Envelope {
    var result = Envelope.empty
    for feature in 0..<count where isFinite(feature) {
      let box = boxes[feature]
      if !inDegrees || box.fitsDegrees { result.formUnion(box) }
    }
    return result
  }

  /// The column with some features made empty.
  func without(_ features: [Int: RecordFault]) -> ShapeColumn {
    var result = ShapeColumn()
    for feature in 0..<count {
      if features[feature] == nil {
        result.append(feature: feature, of: self)
      } else {
        result.endFeature()
      }
    }
    return result
  }
}
