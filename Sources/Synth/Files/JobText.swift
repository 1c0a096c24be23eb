import Foundation

/// The job that reconciles the town, and its policy.
enum JobText {
  static func write(
    _ setup: TownSetup,
    _ options: SynthOptions,
    to folder: URL
  ) throws(SynthError) {
    do {
      try Data(job(setup).utf8).write(to: folder.appending(path: "job.json"))
    } catch { throw .unwritable(file: "job.json", reason: "\(error)") }
    let policy = options.data.appending(path: "policy.json")
    do {
      try Data(contentsOf: policy).write(to: folder.appending(path: "policy.json"))
    } catch { throw .rules(file: policy.path, reason: "\(error)") }
  }

  private static func job(_ setup: TownSetup) -> String {
    let rules = setup.rules
    let accuracy = TruthText.fixed(setup.scenario.surveyAccuracies.first ?? 0.1, 2)
    return """
      {
        "municipality": \(TruthText.json(rules.municipality)),
        "workingCRS": \(TruthText.json(rules.workingCRS.code)),
        "register": {
          "date": \(TruthText.json(rules.dates.register)),
          "parcels": [{"path": "register.gpkg", "layer": "parcels"}],
          "buildings": [{"path": "register.gpkg", "layer": "buildings"}],
          "quarters": [{"path": "register.gpkg", "layer": "quarters"}],
          "publicLand": [{"path": "register.gpkg", "layer": "public_land"}]
        },
        "survey": {
          "date": \(TruthText.json(rules.dates.survey)),
          "accuracy": \(accuracy),
          "outline": \(TruthText.json(setup.scenario.outline)),
          "parcels": [{"path": "survey.gpkg", "layer": "parcels"}],
          "buildings": [{"path": "survey.gpkg", "layer": "buildings"}],
          "coverage": [{"path": "survey.gpkg", "layer": "coverage"}]
        },
        "policy": "policy.json"
      }

      """
  }
}
