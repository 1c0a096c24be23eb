/// The word of `known` that `word` was most likely meant to be; nil when none is near.
///
/// Near is at most a third of the letters edited (Levenshtein), at least one; case does not count. Of
/// equally near words the first wins.
func nearestName(to word: String, among known: [String]) -> String? {
  let letters = Array(word.lowercased())
  var best: (name: String, distance: Int)?
  for name in known {
    let other = Array(name.lowercased())
    let limit = Swift.max(1, Swift.max(letters.count, other.count) / 3)
    var row = Array(0...other.count)
    for (i, letter) in letters.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, candidate) in other.enumerated() {
        let replaced = diagonal + (letter == candidate ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    let distance = row[other.count]
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}
