public import Geometry
public import Workers

/// Shapes made sound as reading a register makes them, for work on bare layers.
public struct ShapeRepair: Sendable {
  /// One shape that was mended or lost.
  public struct Case: Sendable, Equatable {
    /// The feature.
    public var feature: Int
    /// What was wrong, in English.
    public var reason: String
    /// Areas before and after, m²; the latter is 0 for a lost shape.
    public var areaBefore: Double
    /// Area after, m².
    public var areaAfter: Double
  }

  /// Normalised and valid; those of `lost` are empty.
  public private(set) var shapes: ShapeColumn
  /// The area of each shape, m².
  public private(set) var areas: [Double]
  /// Shapes that were invalid and were mended, by feature.
  public private(set) var mended: [Case] = []
  /// Shapes that enclose no area or could not be mended, by feature.
  public private(set) var lost: [Case] = []

  /// Mends all shapes of a column.
  ///
  /// A shape proven sound is kept as it is, but for the direction of its rings. Only what is left goes the
  /// way of every record of a register: repeated points and rings without area dropped, then GEOS's MakeValid.
  /// - Complexity: a fraction of a microsecond for a parcel that is sound.
  public init(_ column: consuming ShapeColumn, workers: Workers) {
    shapes = column
    let verdicts = Self.verdicts(shapes, workers: workers)
    areas = verdicts.areas
    for ring in verdicts.reversed { shapes.reverseRing(ring) }
    if !verdicts.doubtful.isEmpty { mend(verdicts.doubtful, workers: workers) }
    // A sum has other last digits when it is added up the other way round.
    let changed = verdicts.doubtful + verdicts.turned
    areas.withUnsafeMutableBufferPointer { areas in
      shapes.withView { view in
        for feature in changed { areas[feature] = view.area(feature) }
      }
    }
  }

  /// What is to be done with the shapes of a column.
  private struct Verdicts: Sendable {
    /// Features that are not proven sound.
    var doubtful: [Int] = []
    /// Rings of sound features that run the wrong way, and those features.
    var reversed: [Int] = []
    var turned: [Int] = []
    /// Of all features; only those of sound ones are right.
    var areas: [Double] = []
  }

  private static func verdicts(_ column: ShapeColumn, workers: Workers) -> Verdicts {
    let parts = workers.mapChunks(of: column.count, chunkSize: 8192) { range in
      var part = Verdicts()
      var check = SoundnessCheck()
      // Twice the box's girth is longer than any ring that is worth a closer look.
      let width = 4 * CleanShape.thinnest
      part.areas.reserveCapacity(range.count)
      column.withView { view in
        for feature in range {
          let known = part.reversed.count
          let area = check.soundArea(view, feature, width: width, wrongWay: &part.reversed)
          part.areas.append(area ?? 0)
          if area == nil, column.hasGeometry(feature) { part.doubtful.append(feature) }
          if part.reversed.count > known { part.turned.append(feature) }
        }
      }
      return part
    }
    var all = Verdicts()
    all.areas.reserveCapacity(column.count)
    for part in parts {
      all.doubtful += part.doubtful
      all.reversed += part.reversed
      all.turned += part.turned
      all.areas += part.areas
    }
    return all
  }

  private mutating func mend(_ doubtful: [Int], workers: Workers) {
    var few = ShapeColumn()
    for feature in doubtful { few.append(feature: feature, of: shapes) }
    let result = ShapeMender.mend(few, workers: workers)
    var all = ShapeColumn()
    all.reserveCapacity(features: shapes.count, vertices: shapes.x.count)
    var next = 0
    for feature in 0..<shapes.count {
      if next < doubtful.count, doubtful[next] == feature {
        all.append(feature: next, of: result.shapes)
        next += 1
      } else {
        all.append(feature: feature, of: shapes)
      }
    }
    shapes = all
    mended = result.mends.map {
      Case(
        feature: doubtful[$0.feature],
        reason: $0.reason,
        areaBefore: $0.areaBefore,
        areaAfter: $0.areaAfter
      )
    }
    lost = result.lost.sorted { $0.key < $1.key }.map {
      Case(
        feature: doubtful[$0.key],
        reason: $0.value.english,
        areaBefore: CleanShape(few, $0.key).area,
        areaAfter: 0
      )
    }
  }
}
