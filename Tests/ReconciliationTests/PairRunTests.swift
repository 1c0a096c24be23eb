import Formats
import Foundation
import Geometry
import Reconciliation
import SQLiteStore
import TestSupport
import Testing

@Suite struct PairRunTests {
  private func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Point(x: x0, y: y0), Point(x: x1, y: y0), Point(x: x1, y: y1), Point(x: x0, y: y1),
    ])
  }

  private func write(
    _ url: URL,
    key: String,
    srsID: Int32 = 7829,
    _ rows: [(String?, MultiPolygon)]
  ) throws {
    var writer = try GeoPackageWriter(path: url.path)
    let crs = GeoPackageCRS(
      srsID: srsID,
      organization: "EPSG",
      organizationCode: srsID,
      name: "a plane",
      wkt: "undefined"
    )
    try writer.beginLayer(name: "parcels", columns: [(key, .text), ("use", .text)], crs: crs)
    for (key, shape) in rows {
      try writer.append(shape: shape, values: [key.map { .text($0) } ?? .null, .text("house")])
    }
    try writer.endLayer()
    try writer.finish()
  }

  private func run(
    _ first: URL,
    _ second: URL,
    threads: Int = 1,
    tileSize: Int? = nil
  ) throws(JobFailure) -> (text: String, talk: [String], summary: PairRun.Summary) {
    var bytes: [UInt8] = []
    var talk: [String] = []
    let summary = try PairRun.run(
      [first, second].map { PairRun.Source($0.path) { _ in true } },
      threads: threads,
      tileSize: tileSize,
      talk: { talk.append($0) },
      write: { (piece) throws(JobFailure) in bytes.append(contentsOf: piece) }
    )
    return (String(decoding: bytes, as: UTF8.self), talk, summary)
  }

  @Test func writesPairsThatShareLand() throws {
    try withTemporaryFolder { folder in
      let register = folder.appending(path: "register.gpkg")
      let survey = folder.appending(path: "survey.gpkg")
      var clockwise = rectangle(0, 0, 10, 10)
      clockwise.x.reverse()
      clockwise.y.reverse()
      let spiked = MultiPolygon(shell: [
        Point(x: 30, y: 0), Point(x: 34, y: 0), Point(x: 34, y: 2), Point(x: 34, y: 5),
        Point(x: 34, y: 2), Point(x: 30, y: 2),
      ])
      try write(
        register,
        key: "cad_number",
        [
          ("b,2", rectangle(10, 0, 20, 10)), ("a", clockwise), ("lost", .empty), (nil, spiked),
        ]
      )
      try write(
        survey,
        key: "survey_id",
        [
          ("s2", rectangle(5, 0, 15, 10)), ("s1", rectangle(10, 2, 12, 4)),
          ("s3", rectangle(20, 0, 25, 10)), ("s4", rectangle(30, 0, 40, 4)),
        ]
      )
      let result = try run(register, survey)
      #expect(
        result.text == """
          id_1,id_2,area_1,area_2,intersection_area,iou
          4,s4,8,40,8,0.2
          a,s2,100,100,50,0.333333333
          "b,2",s1,100,4,4,0.04
          "b,2",s2,100,100,50,0.333333333

          """
      )
      #expect(result.summary.pairs == 4)
      #expect(result.summary.withoutGeometry == [1, 0])
      #expect(result.summary.mended == [1, 0])
      #expect(result.talk.contains { $0.contains("4: mended: ") })
      #expect(result.talk.contains { $0.contains("1 of 4 records have no geometry") })
    }
  }

  @Test func isTheSameForAnyThreadsAndOrder() throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: 6)
      func layer(_ prefix: String) -> [(String?, MultiPolygon)] {
        // More than the finder takes in one chunk, so that several threads have parts to put together.
        (0..<2_500).map { index in
          let x = Double.random(in: 0...800, using: &generator)
          let y = Double.random(in: 0...800, using: &generator)
          return ("\(prefix)\(index)", rectangle(x, y, x + 20, y + 14))
        }
      }
      let first = layer("a")
      let second = layer("b")
      let urls = (0..<4).map { folder.appending(path: "\($0).gpkg") }
      try write(urls[0], key: "id", first)
      try write(urls[1], key: "id", second)
      try write(urls[2], key: "id", first.shuffled(using: &generator))
      try write(urls[3], key: "id", second.shuffled(using: &generator))
      let one = try run(urls[0], urls[1])
      #expect(one.text == (try run(urls[0], urls[1], threads: 4)).text)
      #expect(one.text == (try run(urls[2], urls[3], threads: 2)).text)
      var expected = 0
      for (_, a) in first {
        for (_, b) in second {
          let common = a.envelope.intersection(b.envelope)
          if common.minX < common.maxX, common.minY < common.maxY { expected += 1 }
        }
      }
      #expect(one.summary.pairs == expected)
      let keys = one.text.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").prefix(2).map(String.init)
      }
      #expect(keys.elementsEqual(keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }, by: ==))
    }
  }

  @Test func tilesGiveTheSameBytes() throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: 8)
      func layer(_ prefix: String) -> [(String?, MultiPolygon)] {
        (0..<600).map { index in
          let x = Double.random(in: 0...300, using: &generator)
          let y = Double.random(in: 0...500, using: &generator)
          // Some keys are there twice, some are missing, some must be quoted, some shapes are invalid or absent.
          let key: String? = index % 50 == 7 ? nil : "\(prefix)\(index % 90 == 3 ? 5 : index)"
          switch index % 60 {
          case 11: return (key, .empty)
          case 12:
            let bow = [(0.0, 0.0), (9, 9), (9, 0), (0, 9)].map { Point(x: x + $0.0, y: y + $0.1) }
            return (key, MultiPolygon(shell: bow))
          case 13: return (key.map { "\($0), \"so\"" }, rectangle(x, y, x + 90, y + 70))
          default: return (key, rectangle(x, y, x + 20, y + 14))
          }
        }
      }
      let first = folder.appending(path: "first.gpkg")
      let second = folder.appending(path: "second.gpkg")
      try write(first, key: "id", layer("a"))
      try write(second, key: "id", layer("b"))
      let whole = try run(first, second)
      #expect(whole.summary.pairs > 1000)
      #expect(whole.summary.mended[0] > 0 && whole.summary.withoutGeometry[1] > 0)
      for tileSize in [1, 40, 333, 5000] {
        let tiled = try run(first, second, threads: 2, tileSize: tileSize)
        #expect(tiled.text == whole.text, "tiles of \(tileSize)")
        #expect(tiled.talk == whole.talk)
        #expect(tiled.summary == whole.summary)
      }
    }
  }

  @Test func aStaleIndexIsRefusedAndNotBelieved() throws {
    try withTemporaryFolder { folder in
      let first = folder.appending(path: "first.gpkg")
      let second = folder.appending(path: "second.gpkg")
      let rows: [(String?, MultiPolygon)] = (0..<20).map {
        ("\($0)", rectangle(Double($0) * 10, 0, Double($0) * 10 + 12, 10))
      }
      try write(first, key: "id", rows)
      try write(second, key: "id", rows)
      let database = try Database(creating: second.path)
      try database.execute("DELETE FROM rtree_parcels_geom WHERE id = 7")
      #expect(try run(first, second).summary.pairs == 58)
      #expect {
        try run(first, second, tileSize: 4)
      } throws: { error in
        (error as? JobFailure)?.message.contains("row 7 is not where the index says") ?? false
      }
      try database.execute("INSERT INTO rtree_parcels_geom VALUES (7, 0, 1, 0, 1)")
      #expect(throws: JobFailure.self) { try run(first, second, tileSize: 4) }
    }
  }

  @Test func refusesLayersOfDifferentSystems() throws {
    try withTemporaryFolder { folder in
      let first = folder.appending(path: "a.gpkg")
      let second = folder.appending(path: "b.gpkg")
      try write(first, key: "id", srsID: 7829, [("1", rectangle(0, 0, 1, 1))])
      try write(second, key: "id", srsID: 32636, [("1", rectangle(0, 0, 1, 1))])
      #expect {
        try run(first, second)
      } throws: { error in
        (error as? JobFailure)?.message.contains("different coordinate systems") ?? false
      }
    }
  }

  @Test func aLayerFollowsTheLastColon() {
    let source = PairRun.Source("a:b.gpkg:parcels") { _ in false }
    #expect(source.path == "a:b.gpkg" && source.layer == "parcels")
    let whole = PairRun.Source("a:b.gpkg") { _ in true }
    #expect(whole.path == "a:b.gpkg" && whole.layer == nil)
  }
}
