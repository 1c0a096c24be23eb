import Formats
import Foundation
import TestSupport
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownVectors(_ text: String, _ hex: String) {
    #expect(SHA256.hex(of: Array(text.utf8)) == hex)
  }

  @Test func piecesGiveTheSameAsTheWhole() {
    var generator = SeededGenerator(seed: 7)
    for length in [1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var hash = SHA256()
      var start = 0
      while start < length {
        let end = min(length, start + Int.random(in: 1...70, using: &generator))
        hash.update(Array(bytes[start..<end]))
        start = end
      }
      #expect(hash.finish() == SHA256.hex(of: bytes))
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sha256sum")))
  func agreesWithTheSystem() throws {
    let file = SharedData.projectRoot.appending(path: "Package.swift").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = [file]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(),
      as: UTF8.self
    )
    let ours = try SHA256.ofFile(at: file)
    #expect(output.hasPrefix(ours.hex))
    #expect(ours.bytes == (try Data(contentsOf: URL(filePath: file))).count)
  }
}
