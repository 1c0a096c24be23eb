import Cadastre
import Export
import Findings
import Reconciliation
import Revenue

/// The summary of a run as an officer reads it, in the language asked for.
struct SummaryText {
  var language: Language

  var numbers: NumberText { NumberText(language: language) }
  private var isRussian: Bool { language == .ru }

  func say(_ russian: String, _ english: String) -> String { isRussian ? russian : english }

  func run(_ summary: RunSummary) -> String {
    var parts = [
      title(summary.municipality, say("сверка реестра с обследованием", "register and survey")),
      warnings(summary.warnings),
      balance(summary.balance),
      say("Связано пар: участков ", "Linked pairs: parcels ")
        + numbers.whole(summary.parcelLinks)
        + say(", зданий ", ", buildings ") + numbers.whole(summary.buildingLinks) + "\n",
      findings(summary.findings),
      money(summary.money),
    ]
    var places = TextTable(["", ""], left: [0, 1])
    places.add([say("Карта", "Map"), summary.map])
    places.add([say("Отчёт", "Report"), summary.report])
    parts.append(places.text)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// A run that was assessed again: its money and where it stands.
  func revenue(_ summary: RunSummary, isReplaced: Bool = false) -> String {
    var places = TextTable(["", ""], left: [0, 1])
    places.add([say("Карта", "Map"), summary.map])
    places.add([say("Отчёт", "Report"), summary.report])
    let money = money(summary.money)
    return [
      title(summary.municipality, say("деньги по новой политике", "money under a new policy")),
      warnings(summary.warnings),
      money.isEmpty ? say("Денег нет.\n", "There is no money.\n") : money,
      isReplaced
        ? say(
          "Расчёт в папке \(summary.folder) заменён этим; чтобы сохранить оба, назовите --out.\n",
          "The run in \(summary.folder) was replaced by this one; to keep both, name --out.\n"
        ) : "",
      places.text,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  func check(_ summary: CheckSummary) -> String {
    let crs = summary.workingCRS.isEmpty ? say("не определена", "unknown") : summary.workingCRS
    let parts = [
      title(summary.municipality, say("проверка входных данных", "check of the inputs")),
      warnings(summary.warnings),
      say("Рабочая система координат: ", "Working CRS: ") + crs + "\n",
      sources(summary.sources),
      labels(summary.labels),
      dates(summary),
      inputBalance(summary.balance),
      summary.repairs == 0
        ? ""
        : say("Исправлено контуров: ", "Mended shapes: ") + numbers.whole(summary.repairs) + "\n",
      rejects(summary.rejects),
      say(
        "Признаки здесь не ищутся и пары не подбираются: это делает mezha reconcile.\n",
        "Nothing is matched and no signs are looked for here: mezha reconcile does that.\n"
      ),
      notes(summary.notes),
      summary.isClean
        ? say("Данные годны.", "The inputs are sound.") + "\n"
        : say("Есть что исправить.", "There is something to mend.") + "\n",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func title(_ municipality: String, _ what: String) -> String {
    (municipality.isEmpty ? what : "\(municipality): \(what)") + "\n"
  }

  private func balance(_ rows: [BalanceRow]) -> String {
    var table = TextTable(
      isRussian
        ? [
          "Слой", "всего", "откл.", "архив", "без коорд.", "связано", "нет пары", "вне съёмки",
        ]
        : [
          "Layer", "read", "rejected", "archived", "no shape", "linked", "unlinked", "unsurveyed",
        ]
    )
    for row in rows {
      let counts = [row.read, row.rejected, row.archived, row.withoutGeometry].map(numbers.whole)
      let pairs =
        row.isMatched
        ? [row.linked, row.unlinked, row.notSurveyed].map(numbers.whole) : ["—", "—", "—"]
      let mark = row.addsUp ? "" : say("  не сходится", "  does not add up")
      table.add([layer(row.layer)] + counts + pairs + (mark.isEmpty ? [] : [mark]))
    }
    return table.text
      + say(
        "«Нет пары» — ещё не признак: признаки ниже.\n",
        "\"Unlinked\" is no sign yet: signs stand below.\n"
      )
  }

  /// The balance before anything is matched: what is left over is what a run will look for.
  private func inputBalance(_ rows: [BalanceRow]) -> String {
    var table = TextTable(
      isRussian
        ? ["Слой", "всего", "откл.", "архив", "без коорд.", "к сверке"]
        : ["Layer", "read", "rejected", "archived", "no shape", "to match"]
    )
    for row in rows {
      let left = row.linked + row.unlinked + row.notSurveyed
      let mark = row.addsUp ? "" : say("  не сходится", "  does not add up")
      table.add(
        [layer(row.layer)]
          + [row.read, row.rejected, row.archived, row.withoutGeometry, left].map(numbers.whole)
          + (mark.isEmpty ? [] : [mark])
      )
    }
    return table.text
  }

  private func findings(_ rows: [KindCount]) -> String {
    if rows.isEmpty { return say("Признаков расхождений нет.\n", "No signs of disagreement.\n") }
    var table = TextTable(
      isRussian
        ? ["Признаки (решает человек)", "число", "площадь, м²"]
        : ["Signs (a person decides)", "count", "area, m²"]
    )
    for row in rows {
      table.add([
        row.kind.title(WordLanguage(language)),
        numbers.whole(row.count),
        row.area.map(numbers.rounded) ?? "",
      ])
    }
    return table.text
  }

  func money(_ rows: [MoneyTotal]) -> String {
    if rows.isEmpty { return "" }
    var table = TextTable(
      isRussian
        ? ["Деньги, ₽", "срок", "бюджет", "строк", "осторожно (P10)", "ожидается", "P90"]
        : ["Money, RUB", "due", "budget", "lines", "low (P10)", "expected", "P90"],
      left: [0, 1, 2]
    )
    for row in rows {
      table.add([
        channel(row.channel),
        period(row.period), budget(row.budget),
        numbers.whole(row.lines), numbers.roubles(row.low), numbers.roubles(row.expected),
        numbers.roubles(row.high),
      ])
    }
    return table.text
      + say("Строки не складываются: это разные пути денег.", "Lines are different roads of money;")
      + say("\n", " they do not add up to one sum.\n")
  }

  private func rejects(_ rejects: [Reject]) -> String {
    if rejects.isEmpty { return "" }
    var table = TextTable(
      isRussian
        ? ["Отклонено", "файл", "строка", "ключ", "причина"]
        : ["Rejected", "file", "row", "key", "reason"],
      left: [0, 1, 3, 4]
    )
    // A screen holds no more; --json gives them all.
    let shown = 20
    for reject in rejects.prefix(shown) {
      table.add([
        layer(reject.layer), reject.origin.file, "\(reject.origin.row)", reject.key,
        say(reject.reason, reject.reasonEnglish),
      ])
    }
    let rest = rejects.count - shown
    return table.text
      + (rest > 0 ? say("… и ещё ", "… and more: ") + numbers.whole(rest) + " (--json)\n" : "")
  }

  /// What comes before everything else, so that nobody reads past it.
  private func warnings(_ notes: [Note]) -> String {
    let mark = say("ВНИМАНИЕ: ", "ATTENTION: ")
    return notes.map { mark + say($0.russian, $0.english) + "\n" }.joined()
  }

  /// What the program has to say of its own doing, a line each: talk, not product.
  func notes(_ notes: [Note]) -> String {
    notes.map { "• \(say($0.russian, $0.english))\n" }.joined()
  }

  func layer(_ name: String) -> String {
    isRussian ? BalanceRow.russianTitle(of: name) : name
  }

  func period(_ period: Period) -> String {
    period == .year ? say("в год", "a year") : say("разово", "once")
  }

  func budget(_ budget: Budget) -> String {
    budget == .municipal ? say("муниципальный", "municipal") : say("региональный", "regional")
  }

  func channel(_ channel: Channel) -> String {
    channel.title(inEnglish: !isRussian)
  }
}
