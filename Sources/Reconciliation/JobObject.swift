import Cadastre

/// One object of a job with the keys it may have; a null counts as an absent key.
struct JobObject {
  private let place: JSONNode.Place
  private let ownPath: String
  private let members: [JSONNode.Member]

  /// Takes `node` as an object whose keys are all among `keys`.
  init(_ node: JSONNode, path: String, keys: [String]) throws(JobError) {
    guard case .object(let members) = node.value else {
      throw JobParser.wrong(path, node, "an object")
    }
    place = node.place
    ownPath = path
    self.members = members
    for member in members where !keys.contains(member.key) {
      throw JobError(
        path: self.path(member.key),
        line: member.keyPlace.line,
        column: member.keyPlace.column,
        reason: .unknownKey(
          nearest: NearestName.nearest(to: member.key, among: keys),
          known: keys
        )
      )
    }
  }

  /// The value under `key`.
  subscript(key: String) -> JSONNode? {
    members.first { $0.key == key && $0.node.value != .null }?.node
  }

  /// The full path of `key`.
  func path(_ key: String) -> String { ownPath.isEmpty ? key : "\(ownPath).\(key)" }

  func required(_ key: String) throws(JobError) -> JSONNode {
    guard let node = self[key] else { throw missing(key) }
    return node
  }

  func text(_ key: String) throws(JobError) -> String? {
    guard let node = self[key] else { return nil }
    guard case .text(let text) = node.value, !text.isEmpty else {
      throw wrong(key, node, "a text that is not empty")
    }
    return text
  }

  func positive(_ key: String, _ unit: String) throws(JobError) -> Double? {
    guard let node = self[key] else { return nil }
    guard case .number(let number) = node.value, number > 0 else {
      throw wrong(key, node, "a number of \(unit) above zero")
    }
    return number
  }

  func count(_ key: String, _ unit: String) throws(JobError) -> Int? {
    guard let node = self[key] else { return nil }
    guard case .number(let number) = node.value, number >= 1, let count = Int(exactly: number)
    else { throw wrong(key, node, "a whole number of \(unit) from 1 up") }
    return count
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String,
    _ type: Choice.Type
  ) throws(JobError) -> Choice? where Choice.RawValue == String {
    guard let node = self[key] else { return nil }
    guard case .text(let text) = node.value, let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
      throw wrong(key, node, words)
    }
    return choice
  }

  /// A day of the Gregorian calendar, written year-month-day (ISO 8601).
  func date(_ key: String) throws(JobError) -> String? {
    guard let node = self[key] else { return nil }
    guard case .text(let text) = node.value, Self.isDay(text) else {
      throw wrong(key, node, "a date such as \"2026-03-01\"")
    }
    return text
  }

  static func isDay(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      (1...12).contains(month)
    else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  func wrong(_ key: String, _ node: JSONNode, _ expected: String) -> JobError {
    JobParser.wrong(path(key), node, expected)
  }

  func missing(_ key: String) -> JobError {
    JobError(path: path(key), line: place.line, column: place.column, reason: .missingKey)
  }
}
