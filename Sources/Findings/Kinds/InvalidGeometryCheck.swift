import Cadastre
import Geometry
import Matching

/// Register shapes that had to be repaired, or could not be: self-crossing, spikes, holes outside, unclosed rings.
enum InvalidGeometryCheck: FindingCheck {
  static let kinds: [FindingKind] = [.invalidGeometry]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let live = LiveNumbers(scene.register)
    var findings: [Finding] = []
    for repair in scene.repairs {
      let isSurvey = repair.layer.hasPrefix("survey")
      guard
        let quarter = isSurvey
          ? repair.place.flatMap({ scene.quarters.quarter(at: $0) }) ?? ""
          : live.quarter(of: repair.key, layer: repair.layer)
      else { continue }
      let ids = (register: isSurvey ? [] : [repair.key], survey: isSurvey ? [repair.key] : [])
      let change = abs(repair.areaAfter - repair.areaBefore)
      findings.append(
        Finding(
          id: FindingID.make(
            .invalidGeometry,
            register: ids.register,
            survey: ids.survey,
            aspect: repair.layer
          ),
          kind: .invalidGeometry,
          quarter: quarter,
          registerIDs: ids.register,
          surveyIDs: ids.survey,
          measure: change,
          unit: .squareMetres,
          probability: Evidence.fact.probability,
          area: change,
          detail:
            "Геометрия исправлена (\(russian(repair.reason))): площадь "
            + "\(Figures.russian(repair.areaBefore)) → \(Figures.russian(repair.areaAfter, "м²"))",
          detailEnglish:
            "Geometry repaired (\(repair.reason)): area "
            + "\(Figures.english(repair.areaBefore)) → \(Figures.english(repair.areaAfter, "m²"))",
          explanation: Explanation(figures: [Figure(.areaChange, change)], evidence: [.fact]),
          place: repair.place
        )
      )
    }
    for reject in scene.rejects
    where ["no-area", "unrepairable"].contains(reject.code) && !reject.key.isEmpty {
      guard reject.layer.hasPrefix("register"), reject.status == .active else { continue }
      findings.append(
        Finding(
          id: FindingID.make(
            .invalidGeometry,
            register: [reject.key],
            survey: [],
            aspect: reject.layer
          ),
          kind: .invalidGeometry,
          quarter: LiveNumbers.quarter(in: reject.key),
          registerIDs: [reject.key],
          surveyIDs: [],
          measure: 0,
          unit: .squareMetres,
          probability: Evidence.fact.probability,
          detail: "Геометрия отклонена: \(reject.reason)",
          detailEnglish: "Geometry rejected: \(reject.reasonEnglish)",
          explanation: Explanation(evidence: [.fact]),
          place: reject.place
        )
      )
    }
    return findings
  }
}

/// Numbers of the register's records that findings may name.
struct LiveNumbers {
  private var quarters: [String: [String: String]] = [:]

  init(_ register: Register) {
    for record in register.parcels.records where record.status == .active {
      quarters["register parcels", default: [:]][record.number] = record.quarter
    }
    for record in register.buildings.records where record.status == .active {
      quarters["register buildings", default: [:]][record.number] = record.quarter
    }
  }

  /// The quarter of a live record; nil when there is none of that number.
  func quarter(of number: String, layer: String) -> String? { quarters[layer]?[number] }

  /// The quarter a cadastral number names: all but its last part.
  static func quarter(in number: String) -> String {
    number.split(separator: ":", omittingEmptySubsequences: false).dropLast()
      .joined(separator: ":")
  }
}

extension InvalidGeometryCheck {
  /// What GEOS and the reader call wrong, in Russian; words that are not known stay as they are.
  static func russian(_ reason: String) -> String {
    switch reason {
    case "Self-intersection": "контур пересекает сам себя"
    case "Ring Self-intersection": "контур касается сам себя"
    case "Hole lies outside shell": "внутренний контур лежит вне внешнего"
    case "Holes are nested": "внутренние контуры вложены друг в друга"
    case "Nested shells": "внешние контуры вложены друг в друга"
    case "Interior is disconnected": "внутренний контур делит участок на части"
    case "Duplicate Rings": "контур повторён"
    case "Too few points in geometry component": "слишком мало точек"
    case "Ring not closed": "контур не замкнут"
    default: reason
    }
  }
}
