import Cadastre
import Formats

/// Something said in both languages.
struct Words: Sendable, Equatable {
  var russian: String
  var english: String

  init(_ russian: String, _ english: String) {
    self.russian = russian
    self.english = english
  }

  func text(inEnglish: Bool) -> String { inEnglish ? english : russian }
}

extension UnitValue {
  /// Where the value comes from, for the column of assumptions.
  var words: Words {
    let price = decimal(value, digits: 2)
    let rubles = russian(value)
    let deviation = decimal(spread * 100, digits: 0)
    func median(_ russian: String, _ english: String, _ count: Int) -> Words {
      Words(
        "\(rubles) ₽/м²: медиана \(russian), n = \(count), ±\(deviation) %",
        "\(price) RUB/m²: median of the \(english), n = \(count), ±\(deviation) %"
      )
    }
    switch source {
    case .own:
      return Words("кадастровая стоимость из ЕГРН", "cadastral value of the register")
    case .parent:
      return Words(
        "\(rubles) ₽/м²: по единому землепользованию",
        "\(price) RUB/m²: that of the united land use"
      )
    case .quarter(let count): return median("квартала", "quarter", count)
    case .district(let count): return median("района", "district", count)
    case .town(let count): return median("города", "town", count)
    case .policy(let id):
      return Words(
        "\(rubles) ₽/м²: допущение политики (\(id)), ±\(deviation) %",
        "\(price) RUB/m²: assumed by the policy (\(id)), ±\(deviation) %"
      )
    }
  }
}

extension LawReference {
  /// The article, with a mark where its text was not seen.
  var text: String { confirmed ? article : article + " [?]" }
}

/// A number with two digits after a comma.
func russian(_ value: Double) -> String {
  decimal(value, digits: 2).replacing(".", with: ",")
}

/// A number with so many digits after a dot.
func decimal(_ value: Double, digits: Int) -> String {
  FixedDecimal.text(value, decimals: digits, keepsZeros: true)
}
