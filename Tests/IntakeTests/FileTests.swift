import Foundation
import Formats
import TestSupport
import Testing
import Workers

@testable import Intake

@Suite struct FileTests {
  @Test func `Globs give sorted files, and nothing is an error`() throws {
    try withTemporaryFolder { folder in
      for name in ["b.zip", "a.zip", "c.xml", "odd[1].zip"] {
        try Data().write(to: folder.appending(path: name))
      }
      let path = folder.path
      #expect(try SourceFiles.expand("*.zip", folder: path) == ["a.zip", "b.zip", "odd[1].zip"])
      #expect(try SourceFiles.expand("?.xml", folder: path) == ["c.xml"])
      #expect(try SourceFiles.expand("odd[1].zip", folder: path) == ["odd[1].zip"])
      #expect(try SourceFiles.expand("\(path)/a*", folder: "/") == ["\(path)/a.zip"])
      #expect(throws: IntakeError.noFile(path: "*.gpkg")) {
        try SourceFiles.expand("*.gpkg", folder: path)
      }
      #expect(throws: IntakeError.noFile(path: "d.zip")) {
        try SourceFiles.expand("d.zip", folder: path)
      }
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
