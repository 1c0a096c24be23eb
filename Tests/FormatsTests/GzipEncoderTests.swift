import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite struct GzipEncoderTests {
  /// What the encoder makes of `bytes` handed over in pieces.
  private func packed(_ bytes: [UInt8], piece: Int = 1 << 16) -> [UInt8] {
    var gzip = GzipEncoder()
    var packed: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      gzip.write(Array(bytes[start..<min(bytes.count, start + piece)]))
      packed += gzip.take()
    }
    gzip.finish()
    return packed + gzip.take()
  }

  /// What another program makes of it; nil when it finds fault with it.
  private func unpacked(_ packed: [UInt8]) throws -> [UInt8]? {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "text.gz")
      try Data(packed).write(to: file)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["gzip", "-dc", file.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return process.terminationStatus == 0 ? [UInt8](data) : nil
    }
  }

  private static let samples: [(name: String, bytes: [UInt8])] = {
    var random = SeededGenerator(seed: 5)
    let noise = (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    // Frequencies of Fibonacci numbers make the deepest tree, deeper than a code may be.
    var deep: [UInt8] = []
    var (a, b) = (1, 1)
    for symbol in 0..<22 {
      deep += [UInt8](repeating: UInt8(symbol), count: a)
      (a, b) = (b, a + b)
    }
    deep.shuffle(using: &random)
    let far = Array(noise[..<32_768]) + Array(noise[..<300])
    let beyond = Array(noise[..<32_769]) + Array(noise[..<300])
    return [
      ("nothing", []), ("one byte", [65]),
      ("one byte many times", [UInt8](repeating: 0, count: 9000)),
      ("noise", noise), ("deep", deep), ("a repeat as far back as may be", far),
      ("a repeat one too far", beyond),
      ("more than a block", Array(repeatElement(noise[..<999], count: 200).joined())),
    ]
  }()

  @Test(arguments: samples.map(\.name))
  func anotherProgramReadsBackWhatWasWritten(_ name: String) throws {
    let bytes = try #require(Self.samples.first { $0.name == name }).bytes
    #expect(try unpacked(packed(bytes)) == bytes)
  }

  @Test(arguments: samples.map(\.name))
  func partsCompressedApartMakeOneStream(_ name: String) throws {
    let bytes = try #require(Self.samples.first { $0.name == name }).bytes
    var gzip = GzipEncoder()
    for start in stride(from: 0, to: bytes.count, by: 7777) {
      gzip.append(GzipPart(Array(bytes[start..<min(bytes.count, start + 7777)])))
    }
    gzip.finish()
    let whole = gzip.take()
    #expect(try unpacked(whole) == bytes)
    // Browsers read the first stream of a file only: there is but one, with one head and one check.
    #expect(whole.suffix(8) == packed(bytes).suffix(8))
  }

  @Test func theBytesDoNotDependOnThePieces() {
    let bytes = Self.samples[7].bytes
    #expect(packed(bytes, piece: 999) == packed(bytes, piece: bytes.count))
  }

  @Test func theHeaderTellsNoNameAndNoTime() {
    #expect(packed([1, 2, 3]).prefix(10) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
  }

  @Test func aWrongCheckIsNoticed() throws {
    var bytes = packed(Array("межа, межа, межа, граница".utf8))
    bytes[bytes.count - 8] ^= 4
    #expect(try unpacked(bytes) == nil)
  }

  @Test func textOfLayersShrinksToAQuarterAtLeast() {
    var text = ""
    for i in 0..<400 {
      text +=
        #"{"type":"Feature","id":"parcel:16:50:0000012:\#(i)","properties":{"area_m2":\#(i * 37 % 991)"#
        + #","right":"private","address":"ул. Садовая, \#(i)"}},"# + "\n"
    }
    #expect(packed(Array(text.utf8)).count * 4 < text.utf8.count)
  }
}
