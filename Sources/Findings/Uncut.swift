import Cadastre
import Geometry
import Synchronization

/// The comparisons that GEOS could not cut, kept so that they are told and not lost.
///
/// Filled from all threads; what is read from it is sorted.
final class Uncut: Sendable {
  /// What was compared.
  struct Subject: Sendable, Hashable, Comparable {
    var register: [String]
    var survey: [String]

    static func < (first: Subject, second: Subject) -> Bool {
      (first.register.joined(separator: ";"), first.survey.joined(separator: ";"))
        < (second.register.joined(separator: ";"), second.survey.joined(separator: ";"))
    }
  }

  private let reasons = Mutex<[Subject: String]>([:])

  /// Notes that a comparison could not be made; of several reasons the first by name stays.
  func note(_ subject: Subject, _ reason: String) {
    reasons.withLock { known in
      known[subject] = min(known[subject] ?? reason, reason)
    }
  }

  /// One finding for each: the contours could not be compared, and a person has to look.
  func findings(in register: Register) -> [Finding] {
    let live = LiveNumbers(register)
    return reasons.withLock { $0 }.sorted { $0.key < $1.key }.map { subject, reason in
      Finding(
        id: FindingID.make(
          .invalidGeometry,
          register: subject.register,
          survey: subject.survey,
          aspect: "uncut"
        ),
        kind: .invalidGeometry,
        quarter: subject.register.first.flatMap {
          live.quarter(of: $0, layer: "register parcels")
        } ?? "",
        registerIDs: subject.register,
        surveyIDs: subject.survey,
        measure: 0,
        unit: .squareMetres,
        probability: Evidence.fact.probability,
        detail: "Контуры не удалось сравнить: \(reason)",
        detailEnglish: "The contours could not be compared: \(reason)",
        explanation: Explanation(evidence: [.fact])
      )
    }
  }
}
