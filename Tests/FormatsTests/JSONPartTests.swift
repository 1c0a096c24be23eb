import Formats
import Testing

/// Parts of a JSON text as they stand in it.
@Suite struct JSONPartTests {
  private let text = #"""
    {"a": [ {"n" : "x\u0041\"", "k": 12},{"n":"y", "deep": {"k": [1, [2]]}} ], "é": -3.50, "b": null}
    """#

  private func part(_ text: String) -> JSONPart? { JSONPart(Array(text.utf8)) }

  @Test func membersAndElementsAreHandedOnAsTheyStand() throws {
    let whole = try #require(part(text))
    let list = try #require(whole["a"]?.elements)
    #expect(list.count == 2)
    #expect(list[0]["n"]?.string == "xA\"" && list[0]["k"]?.integer == 12)
    #expect(
      String(decoding: list[1].bytes, as: UTF8.self) == #"{"n":"y", "deep": {"k": [1, [2]]}}"#
    )
    #expect(
      list[1]["deep"]?["k"]?.elements.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "1", "[2]",
      ]
    )
    #expect(whole["é"].map { String(decoding: $0.bytes, as: UTF8.self) } == "-3.50")
  }

  @Test func whatIsNotThereIsNil() throws {
    let whole = try #require(part(text))
    #expect(whole["c"] == nil && whole["a"]?["n"] == nil)
    #expect(
      whole["b"]?.string == nil && whole["b"]?.integer == nil
        && whole["b"]?.elements.isEmpty == true
    )
    #expect(whole["é"]?.integer == nil && whole.string == nil && whole.elements.isEmpty)
  }

  @Test(arguments: ["", "{", "[1,]", #"{"a" 1}"#, "{} x", "nul"])
  func whatIsNoJSONIsRefused(_ text: String) { #expect(part(text) == nil) }
}
