import Testing

@testable import Formats

@Suite("Reasons of rejects in Russian")
struct ReadRejectTests {
  @Test(
    "What our readers say is said in Russian, what others say stays",
    arguments: [
      ("not a polygon: Point", "не полигон: точка (Point)"),
      ("not a polygon: MULTIPOINT", "не полигон: точки (MULTIPOINT)"),
      ("not a polygon: Blob", "не полигон: Blob"),
      ("line 7: x (north) of point 2 is missing", "строка 7: x (север) точки 2: нет значения"),
      (
        "y (east) of point 1 is not a number: \"a\" (contour 1, ring 2)",
        "y (восток) точки 1: не число: \"a\" (контур 1, кольцо 2)"
      ),
      ("WKT, character 3: a number is expected", "WKT, знак 3: ожидается число"),
      ("ogr2ogr: no", "ogr2ogr: no"),
    ]
  )
  func words(english: String, russian: String) {
    #expect(ReadReject(row: 1, reason: english).russian == russian)
  }
}
