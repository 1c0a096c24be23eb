import Foundation
import Synth
import TestSupport
import Testing
import Workers

@Suite struct SynthReproductionTests {
  private static let files = [
    "register.gpkg", "survey.gpkg", "job.json", "policy.json", "truth.json",
  ]

  private func bytes(_ options: SynthOptions) throws -> [Data] {
    try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      try Synth.write(options, to: town)
      return try Self.files.map { try Data(contentsOf: town.appending(path: $0)) }
    }
  }

  @Test func theSameSeedGivesTheSameBytesForAnyCrew() throws {
    let one = try bytes(TownFiles.options(500, workers: 1))
    let again = try bytes(TownFiles.options(500, workers: 1))
    let four = try bytes(TownFiles.options(500, workers: 4))
    for (index, file) in Self.files.enumerated() {
      #expect(one[index] == again[index], "\(file) differs between two runs")
      #expect(one[index] == four[index], "\(file) differs between one worker and four")
    }
  }

  @Test func anotherSeedGivesAnotherTown() throws {
    let one = try bytes(TownFiles.options(120, seed: 1))
    let two = try bytes(TownFiles.options(120, seed: 2))
    #expect(one[0] != two[0])
  }

  @Test func aLargerTownHoldsTheSmallerOnesRules() throws {
    for count in [1, 7, 130] {
      let town = try TownFiles(count)
      let doubled = Set(town.events("duplicate").flatMap(\.register_ids)).count / 2
      let live = town.parcels.values.count { $0.fields["status"] != "archived" }
      #expect(live - doubled == count)
    }
  }

  @Test func whatCannotBeMadeIsSaid() throws {
    try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      #expect(throws: SynthError.parcels(0, limit: Synth.limit)) {
        try Synth.write(TownFiles.options(0), to: town)
      }
      var unknown = TownFiles.options(10)
      unknown.scenario = "flooded"
      let failure = #expect(throws: SynthError.self) { try Synth.write(unknown, to: town) }
      guard case .unknownScenario("flooded", let known) = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(known.contains("base") && known == known.sorted())
      var lost = TownFiles.options(10)
      lost.data = folder
      #expect(throws: SynthError.self) { try Synth.write(lost, to: town) }
      #expect(!FileManager.default.fileExists(atPath: town.path))
      try Data().write(to: folder.appending(path: "mine.txt"))
      #expect(throws: SynthError.occupied(folder: folder.path)) {
        try Synth.write(TownFiles.options(10), to: folder)
      }
    }
  }
}
