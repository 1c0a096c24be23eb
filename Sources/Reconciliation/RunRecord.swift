import Cadastre
import Export
import Findings
import Foundation
import Projection

/// What of a finished run stands in `run.json` and in no table.
struct RunRecord: Decodable {
  struct Dates: Decodable {
    var register: String?
    var survey: String?
  }

  struct SurveyRecord: Decodable {
    enum CodingKeys: String, CodingKey {
      case accuracy = "accuracy_m"
      case outline, coverage
      case coverageQuarters = "coverage_quarters"
    }

    var accuracy: Double
    var outline: String
    var coverage: String
    var coverageQuarters: [String]?
  }

  struct System: Decodable {
    var definition: String
  }

  struct Input: Decodable {
    var path: String
    var bytes: Int
    var sha256: String
  }

  struct Remark: Decodable {
    var ru: String
    var en: String
  }

  struct Source: Decodable {
    struct Operation: Decodable {
      enum CodingKeys: String, CodingKey {
        case name
        case accuracy = "accuracy_m"
      }

      var name: String
      var accuracy: Double?
    }

    var path: String
    var layer: String
    var feeds: String
    var crs: String
    var operations: [Operation]
  }

  struct Counts: Decodable {
    enum CodingKeys: String, CodingKey {
      case within = "within_tolerance_by_kind"
    }

    var within: [String: Int]?
  }

  enum CodingKeys: String, CodingKey {
    case municipality, language, dates, survey, inputs, parameters, counts, warnings, notes, sources
    case workingCRS = "working_crs"
  }

  var municipality: String
  var language: String
  var dates: Dates
  var survey: SurveyRecord
  var workingCRS: System
  var inputs: [Input]
  var parameters: [String: String]
  var counts: Counts?
  /// Absent from runs of before they were written.
  var warnings: [Remark]?
  var notes: [Remark]
  /// Absent from runs of before they were written.
  var sources: [Source]?

  /// How the layers of the inputs were placed.
  var placements: [SourcePlacement] {
    (sources ?? []).map { source in
      SourcePlacement(
        path: source.path,
        layer: source.layer,
        feeds: source.feeds,
        crs: source.crs,
        operations: source.operations.map { .init(name: $0.name, accuracy: $0.accuracy) }
      )
    }
  }

  /// Differences within tolerance by kind.
  var within: [FindingKind: Int] {
    var result: [FindingKind: Int] = [:]
    for (code, count) in counts?.within ?? [:] {
      if let kind = FindingKind(rawValue: code) { result[kind] = count }
    }
    return result
  }

  /// Reads the manifest of the run in `folder`.
  static func read(_ folder: String) throws(JobFailure) -> RunRecord {
    let path = "\(folder)/run.json"
    guard let content = FileManager.default.contents(atPath: path) else {
      throw .input("\(path): cannot be read; is \(folder) a finished run?")
    }
    do {
      return try JSONDecoder().decode(RunRecord.self, from: content)
    } catch {
      throw .input(
        "\(path): is not the record of a run this program can read: \(Self.place(error))"
      )
    }
  }

  private static func place(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.map(\.stringValue).joined(separator: ".") + ": "
        + context.debugDescription
    default: error.localizedDescription
    }
  }
}
