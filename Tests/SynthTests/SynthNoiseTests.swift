import Foundation
import Geometry
import Testing

@testable import Synth

@Suite struct SynthNoiseTests {
  @Test func cornersAreOffByTheStatedErrorInThePlane() throws {
    let town = try TownFiles(700, scenario: "clean")
    var sum = 0.0
    var count = 0.0
    for link in town.truth.links where link.layer == "parcels" && link.optional != true {
      guard let item = town.parcels[link.register_id], let plot = town.plots[link.survey_id]?.shape,
        item.fields["point_accuracy"] == "0.1", item.shape.x.count == plot.x.count
      else { continue }
      for (a, b) in zip(item.shape.points, plot.points).dropLast() {
        sum += a.distance(to: b) * a.distance(to: b)
        count += 1
      }
    }
    #expect(count > 1000)
    // Two mean square errors of 0.1 m in the plane: 0.1·√2.
    #expect(abs((sum / count).squareRoot() - 0.1414) < 0.006)
  }

  @Test func neighboursShareTheirCorners() throws {
    let town = try TownFiles(700, scenario: "clean")
    for layer in [town.parcels, town.plots] {
      var uses: [Point: Int] = [:]
      for item in layer.values where !item.shape.isEmpty {
        for place in Set(item.shape.points) { uses[place, default: 0] += 1 }
      }
      // Unshared are the corners at the ends of rows and beside free or unmeasured land.
      let shared = uses.values.count { $0 > 1 }
      #expect(Double(shared) > 0.7 * Double(uses.count))
    }
  }

  @Test func aCleanTownHasNothingButRecordsWithoutCoordinates() throws {
    let town = try TownFiles(300, scenario: "clean")
    #expect(Set(town.truth.events.map(\.kind)) == ["no-geometry"])
    #expect(town.parcels.count == 300)
  }

  @Test func scenariosShareTheGround() throws {
    let plans = try ["base", "dirty", "roofs"].map { scenario in
      QuarterPlan(
        quarter: 5,
        setup: try Synth.setup(TownFiles.options(2000, scenario: scenario))
      )
    }
    #expect(plans[0].lots.count == plans[1].lots.count)
    #expect(plans[0].cell == plans[2].cell)
    #expect(plans[0].lots.map(\.core) == plans[1].lots.map(\.core))
  }

  @Test func roofsReachOverWalls() throws {
    let walls = try TownFiles(300)
    let roofs = try TownFiles(300, scenario: "roofs")
    let area = { (town: TownFiles) in town.found.values.reduce(0) { $0 + $1.shape.plainArea } }
    #expect(walls.found.count == roofs.found.count)
    #expect(area(roofs) > 1.05 * area(walls))
  }

  @Test func streamsOfQuartersAndPurposesDiffer() {
    var seen = Set<UInt64>()
    for quarter in 0..<200 {
      for purpose: UInt64 in [1, 2] {
        var random = SynthRandom(seed: 7, quarter: quarter, purpose: purpose)
        seen.insert(random.next())
      }
    }
    #expect(seen.count == 400)
    var random = SynthRandom(seed: 1)
    let draws = (0..<20_000).map { _ in random.normal(2) }
    let mean = draws.reduce(0, +) / 20_000
    let spread = (draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
    #expect(abs(mean) < 0.06 && abs(spread - 2) < 0.04)
  }
}
