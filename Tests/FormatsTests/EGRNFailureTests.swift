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
