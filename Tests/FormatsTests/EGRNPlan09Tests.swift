import Geometry
import TestSupport
import Testing

@testable import Formats

/// The territory plan of 2012 to 2015 (КПТ, scheme 09), element by element after its scheme.
@Suite("KPT v09") struct EGRNPlan09Tests {
  private static func spatial(_ corners: [(Int, Int)], _ more: String = "") -> String {
    let units = corners.enumerated().map { index, corner in
      """
      <Spa2:SpelementUnit TypeUnit="Точка" SuNmb="\(index + 1)">
      <Spa2:Ordinate X="\(corner.0)" Y="\(corner.1)" OrdNmb="1" DeltaGeopoint="0.1"/></Spa2:SpelementUnit>
      """
    }
    return """
      <EntitySpatial EntSys="ID2"><Spa2:SpatialElement>\(units.joined())</Spa2:SpatialElement>\(more)\
      </EntitySpatial>
      """
  }

  private static let box = [(100, 50), (200, 50), (200, 80), (100, 80), (100, 50)]

  private static let document = """
    <?xml version="1.0" encoding="UTF-8"?>
    <KPT xmlns="urn://x-artefacts-rosreestr-ru/outgoing/kpt/9.0.3"
     xmlns:Spa2="urn://x-artefacts-rosreestr-ru/commons/complex-types/entity-spatial/2.0.1"
     xmlns:Cer1="urn://x-artefacts-rosreestr-ru/commons/complex-types/certification-doc/1.0"
     xmlns:adr3="urn://x-artefacts-rosreestr-ru/commons/complex-types/address-output/3.0.1">
    <CadastralBlocks><CadastralBlock CadastralNumber="90:25:010101">
    <Area><Total>3.5</Total><Unit>059</Unit></Area>
    <Parcels>
    <Parcel CadastralNumber="90:25:010101:1" State="06" DateCreated="2013-02-14">
    <Area><Area>3000</Area><Unit>055</Unit></Area><Name>01</Name>
    <Location><Address><adr3:Note>г. Ялта</adr3:Note></Address></Location>
    <Category>003002000000</Category><Utilization Utilization="142001010000"/>
    <CadastralCost Value="73385.96" Unit="383"/>\(spatial(box))</Parcel>
    <Parcel CadastralNumber="90:25:010101:2" State="01">
    <Area><Area>5</Area><Unit>055</Unit></Area><Name>03</Name><Location/>
    <Category>003002000000</Category><Utilization ByDoc="сад"/>
    <ParentCadastralNumbers><CadastralNumber>90:25:010101:9</CadastralNumber></ParentCadastralNumbers>
    <Contours><Contour NumberRecord="1">\(spatial(box))</Contour></Contours></Parcel>
    <Parcel CadastralNumber="90:25:010101:3" State="07"><Area><Area>5</Area><Unit>055</Unit></Area>
    <Name>01</Name><Location/><Category>003008000000</Category><Utilization/></Parcel>
    </Parcels>
    <ObjectsRealty>
    <ObjectRealty><Building CadastralNumber="90:25:010101:11"><ObjectType>002001002000</ObjectType>
    <AssignationBuilding>204002000000</AssignationBuilding><Area>81.5</Area><Address/>
    \(spatial(box))</Building></ObjectRealty>
    <ObjectRealty><Construction CadastralNumber="90:25:010101:12"><ObjectType>002001004000</ObjectType>
    <Address/></Construction></ObjectRealty>
    <ObjectRealty><Uncompleted CadastralNumber="90:25:010101:13"><ObjectType>002001005000</ObjectType>
    <Address/></Uncompleted></ObjectRealty>
    </ObjectsRealty>
    <OMSPoints><OMSPoint><OrdX>1</OrdX><OrdY>2</OrdY></OMSPoint></OMSPoints>
    <SpatialData>\(spatial(box))</SpatialData>
    <Zones><Zone>\(spatial(box))</Zone></Zones>
    <CoordSystems><Spa2:CoordSystem Name="СК-63, зона 5" CsId="ID2"/></CoordSystems>
    </CadastralBlock></CadastralBlocks>
    <CertificationDoc><Cer1:Date>2014-05-06</Cer1:Date></CertificationDoc>
    </KPT>
    """

  @Test(
    "Parcels, buildings, constructions, unfinished and the quarter are read; points and zones are not"
  )
  func whole() throws {
    let tables = try readEGRN(Self.document)
    #expect(
      tables.map(\.name) == ["parcels", "buildings", "constructions", "unfinished", "quarters"]
    )
    #expect(tables.map(\.count) == [3, 1, 1, 1, 1])
    #expect(tables.allSatisfy { $0.rejects.isEmpty && $0.date == "2014-05-06" })
    let parcels = tables[0]
    #expect(parcels.crs == .label("СК-63, зона 5"))
    #expect(parcels.shapes.boxes[0] == Envelope(minX: 50, minY: 100, maxX: 80, maxY: 200))
    #expect(parcels.shapes[1].area.magnitude == 3000)
    #expect(!parcels.shapes.hasGeometry(2))
    func values(_ column: String) -> [String?] {
      parcels.column(column)?.values.map(\.text) ?? []
    }
    #expect(values("permitted_use") == ["142001010000", "сад", nil])
    #expect(values("subtype") == ["", "child", ""])
    #expect(values("parent") == [nil, "90:25:010101:9", nil])
    #expect(values("status") == ["active", "active", "archived"])
    #expect(values("address")[0] == "г. Ялта")
    #expect(tables[1].column("purpose")?.values == [.text("house")])
    #expect(tables[1].column("floor_area")?.values == [.real(81.5)])
    #expect(tables[4].column("area")?.values == [.real(35_000)])
  }
}
