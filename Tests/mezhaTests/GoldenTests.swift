import Foundation
import Testing

/// The cases of `Tests/Golden` against the built program; `UPDATE_GOLDEN=1` writes them anew.
@Suite struct GoldenTests {
  @Test(arguments: GoldenCase.all)
  func givesWhatIsExpected(_ golden: GoldenCase) throws {
    let products = try golden.produce()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      return try golden.store(products)
    }
    let expected = try golden.expected()
    #expect(products.keys.sorted() == expected.keys.sorted())
    for path in products.keys.sorted() {
      guard let wanted = expected[path], let found = products[path], wanted != found else {
        continue
      }
      Issue.record("\(golden)/\(path): \(difference(wanted, found))")
    }
  }

  @Test func everyCaseSaysWhy() {
    #expect(GoldenCase.all.count >= 5)
    for golden in GoldenCase.all {
      let readme = golden.folder.appending(path: "README").path
      #expect(FileManager.default.fileExists(atPath: readme), "\(golden)")
    }
  }

  /// The first line that differs, both ways.
  private func difference(_ wanted: Data, _ found: Data) -> String {
    let lines = [wanted, found].map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    let longest = max(lines[0].count, lines[1].count)
    for row in 0..<longest {
      let one = row < lines[0].count ? String(lines[0][row]) : "(no line)"
      let two = row < lines[1].count ? String(lines[1][row]) : "(no line)"
      if one != two { return "line \(row + 1)\n  expected: \(one)\n  found:    \(two)" }
    }
    return "the bytes differ"
  }
}
