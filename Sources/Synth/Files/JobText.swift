import Formats
import Foundation

/// The job that reconciles the town, and its policy.
enum JobText {
  static func write(
    _ setup: TownSetup,
    _ options: SynthOptions,
    to folder: URL
  ) throws(SynthError) {
    do {
      try Data(job(setup).bytes + "\n".utf8).write(to: folder.appending(path: "job.json"))
    } catch { throw .unwritable(file: "job.json", reason: "\(error)") }
    let policy = options.data.appending(path: "policy.json")
    do {
      try Data(contentsOf: policy).write(to: folder.appending(path: "policy.json"))
    } catch { throw .rules(file: policy.path, reason: "\(error)") }
  }

  private static func job(_ setup: TownSetup) -> JSONText {
    let rules = setup.rules
    var json = JSONText()
    json.beginObject()
    json.member("municipality", .text(rules.municipality))
    json.member("workingCRS", .text(rules.workingCRS.code))
    json.key("register")
    json.beginObject()
    json.member("date", .text(rules.dates.register))
    json.source("parcels", "register.gpkg", "parcels")
    json.source("buildings", "register.gpkg", "buildings")
    json.source("quarters", "register.gpkg", "quarters")
    json.source("publicLand", "register.gpkg", "public_land")
    json.endObject()
    json.key("survey")
    json.beginObject()
    json.member("date", .text(rules.dates.survey))
    json.member("accuracy", .real(setup.scenario.surveyAccuracies[0], decimals: 2))
    json.member("outline", .text(setup.scenario.outline))
    json.source("parcels", "survey.gpkg", "parcels")
    json.source("buildings", "survey.gpkg", "buildings")
    json.source("coverage", "survey.gpkg", "coverage")
    json.endObject()
    json.member("policy", .text("policy.json"))
    json.endObject()
    return json
  }
}

extension JSONText {
  /// Adds a list of one source, a layer of a file.
  fileprivate mutating func source(_ name: String, _ path: String, _ layer: String) {
    newLine()
    key(name)
    beginArray()
    beginObject()
    member("path", .text(path))
    member("layer", .text(layer))
    endObject()
    endArray()
  }
}
