import Export
import Cadastre
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
          let held = text.split(separator: "\n").dropFirst().dropLast()
          #expect(held.count == piece["count"] as? Int)
          // What has no place stands in a piece without a box and in no layer.
          if piece["bbox"] is [Double] { lines += held }
        }
        let inMap = lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
        let inLayer = geojson.split(separator: "\n").dropFirst().dropLast()
          .map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
        #expect(inMap.sorted() == inLayer.sorted(), "\(name)")
      }
    }
  }

  @Test func theListHoldsEveryFindingOnceAndSaysWhereItIs() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let data = folder.appending(path: "map/data")
      let meta = try value(data.appending(path: "meta.js"))
      let layers = try #require(meta["layers"] as? [[String: Any]])
      let rows = try rows(data.appending(path: "findings-1.js"))
      #expect(rows.compactMap { $0[0] as? String }.sorted() == contents.findings.map(\.id).sorted())
      let worths = rows.map { row in
        max(abs(row[6] as? Double ?? 0), abs(row[7] as? Double ?? 0))
      }
      #expect(worths == worths.sorted(by: >), "what is worth most comes first")
      for row in rows {
        let layer = layers[try #require(row[10] as? Int)]
        let pieces = try #require(layer["pieces"] as? [[String: Any]])
        let piece = pieces[try #require(row[11] as? Int)]
        let file = folder.appending(path: "map").appending(path: piece["file"] as? String ?? "")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("\"feature_key\":\"finding:\(row[0])\""))
        #expect((piece["bbox"] is [Double]) == (row[8] is Double))
      }
    }
  }

  @Test func theIndexHoldsEveryObjectOnceInOrder() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let rows = try rows(folder.appending(path: "map/data/search-register_parcels-1.js"))
      let keys = rows.compactMap { $0[0] as? String }
      #expect(keys == contents.register.parcels.records.map { "parcel:\($0.number)" }.sorted())
      #expect(rows.allSatisfy { ($0[3] as? Int ?? -1) >= 0 }, "a card can be opened of each")
      let meta = try value(folder.appending(path: "map/data/meta.js"))
      let search = try #require(meta["search"] as? [String: [[String: Any]]])
      let files = try #require(search["register_parcels"])
      #expect(files[0]["first"] as? String == keys.first)
      #expect(files[0]["last"] as? String == keys.last)
    }
  }

  @Test func onlyTheBaseMapOfTheJobIsLetIn() throws {
    var contents = try SmallTown.contents()
    contents.parameters += [
      (BaseMap.addressName, "https://{s}.tiles.example/{z}/{x}/{y}.png"),
      (BaseMap.attributionName, "<b>city</b>"),
    ]
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let page = try String(contentsOf: folder.appending(path: "map/index.html"), encoding: .utf8)
      #expect(page.contains("img-src 'self' https://*.tiles.example file: data:"))
      let meta = try value(folder.appending(path: "map/data/meta.js"))
      let base = try #require(meta["base"] as? [String: Any])
      #expect(base["attribution"] as? String == "<b>city</b>")
    }
    let hostile = [(name: BaseMap.addressName, value: "https://a'; script-src *//{z}/{x}/{y}")]
    #expect(BaseMap(hostile)?.source == nil, "no word of the policy can be smuggled in")
    #expect(BaseMap([(BaseMap.addressName, "tiles/{z}/{x}/{y}.png")])?.source == nil)
  }

  @Test func thePageAsksForNothingFromOutside() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let map = folder.appending(path: "map")
      let meta = try value(map.appending(path: "data/meta.js"))
      #expect(meta["base"] is NSNull)
      let files = try FileManager.default.contentsOfDirectory(atPath: map.path)
        .filter { $0.hasSuffix(".js") || $0.hasSuffix(".html") || $0.hasSuffix(".css") }
      #expect(files.contains("main.js") && files.contains("print.css"))
      for file in files {
        let text = try String(contentsOf: map.appending(path: file), encoding: .utf8)
          // The name of a language of drawings is no address.
          .replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
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

  /// The rows of a data script, one a line.
  private func rows(_ url: URL) throws -> [[Any]] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().dropLast()
      .map { line in
        let text = line.hasSuffix(",") ? line.dropLast() : line
        return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any] ?? []
      }
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
