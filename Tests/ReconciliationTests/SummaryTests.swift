import Cadastre
import Findings
import Revenue
import Synchronization
import Testing

@testable import Reconciliation

@Suite struct SummaryTests {
  private func line(_ channel: Channel, _ period: Period, _ expected: Int64) -> RevenueLine {
    RevenueLine(
      finding: "f",
      object: "o",
      quarter: "q",
      channel: channel,
      tax: "land-tax",
      base: .zero,
      rate: 0,
      low: Kopecks(rawValue: expected / 2),
      expected: Kopecks(rawValue: expected),
      high: Kopecks(rawValue: expected * 2),
      period: period,
      budget: .municipal,
      law: "",
      assumptions: ""
    )
  }

  @Test func moneyIsNeverAddedAcrossChannelsOrPeriods() {
    let totals = MoneyTotal.totals([
      line(.reduction, .year, -10), line(.reassessment, .year, 101), line(.fine, .once, 7),
      line(.reassessment, .once, 5), line(.reassessment, .year, 99),
    ])
    #expect(totals.map(\.channel) == [.reassessment, .reassessment, .fine, .reduction])
    #expect(totals.map(\.expected.rawValue) == [200, 5, 7, -10])
    #expect(totals.map(\.low.rawValue) == [99, 2, 3, -5])
    #expect(totals.map(\.lines) == [2, 1, 1, 1])
  }

  @Test func findingsAreCountedInTheOrderOfTheCatalogue() {
    func finding(_ kind: FindingKind, _ area: Double?) -> Finding {
      Finding(
        id: "f",
        kind: kind,
        quarter: "q",
        registerIDs: [],
        surveyIDs: [],
        measure: 1,
        unit: .none,
        probability: 1,
        area: area,
        detail: "",
        detailEnglish: ""
      )
    }
    let counts = KindCount.count([
      finding(.encroachment, 2), finding(.noGeometry, nil), finding(.encroachment, 3),
    ])
    #expect(counts.map(\.kind) == [.noGeometry, .encroachment])
    #expect(counts.map(\.count) == [1, 2])
    #expect(counts.map(\.area) == [nil, 5])
  }

  @Test func progressTellsBeginningAndEnd() throws {
    let events = Mutex<[ProgressEvent]>([])
    let progress = ProgressSink { event in events.withLock { $0.append(event) } }
    var times: [StageTime] = []
    let result = try progress.run(.match, times: &times, items: { $0 * 2 }) {
      () throws(JobFailure) in 21
    }
    #expect(result == 21)
    #expect(times.map(\.items) == [42])
    #expect(events.withLock { $0.count } == 2)
    #expect(events.withLock { $0.first } == .started(.match))
  }
}
