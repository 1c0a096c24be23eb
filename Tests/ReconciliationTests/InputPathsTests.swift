import Foundation
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct InputPathsTests {
  @Test func expandsGlobsInByteOrder() throws {
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
      func expand(_ path: String) throws(JobFailure) -> [String] {
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
        throws: JobFailure.input("kpt/*.gpkg: no file fits (register.extracts[0] in the job)")
      ) { try expand("kpt/*.gpkg") }
      #expect(
        throws: JobFailure.input("x.gpkg: no such file (register.extracts[0] in the job)")
      ) { try expand("x.gpkg") }
    }
  }

  @Test func readsAJobFile() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "job.json").path
      #expect(throws: JobFailure.usage("\(path): no such job file")) {
        try JobFile.read(path: path)
      }
      try Data(#"{"register": {}, "survey": {}, "polcy": "p"}"#.utf8).write(
        to: URL(filePath: path)
      )
      #expect(
        throws: JobFailure.usage(
          "\(path): line 1, column 32: unknown key \"polcy\"; did you mean \"policy\"?"
        )
      ) { try JobFile.read(path: path) }
      try Data(#"{"register": {}, "survey": {}, "policy": "p"}"#.utf8).write(
        to: URL(filePath: path)
      )
      let file = try JobFile.read(path: path)
      #expect(file.absolute("p") == folder.path + "/p")
    }
  }
}

@Suite struct DataFolderTests {
  @Test func looksAboveTheProgramThenBesideIt() throws {
    try withTemporaryFolder { folder in
      let program = folder.appending(path: "x/bin/mezha").path
      let failure = #expect(throws: JobFailure.self) {
        try DataFolder.locate(named: nil, executable: program)
      }
      #expect(failure?.message.contains("x/share/mezha") == true)
      let files = FileManager.default
      for (place, base) in [("x/share/mezha", "x/share/mezha"), ("Data", "Data")] {
        try files.createDirectory(
          at: folder.appending(path: place + "/rules"),
          withIntermediateDirectories: true
        )
        let found = try DataFolder.locate(named: "", executable: program)
        #expect(found.path.hasSuffix(base))
      }
    }
  }

  @Test func aNamedFolderIsTheOnlyOne() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "Data/rules"),
        withIntermediateDirectories: true
      )
      #expect(throws: JobFailure.self) {
        try DataFolder.locate(
          named: folder.appending(path: "other").path,
          executable: folder.appending(path: "mezha").path
        )
      }
    }
  }
}
