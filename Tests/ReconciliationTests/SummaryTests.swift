import Cadastre
import Findings
import Revenue
import Synchronization
import Testing

@testable import Reconciliation

@Suite struct SummaryTests {
  @Test func moneyIsThatOfTheTotals() {
    let range = RevenueRange(
      low: Kopecks(rawValue: -7),
      expected: Kopecks(rawValue: 5),
      high: Kopecks(rawValue: 9)
    )
    let total = MoneyTotal(
      RevenueTotals.Row(
        channel: .reduction,
        period: .year,
        budget: .regional,
        count: 3,
        range: range
      )
    )
    #expect(total.channel == .reduction && total.period == .year && total.budget == .regional)
    #expect([total.low, total.expected, total.high].map(\.rawValue) == [-7, 5, 9])
    #expect(total.lines == 3)
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
