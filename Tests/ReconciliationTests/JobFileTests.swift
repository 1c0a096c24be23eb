import Foundation
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct JobFileTests {
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
