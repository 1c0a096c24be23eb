import Foundation
import Glibc
import TestSupport
import Testing

@testable import Reconciliation

@Suite struct PublisherTests {
  private func write(_ text: String, _ path: String) {
    _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
  }

  private func names(_ folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private func publish(_ number: String, to path: String) throws(JobFailure) {
    try Publisher.publish(to: path) { staging throws(JobFailure) in
      write(number, "\(staging)/run.json")
      write(number, "\(staging)/only-\(number)")
    }
  }

  @Test func publishesAndReplaces() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "a/b/out")
      try publish("1", to: out.path + "/")
      #expect(names(out) == ["only-1", "run.json"])
      try publish("2", to: out.path)
      // what the program did not write is somebody's, and is taken along
      #expect(names(out) == ["only-1", "only-2", "run.json"])
      #expect(names(folder.appending(path: "a/b")) == ["out"])
    }
  }

  @Test func replacesAnEmptyFolderAndFollowsALink() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "out")
      let link = folder.appending(path: "link")
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: out)
      try publish("1", to: link.path)
      #expect(names(folder) == ["link", "out"])
      #expect(names(out) == ["only-1", "run.json"])
    }
  }

  @Test func aFailureLeavesWhatWasThere() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "out")
      try publish("1", to: out.path)
      for target in [out.path, folder.appending(path: "new/deep/out").path] {
        #expect(throws: JobFailure.input("broken")) {
          try Publisher.publish(to: target) { staging throws(JobFailure) in
            write("half", "\(staging)/run.json")
            throw .input("broken")
          }
        }
      }
      #expect(names(folder) == ["out"])
      #expect(names(out) == ["only-1", "run.json"])
    }
  }

  @Test func refusesWhatIsNoRun() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "out")
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: false)
      write("mine", out.appending(path: "thesis.txt").path)
      for target in [out.path, out.appending(path: "thesis.txt").path, "/"] {
        let error = #expect(throws: JobFailure.self) { try publish("1", to: target) }
        guard case .output? = error else {
          Issue.record("\(target): \(String(describing: error))")
          continue
        }
      }
      #expect(names(out) == ["thesis.txt"])
      #expect(names(folder) == ["out"])
    }
  }

  /// What somebody puts there while the run is at work is not lost either.
  @Test func refusesWhatAppearsMeanwhile() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "out")
      #expect(throws: JobFailure.self) {
        try Publisher.publish(to: out.path) { staging throws(JobFailure) in
          write("half", "\(staging)/run.json")
          try? FileManager.default.createDirectory(at: out, withIntermediateDirectories: false)
          write("mine", out.appending(path: "thesis.txt").path)
        }
      }
      #expect(names(out) == ["thesis.txt"])
      #expect(names(folder) == ["out"])
    }
  }

  @Test func anAbandonedFolderCannotBePublished() throws {
    try withTemporaryFolder { folder in
      let staging = StagingFolder(path: folder.appending(path: "staging").path, parents: [])
      try staging.create()
      staging.abandon()
      #expect(throws: JobFailure.self) {
        try staging.publish(as: folder.appending(path: "out").path)
      }
      #expect(names(folder).isEmpty)
    }
  }

  /// SIGINT and SIGTERM come while threads still write: nothing is left and the old run stays.
  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedRunLeavesNothing(_ number: Int32) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mezha-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out").path
    try publish("1", to: out)
    await #expect(processExitsWith: .exitCode(130)) {
      [out = out as String, number = number as Int32] in
      try Publisher.publish(to: out) { staging throws(JobFailure) in
        let started = Date()
        kill(getpid(), number)
        while Date().timeIntervalSince(started) < 20 {
          try? Data("half".utf8).write(to: URL(filePath: "\(staging)/run.json"))
        }
      }
    }
    #expect(names(folder) == ["out"])
    #expect(names(URL(filePath: out)) == ["only-1", "run.json"])
  }
}
