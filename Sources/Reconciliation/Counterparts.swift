import Findings
import Geometry

/// Which finding of one run is which of another.
struct Counterparts {
  /// From the first run's to the second's.
  private(set) var pairs: [Int: Int] = [:]
  private var taken: Set<Int> = []
  private let first: [Finding]
  private let second: [Finding]

  init(_ first: [Finding], _ second: [Finding]) {
    self.first = first
    self.second = second
    pair { $0.id }
    pair { finding in
      finding.registerIDs.isEmpty
        ? nil
        : ([finding.kind.rawValue, finding.onto?.rawValue ?? ""] + finding.registerIDs)
          .joined(separator: "\n")
    }
    pairByPlace()
  }

  /// Pairs those that share a key nobody else of their run has.
  private mutating func pair(_ key: (Finding) -> String?) {
    func only(_ findings: [Finding], _ isFree: (Int) -> Bool) -> [String: Int] {
      var places: [String: [Int]] = [:]
      for index in findings.indices where isFree(index) {
        if let key = key(findings[index]) { places[key, default: []].append(index) }
      }
      return places.filter { $0.value.count == 1 }.mapValues { $0[0] }
    }
    let old = only(first) { pairs[$0] == nil }
    let new = only(second) { !taken.contains($0) }
    for (key, index) in old {
      if let other = new[key] { take(index, other) }
    }
  }

  private mutating func take(_ index: Int, _ other: Int) {
    pairs[index] = other
    taken.insert(other)
  }

  /// Pairs those of one kind that share most of the land of the smaller one, the largest share first.
  private mutating func pairByPlace() {
    let old = first.indices.filter { pairs[$0] == nil && !first[$0].shape.isEmpty }
    let new = second.indices.filter { !taken.contains($0) && !second[$0].shape.isEmpty }
    let shapes = (
      ShapeColumn(old.map { first[$0].shape }), ShapeColumn(new.map { second[$0].shape })
    )
    var engine = IntersectionArea()
    var candidates: [(share: Double, old: Int, new: Int)] = []
    // Sorted by the left edge, so that only boxes that can meet are looked at.
    let byLeft = new.indices.sorted { shapes.1.boxes[$0].minX < shapes.1.boxes[$1].minX }
    let widest = new.indices.map { shapes.1.boxes[$0].width }.max() ?? 0
    for (i, index) in old.enumerated() {
      let box = shapes.0.boxes[i]
      var place = Self.firstPlace(byLeft, shapes.1, from: box.minX - widest)
      while place < byLeft.count {
        let j = byLeft[place]
        place += 1
        let other = shapes.1.boxes[j]
        if other.minX > box.maxX { break }
        guard first[index].kind == second[new[j]].kind,
          first[index].onto == second[new[j]].onto, box.intersects(other)
        else { continue }
        let smaller = min(shapes.0.area(i), shapes.1.area(j))
        let share = smaller > 0 ? engine.area(shapes.0, i, shapes.1, j) / smaller : 0
        if share > 0.5 { candidates.append((share, index, new[j])) }
      }
    }
    candidates.sort { (-$0.share, $0.old, $0.new) < (-$1.share, $1.old, $1.new) }
    for candidate in candidates
    where pairs[candidate.old] == nil && !taken.contains(candidate.new) {
      take(candidate.old, candidate.new)
    }
  }

  /// The first place whose left edge is at least `edge`.
  private static func firstPlace(_ sorted: [Int], _ shapes: ShapeColumn, from edge: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if shapes.boxes[sorted[middle]].minX < edge { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
