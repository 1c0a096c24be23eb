import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

/// A boundary plan (MP v06) around the elements of its package.
private func boundaryPlan(_ package: String, root: String = "MP") -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <\(root) GUID="0" Version="06" xmlns:Spa2="urn://x-artefacts-rosreestr-ru/commons/complex-types/entity-spatial/2.0.1">
  <GeneralCadastralWorks DateCadastral="2025-09-30"/>
  <Package>\(package)</Package>
  <CoordSystems><CoordSystem CsId="ID1" Name="СК кадастрового округа, зона 2"/></CoordSystems>
  </\(root)>
  """
}

/// An `EntitySpatial`; each point is what stands in its unit.
private func spatial(_ rings: [[String]]) -> String {
  let elements = rings.map { ring in
    "<Spa2:SpatialElement>"
      + ring.map { "<Spa2:SpelementUnit TypeUnit=\"Точка\">\($0)</Spa2:SpelementUnit>" }.joined()
      + "</Spa2:SpatialElement>"
  }
  return "<EntitySpatial EntSys=\"ID1\">\(elements.joined())</EntitySpatial>"
}

private func new(_ x: Int, _ y: Int) -> String {
  "<Spa2:NewOrdinate X=\"\(x)\" Y=\"\(y)\" DeltaGeopoint=\"0.10\"/>"
}

private func old(_ x: Int, _ y: Int) -> String { "<Spa2:OldOrdinate X=\"\(x)\" Y=\"\(y)\"/>" }

@Suite("What a cadastral engineer surveyed")
struct EGRNSurveyTests {
  @Test("Only new and both are the new position; only old is liquidated")
  func ordinates() throws {
    // North 100…200, east 50…80; the corner (200, 80) moved to (210, 80); (150, 40) is gone.
    let ring = [
      new(100, 50), old(200, 50) + new(200, 50), old(200, 80) + new(210, 80), new(100, 80),
      old(150, 40), new(100, 50),
    ]
    let xml = boundaryPlan(
      """
      <SpecifyParcel><ExistParcel CadastralNumber="90:25:010101:7">
      <Area><Area>3150</Area><Inaccuracy>20</Inaccuracy></Area>\(spatial([ring]))
      <SubParcels><NewSubParcel Definition=":ЧЗУ1">\(spatial([[new(0, 0), new(9, 0), new(9, 9)]]))
      </NewSubParcel></SubParcels></ExistParcel></SpecifyParcel>
      """
    )
    let tables = try readEGRN(xml)
    #expect(tables.map(\.name) == ["survey_parcels"])
    let table = tables[0]
    #expect(table.count == 1)
    #expect(table.date == "2025-09-30")
    #expect(table.format == "ЕГРН MP")
    #expect(table.crs == .label("СК кадастрового округа, зона 2"))
    #expect(table.shapes[0].area.magnitude == 3150)
    #expect(table.shapes.boxes[0] == Envelope(minX: 50, minY: 100, maxX: 80, maxY: 210))
    #expect(table.column("survey_id")?.values == [.text("90:25:010101:7")])
    #expect(table.column("removed_points")?.values == [.integer(1)])
    #expect(table.column("accuracy")?.values == [.real(0.1)])
    #expect(table.column("kind")?.values == [.text("specified")])
  }

  @Test("New parcels, contours, neighbours and a parcel that is only changed")
  func package() throws {
    let box = [new(0, 0), new(0, 10), new(10, 10), new(10, 0), new(0, 0)]
    let far = [new(50, 0), new(50, 10), new(60, 10), new(60, 0), new(50, 0)]
    let xml = boundaryPlan(
      """
      <FormParcels>
      <NewParcel Definition=":ЗУ1"><CadastralBlock>90:25:010101</CadastralBlock>
      <Utilization ByDoc="для ИЖС"/><Contours>
      <NewContour Definition="1">\(spatial([box]))</NewContour>
      <NewContour Definition="2">\(spatial([far]))</NewContour></Contours></NewParcel>
      <ChangeParcel CadastralNumber="90:25:010101:3"/>
      <SpecifyRelatedParcel CadastralNumber="90:25:010101:4"><AllBorder>\(spatial([box]))</AllBorder>
      </SpecifyRelatedParcel>
      <SpecifyRelatedParcel CadastralNumber="90:25:010101:5"><ChangeBorder>\(new(0, 0))</ChangeBorder>
      </SpecifyRelatedParcel>
      <SpecifyRelatedParcel CadastralNumber="90:25:010101:6">
      <DeleteAllBorder>\(old(0, 0))</DeleteAllBorder></SpecifyRelatedParcel>
      </FormParcels>
      """
    )
    let table = try #require(try readEGRN(xml).first)
    let ids = table.column("survey_id")?.values.compactMap(\.text)
    #expect(ids == ["90:25:010101:ЗУ1", "90:25:010101:4", "90:25:010101:6"])
    #expect(table.column("cad_number")?.values[0] == .null)
    #expect(table.column("permitted_use")?.values[0] == .text("для ИЖС"))
    #expect(table.shapes[0].polygonEnds.count == 2)
    #expect(!table.shapes.hasGeometry(2))
    #expect(table.rejects.map(\.key) == ["90:25:010101:5"])
    #expect(table.notes.map(\.english).joined().contains("ChangeParcel"))
  }

  @Test("The boundary plan of before 2014, whose names have underscores")
  func oldBoundaryPlan() throws {
    func unit(_ new: String, _ old: String = "") -> String {
      "<Spelement_Unit Type_Unit=\"Точка\">\(new)\(old)</Spelement_Unit>"
    }
    func point(_ kind: String, _ x: Int, _ y: Int) -> String {
      "<\(kind)Ordinate X=\"\(x)\" Y=\"\(y)\" Delta_Geopoint=\"0.2\" Num_Geopoint=\"1\"/>"
    }
    let ring = [(100, 50), (200, 50), (200, 80), (100, 80), (100, 50)]
      .map { unit(point("New", $0.0, $0.1)) }
    let spatial = """
      <Entity_Spatial Ent_Sys="ID1"><Spatial_Element>\(ring.joined())\(unit("", point("Old", 1, 1)))\
      </Spatial_Element></Entity_Spatial>
      """
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <STD_MP><eDocument CodeType="014" Version="04" GUID="0"/>
      <Title><Contractor Date="2013-07-01"><N_Certificate>1</N_Certificate></Contractor></Title>
      <Package><FormParcels Method="1">
      <NewParcel Definition="90:25:010101:7:ЗУ1"><CadastralBlock>90:25:010101</CadastralBlock>
      <Area><Area>3000</Area><Unit>055</Unit><Innccuracy>19</Innccuracy></Area>
      <Utilization ByDoc="для ИЖС"/><SubParcels><FormSubParcel>\(spatial)</FormSubParcel></SubParcels>
      \(spatial)</NewParcel>
      <NewParcel Definition=":ЗУ2"><CadastralBlock>90:25:010101</CadastralBlock><Contours>
      <NewContour Definition="1">\(spatial)</NewContour></Contours></NewParcel></FormParcels>
      <SpecifyParcelsApproximal><ExistParcel CadastralNumber="90:25:010101:9">\(spatial)</ExistParcel>
      </SpecifyParcelsApproximal></Package>
      <Coord_Systems><Coord_System Cs_Id="ID1" Name="СК-63"/></Coord_Systems>
      </STD_MP>
      """
    let table = try #require(try readEGRN(xml).first)
    #expect(table.name == "survey_parcels" && table.format == "ЕГРН STD_MP")
    #expect(table.date == "2013-07-01")
    #expect(table.crs == .label("СК-63"))
    #expect(
      table.column("survey_id")?.values
        == [.text("90:25:010101:7:ЗУ1"), .text("90:25:010101:ЗУ2"), .text("90:25:010101:9")]
    )
    #expect(table.column("area_inaccuracy")?.values[0] == .real(19))
    #expect(table.column("accuracy")?.values == [.real(0.2), .real(0.2), .real(0.2)])
    #expect(table.column("removed_points")?.values == [.integer(1), .integer(1), .integer(1)])
    #expect((0..<3).allSatisfy { table.shapes[$0].area.magnitude == 3000 })
  }

  @Test("A single land use: the whole without a border, its new part and its old one")
  func singleLandUse() throws {
    let box = [new(0, 0), new(0, 10), new(10, 10), new(10, 0), new(0, 0)]
    let xml = boundaryPlan(
      """
      <SpecifyParcel><ExistEZ><ExistEZParcels CadastralNumber="90:25:000000:1"><CompositionEZ>
      <InsertEntryParcels><InsertEntryParcel><NewEntryParcel Definition=":ЗУ1">\(spatial([box]))
      </NewEntryParcel></InsertEntryParcel></InsertEntryParcels></CompositionEZ></ExistEZParcels>
      <ExistEZEntryParcels><ExistEZEntryParcel CadastralNumber="90:25:010101:8">\(spatial([box]))
      </ExistEZEntryParcel></ExistEZEntryParcels></ExistEZ></SpecifyParcel>
      """,
      root: "MapPlanTerritory"
    )
    let table = try #require(try readEGRN(xml).first)
    #expect(
      table.column("survey_id")?.values.compactMap(\.text)
        == ["90:25:000000:1", "90:25:000000:1:ЗУ1", "90:25:010101:8"]
    )
    #expect(table.column("kind")?.values.compactMap(\.text) == ["common", "child", "child"])
    #expect((0..<3).map(table.shapes.hasGeometry) == [false, true, true])
  }

  @Test("A document of rooms is refused by the name of its root")
  func rooms() {
    #expect {
      try readEGRN("<extract_about_property_room><room_record/></extract_about_property_room>")
    } throws: { error in
      "\(error)".contains("extract_about_property_room")
    }
  }
}

@Suite("Passports and extracts up to 2021")
struct EGRNPassportTests {
  @Test("KVOKS of a building with floors, year and its parcels")
  func building() throws {
    let xml = """
      <KVOKS xmlns="urn://x-artefacts-rosreestr-ru/outgoing/kvoks/3.0.1"><Realty>
      <Building CadastralNumber="90:25:010101:99" State="06"><CadastralBlocks>
      <CadastralBlock>90:25:010101</CadastralBlock></CadastralBlocks>
      <AssignationBuilding>204002000000</AssignationBuilding><Area>120.5</Area>
      <ParentCadastralNumbers><CadastralNumber>90:25:010101:7</CadastralNumber>
      </ParentCadastralNumbers><ExploitationChar YearBuilt="1987"/><Floors Floors="2"/>
      <EntitySpatial EntSys="ID1"><SpatialElement>
      <SpelementUnit><Ordinate X="0" Y="0"/></SpelementUnit>
      <SpelementUnit><Ordinate X="0" Y="5"/></SpelementUnit>
      <SpelementUnit><Ordinate X="5" Y="5"/></SpelementUnit>
      </SpatialElement></EntitySpatial></Building></Realty></KVOKS>
      """
    let table = try #require(try readEGRN(xml).first)
    #expect(table.name == "buildings")
    let row = Dictionary(
      uniqueKeysWithValues: table.columns.map { ($0.name, $0.values[0]) }
    )
    #expect(row["purpose"] == .text("house"))
    #expect(row["floors"] == .real(2))
    #expect(row["year_built"] == .real(1987))
    #expect(row["parcel"] == .text("90:25:010101:7"))
    #expect(row["status"] == .text("active"))
    #expect(row["quarter"] == .text("90:25:010101"))
    #expect(table.shapes[0].area.magnitude == 12.5)
  }

  @Test("KVZU 7: parts are not the parcel", .enabled(if: SharedData.isPresent))
  func parcel() throws {
    let tables = try FeatureReader.read(
      path: SharedData.path("egrn/kvzu_v07_47-20-0835002-286.redacted.xml")
    )
    #expect(tables.map(\.name) == ["parcels"])
    let table = tables[0]
    #expect(table.count == 1)
    #expect(table.rejects.isEmpty)
    #expect(table.date == "2016-11-22")
    #expect(table.crs == .label("1963 (Кингисеппский)"))
    #expect(table.column("cad_number")?.values == [.text("47:20:0835002:286")])
    #expect(table.column("declared_area")?.values == [.real(90445)])
    #expect(table.column("permitted_use")?.values == [.text("под промплощадку")])
    // Seventeen corners in the document, the first repeated; the parts have 58 more.
    #expect(table.shapes.x.count == 17)
    #expect(abs(table.shapes[0].area.magnitude - 90445) < 526)
  }
}
