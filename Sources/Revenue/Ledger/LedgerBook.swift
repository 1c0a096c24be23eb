import Geometry

/// What findings claim, before it is divided.
struct LedgerBook {
  /// A claim to land with a place.
  struct LandClaim {
    var finding: String
    var probability: Double
    var shape: MultiPolygon
    /// Area the finding states, m²; that of the shape where there is one.
    var area: Double
  }

  /// A claim to part of a record's area.
  struct RecordClaim {
    var finding: String
    var probability: Double
    /// The record, and in which direction it is corrected.
    var record: String
    /// Area of the record, m².
    var capacity: Double
    var area: Double
  }

  var land: [LandClaim] = []
  var footprints: [LandClaim] = []
  var records: [RecordClaim] = []

  /// Divides what is claimed; the order of the claims does not matter.
  ///
  /// - Complexity: O(n log n) in the claims, and that of the cells where they overlap.
  func divided() -> AreaLedger {
    var ledger = AreaLedger()
    divide(land, .land, into: &ledger)
    divide(footprints, .footprint, into: &ledger)
    divideRecords(into: &ledger)
    ledger.entries.sort { ($0.finding, $0.account.rawValue) < ($1.finding, $1.account.rawValue) }
    return ledger
  }

  private func divide(
    _ claims: [LandClaim],
    _ account: AreaLedger.Account,
    into ledger: inout AreaLedger
  ) {
    // the first of a cell's features is its owner
    let claims = claims.sorted {
      ($1.probability, $0.finding) < ($0.probability, $1.finding)
    }
    let shapes = ShapeColumn(claims.map(\.shape))
    let meetings = Meetings(shapes)
    var charged = claims.indices.map { shapes.hasGeometry($0) ? shapes.area($0) : claims[$0].area }
    let wholes = charged
    for (group, pairs) in meetings.groups {
      let cells = CoverCells.cells(of: shapes, group)
      for i in group { charged[i] = 0 }
      var covered: [Int: Double] = [:]
      for cell in cells {
        charged[cell.features[0]] += cell.area
        for i in cell.features { covered[i, default: 0] += cell.area }
      }
      for i in group { ledger.compare(covered[i, default: 0], wholes[i]) }
      for pair in pairs {
        let cells = cells.filter {
          $0.features.contains(pair.first) && $0.features.contains(pair.second)
        }
        ledger.compare(cells.reduce(0) { $0 + $1.area }, pair.area)
      }
      ledger.compare(
        cells.reduce(0) { $0 + $1.area },
        group.reduce(0) { $0 + charged[$1] }
      )
    }
    for i in claims.indices {
      ledger.entries.append(
        AreaLedger.Entry(
          finding: claims[i].finding,
          account: account,
          claimed: wholes[i],
          charged: charged[i],
          shared: wholes[i] - charged[i]
        )
      )
    }
  }

  private func divideRecords(into ledger: inout AreaLedger) {
    var left: [String: Double] = [:]
    let claims = records.sorted {
      ($1.probability, $0.finding) < ($0.probability, $1.finding)
    }
    for claim in claims {
      let free = left[claim.record] ?? claim.capacity
      let charged = min(claim.area, free)
      left[claim.record] = free - charged
      ledger.compare(max(0, -(free - charged)), 0)
      ledger.entries.append(
        AreaLedger.Entry(
          finding: claim.finding,
          account: .record,
          claimed: claim.area,
          charged: charged,
          shared: claim.area - charged
        )
      )
    }
  }
}

extension AreaLedger {
  /// Notes by how much a whole differs from its parts.
  fileprivate mutating func compare(_ parts: Double, _ whole: Double) {
    let difference = abs(parts - whole)
    discrepancy = max(discrepancy, difference.isNaN ? .infinity : difference)
  }
}

/// Which shapes share land, by the exact kernel, and the groups they form.
private struct Meetings {
  struct Pair {
    var first: Int
    var second: Int
    var area: Double
  }

  /// Groups of two and more, each ascending, with the pairs that make them.
  private(set) var groups: [(members: [Int], pairs: [Pair])] = []

  init(_ shapes: ShapeColumn) {
    let order = (0..<shapes.count).filter { shapes.hasGeometry($0) }
      .sorted { (shapes.boxes[$0].minX, $0) < (shapes.boxes[$1].minX, $1) }
    var kernel = IntersectionArea()
    var open: [Int] = []
    var pairs: [Pair] = []
    for i in order {
      open.removeAll { shapes.boxes[$0].maxX <= shapes.boxes[i].minX }
      for j in open where shapes.boxes[j].intersects(shapes.boxes[i]) {
        if let area = kernel.overlap(shapes, min(i, j), shapes, max(i, j)) {
          pairs.append(Pair(first: min(i, j), second: max(i, j), area: area))
        }
      }
      open.append(i)
    }
    var leader = Array(0..<shapes.count)
    func find(_ i: Int) -> Int {
      var i = i
      while leader[i] != i { i = leader[i] }
      return i
    }
    for pair in pairs {
      let (a, b) = (find(pair.first), find(pair.second))
      leader[max(a, b)] = min(a, b)
    }
    var found: [Int: (members: Set<Int>, pairs: [Pair])] = [:]
    for pair in pairs {
      let group = find(pair.first)
      found[group, default: ([], [])].members.formUnion([pair.first, pair.second])
      found[group]?.pairs.append(pair)
    }
    groups = found.sorted { $0.key < $1.key }.map { ($0.value.members.sorted(), $0.value.pairs) }
  }
}
