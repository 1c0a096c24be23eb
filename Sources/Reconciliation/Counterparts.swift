import Findings
import Geometry
import SpatialIndex

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
    let tree = PackedHilbertTree(Array(shapes.1.boxes))
    for (i, index) in old.enumerated() {
      for j in tree.items(in: shapes.0.boxes[i])
      where first[index].kind == second[new[j]].kind && first[index].onto == second[new[j]].onto {
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
}
