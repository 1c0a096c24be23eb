import Cadastre
import Geometry
import Matching
import Alignment

/// Parcels that were divided, joined or divided anew on the ground: `split`, `merge`, `regroup`.
///
/// A parcel of several contours, or a united land use, surveyed piece by piece is no split (INTERFACE §5.6).
/// Records that lie twice on the same land count once.
enum RegroupCheck: FindingCheck {
  static let kinds: [FindingKind] = [.split, .merge, .regroup]
  static let leaves: [FindingKind] = [.duplicate, .quarterShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let knife = Knife(rules: scene.rules)
    var findings: [Finding] = []
    for members in components(scene) {
      let registers = distinct(members.registers, explained)
      let surveys = members.surveys
      guard registers.count > 1 || surveys.count > 1, !isOneLandUse(registers, scene) else {
        continue
      }
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
      guard registers.allSatisfy({ scene.isActive(parcel: $0) }),
        isCovered(registers, surveys, scene)
      else { continue }
      findings.append(finding(registers, surveys, scene, knife))
    }
    return findings
  }

  /// Members without those that are the duplicate of an earlier one or lie in a larger one.
  private static func distinct(_ registers: [Int], _ explained: Explained) -> [Int] {
    registers.enumerated().filter { position, r in
      !registers[..<position].contains { explained.duplicates.contains(IndexPair($0, r)) }
    }.map(\.element)
  }

  /// Children of one united land use: one holder uses them together, whatever fences there are.
  private static func isOneLandUse(_ registers: [Int], _ scene: Scene) -> Bool {
    let parents = Set(registers.map { scene.register.parcels.records[$0].parent })
    return registers.count > 1 && parents.count == 1 && parents.first != .some(nil)
  }

  private static func isCovered(_ registers: [Int], _ surveys: [Int], _ scene: Scene) -> Bool {
    let quarter = scene.register.parcels.records[registers[0]].quarter
    return registers.allSatisfy {
      scene.coverage.holds(
        scene.alignment.parcels,
        $0,
        quarter: scene.register.parcels.records[$0].quarter
      )
    }
      && surveys.allSatisfy {
        scene.coverage.holds(scene.survey.parcels.shapes, $0, quarter: quarter)
      }
  }

  /// Components of the links between shapes, in the order of their first parcel; members ascending.
  private static func components(_ scene: Scene) -> [(registers: [Int], surveys: [Int])] {
    var isSeen = Array(repeating: false, count: scene.register.parcels.count)
    var found: [(registers: [Int], surveys: [Int])] = []
    for start in scene.register.parcels.indices where !isSeen[start] {
      var registers: Set<Int> = [start]
      var surveys: Set<Int> = []
      var open = [start]
      isSeen[start] = true
      while let r = open.popLast() {
        for link in scene.linksOfParcel[r] where link.registerArea > 0 {
          guard surveys.insert(link.survey).inserted else { continue }
          for other in scene.linksOfPlot[link.survey]
          where other.registerArea > 0 && registers.insert(other.register).inserted {
            isSeen[other.register] = true
            open.append(other.register)
          }
        }
      }
      if registers.count + surveys.count > 2 {
        found.append((registers.sorted(), surveys.sorted()))
      }
    }
    return found
  }

  private static func finding(
    _ registers: [Int],
    _ surveys: [Int],
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> Finding {
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
    let sum = sum(registers, surveys, scene, knife)
    var why = Explanation(
      conditions: [Condition(.parts, parts, .atLeast, 2, .meaning)],
      figures: [
        Figure(.registeredArea, registered), Figure(.surveyedArea, surveyed),
        Figure(.missingArea, sum.missing), Figure(.addedArea, sum.added),
      ],
      evidence: [.sight(scene.rules.certainties.seen.value)],
      notes: [sum.words]
    )
    let inside = registers.flatMap { scene.linksOfParcel[$0] }.filter {
      surveys.contains($0.survey)
    }
    // Parts that make up the whole vouch for each other; where land is missing, the weakest link counts.
    if !sum.agrees, let weakest = inside.min(by: { $0.probability < $1.probability }) {
      why.rest(on: weakest)
    }
    return Finding(
      id: FindingID.make(kind, register: registerIDs, survey: surveyIDs),
      kind: kind,
      quarter: scene.quarter(of: records[registers[0]].quarter, at: nil),
      registerIDs: registerIDs,
      surveyIDs: surveyIDs,
      measure: parts,
      unit: .count,
      probability: why.probability,
      area: surveyed,
      detail:
        "Участков в реестре: \(registers.count), на местности: \(surveys.count); площадь "
        + "\(Figures.russian(registered)) → \(Figures.russian(surveyed, "м²")); "
        + sum.words.ru,
      detailEnglish:
        "Parcels in the register: \(registers.count), on the ground: \(surveys.count); area "
        + "\(Figures.english(registered)) → \(Figures.english(surveyed, "m²")); "
        + sum.words.en,
      explanation: why,
      place: Placing.point(scene.survey.parcels.shapes, surveys[0]),
      shape: shape
    )
  }

  /// Whether the parts make up the whole, and what is missing or beyond.
  private static func sum(
    _ registers: [Int],
    _ surveys: [Int],
    _ scene: Scene,
    _ knife: borrowing Knife
  ) -> (agrees: Bool, missing: Double, added: Double, words: Words) {
    let plots = scene.survey.parcels
    let tolerance = scene.areaTolerance(
      MeasuredArea(
        area: registers.reduce(0) { $0 + scene.parcelAreas[$1] },
        accuracy: registers.map { scene.parcelAccuracy[$0] }.max() ?? 0,
        shapes: scene.alignment.parcels,
        features: registers
      ),
      MeasuredArea(
        area: surveys.reduce(0) { $0 + scene.plotAreas[$1] },
        accuracy: surveys.map { plots.records[$0].accuracy }.max() ?? 0,
        shapes: plots.shapes,
        features: surveys
      )
    ).value
    let recorded = knife.union(registers.map { scene.alignment.parcels[$0] })
    let occupied = knife.union(surveys.map { plots.shapes[$0] })
    let missing = knife.difference(recorded, occupied).area
    let added = knife.difference(occupied, recorded).area
    if missing <= tolerance, added <= tolerance {
      return (
        true, missing, added,
        Words(
          ru: "суммы площадей сходятся в допуске \(Figures.russian(tolerance, "м²"))",
          en: "the sums of areas agree within \(Figures.english(tolerance, "m²"))"
        )
      )
    }
    var ru: [String] = []
    var en: [String] = []
    if missing > tolerance {
      ru.append("не занято \(Figures.russian(missing, "м²")) земли реестра")
      en.append("\(Figures.english(missing, "m²")) of the registered land is left out")
    }
    if added > tolerance {
      ru.append("сверх реестра занято \(Figures.russian(added, "м²"))")
      en.append("\(Figures.english(added, "m²")) is occupied beyond it")
    }
    return (
      false, missing, added,
      Words(ru: ru.joined(separator: ", "), en: en.joined(separator: ", "))
    )
  }
}
