import Geometry

/// The corners of a quarter: true places, and where books and ground saw them.
///
/// Rings are lists of indices into this table, so that neighbours share a corner with its noise.
struct Vertices {
  private(set) var truth: [Point] = []
  /// The two vertices between which a vertex lies on a straight line, with its part; -1 for a corner of its own.
  private var anchors: [(from: Int, to: Int, part: Double)] = []

  subscript(_ vertex: Int) -> Point { truth[vertex] }

  var count: Int { truth.count }

  /// Adds a corner that is measured by itself.
  mutating func add(_ point: Point) -> Int {
    truth.append(point)
    anchors.append((-1, -1, 0))
    return truth.count - 1
  }

  /// Adds a place on the straight line between two vertices: it has no noise of its own.
  mutating func add(between from: Int, and to: Int, part: Double) -> Int {
    truth.append(lerp(truth[from], truth[to], part))
    anchors.append((from, to, part))
    return truth.count - 1
  }

  /// The places as seen by a measurement whose mean square error in the plane is `accuracy`, m.
  func measured(accuracy: Double, random: inout SynthRandom) -> [Point] {
    var seen = truth
    let axis = accuracy / 2.0.squareRoot()
    for i in seen.indices {
      let (from, to, part) = anchors[i]
      if from < 0 {
        let (dx, dy) = (random.normal(axis), random.normal(axis))
        // Nobody takes one garage's corner for the next one's: no error reaches half a box.
        let reach = min(1, 1.7 / max(1.7, (dx * dx + dy * dy).squareRoot()))
        seen[i].x += dx * reach
        seen[i].y += dy * reach
      } else {
        seen[i] = lerp(seen[from], seen[to], part)
      }
    }
    return seen
  }

  func ring(_ indices: [Int]) -> [Point] { indices.map { truth[$0] } }
}
