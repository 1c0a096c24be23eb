/// What the report says of whom the findings hit.
extension ReportWords {
  var fairness: String {
    pick("Равномерность: кого задевает список", "Fairness: whom the list hits")
  }
  var fairnessLead: String {
    pick(
      """
      Доля участков, названных признаками, которые принесли бы деньги, и средняя ожидаемая сумма на такой участок \
      (все каналы, в год и разово). Классы — пятые доли участков по площади в реестре.
      """,
      """
      Share of the parcels named by findings that would bring money, and the mean expected sum for such a parcel \
      (all channels, yearly and once). Classes are fifths of the parcels by registered area.
      """
    )
  }
  var sizeHead: [String] {
    language == .ru
      ? ["Площадь участка, м²", "Участков", "Из них задето", "Доля, %", "В среднем, ₽"]
      : ["Area of the parcel, m²", "Parcels", "Of them charged", "Share, %", "Mean, ₽"]
  }
  var chargedHead: [String] {
    language == .ru
      ? ["Квартал", "Участков", "Из них задето", "Доля, %", "В среднем, ₽"]
      : ["Quarter", "Parcels", "Of them charged", "Share, %", "Mean, ₽"]
  }

  func chargedNote(_ shown: String, _ all: String, _ rate: String) -> String {
    pick(
      "Показано кварталов с наибольшей долей: \(shown) из \(all). По всем кварталам доля \(rate) %.",
      "Quarters with the highest share: \(shown) of \(all). Over all quarters the share is \(rate) %."
    )
  }

  func chance(_ value: String, isBiased: Bool) -> String {
    isBiased
      ? pick(
        """
        Внимание: доля задетых зависит от размера участка сильнее, чем бывает случайно (χ², p \(value)). До рассылки \
        уведомлений выясните причину: точность съёмки, допуски или порядок отбора.
        """,
        """
        Attention: the share depends on the size of the parcel more than chance would have it (χ², p \(value)). \
        Find the reason before notices are sent: accuracy of the survey, tolerances or the way of choosing.
        """
      )
      : pick(
        "Зависимость доли от размера участка не больше случайной (χ², p \(value)).",
        "The share depends on the size of the parcel no more than chance would have it (χ², p \(value))."
      )
  }

  var ratioHead: [String] {
    language == .ru
      ? ["Стоимость участков", "Участков", "Медиана", "COD, %", "PRD", "PRB"]
      : ["Value of parcels", "Parcels", "Median", "COD, %", "PRD", "PRB"]
  }
  var before: String { pick("до: как записано", "before: as recorded") }
  var after: String { pick("после: площадь по съёмке", "after: surveyed areas") }
  var accepted: String { pick("принято считать ровным", "accepted as even") }
  var acceptedPRD: String { pick("0,98–1,03", "0.98–1.03") }
  var acceptedPRB: String { pick("−0,05…0,05", "−0.05…0.05") }
  var ratioNote: String {
    pick(
      """
      Отношение стоимости, с которой берётся налог, к стоимости по съёмке (медиана за м² в квартале для того же \
      использования × площадь на местности). COD — разброс; PRD выше и PRB ниже нормы — дорогие участки оценены \
      мягче дешёвых. «После» — если принять площадь на местности там, где есть признак. Пределы — стандарт IAAO; \
      в России не обязательны.
      """,
      """
      Value the tax is taken from over the value by the survey (median of a square metre of the same use nearby \
      × surveyed area). COD is the spread; PRD above and PRB below the norm mean that dear parcels are valued more \
      gently. "After" takes the surveyed area where there is a finding. The limits are those of the IAAO standard.
      """
    )
  }
  var noRatios: String {
    pick(
      "COD, PRD и PRB не посчитаны: нет участков и со стоимостью, и с парой на местности.",
      "COD, PRD and PRB were not computed: no parcels have both a value and a counterpart."
    )
  }
}
