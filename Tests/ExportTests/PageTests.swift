import Export
import Findings
import Foundation
import TestSupport
import Testing

@testable import Export

@Suite struct PageTests {
  @Test func theMapHoldsEveryFeatureOnce() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let data = folder.appending(path: "map/data")
      let meta = try value(data.appending(path: "meta.js"))
      for layer in meta["layers"] as? [[String: Any]] ?? [] {
        let name = layer["name"] as? String ?? ""
        let geojson = try String(
          contentsOf: folder.appending(path: "layers/\(name).geojson"),
          encoding: .utf8
        )
        var lines: [Substring] = []
        for piece in layer["pieces"] as? [[String: Any]] ?? [] {
          let file = folder.appending(path: "map").appending(path: piece["file"] as? String ?? "")
          let text = try String(contentsOf: file, encoding: .utf8)
          lines += text.split(separator: "\n").dropFirst().dropLast()
        }
        let inMap = lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
        let inLayer = geojson.split(separator: "\n").dropFirst().dropLast()
          .map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
        #expect(inMap.sorted() == inLayer.sorted(), "\(name)")
      }
      #expect((meta["unplaced"] as? [Any])?.count == 1)
      for file in ["index.html", "map.js", "map.css"] {
        let text = try String(contentsOf: folder.appending(path: "map/\(file)"), encoding: .utf8)
        #expect(!text.contains("http://") && !text.contains("https://"), "\(file): no network")
        #expect(!text.contains("innerHTML"))
      }
    }
  }

  @Test func aMissingLibraryDoesNotStopTheRun() throws {
    try withTemporaryFolder { folder in
      let assets = ExportAssets(mapTemplates: Products.assets.mapTemplates, leaflet: nil)
      try Exporter.write(SmallTown.contents(), to: folder, assets: assets)
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: "map/index.html").path)
      )
    }
  }

  @Test func aMissingTemplateIsAnError() throws {
    try withTemporaryFolder { folder in
      let nowhere = folder.appending(path: "nowhere")
      #expect(throws: ExportError.templateMissing(file: nowhere.appending(path: "index.html").path))
      {
        try Exporter.write(
          SmallTown.contents(),
          to: folder,
          assets: ExportAssets(mapTemplates: nowhere, leaflet: nil)
        )
      }
    }
  }

  @Test(arguments: Language.allCases)
  func theReportSaysWhatItMust(_ language: Language) throws {
    let contents = try SmallTown.contents(language: language)
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let page = try String(
        contentsOf: folder.appending(path: "report.html"),
        encoding: .utf8
      )
      #expect(
        page.contains(
          language == .ru ? "признак (индикатор риска), а не нарушение" : "not an offence"
        )
      )
      for kind in FindingKind.allCases {
        let isNamed = page.contains(HTML.escaped(kind.titles[language]))
        #expect(isNamed, "\(kind)")
      }
      #expect(page.contains("Казань &lt;b&gt;тест&lt;/b&gt;"))
      #expect(page.contains(contents.inputs[0].sha256))
      let callsOut = page.contains("http:") || page.contains("https:")
      #expect(!callsOut)
      // The careful figure stands before the expected one.
      let low = try #require(page.range(of: "class=\"figure\""))
      let range = try #require(page.range(of: "class=\"range\""))
      #expect(low.lowerBound < range.lowerBound)
    }
  }

  @Test(arguments: [
    (1_234_567, "1\u{00A0}234\u{00A0}567", "1,234,567"), (-1000, "−1\u{00A0}000", "−1,000"),
    (7, "7", "7"),
  ])
  func numbersAreGrouped(_ value: Int, _ russian: String, _ english: String) {
    #expect(NumberWords(language: .ru).whole(value) == russian)
    #expect(NumberWords(language: .en).whole(value) == english)
    #expect(NumberWords(language: .ru).decimal(1234.5, 2) == "1\u{00A0}234,50")
  }

  /// The argument of a data script.
  private func value(_ url: URL) throws -> [String: Any] {
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.firstIndex(of: "("))
    let end = try #require(text.lastIndex(of: ")"))
    let data = Data(text[text.index(after: start)..<end].utf8)
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}
