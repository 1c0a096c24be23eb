import Cadastre
import Geometry
import Matching
import Alignment

/// Parcels that were divided, joined or divided anew on the ground: `split`, `merge`, `regroup`.
///
/// A parcel of several contours, or a united land use, surveyed piece by piece is no split (INTERFACE §5.6).
/// Records that lie twice on the same land count once.
enum RegroupCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var components: [Int: (registers: Set<Int>, surveys: Set<Int>)] = [:]
    for link in scene.matching.links
    where link.layer == .parcels && link.relation != .oneToOne && link.registerArea > 0 {
      components[link.component, default: ([], [])].registers.insert(link.register)
      components[link.component, default: ([], [])].surveys.insert(link.survey)
    }
    var findings: [Finding] = []
    for (_, members) in components.sorted(by: { $0.key < $1.key }) {
      let registers = distinct(members.registers.sorted(), explained)
      let surveys = members.surveys.sorted()
      guard registers.count > 1 || surveys.count > 1 else { continue }
      if registers.count == 1 {
        let subtype = scene.register.parcels.records[registers[0]].subtype
        if subtype == .multi || subtype == .common
          || scene.register.parcels.shapes.polygons(ofFeature: registers[0]).count > 1
        {
          continue
        }
      }
      explained.regroupedParcels.formUnion(members.registers)
      explained.regroupedPlots.formUnion(members.surveys)
      guard registers.allSatisfy({ scene.isActive(parcel: $0) }), isCovered(registers, scene)
      else { continue }
      findings.append(finding(registers, surveys, scene))
    }
    return findings
  }

  /// Members without those that are the duplicate of an earlier one or lie in a larger one.
  private static func distinct(_ registers: [Int], _ explained: Explained) -> [Int] {
    registers.enumerated().filter { position, r in
      !registers[..<position].contains { explained.duplicates.contains(IndexPair($0, r)) }
    }.map(\.element)
  }

  private static func isCovered(_ registers: [Int], _ scene: Scene) -> Bool {
    registers.allSatisfy {
      scene.coverage.holds(
        scene.alignment.parcels,
        $0,
        quarter: scene.register.parcels.records[$0].quarter
      )
    }
  }

  private static func finding(_ registers: [Int], _ surveys: [Int], _ scene: Scene) -> Finding {
    let kind: FindingKind =
      registers.count == 1 ? .split : surveys.count == 1 ? .merge : .regroup
    let records = scene.register.parcels.records
    let registerIDs = registers.map { records[$0].number }.sorted()
    let surveyIDs = surveys.map { scene.survey.parcels.records[$0].id }.sorted()
    let registered = registers.reduce(0) { $0 + scene.parcelAreas[$1] }
    let surveyed = surveys.reduce(0) { $0 + scene.plotAreas[$1] }
    var shape = MultiPolygon.empty
    for s in surveys { shape.append(scene.survey.parcels.shapes[s]) }
    let parts = Double(max(registers.count, surveys.count))
    return Finding(
      id: FindingID.make(kind, register: registerIDs, survey: surveyIDs),
      kind: kind,
      quarter: scene.quarter(of: records[registers[0]].quarter, at: nil),
      registerIDs: registerIDs,
      surveyIDs: surveyIDs,
      measure: parts,
      unit: .count,
      probability: 0.95,
      area: surveyed,
      detail:
        "Участков в реестре: \(registers.count), на местности: \(surveys.count); площадь "
        + "\(Figures.russian(registered)) → \(Figures.russian(surveyed, "м²"))",
      detailEnglish:
        "Parcels in the register: \(registers.count), on the ground: \(surveys.count); area "
        + "\(Figures.english(registered)) → \(Figures.english(surveyed, "m²"))",
      place: Placing.point(scene.survey.parcels.shapes, surveys[0]),
      shape: shape
    )
  }
}
