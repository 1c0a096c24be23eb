import Cadastre
import Export
import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Reconciliation

@Suite("What a check says of files")
struct CheckedFilesTests {
  private static func feature(_ number: Int, _ properties: String, east: Double = 5_194_000)
    -> String
  {
    let x = east + Double(number) * 25
    let y = 4_920_000.0
    let ring = [(0, 0), (20, 0), (20, 20), (0, 20), (0, 0)]
      .map { "[\(x + $0.0),\(y + $0.1)]" }.joined(separator: ",")
    return "{\"type\":\"Feature\",\"properties\":{\(properties)},"
      + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
  }

  private static func collection(_ features: [String], crs: String) -> String {
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"\(crs)\"}},"
      + "\"features\":[\(features.joined(separator: ","))]}"
  }

  private func check(
    _ files: [String: Data],
    working: String = "EPSG:7829",
    register: String = "register.geojson"
  ) throws -> CheckSummary {
    try withTemporaryFolder { folder in
      for (name, content) in files { try content.write(to: folder.appending(path: name)) }
      let job = """
        {"municipality": "Тест", "workingCRS": "\(working)",
         "register": {"parcels": [{"path": "\(register)"}]},
         "survey": {"accuracy": 0.1, "coverage": "everywhere", "parcels": [{"path": "survey.geojson"}]}}
        """
      let path = folder.appending(path: "job.json").path
      try Data(job.utf8).write(to: URL(filePath: path))
      return try Reconciler.check(jobPath: path, options: RunOptions(threads: 2))
    }
  }

  private static let survey = Data(
    collection([feature(1, "\"survey_id\":\"s\",\"use\":\"жилой дом\"")], crs: "EPSG:7829").utf8
  )

  @Test("Texts about use without a class are listed, the commonest first, those with one are not")
  func review() throws {
    let uses = ["для гаража", "цвындр", "брл", "цвындр", "для ИЖС", "цвындр", "брл", "аяя"]
    let features = uses.enumerated().map { index, use in
      Self.feature(
        index,
        "\"cad_number\":\"90:25:010101:\(index + 1)\",\"permitted_use\":\"\(use)\""
      )
    }
    let register = Data(Self.collection(features, crs: "EPSG:7829").utf8)
    let summary = try check(["register.geojson": register, "survey.geojson": Self.survey])
    #expect(summary.review.map(\.text) == ["цвындр", "брл", "аяя"])
    #expect(summary.review.map(\.records) == [3, 2, 1])
    #expect(Set(summary.review.map(\.layer)) == ["register parcels"])
  }

  @Test("A datum shift is named with the accuracy PROJ states for it; none is where there is none")
  func accuracy() throws {
    let features = (1...3).map {
      Self.feature($0, "\"cad_number\":\"90:25:010101:\($0)\"", east: 5_194_000)
    }
    let same = Data(Self.collection(features, crs: "EPSG:7829").utf8)
    let summary = try check(["register.geojson": same, "survey.geojson": Self.survey])
    #expect(summary.sources.map(\.operations.count) == [0, 0])
    // The plane of the survey on another datum: UTM on WGS 84.
    let moved = try check(
      ["register.geojson": same, "survey.geojson": Self.survey],
      working: "EPSG:32636"
    )
    for source in moved.sources {
      let operation = try #require(source.operations.first)
      #expect(source.operations.count == 1)
      #expect(operation.name.contains("Pulkovo 1942 to WGS 84"))
      // EPSG gives the seven parameters of Pulkovo 1942 three to seven metres.
      let accuracy = try #require(operation.accuracy)
      #expect((0.5...10).contains(accuracy))
    }
    #expect(moved.notes.map(\.english).contains { $0.contains("Pulkovo 1942 to WGS 84") })
  }

  @Test("A system of nobody's is written to a GeoPackage, read again and found to be the same")
  func ownSystem() throws {
    let wkt = """
      PROJCS["Town",GEOGCS["Pulkovo 1942",DATUM["Pulkovo_1942",SPHEROID["Krassowsky 1940",6378245,298.3]],\
      PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
      PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",47.55],PARAMETER["scale_factor",1],\
      PARAMETER["false_easting",1250000],PARAMETER["false_northing",-5814743.504],UNIT["metre",1]]
      """
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "register.gpkg").path
      var writer = try GeoPackageWriter(path: path)
      try writer.beginLayer(
        name: "parcels",
        columns: [("cad_number", .text)],
        crs: GeoPackageCRS(
          srsID: 100_001,
          organization: "NONE",
          organizationCode: 100_001,
          name: "Town",
          wkt: wkt
        )
      )
      let shape = MultiPolygon(shell: [
        Point(x: 1_244_000, y: 407_600), Point(x: 1_244_010, y: 407_600),
        Point(x: 1_244_010, y: 407_610),
      ])
      try writer.append(shape: shape, values: [.text("21:02:010108:1")])
      try writer.endLayer()
      try writer.finish()
      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.crs == .definition(wkt))
      let summary = try check(
        [
          "register.gpkg": try Data(contentsOf: URL(filePath: path)),
          "survey.geojson": Data(
            Self.collection([], crs: "EPSG:7829").utf8
          ),
        ],
        working:
          "+proj=tmerc +lat_0=0 +lon_0=47.55 +k=1 +x_0=1250000 +y_0=-5814743.504 +ellps=krass +units=m",
        register: "register.gpkg"
      )
      let source = try #require(summary.sources.first)
      #expect(source.withGeometry == 1 && source.rejectedCount == 0)
      #expect(abs(source.extent.minX - 1_244_000) < 30)
    }
  }
}
