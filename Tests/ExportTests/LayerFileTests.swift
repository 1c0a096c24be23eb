import Alignment
import Cadastre
import Export
import Findings
import Foundation
import FoundationXML
import Geometry
import Projection
import Revenue
import TestSupport
import Testing
import Workers

@testable import Export

/// Twins, pieces and styles beside the layers.
@Suite struct LayerFileTests {
  @Test func everyLayerHasItsTwins() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      for place in ["layers", "layers/public"] {
        let home = folder.appending(path: place)
        let index = try Products.object(home.appending(path: "index.json"))
        for entry in index["layers"] as? [[String: Any]] ?? [] {
          try checkTwins(entry, home)
        }
      }
    }
  }

  private func checkTwins(_ entry: [String: Any], _ home: URL) throws {
    let name = try #require(entry["file"] as? String)
    let plain = try Data(contentsOf: home.appending(path: name))
    let gzip = try #require(entry["gzip"] as? [String: Any])
    let lines = try #require(entry["lines"] as? [String: Any])
    for twin in [gzip, lines] {
      let url = home.appending(path: try #require(twin["file"] as? String))
      #expect((twin["bytes"] as? Int) == (try Data(contentsOf: url)).count)
      #expect(
        try Products.output("sha256sum", [url.path]).hasPrefix(twin["sha256"] as? String ?? "-")
      )
    }
    #expect(lines["file"] as? String == name + "l" && gzip["file"] as? String == name + ".gz")
    let unpacked = try Products.output("gzip", ["-dc", home.appending(path: name + ".gz").path])
    #expect(unpacked == String(decoding: plain, as: UTF8.self))
    let dates = try [name, name + ".gz"].map {
      try home.appending(path: $0).resourceValues(forKeys: [.contentModificationDateKey])
        .contentModificationDate?.timeIntervalSince1970.rounded(.down)
    }
    #expect(dates[0] == dates[1], "\(name): gzip_static wants twins of one age")

    let collection = try Products.object(home.appending(path: name))
    let features = collection["features"] as? [NSObject] ?? []
    let text = try String(contentsOf: home.appending(path: name + "l"), encoding: .utf8)
    #expect(text.isEmpty || text.hasSuffix("\n"), "the last line is whole")
    let single = try text.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSObject
    }
    #expect(single == features, "\(name)l holds the same features")
  }

  @Test func aLargeLayerIsCutByQuarter() throws {
    let run = PreparedRun(try SmallTown.contents())
    let layers = try LayerSet(run, workers: Workers(count: 1))
    let layer = try #require(layers["register_parcels"])
    try withTemporaryFolder { folder in
      let limit = 2500
      let workers = Workers(count: 2)
      func write(_ limit: Int?) throws -> LayerFiles.Written {
        try LayerFiles.write(layer, layer.text(workers), to: folder, workers: workers, limit: limit)
      }
      let written = try write(limit)
      #expect(written.plain.file.bytes > limit, "the sample is too small to be cut")
      var ids: [String] = []
      for piece in written.pieces {
        #expect(piece.plain.file.bytes <= limit || piece.count == 1)
        let object = try Products.object(folder.appending(path: piece.plain.path))
        let features = object["features"] as? [[String: Any]] ?? []
        #expect(features.count == piece.count)
        ids += features.compactMap { $0["id"] as? String }
        for feature in features {
          let properties = feature["properties"] as? [String: Any]
          #expect(
            properties?["quarter_key"] as? String == piece.quarter.map { "quarter:\($0)" }
          )
        }
        let box = try #require(object["bbox"] as? [Double])
        #expect(box == [piece.box.minX, piece.box.minY, piece.box.maxX, piece.box.maxY])
        #expect(!piece.plain.path.contains(":"), "no colon in a file's name")
      }
      #expect(ids.sorted() == layer.ids, "every feature stands in one piece")
      #expect(Set(written.pieces.map(\.plain.path)).count == written.pieces.count)
      #expect(try write(10_000_000).pieces.isEmpty, "a small one stays whole")
      #expect(try write(nil).pieces.isEmpty, "one that no browser loads stays whole")
    }
  }

  /// The page of the documentation is what the program writes; `UPDATE_GOLDEN=1` writes it anew.
  @Test func theDocumentationIsUpToDate() throws {
    let file = SharedData.projectRoot.appending(
      path: "Sources/Reconciliation/Documentation.docc/Layers.md"
    )
    let page = try LayerDocumentation.page()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try page.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == page)
    }
  }

  /// What the index says of nulls is so, and every layer is documented.
  @Test func onlyPropertiesWithAReasonAreNull() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let page = try LayerDocumentation.page()
      for place in ["layers", "layers/public"] {
        let home = folder.appending(path: place)
        let index = try Products.object(home.appending(path: "index.json"))
        for entry in index["layers"] as? [[String: Any]] ?? [] {
          let name = try #require(entry["name"] as? String)
          #expect(page.contains("\n## \(name)\n"), "\(name) is not documented")
          #expect(LayerSchema.about(name) != nil, "\(name)")
          let properties = entry["properties"] as? [[String: Any]] ?? []
          let never = Set(
            properties.filter { $0["null_en"] is NSNull }.compactMap { $0["name"] as? String }
          )
          let collection = try Products.object(home.appending(path: "\(name).geojson"))
          for feature in collection["features"] as? [[String: Any]] ?? [] {
            let values = feature["properties"] as? [String: Any] ?? [:]
            #expect(Set(values.keys) == Set(properties.compactMap { $0["name"] as? String }))
            for (property, value) in values where value is NSNull {
              #expect(!never.contains(property), "\(place)/\(name): \(property) is null")
            }
          }
        }
      }
    }
  }

  @Test func stylesStandBesideTheLayersAndNameOnlyWhatIsThere() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let home = folder.appending(path: "layers")
      let index = try Products.object(home.appending(path: "index.json"))
      let names = (index["layers"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
      for name in names {
        for ending in ["qml", "sld"] {
          let url = home.appending(path: "\(name).\(ending)")
          #expect(try XMLDocument(contentsOf: url, options: []).rootElement() != nil)
        }
      }
      let style = try Products.object(home.appending(path: "style.json"))
      #expect(style["version"] as? Int == 8)
      let sources = try #require(style["sources"] as? [String: [String: Any]])
      #expect(Set(sources.keys) == Set(names))
      let drawn = style["layers"] as? [[String: Any]] ?? []
      #expect(Set(drawn.compactMap { $0["source"] as? String }) == Set(names))
      let ids = drawn.compactMap { $0["id"] as? String }
      #expect(Set(ids).count == ids.count && ids.count == drawn.count)
    }
  }
}
