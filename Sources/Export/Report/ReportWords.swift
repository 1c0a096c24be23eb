import Cadastre
import Revenue

/// Everything the report says, in its language.
struct ReportWords: Sendable {
  var language: Language

  func pick(_ ru: String, _ en: String) -> String { language == .ru ? ru : en }

  var title: String { pick("Сверка реестра с обследованием", "Register against survey") }
  var register: String { pick("Реестр (ЕГРН)", "Register") }
  var survey: String { pick("Обследование", "Survey") }
  var accuracy: String { pick("Погрешность съёмки", "Accuracy of the survey") }
  var coverage: String { pick("Обследовано", "Surveyed") }
  var system: String { pick("Система координат", "Coordinate system") }

  func compared(date: String?, parcels: String, buildings: String) -> String {
    let when = date ?? pick("дата не указана", "no date")
    return pick(
      "\(when): участков \(parcels), зданий \(buildings)",
      "\(when): \(parcels) parcels, \(buildings) buildings"
    )
  }

  func coverage(_ coverage: Coverage, _ numbers: NumberWords) -> String {
    switch coverage {
    case .everywhere: pick("вся территория", "everywhere")
    case .area: pick("внутри границ съёмки из задания", "inside the area given in the job")
    case .quarters(let list):
      pick(
        list.isEmpty
          ? "съёмки нет" : "кварталы, где есть данные съёмки: \(numbers.whole(list.count))",
        list.isEmpty
          ? "there is no survey"
          : "the quarters where the survey recorded something: \(numbers.whole(list.count))"
      )
    }
  }

  var attention: String { pick("Внимание", "Attention") }
  var statement: String {
    pick(
      """
      Каждая строка здесь — признак (индикатор риска), а не нарушение. Решение принимает человек после \
      проверки документов и выезда; до этого никто не виноват и ничего не должен.
      """,
      """
      Every line here is a sign (a risk indicator), not an offence. A person decides after checking the \
      documents and the place; until then nobody is guilty and nothing is due.
      """
    )
  }

  var headline: String { pick("Главное", "Headline") }
  func found(_ findings: String, _ kinds: String) -> String {
    pick(
      "Найдено признаков: \(findings), видов: \(kinds). Осторожная оценка — первой.",
      "\(findings) findings of \(kinds) kinds. The careful figure comes first."
    )
  }
  var low: String { pick("осторожно", "with care") }
  func range(_ expected: String, _ high: String) -> String {
    pick("ожидаемо \(expected) ₽ · высоко \(high) ₽", "expected \(expected) ₽ · high \(high) ₽")
  }
  var neverAdded: String {
    pick(
      "Каналы не складываются: это разные деньги, разные основания и разные сроки.",
      "Channels are not added up: different money, different grounds, different dates."
    )
  }
  var noMoney: String {
    pick("Оценка доходов не выполнялась.", "Revenue was not assessed.")
  }
  var noFindings: String { pick("Признаков не найдено.", "No findings.") }

  func within(_ count: String) -> String {
    pick(
      "Различий в пределах допуска: \(count); они сосчитаны и не перечислены.",
      "Differences within tolerance: \(count); they are counted and not listed."
    )
  }

  var kinds: String { pick("Признаки по видам", "Findings by kind") }
  var kindHead: [String] {
    language == .ru
      ? ["Вид и что это значит", "Число", "Площадь, м²"]
      : ["Kind and what it means", "Count", "Area, m²"]
  }

  func short(_ channel: Channel) -> String {
    switch channel {
    case .reassessment: pick("доначисление", "reassessment")
    case .afterRegistration: pick("после регистрации прав", "after registration")
    case .unjustEnrichment: pick("пользование без права", "use without right")
    case .fine: pick("штраф", "fine")
    case .redistributionFee: pick("перераспределение", "redistribution")
    case .reduction: pick("уменьшение", "reduction")
    }
  }

  func quarters(_ shown: String, _ all: String) -> String {
    pick("Кварталы с признаками: \(shown) из \(all)", "Quarters with findings: \(shown) of \(all)")
  }
  var quarterHead: [String] {
    language == .ru
      ? ["Квартал", "Участков", "Зданий", "Признаков", "Сдвиг, м"]
      : ["Quarter", "Parcels", "Buildings", "Findings", "Shift, m"]
  }

  var balance: String { pick("Баланс: ни одна запись не потеряна", "Balance: no record is lost") }
  var balanceHead: [String] {
    language == .ru
      ? [
        "Слой", "Прочитано", "Отклонено", "Архивные", "Без координат", "Сопоставлено", "Без пары",
        "Не обследовано", "Сходится",
      ]
      : [
        "Layer", "Read", "Rejected", "Archived", "Without geometry", "Linked", "Unlinked",
        "Not surveyed", "Adds up",
      ]
  }
  var balanceNote: String {
    pick(
      """
      Каждая прочитанная запись стоит ровно в одном столбце, в первом подходящем слева направо. «Без пары» — ещё \
      не признак: пары может не быть у постройки без фундамента, у здания, которое в реестре без координат, у \
      малого строения; кварталы, земли общего пользования и граница съёмки пары не имеют вовсе («—»). «Не \
      обследовано» — съёмки там не было: это не «снесено» и не «не найдено». Причины отклонения — \
      tables/rejects.csv.
      """,
      """
      Every record read stands in exactly one column, the first from the left that fits. "Unlinked" is no finding \
      yet: a shed, a building the register holds without coordinates, a small one may have no counterpart; quarters, \
      public land and coverage never have one ("—"). "Not surveyed" means \
      that nobody looked there: neither "demolished" nor "not found". Reasons for rejecting are in \
      tables/rejects.csv.
      """
    )
  }

  func layer(_ name: String) -> String {
    pick(BalanceRow.russianTitle(of: name), name)
  }

  var notes: String { pick("Примечания и допущения", "Notes and assumptions") }
  var rangeNote: String {
    pick(
      """
      «Осторожно» и «высоко» в итогах — 10-й и 90-й процентили суммы по розыгрышам, в которых \
      подтверждаемость вида признаков, собираемость и допущения политики общие для всех строк и потому не \
      усредняются; у отдельных строк — их собственные процентили, они не складываются. «Ожидаемо» складывается.
      """,
      """
      "With care" and "high" in the totals are the 10th and 90th percentiles of the sum over draws in which \
      the precision of a kind, collection and the policy's assumptions are common to all lines and so do not \
      average out; single lines have percentiles of their own, which do not add up. "Expected" adds up.
      """
    )
  }

  var assumptions: String { pick("На чём держатся суммы", "What the sums rest on") }
  var assumptionHead: [String] {
    language == .ru
      ? ["Где в политике", "Принято", "±\u{A0}%", "Почему"]
      : ["Where in the policy", "Taken as", "±\u{A0}%", "Why"]
  }
  var withoutMoney: String {
    pick("Рассмотрены и денег не приносят:", "Looked at and worth nothing:")
  }

  var inputs: String { pick("Исходные файлы", "Inputs") }
  var inputHead: [String] {
    language == .ru ? ["Файл", "Байт", "SHA-256"] : ["File", "Bytes", "SHA-256"]
  }
  var footer: String {
    pick(
      "для служебного пользования · карта: map/index.html · таблицы: tables/",
      "internal · map: map/index.html · tables: tables/"
    )
  }
}
