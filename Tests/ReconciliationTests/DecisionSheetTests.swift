import Findings
import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// What inspectors write is read as it comes.
@Suite struct DecisionSheetTests {
  private func read(_ data: Data, known: Set<String> = ["F-A", "F-B", "F-C", "F-D"]) throws
    -> DecisionSheet
  {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "decisions.csv")
      try data.write(to: file)
      return try DecisionSheet.read(file.path, known: known)
    }
  }

  @Test func aTableForMachines() throws {
    let text = """
      rank,finding,decision,inspector,date,note
      1,F-B,rejected,И. Иванов,2026-07-02,"забор, не стена"
      2,F-A,confirmed,,,
      3,F-C,undecided,,,
      4,F-D,exception,,,

      """
    let sheet = try read(Data(text.utf8))
    #expect(
      sheet.decisions == [
        Decision(finding: "F-A", verdict: .confirmed),
        Decision(
          finding: "F-B",
          verdict: .rejected,
          inspector: "И. Иванов",
          date: "2026-07-02",
          note: "забор, не стена"
        ),
        Decision(finding: "F-D", verdict: .exception),
      ]
    )
    #expect(sheet.blank == 1 && sheet.refused.isEmpty && sheet.replaced == 0)
  }

  @Test func aTableFromARussianExcel() throws {
    let text =
      "Признак;Решение\r\n\"=\"\"F-A\"\"\";Подтверждено\r\nF-B;не подтверждено\r\nF-C;неясно\r\n"
    let bytes = try #require(text.data(using: .windowsCP1251))
    for data in [bytes, Data("\u{FEFF}\(text)".utf8)] {
      let sheet = try read(data)
      #expect(sheet.decisions.map(\.finding) == ["F-A", "F-B", "F-C"])
      #expect(sheet.decisions.map(\.verdict) == [.confirmed, .rejected, .unclear])
    }
  }

  @Test func theLatestDecisionCounts() throws {
    let text = """
      finding,decision,date
      F-A,confirmed,2026-07-02
      F-A,rejected,2026-07-01
      F-B,confirmed,2026-07-02
      F-B,rejected,2026-07-02

      """
    let sheet = try read(Data(text.utf8))
    #expect(sheet.decisions.map(\.verdict) == [.confirmed, .rejected])
    #expect(sheet.replaced == 2)
  }

  /// A spreadsheet writes days as people do, some without a nought and some with the time of day.
  @Test func aDayMayBeWrittenAsPeopleDo() throws {
    let text = """
      finding,decision,date
      F-A,confirmed,02.07.2026
      F-B,rejected,2.7.2026 00:00

      """
    let sheet = try read(Data(text.utf8))
    #expect(sheet.decisions.map(\.date) == ["2026-07-02", "2026-07-02"] && sheet.refused.isEmpty)
  }

  @Test func whatCannotBeTakenIsSaidWithItsLine() throws {
    let text = """
      finding,decision,date
      F-X,confirmed,
      F-A,maybe,
      F-B,confirmed,2 июля 2026
      F-C,confirmed

      """
    let sheet = try read(Data(text.utf8))
    #expect(sheet.decisions.isEmpty)
    #expect(sheet.refused.map(\.line) == [2, 3, 4, 5])
    #expect(sheet.refused[0].reasonEnglish == "no such finding in this run")
    #expect(sheet.refused[2].reason.contains("2 июля 2026"))
    #expect(throws: JobFailure.self) { try read(Data("finding,note\nF-A,x\n".utf8)) }
    #expect(throws: JobFailure.self) { try read(Data()) }
  }
}
