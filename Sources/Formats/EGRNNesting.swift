import Geometry

/// Which rings of one contour are holes, and of which shell.
struct EGRNNesting {
  /// For each ring its shell; nil for a ring that is a shell itself.
  private(set) var parent: [Int?]

  /// Nests rings by the even-odd rule: inside an odd number of others is a hole of the innermost.
  ///
  /// - Complexity: O(*r*² + *v*·*n*) for *r* rings, *v* vertices and *n* pairs of rings whose boxes nest.
  init(_ rings: [[Point]]) {
    parent = Array(repeating: nil, count: rings.count)
    guard rings.count > 1 else { return }
    let boxes = rings.map { ring in
      var box = Envelope.empty
      for point in ring { box.formUnion(x: point.x, y: point.y) }
      return box
    }
    let around = rings.indices.map { inner in
      rings.indices.filter { outer in
        outer != inner && boxes[outer].contains(boxes[inner])
          && Self.lies(rings[inner], in: rings[outer])
      }
    }
    for ring in rings.indices where around[ring].count % 2 == 1 {
      // The innermost is the one most others are around; of equals the first.
      parent[ring] = around[ring].max {
        (around[$0].count, -$0) < (around[$1].count, -$1)
      }
    }
    // A hole's shell must be a shell: where rings cross each other they are all shells.
    for ring in rings.indices {
      if let shell = parent[ring], parent[shell] != nil { parent[ring] = nil }
    }
  }

  /// Whether `inner` lies in `outer`, told by the first of its vertices, then of its edges' midpoints,
  /// that is not on the line of `outer`; rings of a register touch but do not cross.
  private static func lies(_ inner: [Point], in outer: [Point]) -> Bool {
    for point in inner {
      if let answer = side(of: point, outer) { return answer }
    }
    for (start, end) in zip(inner, inner.dropFirst() + inner.prefix(1)) {
      let middle = Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
      if let answer = side(of: middle, outer) { return answer }
    }
    return false
  }

  /// True inside, false outside, nil on the line (Sunday's crossing rule, exact for points of the
  /// centimetre grid).
  private static func side(of point: Point, _ ring: [Point]) -> Bool? {
    var isInside = false
    for (start, end) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
      let turn =
        (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
      if turn == 0, min(start.x, end.x) <= point.x, point.x <= max(start.x, end.x),
        min(start.y, end.y) <= point.y, point.y <= max(start.y, end.y)
      {
        return nil
      }
      if (start.y > point.y) != (end.y > point.y), (turn > 0) == (end.y > start.y) {
        isInside.toggle()
      }
    }
    return isInside
  }
}
