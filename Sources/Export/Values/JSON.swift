import Cadastre
import Formats
import Geometry

/// A small JSON value whose members keep their order; for manifests, not for layers.
enum JSON: Sendable {
  case value(JSONValue)
  case array([JSON])
  case object([(String, JSON)])
  /// A value of another document of ours, as it stands there at the same depth.
  case verbatim([UInt8])

  static let null = JSON.value(.null)
  static func integer(_ value: Int) -> JSON { .value(.integer(Int64(value))) }
  static func string(_ text: String) -> JSON { .value(.text(text)) }
  /// A number with exactly so many decimals; null when it is not finite.
  static func fixed(_ value: Double, _ decimals: Int) -> JSON {
    .value(.fixed(value, decimals: decimals))
  }
  /// A sum in roubles, exact.
  static func money(_ sum: Kopecks) -> JSON { .value(sum.json) }
  /// A text, or null.
  static func optional(_ text: String?) -> JSON { .value(.text(orNull: text)) }
  /// A box in degrees as four numbers, or null when it is empty.
  static func box(_ box: Envelope) -> JSON {
    guard !box.isEmpty else { return .null }
    return .array(
      [box.minX, box.minY, box.maxX, box.maxY]
        .map { .value(.real($0, decimals: GeoJSONText.decimals)) }
    )
  }

  /// The document with two spaces of indentation and a newline at its end.
  var document: [UInt8] { text(isIndented: true) + [UInt8(ascii: "\n")] }

  /// The value on one line.
  var compact: [UInt8] { text(isIndented: false) }

  private func text(isIndented: Bool) -> [UInt8] {
    var text = JSONText(isIndented: isIndented)
    write(to: &text)
    return text.bytes
  }

  private func write(to text: inout JSONText) {
    switch self {
    case .value(let value): text.value(value)
    case .array(let elements):
      text.beginArray()
      for element in elements { element.write(to: &text) }
      text.endArray()
    case .object(let members):
      text.beginObject()
      for (name, value) in members {
        text.key(name)
        value.write(to: &text)
      }
      text.endObject()
    case .verbatim(let bytes): text.verbatim(bytes)
    }
  }
}

extension Kopecks {
  /// The sum in roubles as a table or a property holds it.
  var json: JSONValue { .scaled(rawValue, decimals: 2) }
}
