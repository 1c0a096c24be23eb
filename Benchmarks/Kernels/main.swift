import Foundation
import Geometry
import SpatialIndex
import Topology

// kernels-bench            times each kernel on seeded input; GEOS beside it where it does the same
// kernels-bench counts     counts of a fixed case as JSON, the same on every machine

/// Numbers of SplitMix64 (Steele, Lea & Flood 2014).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A star about a place of seven digits: it never crosses itself.
func star(_ generator: inout Seeded, vertices: Int, radius: Double, reach: Double) -> MultiPolygon {
  let centre = Point(
    x: 500_000 + Double.random(in: -reach...reach, using: &generator),
    y: 4_900_000 + Double.random(in: -reach...reach, using: &generator)
  )
  return MultiPolygon(
    shell: (0..<vertices).map { k in
      let angle = 2 * Double.pi * Double(k) / Double(vertices)
      let r = radius * Double.random(in: 0.6...1, using: &generator)
      return Point(x: centre.x + r * cos(angle), y: centre.y + r * sin(angle))
    }
  ).normalized()
}

/// Median nanoseconds of one of `count` pieces of work, of nine runs.
func nanoseconds(_ count: Int, _ work: () -> Void) -> Double {
  work()
  let clock = ContinuousClock()
  let runs = (0..<9).map { _ in
    let time = clock.measure(work)
    return Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9
  }
  return runs.sorted()[4] / Double(count)
}

func show(_ name: String, _ ours: Double, _ peer: Double? = nil) {
  let number = String(format: "%12.1f ns", ours)
  let ratio = peer.map { String(format: "   GEOS %12.1f ns   %6.1f ×", $0, $0 / ours) } ?? ""
  print(name.padding(toLength: 34, withPad: " ", startingAt: 0) + number + ratio)
}

func benchPairs(vertices: Int) {
  var generator = Seeded(state: UInt64(vertices))
  let count = max(2, min(400, 20_000 / vertices))
  let radius = 20.0
  let first = (0..<count).map { _ in
    star(&generator, vertices: vertices, radius: radius, reach: 8)
  }
  let second = (0..<count).map { _ in
    star(&generator, vertices: vertices, radius: radius, reach: 8)
  }
  let a = ShapeColumn(first)
  let b = ShapeColumn(second)
  var kernel = IntersectionArea()
  var sum = 0.0
  let ours = nanoseconds(count) {
    for k in 0..<count { sum += kernel.area(a, k, b, k) }
  }
  let engine = TopologyEngine()
  let peer = nanoseconds(count) {
    for k in 0..<count { sum -= (try? engine.intersection(first[k], second[k]).area) ?? 0 }
  }
  precondition(abs(sum) < 1e-3, "the areas differ by \(sum) m²")
  show("area, \(vertices) × \(vertices) vertices", ours, peer)
}

/// Boxes of parcels on a jittered grid.
func boxes(_ count: Int, seed: UInt64) -> [Envelope] {
  var generator = Seeded(state: seed)
  let side = Int(Double(count).squareRoot())
  return (0..<count).map { k in
    let x = Double(k % side) * 30 + Double.random(in: 0...9, using: &generator)
    let y = Double(k / side) * 30 + Double.random(in: 0...9, using: &generator)
    return Envelope(minX: x, minY: y, maxX: x + 30, maxY: y + 30)
  }
}

func benchIndex() {
  let first = boxes(100_000, seed: 1)
  let second = boxes(100_000, seed: 2)
  show("index build, per box", nanoseconds(first.count) { _ = PackedHilbertTree(first) })
  let tree = PackedHilbertTree(second)
  let order = PackedHilbertTree(first)
  var found: [Int32] = []
  var open: [Int32] = []
  var hits = 0
  let search = nanoseconds(first.count) {
    hits = 0
    for k in 0..<order.count {
      tree.search(order.leaf(k).box, into: &found, open: &open)
      hits += found.count
    }
  }
  show("index search, per query", search)
  var joined = 0
  let join = nanoseconds(first.count) {
    joined = 0
    order.join(tree) { _, _ in joined += 1 }
  }
  precondition(joined == hits, "search and join find the same")
  show("index join, per box", join)
}

func benchPredicates() {
  var generator = Seeded(state: 5)
  let points = (0..<3_000).map { _ in
    Point(
      x: 5e6 + Double.random(in: 0...30, using: &generator),
      y: 6e6 + Double.random(in: 0...30, using: &generator)
    )
  }
  var sum = 0
  let easy = nanoseconds(points.count - 2) {
    for k in 2..<points.count {
      sum += Predicates.side(points[k - 2], points[k - 1], points[k]).rawValue
    }
  }
  show("side of a line", easy)
  let hard = nanoseconds(points.count - 1) {
    for k in 1..<points.count {
      let (a, b) = (points[k - 1], points[k])
      sum += Predicates.side(a, b, Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)).rawValue
    }
  }
  show("side of a line, collinear", hard)
  let shapes = ShapeColumn(
    (0..<400).map { _ in
      star(&generator, vertices: 6, radius: 20, reach: 800)
    }
  )
  var check = SoundnessCheck()
  show(
    "soundness, 6 vertices",
    nanoseconds(400) { for k in 0..<400 where check.isSound(shapes, k) { sum += 1 } }
  )
  precondition(sum != 0, "something is sound")
}

/// What the kernels visit on one fixed case; a change here is a change of the algorithm.
func counts() {
  let first = boxes(20_000, seed: 3)
  let second = boxes(20_000, seed: 4)
  func rectangle(_ box: Envelope) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: box.minX, y: box.minY), Point(x: box.maxX, y: box.minY + 3),
      Point(x: box.maxX - 2, y: box.maxY), Point(x: box.minX + 1, y: box.maxY - 4),
    ])
  }
  let a = ShapeColumn(first.map(rectangle))
  let b = ShapeColumn(second.map(rectangle))
  let tree = PackedHilbertTree(b.boxes)
  var kernel = IntersectionArea()
  var found: [Int32] = []
  var open: [Int32] = []
  var candidates = 0
  var pairs = 0
  for k in 0..<a.count {
    tree.search(a.boxes[k], into: &found, open: &open)
    candidates += found.count
    for other in found where kernel.overlap(a, k, b, Int(other)) != nil { pairs += 1 }
  }
  print(
    """
    {"candidate_pairs": \(candidates), "edge_pairs": \(kernel.edgePairs), \
    "intersecting_pairs": \(pairs)}
    """
  )
}

if CommandLine.arguments.dropFirst().first == "counts" {
  counts()
} else {
  for vertices in [4, 6, 10, 60, 1_000, 10_000] { benchPairs(vertices: vertices) }
  benchPredicates()
  benchIndex()
}
