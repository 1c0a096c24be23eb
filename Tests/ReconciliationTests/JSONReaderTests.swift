import Foundation
import Testing

@testable import Reconciliation

@Suite struct JSONReaderTests {
  @Test func readsEveryKindOfValue() throws {
    let node = try JSONReader.read(
      "\u{FEFF} {\"a\": [null, true, -1.5e2], \"b\": \"\\u0416\\ud83d\\ude00\\n\\/\"}"
    )
    guard case .object(let members) = node.value, case .list(let list) = members[0].node.value
    else {
      Issue.record("no object with a list")
      return
    }
    #expect(list.map(\.value) == [.null, .boolean(true), .number(-150)])
    #expect(members[1].node.value == .text("Ж😀\n/"))
    #expect(members[1].keyPlace == JSONNode.Place(line: 1, column: 30))
  }

  /// The refusals of RFC 8259 that a lenient reader lets pass.
  @Test(arguments: [
    "{\"a\":1,}", "[1,]", "01", "1.", ".5", "+1", "NaN", "1 2", "{\"a\" 1}", "'a'", "\"a",
    "\"\t\"", "\"\\x\"", "\"\\ud800\"", "\"\\u12\"", "tru", "[", "{", "1e999",
  ])
  func refuses(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONReader.read(text) }
  }

  @Test func refusesToSinkIntoNesting() {
    let text = String(repeating: "[", count: 10_000)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(text) }
    #expect(error?.reason == "nested too deeply")
  }
}
