import Foundation
import Geometry
import Testing
import TestSupport

@testable import Formats

private func read(_ data: Data, name: String = "catalogue.csv") throws -> FeatureTable {
  try withTemporaryFolder { folder in
    let path = folder.appending(path: name)
    try data.write(to: path)
    return try #require(try FeatureReader.read(path: path.path).first)
  }
}

@Suite("Catalogues of coordinates")
struct CatalogueTests {
  /// X = north: the first plot is 10 m from south to north and 20 m from west to east.
  private static let rows = """
    90:25:010101:1;4920600,00;5194000,00
    90:25:010101:1;4920610,00;5194000,00
    90:25:010101:1;4920610,00;5194020,00
    90:25:010101:1;4920600,00;5194020,00
    :ЗУ2;4920700,5;5194000,5
    :ЗУ2;4920710,5;5194000,5
    :ЗУ2;4920710,5;5194010,5
    :ЗУ2;4920700,5;5194000,5

    """

  @Test(
    "Number, north, east with decimal commas, with and without a header",
    arguments: [true, false]
  )
  func plain(hasHeader: Bool) throws {
    let text = (hasHeader ? "Номер участка;X;Y\n" : "") + Self.rows
    let table = try read(Data(text.utf8))
    #expect(table.count == 2)
    #expect(table.rejects.isEmpty)
    #expect(table.column("survey_id")?.values.compactMap(\.text) == ["90:25:010101:1", ":ЗУ2"])
    #expect(table.column("cad_number")?.values == [.text("90:25:010101:1"), .null])
    #expect(
      table.shapes.boxes[0]
        == Envelope(minX: 5_194_000, minY: 4_920_600, maxX: 5_194_020, maxY: 4_920_610)
    )
    #expect(table.shapes[0].area.magnitude == 200)
    #expect(table.shapes[1].area.magnitude == 50)
    #expect(table.rows == (hasHeader ? [2, 6] : [1, 5]))
    #expect(table.isNorthFirst)
  }

  @Test("cp1251 with Windows line ends and a Cyrillic Х and У")
  func windows() throws {
    let text =
      "Обозначение;№ точки;Х, м;У, м;Mt, м\r\n"
      + Self.rows.split(separator: "\n").enumerated()
      .map { index, row in
        var fields = row.split(separator: ";").map(String.init)
        fields.insert("\(index + 1)", at: 1)
        return fields.joined(separator: ";") + ";0,1\r\n"
      }.joined()
    let table = try read(try #require(text.data(using: .windowsCP1251)))
    #expect(table.encoding == "CP1251")
    #expect(table.column("survey_id")?.values.compactMap(\.text) == ["90:25:010101:1", ":ЗУ2"])
    #expect(table.column("accuracy")?.values == [.real(0.1), .real(0.1)])
    #expect(table.notes.count == 1)
  }

  @Test("A repeated first corner ends a ring; the next ring of the number is its hole")
  func hole() throws {
    let text = """
      id X Y
      1 1000 2000
      1 1100 2000
      1 1100 2100
      1 1000 2100
      1 1000 2000
      1 1040 2040
      1 1060 2040
      1 1060 2060
      1 1040 2060
      1 1040 2040
      """
    let table = try read(Data(text.utf8), name: "catalogue.txt")
    #expect(table.count == 1)
    #expect(table.shapes.polygonEnds.count == 1)
    #expect(table.shapes.ringEnds.count == 2)
  }

  @Test("Bad rows reject their plot and no other")
  func bad() throws {
    let text = """
      номер;X;Y
      1;1000;2000
      1;1100;сто
      1;1100;2100
      2;1000;2000
      2;1100;2000
      3;1000;3000
      3;1100;3000
      3;1100;3100
      """
    let table = try read(Data(text.utf8))
    #expect(table.column("survey_id")?.values == [.text("3")])
    #expect(table.rejects.map(\.key) == ["1", "2"])
    #expect(table.rejects[0].reason.contains("line 3"))
    #expect(table.rejects[0].reason.contains("сто"))
  }

  @Test("Points in degrees give no shape, and that is told")
  func points() throws {
    let table = try read(Data("cad_number;Широта;Долгота\n90:25:010101:1;44,5;34,1\n".utf8))
    #expect(table.count == 1 && !table.shapes.hasGeometry(0))
    #expect(table.notes.map(\.english).joined().contains("columns Широта, Долгота are a point"))
    let other = try read(Data("cad_number;floors\n90:25:010101:1;2\n".utf8))
    #expect(other.notes.isEmpty)
  }

  @Test("A table without coordinates is records without geometry")
  func attributes() throws {
    let table = try read(Data("cad_number,use\n90:25:010101:1,ИЖС\n90:25:010101:2\n".utf8))
    #expect(table.count == 1)
    #expect(table.rejects.count == 1)
    #expect(!table.shapes.hasGeometry(0))
    #expect(table.column("use")?.values == [.text("ИЖС")])
  }

  @Test("Numbers of points make one contour of the whole file", arguments: ["номер", "№ точки"])
  func oneContour(header: String) throws {
    let rows = ["1;1000,5;2000", "2;1000,5;2010", "н3;1010,5;2010", "4;1010,5;2000"]
    for last in [[], ["1;1000,5;2000"]] {
      let text = ([header + ";X;Y"] + rows + last).joined(separator: "\n")
      let table = try read(Data(text.utf8))
      #expect(table.count == 1 && table.rejects.isEmpty)
      #expect(table.shapes.area(0) == 100)
      #expect(table.notes.contains { $0.english.contains("one contour") })
    }
    // With a number that stands twice they are plots, and too short ones.
    let plots = try read(Data("номер;X;Y\n1;1000;2000\n2;1000;2010\n2;1010;2010\n3;1;2\n".utf8))
    #expect(plots.count == 0 && plots.rejects.count == 3)
  }

  @Test("Coordinates of nobody are refused")
  func nobody() throws {
    #expect(throws: FormatError.self) { try read(Data("№ точки;X;Y\n1;1000;2000\n".utf8)) }
  }
}
