import Foundation
import Geometry
import SpatialIndex
import Topology

// kernels-bench            times each kernel on seeded input; GEOS beside it where it does the same
// kernels-bench large      the area of two rings of 100 000 vertices, by kind of ring, once; minutes
// kernels-bench index      the index only
// kernels-bench properties N SEED   what must hold of N pairs of shapes, see Properties.swift
// kernels-bench counts     counts of a fixed case as JSON, the same on every machine; counts setup: without its pairs

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

/// Median nanoseconds of CPU of one of `count` pieces of work, of nine runs; of one run when that takes seconds.
///
/// What other programs take of the processor is not in it.
func nanoseconds(_ count: Int, _ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
  func run() -> Double {
    let start = now()
    work()
    return now() - start
  }
  let first = run()
  if first > 2e9 { return first / Double(count) }
  return (0..<9).map { _ in run() }.sorted()[4] / Double(count)
}

func show(_ name: String, _ ours: Double, _ peer: Double? = nil) {
  let number = String(format: "%12.1f ns", ours)
  let ratio = peer.map { String(format: "   GEOS %12.1f ns   %6.1f ×", $0, $0 / ours) } ?? ""
  print(name.padding(toLength: 34, withPad: " ", startingAt: 0) + number + ratio)
}

func benchPairs(vertices: Int) {
  var generator = Seeded(state: UInt64(vertices))
  let count = max(2, min(400, 20_000 / vertices))
  func stars() -> [MultiPolygon] {
    (0..<count).map { _ in star(&generator, vertices: vertices, radius: 20, reach: 8) }
  }
  benchPairs("area, \(vertices) × \(vertices) vertices", stars(), stars())
}

/// Times the area of pairs against an overlay of GEOS and checks that both find the same.
func benchPairs(_ name: String, _ first: [MultiPolygon], _ second: [MultiPolygon]) {
  let count = first.count
  let a = ShapeColumn(first)
  let b = ShapeColumn(second)
  var kernel = IntersectionArea()
  var sum = 0.0
  let ours = nanoseconds(count) {
    sum = 0
    for k in 0..<count { sum += kernel.area(a, k, b, k) }
  }
  let engine = TopologyEngine()
  var theirs = 0.0
  let peer = nanoseconds(count) {
    theirs = 0
    for k in 0..<count { theirs += (try? engine.intersection(first[k], second[k]).area) ?? 0 }
  }
  precondition(abs(sum - theirs) < 1e-3, "the areas differ by \(sum - theirs) m²")
  show(name, ours, peer)
}

/// A coast: a ring whose distance from its centre is a sum of waves of all lengths, down to a few vertices.
func coast(_ generator: inout Seeded, vertices: Int, centre: Point) -> MultiPolygon {
  var radii = [Double](repeating: 20, count: vertices)
  var waves = 3
  while waves < vertices / 4 {
    let phase = Double.random(in: 0...(2 * Double.pi), using: &generator)
    let height = 6 / Double(waves)
    for k in radii.indices {
      let angle = 2 * Double.pi * Double(k) / Double(vertices)
      radii[k] += height * sin(Double(waves) * angle + phase)
    }
    waves *= 2
  }
  return MultiPolygon(
    shell: radii.enumerated().map { k, radius in
      let angle = 2 * Double.pi * Double(k) / Double(vertices)
      return Point(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
    }
  ).normalized()
}

/// A comb: as many teeth from west to east as the vertices give, above each other, each thinner than its gap.
func comb(vertices: Int, south: Double) -> MultiPolygon {
  let teeth = vertices / 4
  let pitch = 40 / Double(teeth)
  var shell = [Point(x: 500_000, y: south), Point(x: 500_001, y: south)]
  for tooth in 0..<teeth {
    let y = south + Double(tooth) * pitch
    shell += [
      Point(x: 500_001, y: y + 0.3 * pitch), Point(x: 500_040, y: y + 0.3 * pitch),
      Point(x: 500_040, y: y + 0.7 * pitch), Point(x: 500_001, y: y + 0.7 * pitch),
    ]
  }
  let north = south + Double(teeth) * pitch
  shell += [Point(x: 500_001, y: north), Point(x: 500_000, y: north)]
  return MultiPolygon(shell: shell).normalized()
}

/// Rings of 100 000 vertices: coasts, combs, and stars, whose edges cross each other some hundred million times.
func benchLarge() {
  var generator = Seeded(state: 100_000)
  let centre = Point(x: 500_000, y: 4_900_000)
  let beside = Point(x: 500_009, y: 4_900_004)
  benchPairs(
    "area, coasts of 100 000",
    [coast(&generator, vertices: 100_000, centre: centre)],
    [coast(&generator, vertices: 100_000, centre: beside)]
  )
  let pitch = 40.0 / 25_000
  benchPairs(
    "area, combs of 100 000",
    [comb(vertices: 100_000, south: 4_900_000)],
    [comb(vertices: 100_000, south: 4_900_000 + 0.25 * pitch)]
  )
  benchPairs(
    "area, stars of 100 000",
    [star(&generator, vertices: 100_000, radius: 20, reach: 8)],
    [star(&generator, vertices: 100_000, radius: 20, reach: 8)]
  )
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
  let other = PackedHilbertTree(first)
  let order = HilbertOrder(first).items
  var found: [Int32] = []
  var open: [Int32] = []
  var hits = 0
  let search = nanoseconds(first.count) {
    hits = 0
    for item in order {
      tree.search(first[Int(item)], into: &found, open: &open)
      hits += found.count
    }
  }
  show("index search, per query", search)
  var joined = 0
  let join = nanoseconds(first.count) {
    joined = 0
    other.join(tree) { _, _ in joined += 1 }
  }
  precondition(joined == hits, "search and join find the same")
  show("index join, per box", join)
}

/// The boxes and searches of flatbush's own benchmark (mourner/flatbush, bench.js).
///
/// A million boxes of sides up to 1 in a square of 100; Peers/strtree.cpp does the same work with the same numbers.
struct IndexCase {
  private var generator = Seeded(state: 9)
  private(set) var boxes: [Envelope] = []

  init() {
    for _ in 0..<1_000_000 {
      let x = unit() * 99
      let y = unit() * 99
      let maxX = x + unit()
      boxes.append(Envelope(minX: x, minY: y, maxX: maxX, maxY: y + unit()))
    }
  }

  private mutating func unit() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  /// Squares of side `side`.
  mutating func queries(_ count: Int, side: Double) -> [Envelope] {
    (0..<count).map { _ in
      let x = unit() * (100 - side)
      let y = unit() * (100 - side)
      return Envelope(minX: x, minY: y, maxX: x + side, maxY: y + side)
    }
  }
}

func benchMillionBoxes() {
  var work = IndexCase()
  let boxes = work.boxes
  show("index build, 1 000 000 boxes", nanoseconds(boxes.count) { _ = PackedHilbertTree(boxes) })
  let tree = PackedHilbertTree(boxes)
  var found: [Int32] = []
  var open: [Int32] = []
  for (name, side, count) in [
    ("10 %", 100 * 0.1.squareRoot(), 100), ("1 %", 10, 1_000), ("0.01 %", 1, 10_000),
  ] {
    let queries = work.queries(count, side: side)
    var hits = 0
    let time = nanoseconds(count) {
      hits = 0
      for query in queries {
        tree.search(query, into: &found, open: &open)
        hits += found.count
      }
    }
    show("search of \(name) (\(hits) found)", time)
  }
}

/// A coast of 10 000 vertices against 5 000 parcels on, beside and behind it.
func benchCoast() {
  var generator = Seeded(state: 11)
  let coast = ShapeColumn([star(&generator, vertices: 10_000, radius: 2_000, reach: 1)])
  let parcels = ShapeColumn(
    (0..<5_041).map { k in
      let x = 498_000 + Double(k % 71) * 56
      let y = 4_898_000 + Double(k / 71) * 56
      return MultiPolygon(shell: [
        Point(x: x, y: y), Point(x: x + 56, y: y), Point(x: x + 56, y: y + 56),
        Point(x: x, y: y + 56),
      ])
    }
  )
  var kernel = IntersectionArea()
  var sum = 0.0
  let time = nanoseconds(parcels.count) {
    sum = 0
    for k in 0..<parcels.count { sum += kernel.overlap(coast, 0, parcels, k) ?? 0 }
  }
  precondition(sum > 0.5 * coast.area(0), "the parcels lie on the coast")
  show("coast of 10 000, a parcel", time)
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
///
/// Without `pairs` it makes the shapes and stops, to tell what they cost.
func counts(pairs wantsPairs: Bool) {
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
  for k in 0..<(wantsPairs ? a.count : 0) {
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

/// Ends with status 1 when a property does not hold.
func properties(_ count: Int, seed: UInt64) {
  var properties = Properties(seed: seed)
  properties.run(count)
  print(
    "\(properties.cases) cases, \(properties.comparisons) by GEOS, \(properties.failures) failures"
  )
  if properties.failures > 0 { exit(1) }
}

let words = Array(CommandLine.arguments.dropFirst())
if words.first == "counts" {
  counts(pairs: words.last != "setup")
} else if words.first == "properties" {
  properties(Int(words.dropFirst().first ?? "") ?? 1_000_000, seed: UInt64(words.last ?? "") ?? 1)
} else if words.first == "large" {
  benchLarge()
} else {
  if words.first != "index" {
    for vertices in [4, 6, 10, 60, 1_000, 10_000] { benchPairs(vertices: vertices) }
    benchCoast()
    benchPredicates()
  }
  benchIndex()
  benchMillionBoxes()
}
