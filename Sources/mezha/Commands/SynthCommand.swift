import Cadastre
import Export
import Foundation
import Reconciliation
import Synth
import Workers

extension Flag {
  static let parcels = Flag(
    name: "parcels",
    short: "n",
    value: .integer("N", 1...Synth.limit),
    brief: "Live register parcels of the town"
  )
  static let seed = Flag(
    name: "seed",
    short: "s",
    value: .integer("S", 0...Int.max),
    brief: "The same seed gives the same town, byte for byte"
  )
  static let scenario = Flag(
    name: "scenario",
    value: .text("NAME"),
    brief: "What happens on the ground, by its name in town.json (default: base)"
  )
}

extension Command {
  static let synth = Command(
    name: "synth",
    flags: [.parcels, .seed, .scenario, .out],
    required: [.parcels, .seed, .out],
    brief: "Write a made-up town: register, survey, policy, job, truth",
    detail: """
      Nothing in the town is real. DIR, absent or empty, receives register.gpkg, survey.gpkg,
      policy.json, job.json and truth.json: what a reconciliation should find.
      """,
    examples: ["mezha synth --parcels 2000 --seed 1 --out town"],
    run: { (arguments, console) throws(JobFailure) in
      let options = SynthOptions(
        parcels: arguments.integer(.parcels) ?? 0,
        seed: UInt64(arguments.integer(.seed) ?? 0),
        scenario: arguments.text(.scenario) ?? "base",
        workers: Workers(count: arguments.workers),
        data: URL(filePath: try DataFolder.locate().file("synth"))
      )
      let folder = arguments.text(.out) ?? ""
      let summary = try Publisher.publish(to: folder, replacing: .nothing) {
        (staging) throws(JobFailure) in
        do throws(SynthError) {
          return try Synth.write(options, to: URL(filePath: staging))
        } catch {
          throw JobFailure(error)
        }
      }
      try console.product(
        arguments.has(.json)
          ? try JSONOutput.text(TownJSON(summary, folder: folder))
          : TownText(language: arguments.language).text(summary, folder: folder)
      )
      return .done
    }
  )
}

extension JobFailure {
  init(_ error: SynthError) {
    switch error {
    case .rules(let file, let reason): self = .input("\(file): \(reason)")
    case .unknownScenario(let name, let known):
      let nearest = NearestName.nearest(to: name, among: known)
      self = .usage(
        "no scenario \"\(name)\"; "
          + (nearest.map { "did you mean \"\($0)\"?" } ?? "one of: \(known.joined(separator: ", "))")
      )
    case .parcels(let number, let limit):
      self = .usage("\(number) parcels; expected 1 to \(limit)")
    case .occupied(let folder): self = .output("\(folder): is not empty")
    case .unwritable(let file, let reason): self = .output("\(file): cannot be written: \(reason)")
    }
  }
}

/// What was written, for other programs.
struct TownJSON: Encodable {
  var folder: String
  var job: String
  var quarters: Int
  var registerParcels: Int
  var registerBuildings: Int
  var surveyParcels: Int
  var surveyBuildings: Int
  var events: Int

  init(_ summary: SynthSummary, folder: String) {
    self.folder = folder
    job = "\(folder)/job.json"
    quarters = summary.quarters
    registerParcels = summary.registerParcels
    registerBuildings = summary.registerBuildings
    surveyParcels = summary.surveyParcels
    surveyBuildings = summary.surveyBuildings
    events = summary.events
  }
}

/// What was written, for people.
struct TownText {
  var language: Language

  func text(_ summary: SynthSummary, folder: String) -> String {
    let numbers = NumberText(language: language)
    let isRussian = language == .ru
    var table = TextTable(["", ""])
    table.add([isRussian ? "кварталов" : "quarters", numbers.whole(summary.quarters)])
    table.add([
      isRussian ? "участков реестра" : "register parcels", numbers.whole(summary.registerParcels),
    ])
    table.add([
      isRussian ? "зданий реестра" : "register buildings",
      numbers.whole(summary.registerBuildings),
    ])
    table.add([
      isRussian ? "участков обследования" : "survey parcels", numbers.whole(summary.surveyParcels),
    ])
    table.add([
      isRussian ? "зданий обследования" : "survey buildings",
      numbers.whole(summary.surveyBuildings),
    ])
    table.add([
      isRussian ? "расхождений (truth.json)" : "differences (truth.json)",
      numbers.whole(summary.events),
    ])
    let title = isRussian ? "Выдуманный город: " : "A made-up town: "
    let job = isRussian ? "Задание: " : "Job: "
    return "\(title)\(folder)\n\n\(table.text)\n\(job)\(folder)/job.json\n"
  }
}
