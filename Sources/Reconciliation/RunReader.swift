import Alignment
import Cadastre
public import Export
public import Findings
import Formats
import Geometry
import Matching
import Projection
import Revenue

/// Reads a finished run back from its folder: `results.gpkg` and `run.json` hold all of it but the rows of the
/// source files, which nothing written depends on, and the spread of the sums of money.
public enum RunReader {
  /// Name of the parameter with the policy's file as the job gives it; empty for the default one.
  public static let policyFile = "policy_file"
  /// Name of the parameter with the budget of inspections; empty where there is none.
  static let inspectionBudget = "inspections"

  /// A number as a parameter tells it.
  static func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }

  /// Name of the parameter that says whether hypotheses about misplaced coordinates were `accepted` or `reported`.
  public static let hypotheses = "crs_hypotheses"

  /// Reads the run in `folder`, or what of it is wanted.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - skipped: Tables of its package to pass over, as if they were empty; what refers to them has to be passed
  ///     over with them.
  /// - Returns: Everything the run knew.
  /// - Throws: ``JobFailure/input(_:)`` when the folder is no finished run or was written by another version.
  /// - Complexity: linear in the records; the whole run in memory.
  public static func read(
    _ folder: String,
    without skipped: Set<String> = []
  ) throws(JobFailure) -> RunContents {
    let record = try RunRecord.read(folder)
    let package = try RunPackage(path: "\(folder)/results.gpkg", without: skipped)
    let system: ReferenceSystem
    do throws(ProjectionError) {
      system = try ReferenceSystem(record.workingCRS.definition)
    } catch {
      throw .input("\(folder)/run.json: working_crs: \(error.words)")
    }
    let register = try register(package, record)
    let survey = try survey(package, record)
    let findings = try findings(package)
    var contents = RunContents(
      municipality: record.municipality,
      workingCRS: system,
      register: register,
      survey: survey,
      shifts: try shifts(package),
      links: try links(package, register, survey),
      findings: findings,
      within: record.within,
      revenue: try revenue(package, findings),
      balance: try balance(package),
      rejects: try rejects(package),
      inputs: record.inputs.map { InputFile(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) },
      parameters: record.parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      notes: record.notes.map { Note(russian: $0.ru, english: $0.en) },
      language: Language(rawValue: record.language) ?? .ru
    )
    contents.warnings = (record.warnings ?? []).map { Note(russian: $0.ru, english: $0.en) }
    contents.decisions = try decisions(package)
    contents.parts = try parts(package)
    try restore(&contents.inspections, package)
    contents.sources = record.placements
    return contents
  }

  private static func register(
    _ package: RunPackage,
    _ record: RunRecord
  ) throws(JobFailure) -> Register {
    var register = Register()
    register.date = record.dates.register
    let parcels = try package.table("parcels")
    register.parcels = try parcels.layer { (row) throws(JobFailure) in
      var parcel = RegisterParcel(
        number: row.text("cad_number"),
        quarter: row.text("quarter"),
        origin: row.origin
      )
      parcel.subtype = try row.code("subtype")
      parcel.parent = row.optional("parent")
      parcel.category = try row.code("category")
      parcel.permittedUse = row.text("permitted_use")
      parcel.declaredArea = row.number("declared_area")
      parcel.areaInaccuracy = row.number("area_inaccuracy")
      parcel.pointAccuracy = row.number("point_accuracy")
      parcel.cadastralValue = row.money("cadastral_value")
      parcel.right = try row.code("right")
      parcel.status = try row.code("status")
      parcel.address = row.text("address")
      return parcel
    }
    register.buildings = try buildings(try package.table("buildings"))
    if let table = package.optionalTable("constructions") {
      register.constructions = try buildings(table)
    }
    let quarters = try package.table("quarters").withShapes
    register.quarters = try quarters.layer { (row) throws(JobFailure) in
      Quarter(number: row.text("quarter"), origin: row.origin)
    }
    register.publicLand = try package.table("public_land").layer { (row) throws(JobFailure) in
      PublicLand(kind: try row.code("kind"), name: row.text("name"), origin: row.origin)
    }
    return register
  }

  private static func buildings(_ table: RunTable) throws(JobFailure) -> Layer<RegisterBuilding> {
    try table.layer { (row) throws(JobFailure) in
      var building = RegisterBuilding(
        number: row.text("cad_number"),
        quarter: row.text("quarter"),
        origin: row.origin
      )
      building.parcels = row.list("parcel")
      building.purpose = try row.code("purpose")
      building.floors = row.integer("floors")
      building.floorArea = row.number("floor_area")
      building.cadastralValue = row.money("cadastral_value")
      building.yearBuilt = row.integer("year_built")
      building.pointAccuracy = row.number("point_accuracy")
      building.right = try row.code("right")
      building.status = try row.code("status")
      building.address = row.text("address")
      return building
    }
  }

  private static func survey(
    _ package: RunPackage,
    _ record: RunRecord
  ) throws(JobFailure) -> Survey {
    var survey = Survey(accuracy: record.survey.accuracy)
    survey.date = record.dates.survey
    survey.outline = Outline(rawValue: record.survey.outline) ?? .wall
    survey.parcels = try package.table("survey_parcels").layer { (row) throws(JobFailure) in
      var parcel = SurveyParcel(
        id: row.text("survey_id"),
        accuracy: row.number("accuracy") ?? record.survey.accuracy,
        origin: row.origin
      )
      parcel.use = row.text("use")
      parcel.claimedNumber = row.optional("cad_number")
      parcel.surveyed = row.optional("surveyed")
      return parcel
    }
    survey.buildings = try package.table("survey_buildings").layer { (row) throws(JobFailure) in
      var building = SurveyBuilding(
        id: row.text("survey_id"),
        accuracy: row.number("accuracy") ?? record.survey.accuracy,
        origin: row.origin
      )
      building.floors = row.integer("floors")
      building.height = row.number("height")
      building.use = row.text("use")
      building.capital = row.boolean("capital")
      building.surveyed = row.optional("surveyed")
      return building
    }
    switch record.survey.coverage {
    case "area":
      let shapes = try package.table("coverage").table.shapes
      survey.coverage = .area(shapes.count > 0 ? shapes[0] : .empty)
    case "quarters": survey.coverage = .quarters(record.survey.coverageQuarters ?? [])
    default: survey.coverage = .everywhere
    }
    return survey
  }

  private static func shifts(_ package: RunPackage) throws(JobFailure) -> [QuarterShift] {
    try package.table("quarters").rows { (row) throws(JobFailure) in
      let pairs = row.integer("pairs") ?? 0
      let error = row.number("error") ?? 0
      let source = QuarterShift.Source(rawValue: row.text("basis"))
      guard let source else { return nil }
      let (dx, dy) = (row.number("dx") ?? 0, row.number("dy") ?? 0)
      let rotation = row.number("rotation") ?? 0
      var shift = QuarterShift(
        quarter: row.text("quarter"),
        dx: dx,
        dy: dy,
        rotation: rotation,
        pivot: Point(x: row.number("x") ?? 0, y: row.number("y") ?? 0),
        pairs: pairs,
        error: error,
        isSignificant: dx != 0 || dy != 0 || rotation != 0
      )
      shift.source = source
      shift.culprit = QuarterShift.Culprit(rawValue: row.text("displaced")) ?? .unknown
      return shift
    }
  }

  private static func links(
    _ package: RunPackage,
    _ register: Register,
    _ survey: Survey
  ) throws(JobFailure) -> [Link] {
    let registered: [LandLayer: [String: Int]] = [
      .parcels: positions(register.parcels.records.map(\.number)),
      .buildings: positions(register.buildings.records.map(\.number)),
    ]
    let surveyed: [LandLayer: [String: Int]] = [
      .parcels: positions(survey.parcels.records.map(\.id)),
      .buildings: positions(survey.buildings.records.map(\.id)),
    ]
    return try package.table("links").rows { (row) throws(JobFailure) in
      let layer: LandLayer = try row.code("layer")
      guard let first = registered[layer]?[row.text("register_id")],
        let second = surveyed[layer]?[row.text("survey_id")]
      else { throw row.damaged("a link to an object that is not there") }
      let registerArea = row.number("register_area") ?? 0
      let surveyArea = row.number("survey_area") ?? 0
      let both = registerArea + surveyArea
      let shared = row.number("intersection_area") ?? 0
      let aligned = row.number("iou_aligned").map { intersection(of: both, iou: $0) } ?? shared
      return Link(
        layer: layer,
        register: first,
        survey: second,
        registerArea: registerArea,
        surveyArea: surveyArea,
        intersectionArea: shared,
        alignedIntersectionArea: aligned,
        component: row.integer("component") ?? 0,
        relation: try row.code("relation"),
        probability: row.number("probability") ?? 0,
        runnerUp: row.optional("runner_up"),
        margin: row.number("margin") ?? 0
      )
    }
  }

  /// The shared area of two shapes with so much area together that gives exactly this IoU.
  ///
  /// iou = i / (both − i), so i = iou · both / (1 + iou), but for the last digits.
  private static func intersection(of both: Double, iou: Double) -> Double {
    let about = iou * both / (1 + iou)
    var (below, above) = (about, about)
    for _ in 0..<8 {
      for candidate in [below, above] where candidate / (both - candidate) == iou {
        return candidate
      }
      (below, above) = (below.nextDown, above.nextUp)
    }
    return about
  }

  private static func positions(_ keys: [String]) -> [String: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The findings of the finished run in `folder`, in the order of the table.
  ///
  /// - Throws: ``JobFailure/input(_:)`` when the folder is no finished run.
  public static func findings(in folder: String) throws(JobFailure) -> [Finding] {
    _ = try RunRecord.read(folder)
    return try findings(RunPackage(path: "\(folder)/results.gpkg"))
  }

  static func findings(_ package: RunPackage) throws(JobFailure) -> [Finding] {
    let table = try package.table("findings")
    return try table.rows { (row) throws(JobFailure) in
      let onto: Onto? = row.optional("onto") == nil ? nil : try row.code("onto")
      let place = row.number("x").flatMap { x in row.number("y").map { Point(x: x, y: $0) } }
      return Finding(
        id: row.text("finding"),
        kind: try row.code("kind"),
        quarter: row.text("quarter"),
        registerIDs: row.list("register_ids"),
        surveyIDs: row.list("survey_ids"),
        measure: try row.required("measure"),
        unit: try row.code("unit"),
        tolerance: row.number("tolerance"),
        probability: try row.required("probability"),
        area: row.number("area"),
        depth: row.number("depth"),
        onto: onto,
        detail: row.text("detail_ru"),
        detailEnglish: row.text("detail_en"),
        explanation: try explanation(row),
        place: place,
        shape: row.shape
      )
    }
  }

  private static func explanation(_ row: RunRow) throws(JobFailure) -> Explanation {
    guard let text = row.optional("explanation") else { return Explanation() }
    guard let explanation = ExplanationText.decode(text) else {
      throw row.damaged("explanation: not as this program writes it")
    }
    return explanation
  }

  static func revenue(
    _ package: RunPackage,
    _ findings: [Finding]
  ) throws(JobFailure) -> [RevenueLine] {
    let quarters = Dictionary(
      findings.map { ($0.id, $0.quarter) },
      uniquingKeysWith: { first, _ in first }
    )
    return try package.table("revenue").rows { (row) throws(JobFailure) in
      RevenueLine(
        finding: row.text("finding"),
        object: row.text("object"),
        quarter: quarters[row.text("finding")] ?? "",
        channel: try row.code("channel"),
        tax: row.text("tax"),
        base: row.money("base") ?? .zero,
        rate: row.number("rate") ?? 0,
        low: row.money("low") ?? .zero,
        expected: row.money("expected") ?? .zero,
        high: row.money("high") ?? .zero,
        period: try row.code("period"),
        budget: try row.code("budget"),
        law: row.text("law"),
        assumptions: row.text("assumptions")
      )
    }
  }

  private static func balance(_ package: RunPackage) throws(JobFailure) -> [BalanceRow] {
    try package.table("balance").rows { (row) throws(JobFailure) in
      var balance = BalanceRow(layer: row.text("layer"))
      balance.read = row.integer("read") ?? 0
      balance.rejected = row.integer("rejected") ?? 0
      balance.archived = row.integer("archived") ?? 0
      balance.withoutGeometry = row.integer("without_geometry") ?? 0
      balance.linked = row.integer("linked") ?? 0
      balance.unlinked = row.integer("unlinked") ?? 0
      balance.notSurveyed = row.integer("not_surveyed") ?? 0
      return balance
    }
  }

  /// The reason stands in the run's language only and serves for both.
  private static func rejects(_ package: RunPackage) throws(JobFailure) -> [Reject] {
    try package.table("rejects").rows { (row) throws(JobFailure) in
      Reject(
        layer: row.text("layer"),
        origin: Origin(
          file: row.text("file"),
          layer: row.text("source_layer"),
          row: row.integer("row") ?? 0
        ),
        key: row.text("key"),
        code: row.text("code"),
        reason: row.text("reason"),
        reasonEnglish: row.text("reason"),
        place: row.number("x").flatMap { x in row.number("y").map { Point(x: x, y: $0) } }
      )
    }
  }
}
