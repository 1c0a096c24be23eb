import Geometry
import SpatialIndex

/// What buildings near each other are displaced by in common, where the quarter's displacement leaves something.
///
/// Contours from photographs wander by metres from street to street. For each recorded building the median
/// vector of its nearest neighbours that are linked beyond doubt is taken; it moves the building only when it
/// is beyond three of its own standard errors. Only the decision about links sees it: every measure in the
/// results is that of the quarter's displacement.
enum LocalShift {
  private static let reach = 75.0
  private static let neighbours = 12
  private static let leastNeighbours = 4
  /// Pairs beyond doubt: how alike in size, and how much of the smaller lies in the other.
  private static let sizeRatio = 0.65
  private static let surePart = 0.4

  private struct Tie {
    let register: Int
    let place: Point
    let vector: Point
  }

  /// The overlaps of `linker`, each at least as large as once moved with its neighbours; the same order.
  ///
  /// - Complexity: O(*n* log *n*) in the buildings, for a bounded number of them within reach.
  static func evidence(_ linker: Linker) -> Evidence {
    let rows = linker.overlaps.rows
    let ties = ties(rows, linker)
    guard ties.count > leastNeighbours else { return Evidence(rows, of: linker) }
    let tree = PackedHilbertTree(
      ties.map { Envelope(minX: $0.place.x, minY: $0.place.y, maxX: $0.place.x, maxY: $0.place.y) }
    )
    let shapes = linker.register.shapes
    var moved: [Int: ShapeColumn] = [:]
    var moves: [Int: Point] = [:]
    for r in linker.register.ids.indices where linker.register.isLive[r] {
      guard let centre = shapes.centroid(r),
        let vector = common(near: centre, except: r, ties, tree)
      else { continue }
      moved[r] = ShapeColumn([shapes[r].translated(dx: vector.x, dy: vector.y)])
      moves[r] = vector
    }
    guard !moved.isEmpty else { return Evidence(rows, of: linker) }
    return Evidence(merged(rows, with: overlaps(of: moved, linker)), of: linker, moves: moves)
  }

  private static func ties(_ rows: [Overlap], _ linker: Linker) -> [Tie] {
    Evidence(rows, of: linker).mutual.compactMap { k in
      let row = rows[k]
      let areas = (linker.registerAreas[row.register], linker.surveyAreas[row.survey])
      guard min(areas.0, areas.1) >= sizeRatio * max(areas.0, areas.1),
        linker.share(row) >= surePart,
        let from = linker.register.shapes.centroid(row.register),
        let to = linker.survey.shapes.centroid(row.survey)
      else { return nil }
      return Tie(
        register: row.register,
        place: from,
        vector: Point(x: to.x - from.x, y: to.y - from.y)
      )
    }
  }

  /// The median vector of the nearest ties; nil when they are few or it is not beyond its own error.
  private static func common(
    near place: Point,
    except own: Int,
    _ ties: [Tie],
    _ tree: PackedHilbertTree
  ) -> Point? {
    let around = Envelope(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)
    let nearest = tree.items(in: around.expanded(by: reach))
      .filter { ties[$0].register != own }
      .map { (distance: ties[$0].place.distance(to: place), tie: $0) }
      .sorted { ($0.distance, $0.tie) < ($1.distance, $1.tie) }
      .prefix(neighbours)
      .map { ties[$0.tie].vector }
    guard nearest.count >= leastNeighbours else { return nil }
    let x = middle(nearest.map(\.x))
    let y = middle(nearest.map(\.y))
    let vector = Point(x: x, y: y)
    let spread = middle(nearest.map { $0.distance(to: vector) })
    let length = (x * x + y * y).squareRoot()
    // The median distance from the centre is 1.18 σ an axis (Rayleigh), a median's error 1.25 σ/√n.
    let error = 1.25 * spread / 1.18 / Double(nearest.count).squareRoot()
    return length > 3 * error ? vector : nil
  }

  private static func middle(_ values: [Double]) -> Double {
    values.sorted()[(values.count - 1) / 2]
  }

  private static func overlaps(of moved: [Int: ShapeColumn], _ linker: Linker) -> [Overlap] {
    let survey = linker.survey.shapes
    let tree = PackedHilbertTree(survey.boxes)
    var kernel = IntersectionArea()
    var found: [Overlap] = []
    for (r, shape) in moved.sorted(by: { $0.key < $1.key }) {
      for s in tree.items(in: shape.boxes[0]) {
        let area = kernel.area(shape, 0, survey, s)
        if area > 0 { found.append(Overlap(register: r, survey: s, area: area)) }
      }
    }
    return found.sorted { ($0.survey, $0.register) < ($1.survey, $1.register) }
  }

  /// Both lists, sorted by survey and register index; of a pair in both the larger area.
  private static func merged(_ first: [Overlap], with second: [Overlap]) -> [Overlap] {
    var result: [Overlap] = []
    result.reserveCapacity(first.count + second.count)
    var rest = second[...]
    for row in first {
      while let next = rest.first, (next.survey, next.register) < (row.survey, row.register) {
        result.append(next)
        rest.removeFirst()
      }
      var kept = row
      if let next = rest.first, (next.survey, next.register) == (row.survey, row.register) {
        kept.area = max(row.area, next.area)
        rest.removeFirst()
      }
      result.append(kept)
    }
    return result + rest
  }
}
