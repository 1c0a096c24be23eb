import Export
import Foundation
import Reconciliation

/// Tells progress on stderr in the way that was asked for.
enum ProgressRenderer {
  static func make(_ arguments: Arguments, _ console: Console) -> ProgressSink {
    if arguments.has(.quiet) { return .silent }
    let language = arguments.language
    switch arguments.text(.progress) ?? "auto" {
    case "plain": return ProgressSink { event in console.talk(plain(event, language)) }
    case "json": return ProgressSink { event in console.talk(json(event)) }
    case "auto" where console.isTerminal:
      return ProgressSink { event in console.talk(terminal(event, language)) }
    default: return .silent
    }
  }

  /// A line for each stage that is over.
  static func plain(_ event: ProgressEvent, _ language: Language) -> String {
    guard case .ended(let stage, let items, let seconds) = event else { return "" }
    let numbers = NumberText(language: language)
    let unit = language == .ru ? "с" : "s"
    return "\(title(stage, language).padded(to: 24)) "
      + "\(numbers.whole(items).padded(to: 12, onLeft: true))  "
      + "\(numbers.decimal(seconds, digits: 2)) \(unit)\n"
  }

  /// One line that changes, until its stage is over.
  static func terminal(_ event: ProgressEvent, _ language: Language) -> String {
    // ECMA-48 EL: erase to the end of the line.
    let fresh = "\r\u{1B}[K"
    switch event {
    case .started(let stage): return "\(fresh)\(title(stage, language))…"
    case .ended: return fresh + plain(event, language)
    }
  }

  /// An object on a line of its own.
  static func json(_ event: ProgressEvent) -> String {
    switch event {
    case .started(let stage): #"{"event":"started","stage":"\#(stage.rawValue)"}"# + "\n"
    case .ended(let stage, let items, let seconds):
      #"{"event":"ended","stage":"\#(stage.rawValue)","items":\#(items),"#
        + #""seconds":\#(String(format: "%.3f", seconds))}"# + "\n"
    }
  }

  private static func title(_ stage: Stage, _ language: Language) -> String {
    switch (stage, language) {
    case (.read, .ru): "чтение файлов"
    case (.read, .en): "reading files"
    case (.intake, .ru): "приём записей"
    case (.intake, .en): "taking records in"
    case (.align, .ru): "сдвиги кварталов"
    case (.align, .en): "quarter displacements"
    case (.match, .ru): "сопоставление"
    case (.match, .en): "matching"
    case (.examine, .ru): "поиск признаков"
    case (.examine, .en): "finding signs"
    case (.assess, .ru): "оценка в рублях"
    case (.assess, .en): "assessing money"
    case (.write, .ru): "запись результатов"
    case (.write, .en): "writing results"
    }
  }
}
