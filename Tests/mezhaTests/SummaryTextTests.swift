import Cadastre
import Export
import Findings
import Foundation
import Reconciliation
import Revenue
import Testing

@testable import mezha

@Suite struct SummaryTextTests {
  private func summary() -> RunSummary {
    var row = BalanceRow(layer: "register parcels")
    row.read = 1382
    row.withoutGeometry = 258
    row.linked = 1124
    var summary = RunSummary(municipality: "Ялта", balance: [row], folder: "out/run")
    summary.parcelLinks = 1124
    summary.findings = [
      KindCount(kind: .noGeometry, count: 9),
      KindCount(kind: .encroachment, count: 31, area: 12_345.6),
    ]
    summary.money = [
      MoneyTotal(
        channel: .reassessment,
        period: .year,
        budget: .municipal,
        lines: 12,
        low: Kopecks(rawValue: 100_049),
        expected: Kopecks(rawValue: 123_456_750),
        high: Kopecks(rawValue: 200_000_000)
      ),
      MoneyTotal(
        channel: .reduction,
        period: .year,
        budget: .municipal,
        lines: 2,
        low: Kopecks(rawValue: -99_950),
        expected: Kopecks(rawValue: -49),
        high: Kopecks(rawValue: 0)
      ),
    ]
    summary.notes = [Note(russian: "Обследовано не всё.", english: "Not all was surveyed.")]
    return summary
  }

  @Test func anOfficerReadsRussian() {
    #expect(
      SummaryText(language: .ru).run(summary()) == """
        Ялта: сверка реестра с обследованием

        Слой             всего  откл.  архив  без коорд.  связано  нет пары  вне съёмки
        участки реестра  1 382      0      0         258    1 124         0           0
        «Нет пары» — ещё не признак: признаки ниже.

        Связано пар: участков 1 124, зданий 0

        Признаки (решает человек)                  число  площадь, м²
        Нет координат границ                           9
        Признак занятия земли за границей участка     31       12 346

        Деньги, ₽                          срок   бюджет         строк  осторожно (P10)  ожидается        P90
        Доначисление учтённым              в год  муниципальный     12            1 000  1 234 568  2 000 000
        Уменьшение (в пользу плательщика)  в год  муниципальный      2           -1 000          0          0
        Строки не складываются: это разные пути денег.

        Карта  out/run/map/index.html
        Отчёт  out/run/report.html

        """
    )
  }

  @Test func englishHasItsOwnFigures() {
    let text = SummaryText(language: .en).run(summary())
    #expect(text.contains("1,234,568"))
    // What the program says of its own doing is talk.
    #expect(!text.contains("Not all was surveyed."))
    let talk = SummaryText(language: .en).notes(summary().notes)
    #expect(talk == "• Not all was surveyed.\n")
    let isRussian = text.replacing("Ялта", with: "").unicodeScalars.contains {
      (0x0400...0x04FF).contains($0.value)
    }
    #expect(!isRussian)
  }

  @Test func jsonKeepsKopecks() throws {
    let json = try JSONOutput.text(RunJSON(summary()))
    #expect(json.contains("\"expected\" : 1234567.5"))
    #expect(json.contains("\"low\" : 1000.49"))
    #expect(json.contains("\"without_geometry\" : 258"))
  }

  @Test func aCheckNamesWhatItKeptOut() {
    var row = BalanceRow(layer: "survey parcels")
    row.read = 2
    row.rejected = 1
    var summary = CheckSummary(municipality: "", workingCRS: "EPSG:7829", balance: [row])
    summary.rejects = [
      Reject(
        layer: "survey parcels",
        origin: Origin(file: "s.csv", layer: "s", row: 7),
        key: "P-7",
        code: "not-a-polygon",
        reason: "Не площадной объект",
        reasonEnglish: "Not a polygon"
      )
    ]
    let text = SummaryText(language: .en).check(summary)
    #expect(text.contains("survey parcels  s.csv    7  P-7  Not a polygon"))
    #expect(text.contains("does not add up"))
    #expect(text.contains("There is something to mend."))
    #expect(!summary.isClean)
  }

  @Test func progressComesInItsDresses() {
    let end = ProgressEvent.ended(.match, items: 12_345, seconds: 0.5)
    #expect(ProgressRenderer.plain(end, .en).hasPrefix("matching "))
    #expect(ProgressRenderer.plain(end, .en).hasSuffix("12,345  0.50 s\n"))
    #expect(ProgressRenderer.plain(.started(.match), .en) == "")
    #expect(
      ProgressRenderer.json(end)
        == "{\"event\":\"ended\",\"stage\":\"match\",\"items\":12345,\"seconds\":0.500}\n"
    )
    #expect(ProgressRenderer.terminal(.started(.match), .en) == "\r\u{1B}[Kmatching…")
  }
}
