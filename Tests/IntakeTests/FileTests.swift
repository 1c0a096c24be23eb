import Foundation
import Formats
import TestSupport
import Testing
import Workers

@testable import Intake

@Suite struct FileTests {
  @Test func `Globs give files in byte order, and nothing is an error`() throws {
    try withTemporaryFolder { folder in
      let kpt = folder.appending(path: "a[1]/kpt")
      try FileManager.default.createDirectory(at: kpt, withIntermediateDirectories: true)
      for name in ["b.zip", "B.zip", "a.zip", "a.xml", "c[1].zip", "я.zip"] {
        _ = FileManager.default.createFile(
          atPath: kpt.appending(path: name).path,
          contents: Data()
        )
      }
      let base = folder.appending(path: "a[1]").path
      func expand(_ path: String) throws(IntakeError) -> [String] {
        try InputPaths.expand(path, folder: base, place: "register.extracts[0]")
      }
      #expect(
        try expand("kpt/*.zip") == [
          "kpt/B.zip", "kpt/a.zip", "kpt/b.zip", "kpt/c[1].zip", "kpt/я.zip",
        ]
      )
      #expect(try expand("kpt/c[1].zip") == ["kpt/c[1].zip"])
      #expect(try expand(kpt.path + "/a.xml") == [kpt.path + "/a.xml"])
      #expect(
        throws: IntakeError.noMatch(path: "kpt/*.gpkg", place: "register.extracts[0]")
      ) { try expand("kpt/*.gpkg") }
      #expect(
        throws: IntakeError.noFile(path: "x.gpkg", place: "register.extracts[0]")
      ) { try expand("x.gpkg") }
      #expect(try InputPaths.expand("\(folder.path)/a*", folder: "/", place: nil) == [base])
      #expect(
        IntakeError.noFile(path: "x", place: "survey.parcels[1]").description
          == "x: no such file (survey.parcels[1] in the job)"
      )
      #expect(IntakeError.noMatch(path: "*", place: nil).description == "*: no file fits")
    }
  }

  @Test func `A file that cannot be read is named as the job names it`() throws {
    try withTemporaryFolder { folder in
      try Data("neither".utf8).write(to: folder.appending(path: "a.bin"))
      var request = IntakeRequest(baseFolder: folder.path, surveyAccuracy: 0.1)
      request.registerParcels = [SourceSpec(path: "a.bin")]
      let error = #expect(throws: IntakeError.self) {
        try Intake.read(request, workers: Workers(count: 2))
      }
      #expect(error?.description.hasPrefix("a.bin: ") == true)
    }
  }

  @Test func `The layer that is meant`() throws {
    let names = ["parcels", "buildings", "unfinished", "quarters"]
    let tables = names.map { FeatureTable(name: $0, file: "f") }
    let spec = SourceSpec(path: "f")
    func choose(
      _ role: SourceRole?,
      _ tables: [FeatureTable],
      _ spec: SourceSpec
    ) throws -> [String] {
      try SourceReading.choose(tables, role: role, spec: spec, path: "f").map(\.name)
    }
    #expect(try choose(.registerParcels, tables, spec) == ["parcels"])
    #expect(try choose(.registerBuildings, tables, spec) == ["buildings", "unfinished"])
    #expect(try choose(nil, tables, spec) == names)
    let lone = [FeatureTable(name: "uchastki", file: "f")]
    #expect(try choose(.registerParcels, lone, spec) == ["uchastki"])
    #expect(throws: IntakeError.ambiguousLayer(file: "f", available: names.sorted())) {
      try choose(.publicLand, tables, spec)
    }
    let wrong = SourceSpec(path: "f", layer: "roads")
    #expect(
      throws: IntakeError.noSuchLayer(file: "f", layer: "roads", available: names.sorted())
    ) { try choose(.publicLand, tables, wrong) }
  }
}
