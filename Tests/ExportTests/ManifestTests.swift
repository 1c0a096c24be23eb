import Export
import Findings
import Formats
import Foundation
import FoundationXML
import Projection
import TestSupport
import Testing

@Suite struct ManifestTests {
  @Test func countsAreThoseOfTheRunAndTimingsComeLast() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(
        contents,
        to: folder,
        assets: Products.assets,
        programVersion: "1.2.3",
        timings: [("read", 1.5)]
      )
      let url = folder.appending(path: "run.json")
      let run = try Products.object(url)
      let counts = run["counts"] as? [String: Any]
      #expect(counts?["findings"] as? Int == contents.findings.count)
      let kinds = counts?["findings_by_kind"] as? [String: Int]
      #expect(kinds?.values.reduce(0, +) == contents.findings.count)
      let layers = counts?["layers"] as? [String: Int] ?? [:]
      let index = try Products.object(folder.appending(path: "layers/index.json"))
      for entry in index["layers"] as? [[String: Any]] ?? [] {
        #expect(layers[entry["name"] as? String ?? ""] == entry["feature_count"] as? Int)
      }
      #expect((run["rejects_by_code"] as? [String: Int]) == ["not-a-polygon": 1])
      let products = run["products"] as? [[String: Any]] ?? []
      #expect(products.count == 12)
      for product in products {
        let path = folder.appending(path: product["path"] as? String ?? "").path
        #expect(
          try Products.output("sha256sum", [path]).hasPrefix(product["sha256"] as? String ?? "-")
        )
      }
      let text = try String(contentsOf: url, encoding: .utf8)
      let timings = try #require(Products.object(url)["timings"] as? [String: Double])
      #expect(timings["read"] == 1.5 && Set(timings.keys) == ["read", "place", "write"])
      #expect(text.contains("  \"timings\": {\n    \"read\": 1.500,\n"))
    }
  }

  @Test func onlyTimingsDiffer() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      var texts: [String] = []
      for seconds in [1.0, 2.0] {
        let each = folder.appending(path: "\(seconds)")
        try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
        try Exporter.write(
          contents,
          to: each,
          assets: Products.assets,
          timings: [("read", seconds)]
        )
        let text = try String(contentsOf: each.appending(path: "run.json"), encoding: .utf8)
        texts.append(String(text.prefix { _ in true }.components(separatedBy: "\"timings\"")[0]))
      }
      #expect(texts[0] == texts[1])
    }
  }

  @Test(.enabled(if: Products.hasOgrinfo))
  func thePackageHoldsEverything() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let path = folder.appending(path: "results.gpkg").path
      let output = try Products.output("ogrinfo", ["-al", "-so", "-ro", path])
      let counts = [
        "parcels": 9, "buildings": 1, "survey_parcels": 6, "survey_buildings": 1, "quarters": 3,
        "public_land": 1, "findings": 25, "coverage": 1, "links": 6, "revenue": 24, "balance": 2,
        "rejects": 1, "revenue_totals": 6, "inspections": 25, "decisions": 0,
      ]
      for (layer, count) in counts {
        let part = output.components(separatedBy: "Layer name: \(layer)\n").last ?? ""
        #expect(part.contains("Feature Count: \(count)\n"), "\(layer)")
      }
      #expect(output.contains("WGS 84 / UTM zone 39N"))
      let row = try Products.output(
        "ogrinfo",
        ["-ro", path, "parcels", "-where", "cad_number='16:50:0000012:10'"]
      )
      #expect(row.contains("cad_number (String) = 16:50:0000012:10"))
      #expect(row.contains("cadastral_value (Real) = 1234567"))
    }
  }

  @Test(.enabled(if: Products.hasOgrinfo))
  func thePackageIsValidAndEveryLayerHasAStyle() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let path = folder.appending(path: "results.gpkg").path
      let table = try #require(try FeatureReader.read(path: path, layer: "layer_styles").first)
      let layers = try FeatureReader.read(path: path)
      let spatial = layers.filter { $0.crs != nil }.map(\.name)
      let tables = layers.filter { $0.crs == nil }.map(\.name)
      let styled = (table.column("f_table_name")?.values ?? []).compactMap(\.text)
      #expect(Set(styled) == Set(spatial + tables) && styled.count == layers.count)
      #expect(
        table.column("f_geometry_column")?.values
          == styled.map { .text(spatial.contains($0) ? "geom" : "") }
      )
      #expect(table.column("useAsDefault")?.values.allSatisfy { $0 == .boolean(true) } == true)
      for name in ["styleQML", "styleSLD"] {
        for value in table.column(name)?.values ?? [] where value.text != "" {
          let parser = XMLParser(data: Data((value.text ?? "").utf8))
          #expect(parser.parse(), "\(name)")
        }
      }
      let check = try Products.output(
        "/usr/bin/python3",
        ["-m", "osgeo_utils.samples.validate_gpkg", path]
      )
      #expect(!check.contains("rror"), "\(check)")
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/sqlite3") || Products.hasOgrinfo)
  )
  func aLocalSystemGetsANumberOfItsOwn() throws {
    var contents = try SmallTown.contents()
    contents.workingCRS = try .init(
      "+proj=tmerc +lat_0=0 +lon_0=49.03333333 +k=1 +x_0=380000 +y_0=0 +ellps=krass +units=m"
    )
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let output = try Products.output(
        "ogrinfo",
        [
          "-ro", folder.appending(path: "results.gpkg").path, "-sql",
          "SELECT srs_id, organization FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING(srs_id) LIMIT 1",
        ]
      )
      #expect(output.contains("= 100000") && output.contains("= NONE"))
    }
  }
}
