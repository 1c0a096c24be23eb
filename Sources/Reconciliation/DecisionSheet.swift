import Cadastre
public import Findings
import Formats
import Foundation

/// Inspectors' decisions as a table file holds them.
///
/// CSV with comma, semicolon or tab, UTF-8 or the encoding of a Russian Windows. It needs a column `finding`
/// (or «Признак») and a column `decision` («Решение»); `inspector`, `date` and `note` may be there and any other
/// column is left alone, so that `tables/inspections.csv` with a column added will do. A row without a decision
/// says nothing. Of several decisions on one finding the one with the latest date counts, of equal dates the
/// last one.
public struct DecisionSheet: Sendable, Equatable {
  /// A row that could not be taken.
  public struct Refusal: Sendable, Equatable {
    /// The line of the file, from 1.
    public var line: Int
    /// The finding it names.
    public var finding: String
    /// Why (Russian).
    public var reason: String
    /// The same in English.
    public var reasonEnglish: String
  }

  /// The decisions, by finding.
  public var decisions: [Decision] = []
  /// Rows without a decision.
  public var blank = 0
  /// Rows that another decision on the same finding replaced.
  public var replaced = 0
  /// Rows that could not be taken, in the order of the file.
  public var refused: [Refusal] = []

  private static let names: [(key: String, russian: String)] = [
    ("finding", "признак"), ("decision", "решение"), ("inspector", "инспектор"),
    ("date", "дата"), ("note", "примечание"),
  ]

  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - path: The table.
  ///   - known: Ids of the findings there are; others are refused. nil: whatever they are.
  /// - Returns: The decisions, and what could not be taken.
  /// - Throws: ``JobFailure/input(_:)`` when it is no such table.
  static func read(_ path: String, known: Set<String>? = nil) throws(JobFailure) -> DecisionSheet {
    let table: CSVTable
    do throws(FormatError) {
      table = try CSVTable(bytes: try bytes(path), file: path)
    } catch {
      throw JobFailure(error)
    }
    let columns = names.map { name in table.index(of: name.key) ?? table.index(of: name.russian) }
    guard let findingColumn = columns[0], let decisionColumn = columns[1] else {
      throw .input("\(path): needs the columns \"finding\" and \"decision\"")
    }
    var sheet = DecisionSheet()
    for reject in table.rejects {
      sheet.refuse(
        reject.row,
        reject.key ?? "",
        "строка не той ширины",
        "the row has another width"
      )
    }
    var byFinding: [String: Decision] = [:]
    for (row, line) in zip(table.rows, table.lines) {
      let finding = bare(row[findingColumn])
      let word = row[decisionColumn].trimmingCharacters(in: .whitespaces)
      if word.isEmpty || word.lowercased() == "undecided" {
        sheet.blank += 1
        continue
      }
      guard known?.contains(finding) ?? true else {
        sheet.refuse(
          line,
          finding,
          "в этом расчёте нет такого признака",
          "no such finding in this run"
        )
        continue
      }
      guard let verdict = Decision.Verdict(words: word) else {
        sheet.refuse(
          line,
          finding,
          "решение «\(word)»: нужно «подтверждено», «не подтверждено», «исключение» или «неясно»",
          "decision \"\(word)\": \"confirmed\", \"rejected\", \"exception\" or \"unclear\" is "
            + "needed"
        )
        continue
      }
      func text(_ column: Int) -> String {
        columns[column].map { row[$0].trimmingCharacters(in: .whitespaces) } ?? ""
      }
      let date = Self.day(text(3))
      guard date.isEmpty || JobObject.isDay(date) else {
        sheet.refuse(
          line,
          finding,
          "дата «\(date)»: нужно ДД.ММ.ГГГГ или ГГГГ-ММ-ДД",
          "date \"\(date)\": YYYY-MM-DD or DD.MM.YYYY"
        )
        continue
      }
      let decision = Decision(
        finding: finding,
        verdict: verdict,
        inspector: text(2),
        date: date,
        note: text(4)
      )
      if let earlier = byFinding[finding] {
        sheet.replaced += 1
        if decision.date < earlier.date { continue }
      }
      byFinding[finding] = decision
    }
    sheet.refused.sort { ($0.line, $0.finding) < ($1.line, $1.finding) }
    sheet.decisions = byFinding.values.sorted { $0.finding < $1.finding }
    return sheet
  }

  /// What a run says that took the decisions of a former one along.
  func notes(from path: String) -> [Note] {
    guard !refused.isEmpty else { return [] }
    let (taken, left) = (decisions.count, refused.count)
    return [
      Note(
        russian: "Решения из \(path): принято \(taken), строк не принято \(left) "
          + "(первая — \(refused[0].line): \(refused[0].reason)).",
        english: "Decisions of \(path): \(taken) taken, \(left) rows not "
          + "(the first, \(refused[0].line): \(refused[0].reasonEnglish))."
      )
    ]
  }

  private mutating func refuse(_ line: Int, _ finding: String, _ russian: String, _ english: String)
  {
    refused.append(
      Refusal(line: line, finding: finding, reason: russian, reasonEnglish: english)
    )
  }

  /// A day as ISO 8601 where a spreadsheet wrote it as people do: `01.07.2026`, with or without a time behind it.
  private static func day(_ text: String) -> String {
    let date = text.prefix { $0 != " " }
    let parts = date.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].count == 4, parts.allSatisfy({ Int($0) != nil }),
      parts[0].count <= 2, parts[1].count <= 2
    else { return text }
    func two(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
    return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
  }

  /// A key as a spreadsheet may hold it: `="F-…"`.
  private static func bare(_ text: String) -> String {
    let key = text.trimmingCharacters(in: .whitespaces)
    return key.hasPrefix("=\"") && key.hasSuffix("\"") ? String(key.dropFirst(2).dropLast()) : key
  }

  /// The text of the file as UTF-8.
  private static func bytes(_ path: String) throws(FormatError) -> [UInt8] {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
    if String(data: data, encoding: .utf8) != nil { return [UInt8](data) }
    return Array((String(data: data, encoding: .windowsCP1251) ?? "").utf8)
  }
}
