/// How a ring turns as one walks round it: its form apart from place, size and heading.
///
/// Θ(s) is the heading at the share s of the perimeter, with all turns added up; left turns are positive (Arkin,
/// Chew, Huttenlocher, Kedem & Mitchell 1991, "An efficiently computable metric for comparing polygonal shapes").
public struct TurningFunction: Sendable, Equatable {
  /// Shares of the perimeter where each edge ends, ascending; the last is 1.
  public private(set) var ends: [Double] = []
  /// The heading along each edge, radians: that of the first in −π…π, the others continued by their turns.
  public private(set) var headings: [Double] = []

  /// The function of ring `ring` of `column` from its first vertex; nil for a ring without length.
  ///
  /// - Complexity: O(*n*) in its vertices.
  public init?(_ column: ShapeColumn, ring: Int) {
    var lengths: [Double] = []
    var last = 0.0
    for k in column.vertices(ofRing: ring).dropFirst() {
      let dx = column.x[k] - column.x[k - 1]
      let dy = column.y[k] - column.y[k - 1]
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { continue }
      let heading = Angle.direction(dx, dy)
      headings.append(headings.isEmpty ? heading : last + Angle.wrapped(heading - last))
      last = headings[headings.count - 1]
      lengths.append(length)
    }
    let perimeter = lengths.reduce(0, +)
    guard perimeter > 0 else { return nil }
    var walked = 0.0
    for length in lengths {
      walked += length
      ends.append(walked / perimeter)
    }
    ends[ends.count - 1] = 1
  }

  /// The distance to `other`, radians: the root mean square of the difference of the headings, at the start and the
  /// rotation where it is least; 0 for similar rings that turn the same way, whatever their size.
  ///
  /// The best rotation for a start is the mean difference, and the best start lays two vertices on each other
  /// (Arkin et al. 1991, lemmas 3 and 4).
  /// - Complexity: O(*n·m*·(*n* + *m*)) for *n* and *m* edges.
  public func distance(to other: TurningFunction) -> Double {
    var least = Double.infinity
    for mine in ends {
      for theirs in other.ends { least = Swift.min(least, square(other, shift: theirs - mine)) }
    }
    return Swift.max(0, least).squareRoot()
  }

  /// The variance of other(s + shift) − self(s) over one round.
  private func square(_ other: TurningFunction, shift: Double) -> Double {
    var offset = shift < 0 ? shift + 1 : shift
    if offset >= 1 { offset -= 1 }
    var theirs = other.ends.firstIndex { $0 > offset } ?? 0
    var rounds = 0.0
    var mine = 0
    var at = 0.0
    var (sum, squares) = (0.0, 0.0)
    while mine < ends.count {
      let theirEnd = other.ends[theirs] + rounds - offset
      let end = Swift.min(ends[mine], theirEnd)
      if end > at {
        let gap = other.headings[theirs] + rounds * other.wholeTurn - headings[mine]
        sum += gap * (end - at)
        squares += gap * gap * (end - at)
        at = end
      }
      if ends[mine] <= end { mine += 1 }
      if theirEnd <= end {
        theirs += 1
        if theirs == other.ends.count {
          theirs = 0
          rounds += 1
        }
      }
    }
    return squares - sum * sum
  }

  /// All turns of one round: 2π for a counter-clockwise ring, −2π for a clockwise one.
  private var wholeTurn: Double {
    let closing = Angle.wrapped(headings[0] - headings[headings.count - 1])
    return headings[headings.count - 1] + closing - headings[0]
  }
}

extension ShapeColumn {
  /// How much boundary of feature `feature` runs in each direction, m; directions opposite to each other are one.
  ///
  /// - Parameters:
  ///   - feature: The shape.
  ///   - bins: Number of equal parts of 0…π, counted from east to north to west; positive.
  /// - Returns: A length for each part; they add up to the perimeter.
  /// - Complexity: O(*n*) in the vertices.
  public func directionHistogram(_ feature: Int, bins: Int) -> [Double] {
    precondition(bins > 0, "a histogram has bins")
    var lengths = [Double](repeating: 0, count: bins)
    for segment in segments(feature) {
      let length = segment.from.distance(to: segment.to)
      guard length > 0 else { continue }
      let heading = Angle.direction(segment.to.x - segment.from.x, segment.to.y - segment.from.y)
      let share = (heading < 0 ? heading + Angle.half : heading) / Angle.half
      lengths[Swift.min(Int(share * Double(bins)), bins) % bins] += length
    }
    return lengths
  }
}
