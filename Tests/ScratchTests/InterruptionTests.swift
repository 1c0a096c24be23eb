import Foundation
import Glibc
import Scratch
import Testing

@Suite struct InterruptionTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mezha-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// A watch within a watch, and one that has ended: a signal runs all that stand and exits with 130.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func runsAllThatStand(_ number: Int32) async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(processExitsWith: .exitCode(130)) {
      [path = folder.path as String, number = number as Int32] in
      @Sendable func mark(_ name: String) {
        _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: nil)
      }
      let outer = Interruption { mark("outer") }
      let ended = Interruption { mark("ended") }
      ended.end()
      let inner = Interruption { mark("inner") }
      kill(getpid(), number)
      sleep(20)
      inner.end()
      outer.end()
    }
    #expect(try names(folder) == ["inner", "outer"])
  }

  /// Without a watch a signal ends the program as it does any other.
  @Test func withoutAWatchTheSignalMeansWhatItDid() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      let first = Interruption {}
      let second = Interruption {}
      first.end()
      second.end()
      kill(getpid(), SIGTERM)
      sleep(20)
    }
  }

  @Test func aScratchFolderIsGoneAtTheEndOfItsScope() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func use() throws {
      let scratch = try ScratchFolder("mezha", in: folder)
      let url = scratch.url
      try Data("half".utf8).write(to: url.appending(path: "file"))
      let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
      #expect(mode as? Int == 0o700)
      #expect(try names(folder).count == 1)
    }
    try use()
    #expect(try names(folder).isEmpty)
  }

  @Test func anInterruptedScratchFolderIsGone() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(processExitsWith: .exitCode(130)) { [path = folder.path as String] in
      let scratch = try ScratchFolder("mezha", in: URL(filePath: path))
      try Data("half".utf8).write(to: scratch.url.appending(path: "file"))
      kill(getpid(), SIGINT)
      sleep(20)
    }
    #expect(try names(folder).isEmpty)
  }
}
