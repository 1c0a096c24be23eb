import Foundation
import TestSupport
import Testing

@testable import Formats

/// Archives are made by Python's zipfile, so that they owe nothing to the code under test.
@Suite struct ArchiveReaderTests {
  private static let document = plan(land("1:1:1:1"))

  /// Runs a Python script in a folder with `doc.xml` and `z` = the module and `p` = helpers, and
  /// reads the `a.zip` it leaves.
  private func read(
    _ script: String,
    limits: ArchiveLimits = ArchiveLimits()
  ) throws -> Result<[FeatureTable], FormatError> {
    try withTemporaryFolder { folder in
      let prelude = """
        import zipfile, struct, io
        doc = open('doc.xml', 'rb').read()
        def archive(members, method=zipfile.ZIP_DEFLATED):
            b = io.BytesIO()
            with zipfile.ZipFile(b, 'w', method) as z:
                for n, d in members: z.writestr(zipfile.ZipInfo(n), d, method)
            return b.getvalue()
        def save(b): open('a.zip', 'wb').write(b)

        """
      try Data(Self.document.utf8).write(to: folder.appending(path: "doc.xml"))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/python3")
      process.arguments = ["-c", prelude + script]
      process.currentDirectoryURL = folder
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      let path = folder.appending(path: "a.zip").path
      let scratch = folder.appending(path: "scratch")
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
      defer {
        // Whatever happened, nothing is left behind.
        #expect((try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) == [])
      }
      do throws(FormatError) {
        var tables = try ArchiveReader.read(path: path, limits: limits, in: scratch)
        for index in tables.indices {
          tables[index].file = tables[index].file.replacing(folder.path + "/", with: "")
        }
        return .success(tables)
      } catch {
        return .failure(error)
      }
    }
  }

  private func reason(_ result: Result<[FeatureTable], FormatError>) -> String {
    switch result {
    case .failure(.damaged(_, let place, let reason)): "\(place): \(reason)"
    case .failure(.unreadable(let file, let reason)): "\(file.suffix(8)): \(reason)"
    case .failure(.unknownKind(let file, let hint)): "\(file.suffix(8)): \(hint)"
    case .failure(let error): "\(error)"
    case .success: "read"
    }
  }

  @Test func tablesFollowMemberNames() throws {
    let tables = try read("save(archive([('b.xml', doc), ('d/', b''), ('a/c.xml', doc)]))").get()
    #expect(
      tables.map { "\($0.file) \($0.name)" } == [
        "a.zip!a/c.xml parcels", "a.zip!a/c.xml quarters",
        "a.zip!b.xml parcels", "a.zip!b.xml quarters",
      ]
    )
  }

  @Test func whatIsNoDocumentIsPassedOver() throws {
    let tables = try read(
      """
      xsl = b'<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="u"/>'
      save(archive([('a.sig', b'MII'), ('b.pdf', b'%PDF-1.4'), ('c.xsl', xsl), ('d', doc)]))
      """
    ).get()
    #expect(tables.map(\.file) == ["a.zip!d", "a.zip!d"])
  }

  @Test func anUnknownDocumentIsToldAndAloneAnError() throws {
    let tables = try read("save(archive([('a.xml', doc), ('z.xml', b'<other/>')]))").get()
    #expect(tables.map(\.name) == ["parcels", "quarters"])
    #expect(tables[0].notes.contains { $0.english.contains("z.xml: the document was not read") })
    let alone = try read("save(archive([('z.xml', b'<other/>')]))")
    #expect(reason(alone).hasPrefix("ip!z.xml: root element <other>"))
  }

  @Test func anArchiveOfNothingIsUnknown() throws {
    #expect(reason(try read("save(archive([('a.sig', b'MII')]))")).contains("no document"))
    #expect(reason(try read("save(archive([]))")).contains("no document"))
  }

  @Test func namesFromRussianWindowsAndPatternsAreNames() throws {
    let tables = try read(
      """
      b = archive([('XXXX[1]*?.xml', doc)])
      save(b.replace(b'XXXX', 'План'.encode('cp866')))
      """
    ).get()
    #expect(tables.first?.file == "a.zip!План[1]*?.xml")
  }

  @Test func thousandsOfMembersAreReadInOneGo() throws {
    let start = ContinuousClock.now
    let tables = try read(
      """
      members = []
      for i in range(1500):
          members += [('%04d.xml' % i, doc), ('%04d.xml.sig' % i, b'MII')]
      save(archive(members))
      """
    ).get()
    #expect(tables.count == 3000)
    #expect(tables.first?.file == "a.zip!0000.xml")
    #expect(tables.last?.file == "a.zip!1499.xml")
    // One program for each member would take some 15 s and more.
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func archivesOfArchivesAreReadInTheirOrder() throws {
    let tables = try read(
      """
      save(archive([('%03d.zip' % i, archive([('b.xml', doc), ('a.xml', doc), ('c.sig', b'MII')]))
                    for i in range(200)]))
      """
    ).get()
    #expect(
      tables.map(\.file)
        == (0..<200).flatMap { number in
          let name = String(repeating: "0", count: 3 - "\(number)".count) + "\(number)"
          return ["a.xml", "a.xml", "b.xml", "b.xml"].map { "a.zip!\(name).zip!\($0)" }
        }
    )
  }

  @Test func oneBadMemberAmongManyIsNamed() throws {
    let result = try read(
      """
      b = bytearray(archive([('%02d.xml' % i, doc) for i in range(40)], zipfile.ZIP_STORED))
      i = b.index(doc, len(b) // 2)
      b[i + 40] ^= 1
      save(bytes(b))
      """
    )
    #expect(reason(result).contains("does not unpack to what it declares"))
    guard case .failure(.damaged(let file, _, _)) = result else { return }
    #expect(file.hasSuffix(".xml") && file.contains("!2"))
  }

  @Test func storedMembersAndCommentsAreRead() throws {
    let tables = try read(
      """
      b = bytearray(archive([('a.xml', doc)], zipfile.ZIP_STORED))
      b[-2:] = struct.pack('<H', 300)
      save(bytes(b) + b'PK' * 150)
      """
    ).get()
    #expect(tables.count == 2)
  }

  @Test func archivesInArchivesAreFollowedThreeDeep() throws {
    let three = "archive([('i.zip', archive([('j.zip', archive([('a.xml', doc)]))]))])"
    let tables = try read("save(\(three))").get()
    #expect(tables.first?.file == "a.zip!i.zip!j.zip!a.xml")
    #expect(
      reason(try read("save(archive([('h.zip', \(three))]))")).contains("deeper than 3")
    )
  }

  @Test(arguments: ["../x.xml", "a/../../x.xml", "/x.xml", "a\\\\x.xml", "C:/x.xml"])
  func unsafeNamesAreRefused(name: String) throws {
    let result = try read("save(archive([('\(name)', doc), ('ok.xml', doc)]))")
    #expect(reason(result).contains("name"))
    #expect(throws: FormatError.self) { try result.get() }
  }

  @Test(arguments: ["- 1", "- 500", "+ 1", "+ 500"])
  func aMemberThatLiesAboutItsSizeIsRefused(change: String) throws {
    // The size stands in the member's header at 22 and in the directory's entry at 24.
    let result = try read(
      """
      b = bytearray(archive([('a.xml', doc)]))
      e = b.rindex(b'PK\\1\\2')
      lie = struct.pack('<I', len(doc) \(change))
      b[22:26] = lie
      b[e + 24:e + 28] = lie
      save(bytes(b))
      """
    )
    #expect(reason(result).hasPrefix("archive member: "))
  }

  @Test func aSpoiledMemberIsRefused() throws {
    let result = try read(
      """
      b = bytearray(archive([('a.xml', doc)], zipfile.ZIP_STORED))
      b[60] ^= 1
      save(bytes(b))
      """
    )
    #expect(reason(result).contains("does not unpack to what it declares"))
  }

  @Test func anEncryptedMemberIsRefusedInWords() throws {
    let result = try read(
      """
      b = bytearray(archive([('a.xml', doc)]))
      e = b.rindex(b'PK\\1\\2')
      b[6] |= 1
      b[e + 8] |= 1
      save(bytes(b))
      """
    )
    #expect(reason(result).hasPrefix("ip!a.xml: encrypted"))
  }

  @Test func limitsAreKeptBeforeUnpacking() throws {
    let two = "save(archive([('a.xml', doc), ('b.xml', doc)]))"
    #expect(reason(try read(two, limits: ArchiveLimits(members: 1))).contains("1 members"))
    #expect(
      reason(try read(two, limits: ArchiveLimits(unpackedBytes: 100))).contains("more than 100")
    )
    let bomb = "save(archive([('a.xml', doc), ('zero', b'0' * 3000000)]))"
    #expect(
      reason(try read(bomb, limits: ArchiveLimits(freeBytes: 1 << 20))).contains("200 times")
    )
    #expect(try read(bomb).get().count == 2)
    // What an inner archive unpacks to is counted with the rest.
    let inner = "save(archive([('i.zip', archive([('a.xml', doc)])), ('j.xml', doc)]))"
    #expect(
      reason(try read(inner, limits: ArchiveLimits(members: 2))).contains("2 members")
    )
  }

  @Test(arguments: ["b[:-30]", "b[:40]", "b[:-22] + b'\\xff' * 22", "b'PK\\5\\6' + b'\\xff' * 18"])
  func aBrokenDirectoryIsDamagedAndNoTrap(bytes: String) throws {
    let result = try read("b = archive([('a.xml', doc)])\nsave(\(bytes))")
    #expect(throws: FormatError.self) { try result.get() }
  }

  @Test func anySingleSpoiledByteIsReadOrRefused() throws {
    // Every byte of the directory in turn: no trap, no hang.
    for place in stride(from: 1, to: 75, by: 6) {
      _ = try read(
        """
        b = bytearray(archive([('a.xml', doc)]))
        b[-\(place)] ^= 0xff
        save(bytes(b))
        """
      )
    }
  }
}
