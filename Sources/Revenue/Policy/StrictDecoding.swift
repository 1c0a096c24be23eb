import Cadastre

/// A key as it stands in the file.
struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}

extension Decoder {
  /// A container that refuses a key it does not know, and names the nearest one that it does.
  func strict<Key: CodingKey & CaseIterable>(
    _ type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let present = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    let known = Key.allCases.map(\.stringValue)
    for key in present where !known.contains(key) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: unknown(key, among: known, what: "key"))
      )
    }
    return try container(keyedBy: type)
  }
}

extension KeyedDecodingContainer {
  /// The list under `key`; an absent one is empty.
  func list<Element: Decodable>(_ key: Key) throws -> [Element] {
    try decodeIfPresent([Element].self, forKey: key) ?? []
  }

  /// A raw value of `Name`; another one is an error that names the nearest.
  func name<Name: RawRepresentable & CaseIterable>(
    _ key: Key,
    of names: Name.Type
  ) throws -> Name where Name.RawValue == String {
    try known(try decode(String.self, forKey: key), key)
  }

  /// A list of raw values of `Name`; an absent one is empty.
  func names<Name: RawRepresentable & CaseIterable>(
    _ key: Key,
    of names: Name.Type
  ) throws -> [Name] where Name.RawValue == String {
    try (decodeIfPresent([String].self, forKey: key) ?? []).map { try known($0, key) }
  }

  private func known<Name: RawRepresentable & CaseIterable>(
    _ text: String,
    _ key: Key
  ) throws -> Name where Name.RawValue == String {
    if let name = Name(rawValue: text) { return name }
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: codingPath + [key],
        debugDescription: unknown(text, among: Name.allCases.map(\.rawValue), what: "name")
      )
    )
  }

  /// A dictionary whose keys are the raw values of `Name`, and no others.
  func named<Name: RawRepresentable & CaseIterable & Hashable, Value: Decodable>(
    _ key: Key,
    by names: Name.Type
  ) throws -> [Name: Value] where Name.RawValue == String {
    let values = try decode([String: Value].self, forKey: key)
    var result: [Name: Value] = [:]
    for (text, value) in values.sorted(by: { $0.key < $1.key }) {
      result[try known(text, key)] = value
    }
    return result
  }
}

/// Says that `name` is unknown, and which known one was likely meant.
func unknown(_ name: String, among known: [String], what: String) -> String {
  let nearest = NearestName.nearest(to: name, among: known.sorted())
  return "unknown \(what) \"\(name)\"" + (nearest.map { "; the nearest known is \"\($0)\"" } ?? "")
}
