public import Geometry
import SpatialIndex
public import Workers

/// Land that one recorded and one surveyed thing share, after the quarter's displacement is taken out.
public struct Overlap: Sendable, Equatable {
  /// Index in the register's layer.
  public var register: Int
  /// Index in the survey's layer.
  public var survey: Int
  /// Shared area, m²; above 0.
  public var area: Double
}

/// All overlaps of two layers, sorted by survey index, then register index.
public struct OverlapTable: Sendable {
  /// The overlaps.
  public let rows: [Overlap]
  private let starts: [Int]

  /// Finds every pair that shares land.
  ///
  /// - Parameters:
  ///   - register: The recorded shapes.
  ///   - isLive: Which of the register's features take part.
  ///   - survey: The surveyed shapes.
  ///   - workers: Who share the work.
  /// - Complexity: O((*n* + *m*) log *n* + *k*) for *k* pairs of boxes that touch.
  public init(
    register: ShapeColumn,
    isLive: [Bool],
    survey: ShapeColumn,
    workers: Workers
  ) {
    precondition(isLive.count == register.count, "one flag a feature")
    let tree = PackedHilbertTree(
      register.boxes.indices.map { isLive[$0] ? register.boxes[$0] : .empty }
    )
    rows = workers.flatMapChunks(of: survey.count, chunkSize: 512) { range in
      var kernel = IntersectionArea()
      var found: [Overlap] = []
      for s in range where survey.hasGeometry(s) {
        for r in tree.items(in: survey.boxes[s]) {
          let area = kernel.area(register, r, survey, s)
          if area > 0 { found.append(Overlap(register: r, survey: s, area: area)) }
        }
      }
      return found
    }
    var starts = Array(repeating: 0, count: survey.count + 1)
    for row in rows { starts[row.survey + 1] += 1 }
    for s in 0..<survey.count { starts[s + 1] += starts[s] }
    self.starts = starts
  }

  /// The overlaps of surveyed thing `survey`.
  public func ofSurvey(_ survey: Int) -> ArraySlice<Overlap> {
    rows[starts[survey]..<starts[survey + 1]]
  }
}
