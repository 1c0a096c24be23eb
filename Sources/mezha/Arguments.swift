import Foundation
import Reconciliation

/// What was typed, checked against the table of options.
struct Arguments: Sendable {
  /// Which help was asked for.
  enum Help: Sendable { case short, long }

  /// The command; nil only with `help` or `wantsVersion`.
  private(set) var command: Command?
  /// The words that are no options, in order.
  private(set) var operands: [String] = []
  /// The help asked for.
  private(set) var help: Help?
  private var values: [String: String] = [:]

  /// Reads the words after the program's name.
  init(_ words: [String]) throws(ArgumentError) {
    var rest = words[...]
    var onlyOperands = false
    while let word = rest.popFirst() {
      if onlyOperands || !word.hasPrefix("-") || word == "-" {
        try take(word)
      } else if word == "--" {
        onlyOperands = true
      } else {
        try takeOption(word, from: &rest)
      }
    }
    try check()
  }

  var wantsVersion: Bool { has(.version) }

  func has(_ flag: Flag) -> Bool { values[flag.name] != nil }

  func text(_ flag: Flag) -> String? { values[flag.name] }

  /// The number given; the parser has made sure it is one.
  func integer(_ flag: Flag) -> Int? { values[flag.name].flatMap { Int($0) } }

  private mutating func take(_ word: String) throws(ArgumentError) {
    if command != nil {
      operands.append(word)
    } else if let named = Command.named(word) {
      command = named
    } else {
      throw .unknownCommand(word)
    }
  }

  private mutating func takeOption(
    _ word: String,
    from rest: inout ArraySlice<String>
  ) throws(ArgumentError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    let flag = try flag(spelling)
    guard values[flag.name] == nil else { throw .repeated(flag.spelling) }
    let attached = parts.count == 2 ? String(parts[1]) : nil
    if flag.value == .none {
      guard attached == nil else { throw .needlessValue(flag.spelling) }
      values[flag.name] = ""
      if flag == .help { help = spelling == "-h" ? .short : .long }
      return
    }
    // A negative number is a value, and so is the dash of standard output; another option is a value forgotten.
    let next = attached ?? rest.first
    guard let value = next,
      attached != nil || !value.hasPrefix("-") || value == "-" || Self.startsWithNumber(value)
    else {
      throw .missingValue(flag.spelling, expected: flag.value.expectation)
    }
    if attached == nil { rest.removeFirst() }
    guard flag.value.accepts(value) else {
      throw .wrongValue(flag.spelling, value: value, expected: flag.value.expectation)
    }
    values[flag.name] = value
  }

  /// Whether a value that begins with a dash is a number or a list of numbers, such as the box "-10,50,30,60".
  private static func startsWithNumber(_ value: String) -> Bool {
    value.split(separator: ",", maxSplits: 1).first.flatMap { Double($0) } != nil
  }

  /// The option spelled so; options may come before the command, so those of all commands are known.
  private func flag(_ spelling: String) throws(ArgumentError) -> Flag {
    let mine = Flag.common + (command.map { [$0] } ?? Command.all).flatMap(\.flags)
    func match(_ flags: [Flag]) -> Flag? {
      flags.first { $0.spelling == spelling || $0.short.map { "-\($0)" } == spelling }
    }
    if let flag = match(mine) { return flag }
    if let command, match(Command.all.flatMap(\.flags)) != nil {
      throw .misplacedOption(spelling, command: command.name)
    }
    throw .unknownOption(spelling, known: mine.map(\.spelling))
  }

  private func check() throws(ArgumentError) {
    if help != nil || wantsVersion { return }
    guard let command else { throw .noCommand }
    let own = Set((Flag.common + command.flags).map(\.name))
    if let stray = values.keys.filter({ !own.contains($0) }).min() {
      throw .misplacedOption("--\(stray)", command: command.name)
    }
    if operands.count > command.operands.count {
      throw .extraOperand(operands[command.operands.count], command: command.name)
    }
    if operands.count < command.operands.count, command.operands[operands.count].isRequired {
      throw .missingOperand(command.operands[operands.count].name, command: command.name)
    }
    for flag in command.required where !has(flag) {
      throw .missingOption(
        "\(flag.spelling) \(flag.value.placeholder ?? "")",
        command: command.name
      )
    }
  }
}
