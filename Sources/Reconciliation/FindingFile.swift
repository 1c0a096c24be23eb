import Cadastre
public import Findings
public import Revenue

/// What a finished run holds about its findings beside the findings themselves: their money and what was decided.
public struct FindingFile: Sendable {
  /// Every finding of the run.
  public var findings: [Finding]
  /// The lines of money, by finding.
  public var lines: [String: [RevenueLine]]
  /// What inspectors decided, by finding.
  public var decisions: [String: Decision]

  /// Reads the run in `folder`.
  ///
  /// - Throws: ``JobFailure/input(_:)`` when it is no finished run.
  /// - Complexity: linear in the records; the whole package in memory.
  public static func read(_ folder: String) throws(JobFailure) -> FindingFile {
    let package = try RunPackage(path: "\(folder)/results.gpkg")
    let findings = try RunReader.findings(package)
    return FindingFile(
      findings: findings,
      lines: Dictionary(grouping: try RunReader.revenue(package, findings), by: \.finding),
      decisions: Dictionary(
        try RunReader.decisions(package).map { ($0.finding, $0) },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }
}
