import Cadastre
import Foundation
import Formats
import Projection
import TestSupport
import Testing
import Workers

@testable import Intake

@Suite("Folders and globs of files")
struct FolderTests {
  private static func plan(_ quarter: String) -> String {
    "<extract_cadastral_plan_territory><cadastral_blocks><cadastral_block><cadastral_number>\(quarter)"
      + "</cadastral_number></cadastral_block></cadastral_blocks></extract_cadastral_plan_territory>"
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let inner = folder.appending(path: "кпт/2024")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      try write(Self.plan("90:25:010101"), "кпт/a.xml")
      try write(Self.plan("90:25:010102"), "кпт/2024/b.xml")
      try write("<extract_about_zone/>", "кпт/zone.xml")
      try write("MII", "кпт/a.xml.sig")
      try write("%PDF", "кпт/a.pdf")
      try body(folder)
    }
  }

  private func read(_ path: String, in folder: URL) throws -> IntakeResult {
    var request = IntakeRequest(baseFolder: folder.path, surveyAccuracy: 0.1)
    request.extracts = [SourceSpec(path: path)]
    request.coverageEverywhere = true
    request.workingCRS = try ReferenceSystem(plane)
    return try Intake.read(request, workers: Workers(count: 1))
  }

  @Test(
    "A folder is all it holds; papers beside documents are no documents",
    arguments: ["кпт", "кпт/"]
  )
  func folder(path: String) throws {
    try withFolder { folder in
      let result = try read(path, in: folder)
      #expect(result.register.quarters.records.map(\.number) == ["90:25:010101", "90:25:010102"])
      #expect(result.inputs == ["кпт/2024/b.xml", "кпт/a.xml", "кпт/zone.xml"])
      #expect(result.notes.contains { $0.english.hasPrefix("кпт/zone.xml: the file was not read") })
    }
  }

  @Test("A link to a folder above is no second copy of what is in it")
  func loop() throws {
    try withFolder { folder in
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "кпт/2024/вверх"),
        withDestinationURL: folder.appending(path: "кпт")
      )
      #expect(
        try read("кпт", in: folder).inputs == ["кпт/2024/b.xml", "кпт/a.xml", "кпт/zone.xml"]
      )
    }
  }

  @Test(
    "A path as Windows writes it, and one as a Mac spells it",
    arguments: ["кпт\\a.xml", "кпт\\*.xml", "кпт/2024/./b.xml", "кпт/2024/b.xml"]
  )
  func otherSpellings(path: String) throws {
    try withFolder { folder in
      let result = try read(path, in: folder)
      #expect(result.register.quarters.count == 1)
    }
  }

  @Test("A name is found whichever way its letters are put together")
  func composed() throws {
    try withTemporaryFolder { folder in
      let apart = "Ялтинский район/план.xml".decomposedStringWithCanonicalMapping
      let together = "Ялтинский район/план.xml".precomposedStringWithCanonicalMapping
      try #require(Array(apart.utf8) != Array(together.utf8))
      let file = "\(folder.path)/\(apart)"
      let place = URL(filePath: file).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try #require(
        FileManager.default.createFile(atPath: file, contents: Data(Self.plan("90:25:010101").utf8))
      )
      let result = try read(together, in: folder)
      #expect(result.register.quarters.count == 1)
      #expect(throws: IntakeError.self) { try read("Ялтинский район/плон.xml", in: folder) }
    }
  }

  @Test("A glob passes over what it does not mean; a name does not")
  func glob() throws {
    try withFolder { folder in
      let all = try read("кпт/*", in: folder)
      #expect(all.register.quarters.count == 1)
      #expect(throws: IntakeError.self) { try read("кпт/zone.xml", in: folder) }
      #expect(throws: IntakeError.self) { try read("кпт/z*.xml", in: folder) }
    }
  }

  @Test("A shapefile's other files are no documents of their own")
  func companions() throws {
    try withTemporaryFolder { folder in
      for suffix in ["shp", "dbf", "shx", "prj"] {
        try Data().write(to: folder.appending(path: "a.\(suffix)"))
      }
      let all = try InputPaths.expand("*", folder: folder.path, place: nil)
      #expect(all == ["a.shp"])
      let own = try InputPaths.expand("a.dbf", folder: folder.path, place: nil)
      #expect(own == ["a.dbf"])
    }
  }
}
