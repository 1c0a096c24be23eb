import Geometry
import Testing

@testable import Alignment

@Suite struct NearestPlacesTests {
  private static func grid(_ side: Int) -> [Point] {
    (0..<side * side).map { Point(x: Double($0 % side) * 150, y: Double($0 / side) * 150) }
  }

  @Test(arguments: [Point(x: 0, y: 0), Point(x: 433, y: 777), Point(x: -5000, y: 90_000)])
  func theyAreThoseOfALookAtAll(_ centre: Point) {
    let points = Self.grid(12)
    let all = points.indices.filter { $0 != 7 }
      .map { (points[$0].distance(to: centre), $0) }.sorted { $0 < $1 }.prefix(6).map(\.1)
    #expect(NearestPlaces(points).indices(near: centre, count: 6) { $0 != 7 } == all)
  }

  @Test func fewPlacesAreAllFound() {
    let places = NearestPlaces(Self.grid(2))
    #expect(places.indices(near: Point(x: 1e7, y: 0), count: 9).sorted() == [0, 1, 2, 3])
    #expect(NearestPlaces([]).indices(near: Point(x: 0, y: 0), count: 9).isEmpty)
  }

  /// The work for one quarter must not grow with the town.
  @Test func aHundredTimesTheTownCostsNoMoreLooks() {
    func looks(_ side: Int) -> Int {
      let points = Self.grid(side)
      let places = NearestPlaces(points)
      var looks = 0
      for point in points {
        _ = places.indices(near: point, count: 6) { _ in
          looks += 1
          return true
        }
      }
      return looks / points.count
    }
    #expect(looks(80) <= looks(8) * 3 / 2)
  }
}
