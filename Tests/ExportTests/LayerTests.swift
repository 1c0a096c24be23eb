import Alignment
import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Projection
import Revenue
import TestSupport
import Testing
import Workers
import Topology

@testable import Export

@Suite struct LayerTests {
  @Test func everyLayerKeepsTheRulesOfRFC7946() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      for place in ["layers", "layers/public"] {
        let layers = folder.appending(path: place)
        let index = try Products.object(layers.appending(path: "index.json"))
        let entries = index["layers"] as? [[String: Any]] ?? []
        // The list of inspections is nobody's but the municipality's.
        #expect(entries.count == (place == "layers" ? 17 : 16))
        #expect(entries.contains { $0["name"] as? String == "inspections" } == (place == "layers"))
        for entry in entries {
          try check(entry, in: layers)
        }
        let findings = entries.filter { ($0["name"] as? String)?.hasPrefix("findings_") == true }
        let shown = findings.compactMap { $0["feature_count"] as? Int }.reduce(0, +)
        let unseen = findings.compactMap { $0["without_place"] as? Int }.reduce(0, +)
        #expect(shown + unseen == contents.findings.count && unseen == 1)
      }
    }
  }

  private func check(_ entry: [String: Any], in folder: URL) throws {
    let name = try #require(entry["name"] as? String)
    let url = folder.appending(path: try #require(entry["file"] as? String))
    let root = try Products.object(url)
    #expect(Set(root.keys).isSubset(of: ["type", "name", "bbox", "features"]), "\(name)")
    #expect(root["type"] as? String == "FeatureCollection" && root["name"] as? String == name)
    #expect((entry["bytes"] as? Int) == (try Data(contentsOf: url)).count)
    #expect(
      try Products.output("sha256sum", [url.path]).hasPrefix(entry["sha256"] as? String ?? "-")
    )
    let features = try #require(root["features"] as? [[String: Any]])
    #expect(features.count == entry["feature_count"] as? Int)
    let ids = features.compactMap { $0["id"] as? String }
    #expect(ids.count == features.count && Set(ids).count == ids.count, "\(name): ids")
    #expect(ids == ids.sorted(), "\(name): order")
    #expect(ids.allSatisfy { $0.allSatisfy { $0.isASCII && $0 != "/" && $0 != " " } })
    let schema = (entry["properties"] as? [[String: Any]] ?? []).compactMap {
      $0["name"] as? String
    }
    var box = Envelope.empty
    let engine = TopologyEngine()
    let types = Set(
      features.compactMap { ($0["geometry"] as? [String: Any])?["type"] as? String }
    )
    #expect(types == Set([entry["geometry"] as? String].compactMap(\.self)), "\(name): one type")
    for feature in features {
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(schema), "\(name): every key is present")
      #expect(properties["id"] == nil)
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let shape = try shape(geometry, &box)
      #expect(try engine.isValid(shape), "\(name)")
    }
    if let bbox = root["bbox"] as? [Double] {
      #expect(bbox == [box.minX, box.minY, box.maxX, box.maxY], "\(name): bbox")
      #expect(abs(bbox[0] - 49.1) < 0.1 && abs(bbox[1] - 55.8) < 0.1, "\(name): Kazan")
    } else {
      #expect(features.isEmpty)
    }
  }

  /// The shape of a geometry object, its rings checked for closure and the right-hand rule.
  private func shape(_ geometry: [String: Any], _ box: inout Envelope) throws -> MultiPolygon {
    var shape = MultiPolygon.empty
    var polygons: [[[[Double]]]] = []
    switch geometry["type"] as? String {
    case "Point":
      let point = try #require(geometry["coordinates"] as? [Double])
      box.formUnion(x: point[0], y: point[1])
    case "LineString":
      for point in try #require(geometry["coordinates"] as? [[Double]]) {
        box.formUnion(x: point[0], y: point[1])
      }
    case "Polygon": polygons = [try #require(geometry["coordinates"] as? [[[Double]]])]
    case "MultiPolygon": polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
    default: Issue.record("an unexpected geometry")
    }
    for polygon in polygons {
      for (i, ring) in polygon.enumerated() {
        #expect(ring.count >= 4 && ring.first == ring.last)
        var area = 0.0
        for k in 1..<ring.count {
          area +=
            (ring[k - 1][0] - ring[0][0]) * (ring[k][1] - ring[0][1])
            - (ring[k][0] - ring[0][0]) * (ring[k - 1][1] - ring[0][1])
        }
        #expect(i == 0 ? area > 0 : area < 0, "right-hand rule")
        for point in ring { box.formUnion(x: point[0], y: point[1]) }
        shape.addRing(ring.map { Point(x: $0[0], y: $0[1]) })
      }
      shape.endPolygon()
    }
    return shape
  }

  @Test(.enabled(if: Products.hasOgrinfo))
  func gdalReadsTheSameFeaturesAndKeepsTheNumbers() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      for place in ["layers", "layers/public"] {
        let layers = folder.appending(path: place)
        let index = try Products.object(layers.appending(path: "index.json"))
        for entry in index["layers"] as? [[String: Any]] ?? [] {
          let path = layers.appending(path: entry["file"] as? String ?? "").path
          let output = try Products.output("ogrinfo", ["-al", "-ro", path])
          #expect(output.contains("Feature Count: \(entry["feature_count"] ?? -1)\n"), "\(path)")
          for type in [" (Time)", " (DateTime)"] { #expect(!output.contains(type), "\(path)") }
        }
      }
      let parcels = try Products.output(
        "ogrinfo",
        ["-al", "-ro", folder.appending(path: "layers/register_parcels.geojson").path]
      )
      #expect(parcels.contains("feature_key (String) = parcel:16:50:0000012:10"))
      #expect(parcels.contains("quarter_key (String) = quarter:16:50:0000012"))
      let findings = try Products.output(
        "ogrinfo",
        ["-al", "-ro", folder.appending(path: "layers/findings_encroachments.geojson").path]
      )
      #expect(
        findings.contains(
          "register_keys (String) = parcel:16:50:0000012:12;parcel:16:50:0000012:11"
        )
      )
    }
  }

  @Test func publicLayersCarryNoMoneyRightsAddressesOrNames() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let files = try Products.files(folder.appending(path: "layers/public"))
      for (path, data) in files where path.contains(".geojson") && !path.hasSuffix(".gz") {
        let text = String(decoding: data, as: UTF8.self)
        for word in [
          "address", "\"right\"", "cadastral_value", "Баумана", "script", "detail", "channels",
          "claimed", "private",
        ] {
          #expect(!text.contains(word), "\(path): \(word)")
        }
        #expect(!text.contains("_rub"), "\(path)")
      }
      let root = try Products.object(folder.appending(path: "layers/public/quarters.geojson"))
      let features = root["features"] as? [[String: Any]] ?? []
      let first = try #require(features.first?["properties"] as? [String: Any])
      // More than five findings with an area may be shown together.
      #expect(first["finding_area_m2"] is Double)
      let second = try #require(features.last?["properties"] as? [String: Any])
      #expect(second["finding_area_m2"] is NSNull)
    }
  }

  @Test func areasOfFewFindingsStayHidden() throws {
    var contents = try SmallTown.contents()
    contents.findings = Array(contents.findings.filter { $0.area != nil }.prefix(4))
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let root = try Products.object(folder.appending(path: "layers/public/quarters.geojson"))
      for feature in root["features"] as? [[String: Any]] ?? [] {
        let properties = feature["properties"] as? [String: Any] ?? [:]
        #expect(properties["finding_area_m2"] is NSNull)
      }
    }
  }

  @Test func hostileTextIsEscaped() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      for (path, data) in try Products.files(folder) where !path.hasSuffix(".csv") {
        let text = String(decoding: data, as: UTF8.self)
        if path.hasSuffix(".gpkg") { continue }
        #expect(!text.contains("<script>alert"), "\(path)")
      }
      let root = try Products.object(folder.appending(path: "layers/register_parcels.geojson"))
      let features = root["features"] as? [[String: Any]] ?? []
      let addresses = features.compactMap { ($0["properties"] as? [String: Any])?["address"] }
      #expect(addresses.contains { ($0 as? String) == SmallTown.hostile })
    }
  }

  @Test func idsAreSafeAndDifferent() {
    #expect(Keys.id("survey-parcel:S/5 ё") == "survey-parcel:S~2F5~20~D1~91")
    #expect(Keys.uniqueIDs(["a", "a", "b", "a"]) == ["a", "a~~2", "b", "a~~3"])
  }

  @Test func coordinatesOfAnotherWorldDoNotStopTheExport() throws {
    var contents = try SmallTown.contents()
    var shapes = contents.register.parcels.shapes
    let lost = MultiPolygon(shell: [
      Point(x: 1e9, y: 1e12), Point(x: 1e9 + 10, y: 1e12), Point(x: 1e9, y: 1e12 + 10),
    ])
    shapes.append(lost)
    var record = contents.register.parcels.records[0]
    record.number = "16:50:0000012:77"
    contents.register.parcels = Layer(
      records: contents.register.parcels.records + [record],
      shapes: shapes
    )
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let index = try Products.object(folder.appending(path: "layers/index.json"))
      let entry = (index["layers"] as? [[String: Any]])?.first
      #expect(entry?["feature_count"] as? Int == 8 && entry?["without_place"] as? Int == 2)
    }
  }

  @Test func arrowsLeadFromTheRegisterToTheSurvey() throws {
    var contents = try SmallTown.contents()
    let shift = try #require(contents.shifts.first { $0.isSignificant })
    contents.shifts = [shift]
    let layers = try LayerSet(PreparedRun(contents), workers: Workers(count: 1))
    let arrows = try #require(layers[ShiftArrows.name])
    #expect(arrows.ids == [Keys.id(Keys.quarter(shift.quarter))])
    let line = try #require(arrows.shapes.marks[0])
    let back = try Transformation(from: .wgs84, to: contents.workingCRS)
    var (x, y) = (line.map(\.x), line.map(\.y))
    try back.apply(x: &x, y: &y)
    // Seven decimals are good to about a centimetre.
    #expect(abs(x[0] - shift.pivot.x) < 0.02 && abs(y[0] - shift.pivot.y) < 0.02)
    #expect(abs(x[1] - (shift.pivot.x - shift.dx)) < 0.02)
    #expect(abs(y[1] - (shift.pivot.y - shift.dy)) < 0.02)
  }

  @Test func piecesMakeTheSameLayer() throws {
    let run = PreparedRun(try SmallTown.contents())
    let named = FindingsByObject(run)
    for source in [
      ObjectKind.parcels.source(run.contents.register.parcels, [], named) { _ in nil },
      FindingLayers.places(run, named).source,
    ] {
      let layers = try [1, 2, 1000].map { size in
        try LayerBuilder(
          from: run.contents.workingCRS,
          area: .empty,
          workers: Workers(count: 2),
          chunkSize: size
        ).build(source)
      }
      for layer in layers {
        #expect(layer.ids == layers[0].ids && layer.records == layers[0].records)
        #expect(layer.shapes.shapes == layers[0].shapes.shapes)
        #expect(layer.shapes.marks == layers[0].shapes.marks)
      }
    }
  }

  @Test func equalRunsGiveEqualBytes() throws {
    var contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      let (first, second) = (folder.appending(path: "1"), folder.appending(path: "2"))
      for each in [first, second] {
        try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
      }
      try Exporter.write(contents, to: first, assets: Products.assets)
      contents.findings.reverse()
      contents.links.reverse()
      contents.revenue.reverse()
      contents.shifts.reverse()
      try Exporter.write(
        contents,
        to: second,
        assets: Products.assets,
        workers: Workers(count: 3)
      )
      let (a, b) = (try Products.files(first), try Products.files(second))
      #expect(a.keys.sorted() == b.keys.sorted() && a.count > 30)
      for (path, data) in a where path != "run.json" { #expect(b[path] == data, "\(path)") }
      let manifests = try [a, b].map { files in
        let text = String(decoding: try #require(files["run.json"]), as: UTF8.self)
        return try #require(text.components(separatedBy: "\"timings\"").first)
      }
      #expect(manifests[0] == manifests[1])
    }
  }
}
