import Cadastre
import Alignment
import Geometry
import Matching

/// Observed use belongs to another class than the permitted one: `use-difference`, `building-use-difference`.
///
/// Both sides are free text. Where either class is unknown, or one includes the other, there is no finding
/// (INTERFACE §5.12).
enum UseDifferenceCheck: FindingCheck {
  static let kinds: [FindingKind] = [.useDifference, .buildingUseDifference]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var classes = ClassMemo(classifier: scene.classifier)
    return parcels(scene, &classes) + buildings(scene, &classes)
  }

  private static func parcels(_ scene: Scene, _ classes: inout ClassMemo) -> [Finding] {
    let plots = scene.survey.parcels
    var findings: [Finding] = []
    for r in scene.register.parcels.indices where scene.isActive(parcel: r) {
      let record = scene.register.parcels.records[r]
      for link in scene.linksOfParcel[r] {
        // A plot over several parcels has the use of one of them, and nobody knows of which.
        guard scene.linksOfPlot[link.survey].count == 1 else { continue }
        let observed = plots.records[link.survey].use
        guard let pair = classes.difference(record.permittedUse, observed) else { continue }
        let place = Placing.point(plots.shapes, link.survey)
        let quarter = scene.quarter(of: record.quarter, at: place)
        guard scene.coverage.holds(plots.shapes, link.survey, quarter: quarter),
          scene.coverage.holds(scene.alignment.parcels, r, quarter: quarter)
        else { continue }
        let ids = [plots.records[link.survey].id]
        findings.append(
          finding(
            .useDifference,
            [record.number],
            ids,
            recorded: Words(ru: record.permittedUse, en: record.permittedUse),
            observed: observed,
            classes: pair,
            certainty: scene.rules.certainties.use.value,
            quarter: quarter,
            area: scene.plotAreas[link.survey],
            place: place,
            shape: plots.shapes[link.survey]
          )
        )
      }
    }
    return findings
  }

  private static func buildings(_ scene: Scene, _ classes: inout ClassMemo) -> [Finding] {
    let houses = scene.survey.buildings
    var findings: [Finding] = []
    for r in scene.register.buildings.indices where scene.isActive(building: r) {
      let record = scene.register.buildings.records[r]
      for link in scene.linksOfBuilding[r] where scene.linksOfSurveyBuilding[link.survey].count == 1
      {
        let observed = houses.records[link.survey].use
        guard let pair = classes.difference(record.purpose, observed) else { continue }
        let place = Placing.point(houses.shapes, link.survey)
        let quarter = scene.quarter(of: record.quarter, at: place)
        guard scene.coverage.holds(houses.shapes, link.survey, quarter: quarter),
          scene.coverage.holds(scene.alignment.buildings, r, quarter: quarter)
        else { continue }
        findings.append(
          finding(
            .buildingUseDifference,
            [record.number],
            [houses.records[link.survey].id],
            recorded: Words(
              ru: record.purpose.title.russian,
              en: record.purpose.title.english
            ),
            observed: observed,
            classes: pair,
            certainty: scene.rules.certainties.use.value,
            quarter: quarter,
            area: scene.surveyBuildingAreas[link.survey],
            place: place,
            shape: houses.shapes[link.survey]
          )
        )
      }
    }
    return findings
  }

  private static func finding(
    _ kind: FindingKind,
    _ registerIDs: [String],
    _ surveyIDs: [String],
    recorded: Words,
    observed: String,
    classes: (recorded: Words, observed: Words),
    certainty: Double,
    quarter: String,
    area: Double,
    place: Point?,
    shape: MultiPolygon
  ) -> Finding {
    let why = Explanation(
      evidence: [.sight(certainty)],
      notes: [
        Words(
          ru: "класс по реестру: \(classes.recorded.ru); по съёмке: \(classes.observed.ru)",
          en: "class in the register: \(classes.recorded.en); on the ground: \(classes.observed.en)"
        )
      ],
      otherwise: Words(
        ru: "один из классов включал бы другой или был бы неизвестен",
        en: "one of the classes included the other or was unknown"
      )
    )
    return Finding(
      id: FindingID.make(kind, register: registerIDs, survey: surveyIDs),
      kind: kind,
      quarter: quarter,
      registerIDs: registerIDs,
      surveyIDs: surveyIDs,
      measure: 1,
      unit: .none,
      probability: why.probability,
      area: area,
      detail:
        "По реестру «\(recorded.ru)», по съёмке «\(observed)» "
        + "(\(classes.recorded.ru) ≠ \(classes.observed.ru))",
      detailEnglish:
        "Recorded as \"\(recorded.en)\", observed as \"\(observed)\" "
        + "(\(classes.recorded.en) ≠ \(classes.observed.en))",
      explanation: why,
      place: place,
      shape: shape
    )
  }
}

/// Classes of free texts, each text classified once.
private struct ClassMemo {
  let classifier: UseClassifier
  private var known: [String: UseClass] = [:]

  init(classifier: UseClassifier) { self.classifier = classifier }

  /// The purpose and the class when they are known and do not go together.
  mutating func difference(
    _ recorded: BuildingPurpose,
    _ observed: String
  ) -> (recorded: Words, observed: Words)? {
    let use = classified(observed)
    guard classifier.agrees(recorded, use) == false else { return nil }
    let (russian, english) = recorded.title
    return (Words(ru: russian, en: english), title(use))
  }

  /// The two classes when they are known and neither includes the other.
  mutating func difference(
    _ recorded: String,
    _ observed: String
  ) -> (recorded: Words, observed: Words)? {
    let one = classified(recorded)
    let other = classified(observed)
    // A permitted use that names several permits each of them.
    let permitted = [one] + classifier.parts(of: recorded).map { classified($0) }
    guard one != .unknown, other != .unknown,
      !permitted.contains(where: {
        classifier.includes($0, other) || classifier.includes(other, $0)
      })
    else { return nil }
    return (title(one), title(other))
  }

  private func title(_ use: UseClass) -> Words {
    let (russian, english) = classifier.title(of: use)
    return Words(ru: russian, en: english)
  }

  private mutating func classified(_ text: String) -> UseClass {
    if let found = known[text] { return found }
    let found = classifier.classify(text)
    known[text] = found
    return found
  }
}
