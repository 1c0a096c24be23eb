import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite("XML as bytes")
struct XMLScannerTests {
  /// What a reader makes of a document: nothing, or its elements and the bytes of its texts, ends of lines apart.
  private struct Verdict: Equatable {
    var elements = 0
    var attributes = 0
    var textBytes = 0
  }

  private func verdict(_ document: [UInt8]) throws(XMLFault) -> Verdict {
    var verdict = Verdict()
    let outcome: Result<Verdict, XMLFault> = document.withUnsafeBufferPointer { bytes in
      var scanner = XMLScanner(bytes)
      do throws(XMLFault) {
        while true {
          switch try scanner.next() {
          case .start:
            verdict.elements += 1
            verdict.attributes += scanner.attributes.count
          case .end: break
          case .text:
            var text: [UInt8] = []
            scanner.appendText(to: &text)
            verdict.textBytes += text.count { $0 != 0x0A && $0 != 0x0D }
          case .finished: return .success(verdict)
          }
        }
      } catch { return .failure(error) }
    }
    return try outcome.get()
  }

  private func fault(_ text: String) -> String? {
    do throws(XMLFault) {
      _ = try verdict(Array(text.utf8))
      return nil
    } catch { return error.reason }
  }

  @Test(
    "Each rule of the grammar has its word",
    arguments: [
      ("", "no element"), ("text", "outside"), ("<a/><b/>", "second element"),
      ("<a></b>", "another"),
      ("<a", "within a tag"), ("<a b/>", "no value"), ("<a b=c/>", "quotation"),
      ("<a b='<'/>", "\"<\""),
      ("<a b='1' b='2'/>", "twice"), ("<a b='1'c='2'/>", "blank is missing"),
      ("<a b='", "not finished"),
      ("<a>]]></a>", "]]>"), ("<a>&b;</a>", "not declared: &b;"), ("<a>&#0;</a>", "no character"),
      ("<a>&#xD800;</a>", "no character"), ("<a>&#+9;</a>", "no character"),
      ("<a>& </a>", "begins no reference"),
      ("<a><!-- -- --></a>", "comment"), ("<a><!-- </a>", "comment"), ("<a><![CDATA[</a>", "CDATA"),
      ("<!DOCTYPE a><a/>", "document type"), (" <?xml version='1.0'?><a/>", "begin the document"),
      ("<?xml version='1.0' standalone='maybe'?><a/>", "declaration"),
      ("<a><?b</a>", "instruction"),
      ("<a>\u{1}</a>", "does not allow"), ("<a>\u{FFFF}</a>", "UTF-8"), ("<1/>", "name is missing"),
      ("<a/>b", "outside"),
      ("<a></a", "end tag"), ("<![CDATA[b]]><a/>", "outside"),
    ]
  )
  func refuses(document: String, word: String) throws {
    let reason = try #require(fault(document))
    #expect(reason.contains(word))
  }

  @Test func readsWhatXMLAllows() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8" standalone='yes' ?>
      <!-- a - b --><?a?><?b c?>
      <я:а xmlns:я = "u" б='&lt;&#1071;&#x42F;&quot;'  c="'>" ><b/>x&amp;y<![CDATA[<&lt;]]]]><!----></я:а >
      <?end?>
      """
    let verdict = try verdict(Array(text.utf8))
    #expect(verdict == Verdict(elements: 2, attributes: 2, textBytes: "x&y<&lt;]]".utf8.count))
  }

  @Test func manyAttributesAreHeldToTheRuleToo() {
    let names = (0..<500).map { "a\($0)='1'" }.joined(separator: " ")
    #expect(fault("<a \(names)/>") == nil)
    #expect(fault("<a \(names) a250='2'/>")?.contains("twice") == true)
  }

  @Test func nestingIsBounded() {
    let deep = XMLScanner.deepest + 1
    #expect(fault(String(repeating: "<a>", count: deep))?.contains("nested") == true)
  }

  @Test("Characters are judged as the standard library and XML's list judge them")
  func characters() {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<20_000 {
      var bytes = Array("0123456789".utf8.prefix(round % 10))
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes.append(UInt8.random(in: round % 3 == 0 ? 0x80...0xFF : 0...0xFF, using: &generator))
      }
      bytes += Array("abcdefgh".utf8.prefix(round % 9))
      let text = String(validating: bytes, as: UTF8.self)
      let isAllowed = text?.unicodeScalars.allSatisfy(XMLCharacters.isAllowed) ?? false
      let isFaultless = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { XMLCharacters.fault($0, 0..<buffer.count) == nil } ?? true
      }
      #expect(isFaultless == isAllowed, "\(bytes)")
    }
  }

  /// Judges every file of a folder by expat, one line each.
  private static let oracle = """
    import sys, pathlib, xml.parsers.expat
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        counts = [0, 0, 0]
        def start(name, attributes):
            counts[0] += 1
            counts[1] += sum(1 for key in attributes if key != 'xmlns' and not key.startswith('xmlns:'))
        def text(data):
            counts[2] += len(data.replace('\\n', '').replace('\\r', '').encode())
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler, parser.CharacterDataHandler = start, text
        try:
            parser.Parse(path.read_bytes(), True)
            print(*counts)
        except xml.parsers.expat.ExpatError:
            print('no')
    """

  @Test("Documents spoilt at random are judged as expat judges them")
  func agreesWithExpat() throws {
    let seeds = [
      "<a xmlns:n='u' b=\"1&amp;2\"><n:c d='e'>x&#65;y</n:c><!-- z --><?p q?><f/>]]&gt;</a>",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ё-1.2 ж='щ'>текст<![CDATA[<я>]]>\t<b></b ></ё-1.2>\n<!--k-->",
      plan(land("1:1:1:1", contours: [entity([square(0, 0, 10)])])),
    ]
    let pieces = [
      "<", ">", "/", "&", "&#", ";", "'", "\"", "=", " ", "\n", "<!--", "-->", "]]>", "<?", "?>",
      "<![CDATA[",
      "</a>", "<b>", "&lt;", "&#x41;", "\u{1}", "Я", "--", ":", "1", "x", "xml", "<b/>",
    ].map { Array($0.utf8) }
    var generator = SeededGenerator(seed: 20_261_130)
    try withTemporaryFolder { folder in
      var documents: [[UInt8]] = []
      while documents.count < 4000 {
        var bytes = Array(seeds[documents.count % seeds.count].utf8)
        // The declaration stays: expat takes versions and encodings for what they are not.
        let first = bytes.starts(with: Array("<?xml".utf8)) ? 39 : 0
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let place = Int.random(in: first..<bytes.count, using: &generator)
          switch Int.random(in: 0..<5, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: place)
          case 2: bytes.removeSubrange(place..<min(bytes.count, place + 20))
          case 3: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
          default:
            let other = Int.random(in: first..<bytes.count, using: &generator)
            bytes.swapAt(place, other)
          }
        }
        if String(decoding: bytes, as: UTF8.self).contains("<!DOCTYPE") { continue }
        let name = String(format: "%05d", documents.count)
        try Data(bytes).write(to: folder.appending(path: name))
        documents.append(bytes)
      }
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-c", Self.oracle, folder.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let answer = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        print("skipped: no python3 with expat")
        return
      }
      let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n")
      try #require(lines.count == documents.count)
      var accepted = 0
      for (line, document) in zip(lines, documents) {
        let own =
          (try? verdict(document))
          .map { "\($0.elements) \($0.attributes) \($0.textBytes)" } ?? "no"
        #expect(own == line, "\(String(decoding: document, as: UTF8.self))")
        if own != "no" { accepted += 1 }
      }
      // A test of refusals alone would pass with a reader that refuses everything.
      #expect(accepted > 100)
    }
  }

  @Test(
    "Encodings other than UTF-8 give the same records",
    arguments: [
      ("windows-1251", "CP1251"), ("KOI8-R", "KOI8-R"), ("ibm866", "IBM866"),
      ("ISO-8859-5", "ISO-8859-5"),
      ("UTF-16", "UTF-16"), ("UTF-16", "UTF-16BE"), ("UTF-16", "UTF-16LE"),
    ]
  )
  func otherEncodings(stated: String, encoding: String) throws {
    let use = "для индивидуальной жилой застройки"
    let text = plan(
      land(
        "1:1:1:1",
        contours: [entity([square(0, 0, 10)], sk: "МСК-11, зона 5")],
        "<params><permitted_use><permitted_use_established><by_document>\(use)</by_document>"
          + "</permitted_use_established></permitted_use></params>"
      )
    ).replacing("UTF-8", with: stated)
    try withTemporaryFolder { folder in
      let (plain, file) = (folder.appending(path: "utf8"), folder.appending(path: "document"))
      try Data(text.utf8).write(to: plain)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["iconv", "-f", "UTF-8", "-t", encoding, "-o", file.path, plain.path]
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      let table = try #require(try EGRNReader.read(path: file.path, file: "document.xml").first)
      #expect(table.value("permitted_use") == .text(use))
      #expect(table.value("sk_id") == .text("МСК-11, зона 5"))
      #expect(table.encoding != nil)
      #expect(table.shapes.area(0) == 100)
    }
  }

  @Test func bytesThatAreNoTextOfTheStatedEncodingAreDamaged() throws {
    // cp1251 has no character 0x98.
    var bytes = Data("<?xml version='1.0' encoding='windows-1251'?>\n<KPT>\n".utf8)
    bytes += [0x98]
    bytes += Data("</KPT>".utf8)
    do {
      _ = try readEGRN(bytes)
      Issue.record("it is read")
    } catch FormatError.damaged(_, let place, let reason) {
      #expect(place == "line 3")
      #expect(reason.contains("windows-1251"))
    }
  }
}
