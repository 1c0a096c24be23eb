import Cadastre
import Foundation
import Geometry
import Projection
import TestSupport
import Testing
import Workers

@testable import Intake

@Suite struct SurveyDocumentTests {
  private static func point(_ north: Int, _ east: Int) -> String {
    "<SpelementUnit><NewOrdinate X=\"\(4_920_000 + north)\" Y=\"\(5_194_000 + east)\" "
      + "DeltaGeopoint=\"0.15\"/></SpelementUnit>"
  }

  /// A boundary plan of one parcel, 20 m to the north and 10 m to the east.
  private static let plan = """
    <MP><GeneralCadastralWorks DateCadastral="2025-09-30"/><Package><SpecifyParcel>
    <ExistParcel CadastralNumber="90:25:010101:7"><EntitySpatial EntSys="ID1"><SpatialElement>
    \(point(0, 0))\(point(0, 10))\(point(20, 10))\(point(20, 0))\(point(0, 0))
    </SpatialElement></EntitySpatial></ExistParcel></SpecifyParcel></Package>
    <CoordSystems><CoordSystem CsId="ID1" Name="90.5"/></CoordSystems></MP>
    """

  private static let catalogue = """
    номер;X;Y
    90:25:010101:8;4920000,00;5194100,00
    90:25:010101:8;4920000,00;5194110,00
    90:25:010101:8;4920020,00;5194110,00
    90:25:010101:8;4920020,00;5194100,00

    """

  /// Reads what a change puts into a request, from a folder with both documents.
  private func read(_ change: (inout IntakeRequest) -> Void) throws -> IntakeResult {
    try withTemporaryFolder { folder in
      try Data(Self.plan.utf8).write(to: folder.appending(path: "plan.xml"))
      let text = try #require(Self.catalogue.data(using: .windowsCP1251))
      try text.write(to: folder.appending(path: "points.txt"))
      var request = IntakeRequest(baseFolder: folder.path, surveyAccuracy: 0.1)
      request.workingCRS = try .init(plane)
      request.coverageEverywhere = true
      change(&request)
      return try Intake.read(request, workers: Workers(count: 2))
    }
  }

  @Test func `A boundary plan and a catalogue are surveys`() throws {
    let result = try read {
      $0.surveyParcels = [SourceSpec(path: "plan.xml"), SourceSpec(path: "points.txt")]
    }
    #expect(result.count("survey parcels") == [2, 0])
    #expect(result.survey.date == "2025-09-30")
    let parcels = result.survey.parcels
    #expect(parcels.records.map(\.id) == ["90:25:010101:7", "90:25:010101:8"])
    #expect(parcels.records.map(\.claimedNumber) == ["90:25:010101:7", "90:25:010101:8"])
    #expect(parcels.records.map(\.accuracy) == [0.15, 0.1])
    #expect(
      parcels.shapes.boxes[0]
        == Envelope(minX: 5_194_000, minY: 4_920_000, maxX: 5_194_010, maxY: 4_920_020)
    )
    #expect(parcels.shapes.boxes[1].minX == 5_194_100)
    #expect(result.sources.map(\.format) == ["ЕГРН MP", "каталог координат"])
    #expect(result.sources.map(\.encoding) == [nil, "CP1251"])
    #expect(result.sources[0].labels.map(\.label) == ["90.5"])
    #expect(result.notes.contains { $0.english.contains("points.txt") })
  }

  @Test func `North first is how the format has it; the job may say otherwise`() throws {
    for axes in [AxisOrder.yx, nil] {
      let result = try read { $0.surveyParcels = [SourceSpec(path: "points.txt", axes: axes)] }
      #expect(result.survey.parcels.shapes.boxes[0].minX == 5_194_100)
    }
    let result = try read { $0.surveyParcels = [SourceSpec(path: "points.txt", axes: .xy)] }
    #expect(result.survey.parcels.shapes.boxes[0].minX == 4_920_000)
  }

  @Test func `A survey is not taken for the register`() throws {
    #expect(throws: IntakeError.self) {
      try read { $0.registerParcels = [SourceSpec(path: "plan.xml")] }
    }
    let result = try read { $0.extracts = [SourceSpec(path: "plan.xml")] }
    #expect(result.count("register parcels") == [0, 0])
    #expect(result.notes.contains { $0.english.contains("survey.parcels") })
  }

  @Test func `An encoding the job names is used and not called useless`() throws {
    let result = try read {
      $0.surveyParcels = [SourceSpec(path: "points.txt", encoding: "cp1251")]
    }
    #expect(!result.notes.contains { $0.english.contains("encoding") })
  }

  @Test func `A password is in no message`() throws {
    let path = "PG:host=127.0.0.1 port=1 dbname=d user=u password=secret"
    let error = #expect(throws: IntakeError.self) {
      try read { $0.registerParcels = [SourceSpec(path: path)] }
    }
    #expect(error.map { !"\($0)".contains("secret") } == true)
  }
}
