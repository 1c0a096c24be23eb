import Cadastre
import Findings
import Geometry

/// One layer of a run before it is brought to WGS 84, and what of it anybody may see.
struct LayerPlan: Sendable {
  var source: LayerSource
  var publicColumns: [Column]
  var publicCells: @Sendable (Int) -> [Cell]
  /// Whether nobody but the municipality may see any of it.
  var isInternal = false
  /// Whether another assessment of the same findings changes what the municipality sees.
  var hasMoney = false
  /// Whether it changes what anybody may see.
  var publicHasMoney = false

  /// The layers of a run in the order they are listed.
  static func all(_ run: PreparedRun) -> [LayerPlan] {
    let named = FindingsByObject(run)
    return objects(run, named) + [quarters(run), publicLand(run)] + coverage(run)
      + findings(run, named) + [arrows(run), inspections(run)]
  }

  private static func inspections(_ run: PreparedRun) -> LayerPlan {
    LayerPlan(
      source: InspectionLayer.source(run),
      publicColumns: [],
      publicCells: { _ in [] },
      isInternal: true,
      hasMoney: true
    )
  }

  private static func objects(_ run: PreparedRun, _ named: FindingsByObject) -> [LayerPlan] {
    let (register, survey) = (run.contents.register, run.contents.survey)
    let parts = run.contents.parts
    let finder = QuarterFinder(run.contents)
    var plans = [
      LayerPlan(
        source: ObjectKind.parcels.source(register.parcels, parts.parcels, named) {
          register.parcels.records[$0].quarter
        },
        publicColumns: PublicParcel.columns + [.balance],
        publicCells: {
          PublicParcel(register.parcels.records[$0]).cells + [.balance(parts.parcels, $0)]
        }
      ),
      LayerPlan(
        source: ObjectKind.buildings.source(register.buildings, parts.buildings, named) {
          register.buildings.records[$0].quarter
        },
        publicColumns: PublicBuilding.columns + [.balance],
        publicCells: {
          let record = register.buildings.records[$0]
          return PublicBuilding(record, key: Keys.building(record.number)).cells
            + [.balance(parts.buildings, $0)]
        }
      ),
    ]
    if register.constructions.count > 0 {
      plans.append(
        LayerPlan(
          source: ObjectKind.constructions.source(
            register.constructions,
            parts.constructions,
            named
          ) {
            register.constructions.records[$0].quarter
          },
          publicColumns: PublicBuilding.columns + [.balance],
          publicCells: {
            let record = register.constructions.records[$0]
            return PublicBuilding(record, key: Keys.construction(record.number)).cells
              + [.balance(parts.constructions, $0)]
          }
        )
      )
    }
    return plans + [
      LayerPlan(
        source: ObjectKind.surveyParcels.source(survey.parcels, parts.surveyParcels, named) {
          finder.quarter(ofParcel: $0, in: survey.parcels.shapes)
        },
        publicColumns: PublicSurveyObject.columns + [.balance],
        publicCells: {
          let record = survey.parcels.records[$0]
          return PublicSurveyObject(
            key: Keys.surveyParcel(record.id),
            accuracy: record.accuracy,
            surveyed: record.surveyed
          ).cells + [.balance(parts.surveyParcels, $0)]
        }
      ),
      LayerPlan(
        source: ObjectKind.surveyBuildings.source(survey.buildings, parts.surveyBuildings, named) {
          finder.quarter(ofBuilding: $0, in: survey.buildings.shapes)
        },
        publicColumns: PublicSurveyObject.columns + [.balance],
        publicCells: {
          let record = survey.buildings.records[$0]
          return PublicSurveyObject(
            key: Keys.surveyBuilding(record.id),
            accuracy: record.accuracy,
            surveyed: record.surveyed
          ).cells + [.balance(parts.surveyBuildings, $0)]
        }
      ),
    ]
  }

  private static func quarters(_ run: PreparedRun) -> LayerPlan {
    let quarters = run.quarters
    return LayerPlan(
      source: QuarterLayer.source(run),
      publicColumns: PublicQuarter.columns,
      publicCells: { PublicQuarter(quarters[$0]).cells },
      hasMoney: true,
      publicHasMoney: true
    )
  }

  private static func publicLand(_ run: PreparedRun) -> LayerPlan {
    let source = GroundLayers.publicLand(run)
    let records = run.contents.register.publicLand.records
    return LayerPlan(
      source: source,
      publicColumns: PublicCommonLand.columns,
      publicCells: {
        PublicCommonLand(key: source.keys[$0], kind: records[$0].kind.rawValue).cells
      }
    )
  }

  private static func coverage(_ run: PreparedRun) -> [LayerPlan] {
    GroundLayers.coverage(run).map { [LayerPlan(impersonal: $0)] } ?? []
  }

  private static func findings(_ run: PreparedRun, _ named: FindingsByObject) -> [LayerPlan] {
    let layers =
      Family.allCases.map { FindingLayers.areas($0, run, named) }
      + [FindingLayers.places(run, named)]
    return layers.map { source, findings in
      LayerPlan(
        source: source,
        publicColumns: PublicFinding.columns,
        publicCells: { PublicFinding(findings[$0], named).cells },
        hasMoney: true
      )
    }
  }

  private static func arrows(_ run: PreparedRun) -> LayerPlan {
    LayerPlan(impersonal: ShiftArrows.source(run))
  }
}

extension LayerPlan {
  /// A layer all of which anybody may see.
  fileprivate init(impersonal source: LayerSource) {
    self.init(source: source, publicColumns: source.properties, publicCells: source.cells)
  }
}
