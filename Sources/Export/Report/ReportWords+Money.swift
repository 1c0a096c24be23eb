/// What the report says of sums.
extension ReportWords {
  var money: String { pick("Суммы", "Sums") }
  /// Under which rules the sums were made.
  func policy(_ id: String, file: String) -> String {
    pick(
      "Суммы — по политике \(id) "
        + (file.isEmpty
          ? "(взята по умолчанию: задание политику не называет; ставки — предельные по "
            + "закону)." : "(\(file))."),
      "The sums follow the policy \(id) "
        + (file.isEmpty
          ? "(the default: the job names none; the rates are the ceilings of the "
            + "law)." : "(\(file)).")
    )
  }
  var totalsHead: [String] {
    language == .ru
      ? [
        "Канал", "Срок", "Бюджет", "Строк", "Осторожно (P10), ₽", "Ожидаемо, ₽", "Высоко (P90), ₽",
      ]
      : ["Channel", "Due", "Budget", "Lines", "With care (P10), ₽", "Expected, ₽", "High (P90), ₽"]
  }
  var byTax: String { pick("Ожидаемо по платежам", "Expected by tax") }
  var byBudget: String { pick("Ожидаемо по бюджетам", "Expected by budget") }
  var byKind: String { pick("Ожидаемо по видам признаков", "Expected by kind") }
  var byQuarter: String { pick("Ожидаемо по кварталам", "Expected by quarter") }
  var all: String { pick("Всего", "All") }
  func otherQuarters(_ count: String) -> String {
    pick("остальные кварталы: \(count)", "other quarters: \(count)")
  }
  var lawHead: [String] {
    language == .ru ? ["Платёж", "На чём основан", "Строк"] : ["Tax", "Ground", "Lines"]
  }

  var unseenLaw: String {
    pick(
      "[?] — текст нормы не сверен с официальной публикацией: проверить до подписи.",
      "[?]: the wording was not checked against the official text; to be done before signing."
    )
  }

  func pictureTitle(_ period: String) -> String {
    pick("Что может прийти, ₽ \(period)", "What may come, ₽ \(period)")
  }
  var expectedWord: String { pick("ожидаемо", "expected") }
  var highWord: String { pick("высоко", "high") }

  var run: String {
    pick("Расчёт: программа, файлы и параметры", "Run: program, files and parameters")
  }
  var signatures: [String] {
    language == .ru ? ["Составил", "Проверил", "Утвердил"] : ["Prepared", "Checked", "Approved"]
  }
  var signatureHint: String { pick("должность, подпись, дата", "position, signature, date") }
}
