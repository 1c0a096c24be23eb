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
          place: "line 3",
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
          place: "line 3",
          reason: "an element is closed by the end tag of another"
        )
    )
  }

  @Test(
    "Bytes that are not UTF-8 end the document, wherever they stand",
    arguments: ["\"UTF-8\"", "\"UTF-16\"", "\"no-such\""],
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
      #expect(place == "line 3")
      #expect(reason.contains("UTF-8"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func aCharacterMayLieAcrossTwoReadsOfTheFile() throws {
    // Two bytes a letter and one before them: every read of an even number of bytes ends within a letter.
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
    "An instruction without data is no trap, wherever a read of the file ends",
    arguments: 0..<12
  )
  func anInstructionWithoutDataIsPassedOver(before: Int) throws {
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
    "What libxml2 converts by itself is left to it",
    arguments: [
      ("<?xml version='1.0' encoding='windows-1251'?><a/>", false),
      ("<?xml version='1.0'?><a/>", true),
      ("<?xml version='1.0' encoding=\"utf-8\"?>", true), ("<a encoding='koi8-r'?>", true),
      ("<?xml encoding='KOI8-R'?>", false), ("", true),
    ]
  )
  func theStatedEncodingDecides(beginning: String, isUTF8: Bool) {
    let bytes = Array(beginning.utf8)
    bytes.withUnsafeBufferPointer { #expect(EGRNByteStream.isReadAsUTF8($0[...]) == isUTF8) }
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
          place: "line 2",
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
