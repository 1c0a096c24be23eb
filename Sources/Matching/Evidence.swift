import Geometry

/// The overlaps a decision rests on, and which of them is the best of each recorded and each surveyed thing.
struct Evidence {
  /// Sorted by survey index, then register index.
  let rows: [Overlap]
  /// How each recorded thing was moved for the decision, where its neighbourhood is displaced (``LocalShift``).
  let moves: [Int: Point]
  /// Row of the best overlap of each recorded thing; -1 without one.
  private(set) var bestOfRegister: [Int]
  /// Row of the best overlap of each surveyed thing; -1 without one.
  private(set) var bestOfSurvey: [Int]

  init(_ rows: [Overlap], of linker: Linker, moves: [Int: Point] = [:]) {
    self.rows = rows
    self.moves = moves
    bestOfRegister = Array(repeating: -1, count: linker.register.ids.count)
    bestOfSurvey = Array(repeating: -1, count: linker.survey.ids.count)
    let scores = rows.map { Self.score($0, linker) }
    for k in rows.indices {
      // Of equal ones the first.
      let first = bestOfRegister[rows[k].register]
      if first < 0 || scores[k] > scores[first] { bestOfRegister[rows[k].register] = k }
      let second = bestOfSurvey[rows[k].survey]
      if second < 0 || scores[k] > scores[second] { bestOfSurvey[rows[k].survey] = k }
    }
  }

  /// For how many of its two things overlap `k` is the best: 0, 1 or 2.
  func rank(_ k: Int) -> Int {
    (bestOfRegister[rows[k].register] == k ? 1 : 0) + (bestOfSurvey[rows[k].survey] == k ? 1 : 0)
  }

  /// The overlaps that are the best of both.
  var mutual: [Int] { rows.indices.filter { rank($0) == 2 } }

  /// IoU, moved up by a claim that agrees and down by one that names another record.
  private static func score(_ row: Overlap, _ linker: Linker) -> Double {
    guard let claim = linker.claimed[row.survey] else { return linker.iou(row) }
    return claim == row.register ? linker.iou(row) + 0.5 : linker.iou(row) - 0.1
  }
}
