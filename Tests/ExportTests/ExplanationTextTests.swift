import Export
import Findings
import Testing

@Suite struct ExplanationTextTests {
  /// Every code of the schema at once, read back as it was written.
  @Test func whatIsWrittenIsReadBack() {
    let bases: [Basis] =
      Basis.Other.allCases.map { .coincidence(k: 2, first: 0.1, second: 0.25, other: $0) }
      + [.areas(first: 8.5, second: 9.25, rule: "ru-3.5"), .rule("gapWidth"), .record, .meaning]
    var conditions: [Condition] = []
    for bound in Bound.allCases {
      for basis in bases { conditions.append(Condition(.depth, 1.5, bound, 0.25, basis)) }
    }
    let explanation = Explanation(
      conditions: conditions,
      figures: Quantity.allCases.map { Figure($0, -12.125) },
      evidence: Evidence.Name.allCases.map { Evidence($0, logOdds: -0.5) },
      runnerUp: RunnerUp(id: "90:25:010101:1", probability: 0.75, margin: 0.25),
      notes: [Words(ru: "«кавычки» \"и\" \\ знаки", en: "line\nbreak")],
      otherwise: Words(ru: "иначе", en: "otherwise"),
      laws: ["Приказ"]
    )
    let text = ExplanationText.encode(explanation)
    #expect(!text.contains("\n"))
    #expect(ExplanationText.decode(text) == explanation)
    #expect(ExplanationText.decode(ExplanationText.encode(Explanation())) == Explanation())
    #expect(ExplanationText.decode("") == nil)
    #expect(ExplanationText.decode(text.replacing("\"depth\"", with: "\"death\"")) == nil)
  }
}
