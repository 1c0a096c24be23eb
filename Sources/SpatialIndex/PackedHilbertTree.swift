public import Geometry

/// A packed R-tree over boxes in flat arrays: built once, then searched by any number of threads.
///
/// Boxes are sorted along the Hilbert curve by their centres and packed 16 to a node (Kamel & Faloutsos 1993;
/// the layout is that of "flatbush": one array of boxes, level upon level, leaves first). Empty boxes are
/// left out and never found. The order of results depends on the boxes alone.
public struct PackedHilbertTree: Sendable {
  /// Children of a node.
  static let fanout = 16

  /// Boxes of leaves in Hilbert order, then of each level above; the root is last.
  private(set) var boxes: [Envelope] = []
  /// For a leaf, the index of the item; for a node, the position of its first child in `boxes`.
  private(set) var targets: [Int32] = []
  /// Position past the end of each level in `boxes`, leaves first.
  private(set) var levelEnds: [Int] = []

  /// Number of boxes in the tree (empty ones are not).
  public var count: Int { levelEnds.first ?? 0 }

  /// Builds the tree.
  ///
  /// - Complexity: O(*n*).
  public init(_ items: [Envelope]) { self.init(items, in: HilbertOrder(items)) }

  /// Builds the tree of boxes whose order is known.
  ///
  /// - Complexity: O(*n*).
  public init(_ items: [Envelope], in order: HilbertOrder) {
    targets = order.items
    let live = targets.count
    guard live > 0 else { return }
    let nodes = live + live / (Self.fanout - 1) + 8
    boxes.reserveCapacity(nodes)
    items.withUnsafeBufferPointer { items in
      for item in targets { boxes.append(items[Int(item)]) }
    }
    levelEnds = [boxes.count]
    packLevels()
  }

  private mutating func packLevels() {
    var start = 0
    while boxes.count - start > 1 {
      let end = boxes.count
      var child = start
      while child < end {
        let last = Swift.min(child + Self.fanout, end)
        var box = Envelope.empty
        for k in child..<last { box.formUnion(boxes[k]) }
        boxes.append(box)
        targets.append(Int32(child))
        child = last
      }
      levelEnds.append(boxes.count)
      start = end
    }
  }

  /// The box of leaf `position` in Hilbert order and the index of its item.
  func leaf(_ position: Int) -> (box: Envelope, item: Int) {
    precondition(position < count, "there is no such leaf")
    return (boxes[position], Int(targets[position]))
  }

  /// Calls `body` with the index of every item whose box shares a point with `query`.
  ///
  /// - Complexity: O(log *n* + *k*) for *k* results on data without heavy overlap.
  public func search(_ query: Envelope, _ body: (Int) -> Void) {
    guard let root = boxes.indices.last, boxes[root].intersects(query) else { return }
    visit(root, level: levelEnds.count - 1, query, body)
  }

  /// Replaces `found` by the index of every item whose box shares a point with `query`, in Hilbert order.
  ///
  /// The closure-free search for inner loops: nothing is allocated once the arrays are large enough.
  /// - Parameters:
  ///   - query: The box to search.
  ///   - found: Receives the indices.
  ///   - open: Scratch memory, for the next search again.
  /// - Complexity: as ``search(_:_:)``.
  public func search(_ query: Envelope, into found: inout [Int32], open: inout [Int32]) {
    searchLeaves(query, into: &found, open: &open)
    targets.withUnsafeBufferPointer { targets in
      for k in found.indices { found[k] = targets[Int(found[k])] }
    }
  }

  /// As ``search(_:into:open:)``, but finds the positions of the leaves, which ascend.
  func searchLeaves(_ query: Envelope, into found: inout [Int32], open: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    guard let root = boxes.indices.last, boxes[root].intersects(query) else { return }
    guard levelEnds.count > 1 else { return found.append(Int32(root)) }
    boxes.withUnsafeBufferPointer { boxes in
      targets.withUnsafeBufferPointer { targets in
        let leafEnd = count
        open.append(Int32(root))
        while let node = open.popLast() {
          let first = Int(targets[Int(node)])
          // The last node of a level is the only one that may be short, and its level ends there.
          let last = Swift.min(first + Self.fanout, levelEnd(after: first))
          if query.contains(boxes[Int(node)]) {
            // Leaves below a node lie in one run.
            let leaves = leaves(first..<last, targets)
            found.append(contentsOf: Int32(leaves.lowerBound)..<Int32(leaves.upperBound))
          } else if first < leafEnd {
            Self.select(first..<last, boxes, query, &found)
          } else {
            // Backwards, for the first child to be the next one popped.
            for child in (first..<last).reversed() where boxes[child].intersects(query) {
              open.append(Int32(child))
            }
          }
        }
      }
    }
  }

  /// Appends the leaves of one node that meet the query, without a branch on what nobody can guess.
  @inline(__always)
  private static func select(
    _ leaves: Range<Int>,
    _ boxes: UnsafeBufferPointer<Envelope>,
    _ query: Envelope,
    _ found: inout [Int32]
  ) {
    found.append(addingCapacity: fanout) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        for leaf in leaves {
          let box = boxes[leaf]
          buffer[count] = Int32(truncatingIfNeeded: leaf)
          let meetsX = (box.minX <= query.maxX ? 1 : 0) & (query.minX <= box.maxX ? 1 : 0)
          let meetsY = (box.minY <= query.maxY ? 1 : 0) & (query.minY <= box.maxY ? 1 : 0)
          count &+= meetsX & meetsY
        }
      }
    }
  }

  /// The leaves below some nodes of one level that lie beside each other.
  private func leaves(_ nodes: Range<Int>, _ targets: UnsafeBufferPointer<Int32>) -> Range<Int> {
    var (first, last) = (nodes.lowerBound, nodes.upperBound - 1)
    while last >= count {
      first = Int(targets[first])
      let child = Int(targets[last])
      last = Swift.min(child + Self.fanout, levelEnd(after: child)) - 1
    }
    return first..<(last + 1)
  }

  /// Where the level that holds `position` ends.
  private func levelEnd(after position: Int) -> Int {
    for end in levelEnds where position < end { return end }
    return boxes.count
  }

  /// The indices of all items whose box shares a point with `query`, ascending.
  public func items(in query: Envelope) -> [Int] {
    var found: [Int] = []
    search(query) { found.append($0) }
    found.sort()
    return found
  }

  private func visit(_ node: Int, level: Int, _ query: Envelope, _ body: (Int) -> Void) {
    if level == 0 {
      body(Int(targets[node]))
      return
    }
    let first = Int(targets[node])
    let last = Swift.min(first + Self.fanout, levelEnds[level - 1])
    for child in first..<last where boxes[child].intersects(query) {
      visit(child, level: level - 1, query, body)
    }
  }

  /// The item whose box is nearest to `point` and no further than `radius`, m; nil when there is none.
  ///
  /// Of several at the same distance the one with the smallest index.
  public func nearest(to point: Point, within radius: Double = .infinity) -> Int? {
    guard let root = boxes.indices.last else { return nil }
    var best: (distance: Double, item: Int)?
    var open = [(node: root, level: levelEnds.count - 1, distance: distance(root, point))]
    while let next = open.min(by: { $0.distance < $1.distance }),
      let position = open.firstIndex(where: { $0.node == next.node })
    {
      open.swapAt(position, open.count - 1)
      open.removeLast()
      if next.distance > Swift.min(radius, best?.distance ?? radius) { break }
      if next.level == 0 {
        let item = Int(targets[next.node])
        if let found = best, (found.distance, found.item) <= (next.distance, item) { continue }
        best = (next.distance, item)
        continue
      }
      let first = Int(targets[next.node])
      let last = Swift.min(first + Self.fanout, levelEnds[next.level - 1])
      for child in first..<last {
        open.append((child, next.level - 1, distance(child, point)))
      }
    }
    return best?.item
  }

  /// Calls `body` once for every pair of items, one of each tree, whose boxes share a point.
  public func join(_ other: PackedHilbertTree, _ body: (Int, Int) -> Void) {
    guard let root = boxes.indices.last, let otherRoot = other.boxes.indices.last else { return }
    join(root, levelEnds.count - 1, other, otherRoot, other.levelEnds.count - 1, body)
  }

  private func join(
    _ node: Int,
    _ level: Int,
    _ other: PackedHilbertTree,
    _ otherNode: Int,
    _ otherLevel: Int,
    _ body: (Int, Int) -> Void
  ) {
    guard boxes[node].intersects(other.boxes[otherNode]) else { return }
    if level == 0 && otherLevel == 0 {
      body(Int(targets[node]), Int(other.targets[otherNode]))
    } else if level >= otherLevel {
      let first = Int(targets[node])
      let last = Swift.min(first + Self.fanout, levelEnds[level - 1])
      for child in first..<last { join(child, level - 1, other, otherNode, otherLevel, body) }
    } else {
      let first = Int(other.targets[otherNode])
      let last = Swift.min(first + Self.fanout, other.levelEnds[otherLevel - 1])
      for child in first..<last { join(node, level, other, child, otherLevel - 1, body) }
    }
  }

  private func distance(_ node: Int, _ point: Point) -> Double {
    let box = boxes[node]
    let dx = Swift.max(0, Swift.max(box.minX - point.x, point.x - box.maxX))
    let dy = Swift.max(0, Swift.max(box.minY - point.y, point.y - box.maxY))
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Traps unless every node's box is exactly the union of its children's and every item is there once.
  public func checkInvariants() {
    precondition(Set(targets[0..<count]).count == count, "an item is in the tree twice")
    for level in levelEnds.indices.dropFirst() {
      for node in levelEnds[level - 1]..<levelEnds[level] {
        let first = Int(targets[node])
        let last = Swift.min(first + Self.fanout, levelEnds[level - 1])
        var box = Envelope.empty
        for child in first..<last { box.formUnion(boxes[child]) }
        precondition(box == boxes[node], "a node's box is not the union of its children's")
      }
    }
  }
}
