/// Columns aligned for a terminal: the first to the left, the rest to the right unless said otherwise.
struct TextTable {
  private let header: [String]
  private let leftColumns: Set<Int>
  private var rows: [[String]] = []

  /// Makes a table; an empty header prints no line.
  init(_ header: [String], left: Set<Int> = [0]) {
    self.header = header
    leftColumns = left
  }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, each ended; trailing blanks are left out.
  var text: String {
    let all = header.allSatisfy(\.isEmpty) ? rows : [header] + rows
    let columns = all.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      all.compactMap { column < $0.count ? $0[column].count : nil }.max() ?? 0
    }
    return all.map { row in
      var line = row.enumerated().map { column, cell in
        leftColumns.contains(column)
          ? cell.padded(to: widths[column]) : cell.padded(to: widths[column], onLeft: true)
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension String {
  /// The text with blanks put on, on the right or on the left, up to `width` characters.
  func padded(to width: Int, onLeft: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return onLeft ? blanks + self : self + blanks
  }
}
