import Findings
import Revenue

/// What the codes of a policy mean to somebody who has not read it.
extension ReportWords {
  /// The words for the place of an assumed number in the policy; "" where the code has to do.
  func assumption(_ code: String) -> String {
    let parts = code.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return "" }
    switch parts[0] {
    case "precision":
      guard let kind = FindingKind(rawValue: parts[1]) else { return "" }
      return pick("Подтверждается: ", "Proves true: ") + kind.titles[language]
    case "collection":
      guard let channel = Channel(rawValue: parts[1]) else { return "" }
      return pick("Поступает: ", "Comes in: ") + channel.title[language]
    default: break
    }
    switch code {
    case "valuation.floorFactor":
      return pick("Площадь здания к контуру × этажи", "Floor area to outline × floors")
    case "valuation.assumedFloors":
      return pick("Этажей, если не известно", "Floors where nobody says")
    case "valuation.ofNextYear":
      return pick("Стоимость года к следующему за ним", "Value of a year to that of the next")
    case "holders.nonPayers":
      return pick(
        "Правообладатель неизвестен и налога не платит",
        "Holder unknown and pays no tax"
      )
    case "holders.organisations":
      return pick(
        "Правообладатель неизвестен и он организация",
        "Holder unknown and an organisation"
      )
    default: break
    }
    if code.contains(".arrears.") {
      return pick("Доля возникших лишь в этом году", "Share that arose this year only")
    }
    if code.hasPrefix("valuation.land.") {
      return pick("Стоимость 1 м² земли, ₽", "Value of 1 m² of land, ₽")
    }
    if code.hasPrefix("valuation.buildings.") {
      return pick("Стоимость 1 м² здания, ₽", "Value of 1 m² of a building, ₽")
    }
    return code.contains(".deductions.")
      ? pick("Доля имеющих вычет", "Share entitled to the deduction") : ""
  }
}
