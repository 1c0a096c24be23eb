import Cadastre
import Intake

/// Reads a job file: strict about names and types, generous with defaults.
public enum JobParser {
  /// The job that `text` describes.
  ///
  /// - Throws: ``JobError`` with the path, line and column of the first mistake.
  public static func parse(_ text: String) throws(JobError) -> Job {
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONReader.read(text)
    } catch {
      throw JobError(
        path: "",
        line: error.place.line,
        column: error.place.column,
        reason: .syntax(error.reason)
      )
    }
    let keys = [
      "municipality", "workingCRS", "coordinateSystems", "register", "survey", "policy",
      "tolerance", "inspections", "decisions", "map",
    ]
    let object = try JobObject(root, path: "", keys: keys)
    var job = Job()
    job.municipality = try object.text("municipality") ?? ""
    job.workingCRS = try object.text("workingCRS")
    job.coordinateSystems = try systems(object)
    job.policy = try object.text("policy")
    job.inspections = try object.count("inspections", "inspections")
    job.decisions = try object.text("decisions")
    job.register = try register(try object.required("register"))
    job.survey = try survey(try object.required("survey"))
    if let node = object["tolerance"] { job.tolerance = try tolerance(node) }
    if let node = object["map"] { job.map = try map(node) }
    return job
  }

  private static func register(_ node: JSONNode) throws(JobError) -> RegisterInputs {
    let keys = ["date", "parcels", "buildings", "quarters", "publicLand", "extracts"]
    let object = try JobObject(node, path: "register", keys: keys)
    var register = RegisterInputs()
    register.date = try object.date("date")
    register.parcels = try sources(object, "parcels")
    register.buildings = try sources(object, "buildings")
    register.quarters = try sources(object, "quarters")
    register.publicLand = try sources(object, "publicLand")
    register.extracts = try sources(object, "extracts")
    return register
  }

  private static func survey(_ node: JSONNode) throws(JobError) -> SurveyInputs {
    let keys = ["date", "accuracy", "outline", "parcels", "buildings", "coverage"]
    let object = try JobObject(node, path: "survey", keys: keys)
    var survey = SurveyInputs()
    survey.date = try object.date("date")
    survey.accuracy = try object.positive("accuracy", "metres") ?? survey.accuracy
    survey.outline = try object.choice("outline", Outline.self) ?? survey.outline
    survey.parcels = try sources(object, "parcels")
    survey.buildings = try sources(object, "buildings")
    survey.coverage = try coverage(object)
    return survey
  }

  private static func coverage(_ object: JobObject) throws(JobError) -> CoverageChoice {
    guard let node = object["coverage"] else { return .unstated }
    switch node.value {
    case .text("everywhere"): return .everywhere
    case .list:
      let sources = try sources(object, "coverage")
      return sources.isEmpty ? .unstated : .layers(sources)
    default: throw object.wrong("coverage", node, "a list of sources or \"everywhere\"")
    }
  }

  private static func tolerance(_ node: JSONNode) throws(JobError) -> ToleranceChoice {
    let object = try JobObject(node, path: "tolerance", keys: ["coincidence", "area"])
    var choice = ToleranceChoice()
    choice.coincidence =
      try object.positive("coincidence", "mean square errors") ?? choice.coincidence
    choice.area = try object.text("area") ?? choice.area
    return choice
  }

  private static func map(_ node: JSONNode) throws(JobError) -> MapChoice {
    let object = try JobObject(node, path: "map", keys: ["base", "attribution"])
    var choice = MapChoice()
    choice.base = try object.text("base")
    choice.attribution = try object.text("attribution")
    if let base = choice.base, let node = object["base"], !isTileAddress(base) {
      let expected = "the address of a tile such as \"https://host/{z}/{x}/{y}.png\""
      throw object.wrong("base", node, expected)
    }
    return choice
  }

  /// Whether a tile is named in full, on a computer (http, https) or beside the page.
  private static func isTileAddress(_ text: String) -> Bool {
    let host = /https?:\/\/([A-Za-z0-9-]+|\{s\})(\.[A-Za-z0-9-]+)*(:[0-9]+)?\/.*/
    let isRemote = text.contains("://")
    return ["{z}", "{x}", "{y}"].allSatisfy(text.contains)
      && (!isRemote || text.wholeMatch(of: host) != nil)
  }

  private static func sources(_ object: JobObject, _ key: String) throws(JobError) -> [Source] {
    guard let node = object[key] else { return [] }
    guard case .list(let elements) = node.value else {
      throw object.wrong(key, node, "a list of sources")
    }
    var sources: [Source] = []
    for (index, element) in elements.enumerated() {
      sources.append(try source(element, path: "\(object.path(key))[\(index)]"))
    }
    return sources
  }

  private static func source(_ node: JSONNode, path: String) throws(JobError) -> Source {
    if case .text(let file) = node.value {
      guard !file.isEmpty else { throw wrong(path, node, "a path") }
      return Source(path: file, place: path)
    }
    guard case .object = node.value else {
      throw wrong(path, node, "a path or an object with \"path\"")
    }
    let keys = ["path", "layer", "crs", "fields", "axes", "encoding"]
    let object = try JobObject(node, path: path, keys: keys)
    guard let file = try object.text("path") else {
      throw object.missing("path")
    }
    var source = Source(path: file, place: path)
    source.layer = try object.text("layer")
    source.crs = try object.text("crs")
    source.axes = try object.choice("axes", AxisOrder.self)
    source.encoding = try object.text("encoding")
    source.fields = try fields(object)
    return source
  }

  private static func fields(_ object: JobObject) throws(JobError) -> [FieldName] {
    guard let node = object["fields"] else { return [] }
    guard case .object(let members) = node.value else {
      throw object.wrong("fields", node, "an object of names")
    }
    var fields: [FieldName] = []
    for member in members {
      guard case .text(let there) = member.node.value, !there.isEmpty else {
        throw wrong("\(object.path("fields")).\(member.key)", member.node, "a field's name")
      }
      fields.append(FieldName(here: member.key, there: there))
    }
    return fields.sorted { $0.here < $1.here }
  }

  static func wrong(_ path: String, _ node: JSONNode, _ expected: String) -> JobError {
    JobError(
      path: path,
      line: node.place.line,
      column: node.place.column,
      reason: .wrongValue(expected: expected, found: node.kind)
    )
  }
}
