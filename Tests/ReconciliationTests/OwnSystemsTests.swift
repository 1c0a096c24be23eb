import Cadastre
import Foundation
import Intake
import Projection
import TestSupport
import Testing

@testable import Reconciliation

@Suite("Coordinate systems of a job")
struct OwnSystemsTests {
  private static let points = [
    "{\"name\": \"п. 1\", \"from\": {\"north\": 1000, \"east\": 2000}, \"to\": {\"north\": 4920000, \"east\": 5194000}}",
    "{\"name\": \"п. 2\", \"from\": {\"north\": 1000, \"east\": 5000}, \"to\": {\"north\": 4920000, \"east\": 5197000}}",
    "{\"name\": \"п. 3\", \"from\": {\"north\": 4000, \"east\": 5000}, \"to\": {\"north\": 4923000, \"east\": 5197000.05}}",
    "{\"name\": \"п. 4\", \"from\": {\"north\": 4000, \"east\": 2000}, \"to\": {\"north\": 4923000, \"east\": 5194000}}",
  ]

  private func settle(_ systems: String, working: String = "EPSG:7829") throws -> OwnSystems {
    let text = """
      {"workingCRS": "\(working)", "coordinateSystems": [\(systems)], "register": {}, "survey": {}}
      """
    let file = try withTemporaryFolder { folder in
      let path = folder.appending(path: "job.json").path
      try Data(text.utf8).write(to: URL(filePath: path))
      return try JobFile.read(path: path)
    }
    return try OwnSystems(file, try CRSCatalogue.load(try DataFolder.locate()))
  }

  private func reason(_ systems: String) -> String {
    do {
      _ = try settle(systems)
      return "accepted"
    } catch { return "\((error as? JobFailure)?.message ?? "\(error)")" }
  }

  @Test("A zone's keys make the zone: the one of Новочебоксарск, key by key")
  func zone() throws {
    let own = try settle(
      """
      {"name": "наша", "zone": {"meridian": 47.55, "falseEasting": 1250000, "falseNorthing": -5814743.504},
       "labels": ["21.1"]}
      """
    )
    let catalogue = try CRSCatalogue.load(try DataFolder.locate())
    let known = try #require(catalogue.system(named: "МСК-21 зона 1"))
    let made = try #require(own.system(named: "наша"))
    let way = try Transformation(
      from: ReferenceSystem(made.definition),
      to: ReferenceSystem(known.definition)
    )
    var x = [1_260_000.0]
    var y = [400_000.0]
    try way.apply(x: &x, y: &y)
    #expect(abs(x[0] - 1_260_000) < 1e-5 && abs(y[0] - 400_000) < 1e-5)
    #expect(own.labels.map(\.label) == ["21.1"])
  }

  @Test("Points that fit are told with their residuals")
  func fitted() throws {
    let own = try settle(
      "{\"name\": \"город\", \"to\": \"СК-63 зона X5\", \"controlPoints\": [\(Self.points.joined(separator: ","))]}"
    )
    let system = try #require(own.system(named: "город"))
    #expect(system.definition == "EPSG:7829")
    #expect(system.fit?.residuals.count == 4)
    let note = try #require(own.notes.first)
    #expect(note.russian.contains("п. 3"))
    #expect(note.english.contains("mean square error 0.0"))
  }

  @Test("A bad fit is refused and the point to blame is named")
  func refused() {
    let wrong = Self.points[2].replacing("4923000", with: "4923007")
    let words = reason(
      "{\"name\": \"город\", \"to\": \"EPSG:7829\", \"controlPoints\": "
        + "[\([Self.points[0], Self.points[1], wrong, Self.points[3]].joined(separator: ","))]}"
    )
    #expect(words.contains("a bad fit"))
    #expect(words.contains("\"п. 3\" is 7.0"))
    let swapped = Self.points.map {
      $0.replacing("\"from\": {\"north\"", with: "\"from\": {\"EAST\"")
        .replacing(", \"east\": 2000}, \"to\"", with: ", \"north\": 2000}, \"to\"")
        .replacing(", \"east\": 5000}, \"to\"", with: ", \"north\": 5000}, \"to\"")
        .replacing("EAST", with: "east")
    }
    let exchanged = reason(
      "{\"name\": \"город\", \"to\": \"EPSG:7829\", \"controlPoints\": [\(swapped.joined(separator: ","))]}"
    )
    #expect(exchanged.contains("exchanged they fit"))
  }

  @Test("Too few points, unknown names, a name and a label given twice")
  func mistakes() {
    #expect(
      reason(
        "{\"name\": \"a\", \"to\": \"EPSG:7829\", \"controlPoints\": [\(Self.points[0]), \(Self.points[1])]}"
      ).contains("2 points; similarity needs 3")
    )
    #expect(
      reason("{\"name\": \"a\", \"definition\": \"СК-63 зона X9\"}").contains(
        "no coordinate system"
      )
    )
    let system = "{\"name\": \"a\", \"definition\": \"EPSG:7829\", \"labels\": [\"x\"]}"
    #expect(reason("\(system), \(system)").contains("given twice"))
    #expect(
      reason("\(system), \(system.replacing("\"a\"", with: "\"b\""))").contains("two systems")
    )
    #expect(reason("{\"name\": \"a\"}").contains("controlPoints"))
    #expect(reason("{\"name\": \"a\", \"zon\": 1}").contains("zon"))
  }
}
