/// Finds the word a person most likely meant.
public enum NearestName {
  /// The word of `known` nearest to `word`, or nil when none is near enough to be meant.
  ///
  /// Near enough is a third of the longer word, at least one edit; letter case is no edit. Of several
  /// equally near ones the first in `known` wins.
  /// - Complexity: O(letters of `word` × letters of all `known`).
  public static func nearest(to word: String, among known: [String]) -> String? {
    let letters = Array(word.lowercased())
    var best: (name: String, distance: Int)?
    for name in known {
      let other = Array(name.lowercased())
      let distance = Self.distance(letters, other)
      let limit = max(1, max(letters.count, other.count) / 3)
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// Damerau–Levenshtein distance in its optimal string alignment form: the least number of letters
  /// put in, left out, replaced or swapped with the next, no part edited twice (Damerau 1964).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in 1...first.count {
      var row = [i]
      for j in 1...second.count {
        let same = first[i - 1] == second[j - 1]
        var least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
          least = min(least, beforeLast[j - 2] + 1)
        }
        row.append(least)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}
