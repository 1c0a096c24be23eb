import Findings
import Foundation
public import Revenue

/// From what inspectors decided to a policy that knows how often each kind of finding proves true.
public enum Calibration {
  /// What was learnt.
  public struct Result: Sendable, Equatable {
    /// The kinds with decisions, in the order of the catalogue.
    public var updates: [PrecisionUpdate] = []
    /// What was read.
    public var sheet = DecisionSheet()
    /// The id of the policy written.
    public var policy = ""
  }

  /// Updates the precision of every kind with decisions and writes the policy with it.
  ///
  /// The policy is a copy of the one the run was assessed under, with another id, title and precision; what it
  /// extends is looked for as before, so one that extends a file beside it is to be written beside it too.
  ///
  /// - Parameters:
  ///   - run: A finished run.
  ///   - decisionsPath: The table of decisions.
  ///   - policyPath: The policy with the prior; nil: the one the run was assessed under.
  ///   - out: The policy's file; `-` is standard output.
  /// - Returns: What was learnt, and the id of the policy.
  /// - Throws: ``JobFailure``; then nothing is written.
  public static func calibrate(
    run: String,
    decisionsPath: String,
    policyPath: String? = nil,
    out: String
  ) throws(JobFailure) -> Result {
    let data = try DataFolder.locate()
    let record = try RunRecord.read(run)
    let package = try RunPackage(path: "\(run)/results.gpkg")
    let findings = try RunReader.findings(package)
    let path: String
    if let policyPath {
      path = policyPath
    } else {
      path = try InputSearch.policy(of: record, run: run, data)
    }
    let policy = try RunSettings.policy(path, data)
    var result = Result()
    result.sheet = try DecisionSheet.read(decisionsPath, known: Set(findings.map(\.id)))
    result.updates = try updates(result.sheet.decisions, findings, package, policy)
    result.policy = "\(policy.id)-calibrated"
    let text = try written(path, policy, result)
    try PublishedFile.write(to: out) { (write) throws(JobFailure) in try write(text) }
    return result
  }

  private static func updates(
    _ decisions: [Decision],
    _ findings: [Finding],
    _ package: RunPackage,
    _ policy: Policy
  ) throws(JobFailure) -> [PrecisionUpdate] {
    let (ranks, last) = try RunReader.ranks(package)
    func isTop(_ id: String) -> Bool { (ranks[id] ?? .max) <= last }
    let verdicts = Dictionary(
      decisions.filter { $0.verdict != .unclear }.map { ($0.finding, $0.verdict) },
      uniquingKeysWith: { first, _ in first }
    )
    return FindingKind.allCases.compactMap { kind in
      let own = findings.filter { $0.kind == kind }
      let top = own.count { isTop($0.id) }
      return PrecisionUpdate(
        kind: kind,
        prior: policy.precision[kind],
        outcomes: own.compactMap { finding in
          verdicts[finding.id].map {
            PrecisionUpdate.Outcome(
              probability: finding.probability,
              isTrue: $0 == .confirmed,
              isTop: isTop(finding.id)
            )
          }
        },
        top: top,
        rest: own.count - top
      )
    }
  }

  /// The policy's file with another id, title and precision.
  private static func written(
    _ path: String,
    _ policy: Policy,
    _ result: Result
  ) throws(JobFailure) -> [UInt8] {
    guard let content = FileManager.default.contents(atPath: path),
      var document = try? JSONSerialization.jsonObject(with: content) as? [String: Any]
    else { throw .usage("\(path): is no policy") }
    document["id"] = result.policy
    document["title"] = [
      "ru": "\(policy.title.russian) (подтверждаемость по решениям инспекторов)",
      "en": "\(policy.title.english) (precision from inspectors' decisions)",
    ]
    var precision = document["precision"] as? [String: Any] ?? [:]
    var kinds = precision["kinds"] as? [String: Any] ?? [:]
    for update in result.updates {
      kinds[update.kind.rawValue] = [
        "value": rounded(update.mean),
        "spread": rounded(update.mean > 0 ? update.deviation / update.mean : 0),
        "count": NSNull(),
        "reason": reason(update),
      ]
    }
    precision["kinds"] = kinds
    document["precision"] = precision
    do {
      let text = try JSONSerialization.data(
        withJSONObject: document,
        options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      )
      return [UInt8](text) + [UInt8(ascii: "\n")]
    } catch {
      throw .output("the policy cannot be written as JSON")
    }
  }

  private static func reason(_ update: PrecisionUpdate) -> [String: String] {
    let worth = (update.effective * 10).rounded() / 10
    let before = "\(update.prior.value) ± \(rounded(update.prior.shareDeviation))"
    return [
      "ru":
        "подтверждено \(update.confirmed) из \(update.decided) проверенных, с весами на весь список "
        + "\(rounded(update.share)), что стоит \(worth) решений; до того \(before): "
        + update.prior.reason.russian,
      "en":
        "\(update.confirmed) of \(update.decided) inspected were confirmed, weighted to the whole list "
        + "\(rounded(update.share)), worth \(worth) decisions; before that \(before): "
        + update.prior.reason.english,
    ]
  }

  private static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }
}
