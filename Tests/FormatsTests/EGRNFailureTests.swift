import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite struct EGRNFailureTests {
  private func failure(_ xml: String) -> FormatError? {
    do {
      _ = try readEGRN(xml)
      return nil
    } catch {
      return error as? FormatError
    }
  }

  @Test func anUnknownFamilyIsNamed() {
    guard case .unknownKind(let file, let hint) = failure("<n:extract_about_zone xmlns:n='u'/>")
    else {
      Issue.record("no unknownKind")
      return
    }
    #expect(file == "document.xml")
    #expect(hint.contains("<extract_about_zone>"))
    #expect(hint.contains("extract_cadastral_plan_territory"))
  }

  @Test func aDocumentCutShortIsDamagedAtItsLine() {
    let text = "<extract_cadastral_plan_territory>\n<a>\n<b>1</b>\n"
    #expect(
      failure(text)
        == .damaged(
          file: "document.xml",
          place: "line 4, column 1",
          reason: "the document ends before its elements do"
        )
    )
  }

  @Test func aWrongEndTagIsDamagedAtItsLine() {
    let text = "<extract_cadastral_plan_territory>\n<a>\n</b>\n</extract_cadastral_plan_territory>"
    #expect(
      failure(text)
        == .damaged(
          file: "document.xml",
          place: "line 3, column 1",
          reason: "an element is closed by the end tag of another: </a> expected"
        )
    )
  }

  @Test(
    "Bytes that are not UTF-8 end the document, wherever they stand",
    arguments: ["\"UTF-8\"", "\"UTF-16\""],
    [
      ["<b", "/>"], ["<b c", "=\"1\"/>"], ["<b>", "</b>"], ["<p", ":b xmlns:p", "=\"x\"/>"],
    ]
  )
  func bytesOfAnotherEncodingAreDamaged(encoding: String, around: [String]) {
    let root = "extract_cadastral_plan_territory"
    var document = Data("<?xml version=\"1.0\" encoding=\(encoding)?>\n<\(root)>\n".utf8)
    document += Data(around.joined(separator: "\u{1}").utf8).map { $0 == 1 ? 0xFF : $0 }
    document += Data("</\(root)>".utf8)
    do {
      _ = try readEGRN(document)
      Issue.record("it is read")
    } catch FormatError.damaged(_, let place, let reason) {
      #expect(place.hasPrefix("line 3, column"))
      #expect(reason.contains("UTF-8"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func aCharacterMayLieAcrossTwoStretches() throws {
    // Two bytes a letter and one before them: every stretch of an even number of bytes ends within a letter.
    for before in ["", " "] {
      let address = String(repeating: "Ж", count: 300_000)
      let tables = try readEGRN(
        before
          + plan("").replacing("372.15</area>", with: "372.15</area><note>\(address)</note>")
          .replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: "")
      )
      #expect(tables.contains { $0.count == 1 })
    }
  }

  @Test(
    "An instruction without data is passed over, wherever it stands",
    arguments: 0..<12
  )
  func anInstructionWithoutDataIsRead(before: Int) throws {
    let blanks = String(repeating: " ", count: before)
    let notes = String(repeating: "<note/><?a?>", count: 20_000)
    let xml = plan("").replacing(
      "372.15</area>",
      with: "372.15</area>\(blanks)\(notes)<?b c?><?d ?>"
    )
    #expect(try readEGRN(xml).contains { $0.count == 1 })
  }

  @Test func anEndWithinACharacterIsDamaged() {
    var document = Data("<extract_cadastral_plan_territory>Ж".utf8)
    document.removeLast()
    #expect(throws: FormatError.self) { try readEGRN(document) }
  }

  @Test(
    "The mark, the first bytes or the declaration tell the encoding",
    arguments: [
      ("<?xml version='1.0' encoding='windows-1251'?><a/>", "windows-1251"),
      ("<?xml version='1.0'?><a/>", "UTF-8"), ("<?xml version='1.0' encoding=\"utf-8\"?>", "utf-8"),
      ("<a encoding='koi8-r'?>", "UTF-8"), ("<?xml encoding='KOI8-R'?>", "KOI8-R"), ("", "UTF-8"),
      ("\u{FEFF}<a/>", "UTF-8"), ("<?xml version='1.0' encoding='UTF-16'?><a/>", "UTF-8"),
      ("<\0?\0x\0", "UTF-16LE"), ("\0<\0?\0x", "UTF-16BE"),
    ]
  )
  func theStatedEncodingDecides(beginning: String, name: String) {
    #expect(XMLSource.encoding(of: Array(beginning.utf8)).name == name)
  }

  @Test func anEncodingNobodyKnowsIsNamed() {
    let text = "<?xml version='1.0' encoding='no-such'?><KPT/>"
    guard case .damaged(_, _, let reason) = failure(text) else {
      Issue.record("no damaged")
      return
    }
    #expect(reason.contains("no-such"))
  }

  @Test func nothingIsDamaged() {
    guard case .damaged = failure("") else {
      Issue.record("no damaged")
      return
    }
  }

  @Test func aDocumentTypeIsRefused() throws {
    // The bomb and the theft of a file both need a declaration; no register document has one.
    let text =
      "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>"
    #expect(
      failure(text)
        == .damaged(
          file: "document.xml",
          place: "line 2, column 1",
          reason: "a document type declaration is not accepted"
        )
    )
  }

  @Test func anUndeclaredEntityIsDamaged() {
    guard case .damaged = failure(plan(land("&x;"))) else {
      Issue.record("no damaged")
      return
    }
  }

  @Test func aMissingFileIsUnreadable() {
    #expect(throws: FormatError.self) {
      try EGRNReader.read(path: "/nowhere/a.xml", file: "a.xml")
    }
  }

  @Test func depthDoesNotMatter() throws {
    let deep = String(repeating: "<a>", count: 20_000) + String(repeating: "</a>", count: 20_000)
    let tables = try readEGRN(plan(deep + land("1:1:1:1", deep)))
    #expect(tables[0].count == 1)
  }

  @Test func spoiledDocumentsAreReadOrRefused() throws {
    let text = plan(
      land("1:1:1:1", contours: [entity([square(0, 0, 10), square(2, 2, 3)], more: "<r>1</r>")])
    )
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
        }
      }
      do {
        for table in try readEGRN(Data(bytes)) {
          #expect(table.columns.allSatisfy { $0.values.count == table.count })
          #expect(table.rows.count == table.count)
        }
      } catch {
        #expect(error is FormatError)
      }
    }
  }
}
