import Revenue

/// What the report says of inspections.
extension ReportWords {
  var inspections: String { pick("Проверить в первую очередь", "Inspect first") }

  var inspectionHead: [String] {
    language == .ru
      ? [
        "№", "Признак", "Объект", "Квартал", "Индекс, ₽", "Где", "Часов", "₽ в час",
        "Вероятность",
      ]
      : [
        "#", "Finding", "Object", "Quarter", "Index, ₽", "Where", "Hours", "₽ an hour",
        "Probability",
      ]
  }

  func place(_ place: InspectionPlace) -> String {
    switch place {
    case .desk: pick("документы", "desk")
    case .field: pick("выезд", "field")
    }
  }

  func inspectionSum(_ sum: InspectionPlan.Sum, hasBudget: Bool, _ numbers: NumberWords) -> String {
    let count = numbers.whole(sum.count)
    let stake = numbers.roubles(sum.stake)
    let whole = numbers.roubles(sum.wholeStake)
    let hours = numbers.decimal(sum.hours, 0)
    let cost = numbers.roubles(sum.cost)
    let quarters = numbers.whole(sum.quarters)
    let field = numbers.whole(sum.field)
    let random = numbers.whole(sum.random)
    return hasBudget
      ? pick(
        """
        Проверок: \(count) (с выездом \(field), кварталов \(quarters)), часов с дорогой: \(hours), затраты \
        \(cost) ₽. Индекс ожидаемого (все каналы вместе, это не сумма поступлений): \(stake) из \(whole) ₽. По жребию взято \(random): доля подтверждённых \
        среди них — несмещённая оценка для всего списка.
        """,
        """
        Inspections: \(count) (\(field) in the field, \(quarters) quarters), hours with the ways: \(hours), cost \
        \(cost) ₽. Index of what is expected (all channels together, no sum to come): \(stake) of \(whole) ₽. By lot: \(random); the share confirmed among those \
        is an unbiased estimate for the whole list.
        """
      )
      : pick(
        """
        Проверить всё: \(count) (с выездом \(field), кварталов \(quarters)), часов с дорогой: \(hours), затраты \
        \(cost) ₽; индекс ожидаемого (все каналы вместе, это не сумма поступлений): \(whole) ₽. Жребий отметил \(random): по ним одним можно оценить \
        подтверждаемость без смещения. Число возможных проверок задаётся при расчёте (--inspections).
        """,
        """
        To inspect all: \(count) (\(field) in the field, \(quarters) quarters), hours with the ways: \(hours), cost \
        \(cost) ₽; index of what is expected (all channels together, no sum to come): \(whole) ₽. The lot marked \(random): from these alone precision can be \
        estimated without bias. The number that can be made is set for the run (--inspections).
        """
      )
  }

  var inspectionNote: String {
    pick(
      """
      Порядок: по ожидаемой сумме за час проверки — все каналы вместе, в год и разово; возврат плательщику \
      важен так же, как доначисление, — затем по вероятности и отношению к допуску. Часы и место проверки — из \
      политики. Весь список, отбор и очередь кварталов — tables/inspections.csv.
      """,
      """
      Ranked by expected money per hour of inspection, all channels together, yearly and once; a refund matters \
      as much as a claim; then by probability and ratio. Hours and place come from the policy. The whole list, \
      who was chosen and the turn of each quarter are in tables/inspections.csv.
      """
    )
  }

  func tours(_ shown: String, _ all: String) -> String {
    pick("Кварталы в порядке обхода: \(shown) из \(all)", "Quarters in turn: \(shown) of \(all)")
  }
  var tourHead: [String] {
    language == .ru
      ? ["Очередь", "Квартал", "Проверок", "С выездом", "Часов без дороги", "Индекс, ₽"]
      : ["Turn", "Quarter", "Inspections", "In the field", "Hours, way apart", "Index, ₽"]
  }
  var curveX: String { pick("проверок", "inspections") }
  var curveY: String {
    pick(
      "Сколько рублей зависит от первых проверок списка (индекс: каналы вместе)",
      "Money that depends on the first inspections (an index: all channels together)"
    )
  }
}
