import Cadastre
import Geometry
import Matching

/// Register shapes that had to be repaired, or could not be: self-crossing, spikes, holes outside, unclosed rings.
enum InvalidGeometryCheck: FindingCheck {
  static let kinds: [FindingKind] = [.invalidGeometry]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let live = LiveNumbers(scene.register)
    let noise = SurveyNoise(scene)
    var findings: [Finding] = []
    for repair in scene.repairs {
      let isSurvey = repair.layer.hasPrefix("survey")
      guard !noise.explains(repair) else {
        explained.within[.invalidGeometry, default: 0] += 1
        continue
      }
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
            "Геометрия исправлена (\(repair.reason)): площадь "
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

/// Loops of surveyed contours that the error of their own points makes.
///
/// Where a contour has an edge as short as its points err, measuring alone lets its neighbours cross. That is no
/// fault of the record: it is mended and counted, not named. The register's contours are documents, and a
/// crossing in one is named whatever its size.
private struct SurveyNoise {
  private var tolerances: [String: [String: Double]] = [:]

  init(_ scene: Scene) {
    let survey = scene.survey
    func note(_ layer: String, _ id: String, _ accuracy: Double) {
      tolerances[layer, default: [:]][id] = scene.rules.coincidenceTolerance(accuracy, 0)
    }
    for record in survey.parcels.records { note("survey parcels", record.id, record.accuracy) }
    for record in survey.buildings.records { note("survey buildings", record.id, record.accuracy) }
  }

  func explains(_ repair: Repair) -> Bool {
    guard repair.reason == "Self-intersection",
      let tolerance = tolerances[repair.layer]?[repair.key]
    else { return false }
    return repair.extent <= tolerance
  }
}
