import Cadastre
import Formats
import Geometry
import Projection
import TestSupport
import Testing
import Workers

@testable import Intake

/// Real territory plans in which some records are in a town's own system.
@Suite(.enabled(if: SharedData.isPresent)) struct RegisterPlanTests {
  private func read(_ workers: Int) throws -> IntakeResult {
    var request = IntakeRequest(baseFolder: SharedData.path("egrn"), surveyAccuracy: 0.1)
    request.extracts = [SourceSpec(path: "kpt_v02/*.zip")]
    // The key of МСК-11 zone 5 is not public; any plane will do, for nothing is reprojected.
    request.workingCRS = try ReferenceSystem(
      "+proj=tmerc +lat_0=0 +lon_0=56.0333 +k=1 +x_0=5250000 +y_0=-6211057.63 +ellps=krass"
    )
    return try Intake.read(request, workers: Workers(count: workers))
  }

  // Counted in the XML by hand: records by element name, and those with y below 100 km.
  @Test func `Records in the town's system are kept out, whatever their label`() throws {
    let result = try read(2)
    #expect(result.count("register parcels") == [559, 2])
    #expect(result.count("register buildings") == [399, 3])
    #expect(result.count("register constructions") == [34, 0])
    #expect(result.count("quarters") == [4, 0])
    #expect(
      result.suspects.map(\.key) == [
        "11:19:0801020:2251", "11:19:0801020:2885", "11:19:0801020:2888",
        "11:19:0801020:2886", "11:19:0801020:2892",
      ]
    )
    #expect(result.suspects.last?.label == "11.У.025")
    #expect(result.suspects.allSatisfy { $0.distance > 5_000_000 })
    #expect(result.register.date == "2022-04-05")
    #expect(result.inputs.count == 4)
    #expect(result.repairs.isEmpty)
    let parcels = result.register.parcels
    #expect(parcels.indices.count(where: parcels.shapes.hasGeometry) == 445)
    #expect(parcels.records.map(\.number) == parcels.records.map(\.number).sorted())
    #expect(result.register.buildings.records.count { $0.purpose == .unfinished } == 7)
  }

  @Test func `The crew cannot be seen in the result`() throws {
    let one = try read(1)
    let four = try read(4)
    #expect(one.register.parcels.shapes == four.register.parcels.shapes)
    #expect(one.rejects == four.rejects)
    #expect(one.sources == four.sources)
    #expect(one.notes == four.notes)
  }
}
