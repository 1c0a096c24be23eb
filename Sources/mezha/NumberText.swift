import Cadastre
import Export
import Foundation

/// Numbers as people of a language write them; no locale of the machine has a say.
struct NumberText {
  var language: Language

  /// A count with its thousands set apart.
  func whole(_ number: Int) -> String { grouped("\(number.magnitude)", isNegative: number < 0) }

  /// A measure, rounded to whole units.
  func rounded(_ number: Double) -> String {
    Int(exactly: number.rounded()).map(whole) ?? "\(number)"
  }

  /// Money in whole roubles, halves away from zero.
  func roubles(_ money: Kopecks) -> String {
    let whole = money.rawValue.magnitude / 100 + (money.rawValue.magnitude % 100 >= 50 ? 1 : 0)
    return grouped("\(whole)", isNegative: money.rawValue < 0 && whole > 0)
  }

  /// A number with `digits` decimals, such as `0.10`.
  func decimal(_ number: Double, digits: Int) -> String {
    let text = String(format: "%.\(digits)f", number)
    return language == .ru ? text.replacing(".", with: ",") : text
  }

  private func grouped(_ digits: String, isNegative: Bool) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) {
        text += language == .ru ? " " : ","
      }
      text.append(digit)
    }
    return (isNegative ? "-" : "") + text
  }
}
