internal import Cadastre
internal import Formats
internal import Foundation
internal import Geometry
internal import Projection

extension WorkingPlane {
  /// A plane that changes areas by more than a hundredth is not made for the place: a wide zone of Gauss and Krüger
  /// changes them by three thousandths at its edge.
  private static var mostStretched: Double { 0.01 }

  /// A remark where the plane makes areas larger or smaller than they are, as that of web maps does.
  ///
  /// Records that were kept out do not count: a misplaced one lies where no plane was made for it.
  func stretched(_ tables: [PreparedTable]) -> Note? {
    guard !isLocal, let scale = arealScale(tables), abs(scale - 1) > Self.mostStretched else {
      return nil
    }
    let factor = FixedDecimal.text(scale, decimals: 2, keepsZeros: true)
    return Note(
      russian:
        "Плоскость «\(system.name)» не для измерений: площади здесь в \(factor) раза не те, что на "
        + "местности. Укажите в workingCRS зону МСК, СК-63 или UTM.",
      english:
        "The plane '\(system.name)' is not one to measure in: areas here are \(factor) times those on the "
        + "ground. Give a zone of a local system or UTM as workingCRS."
    )
  }

  /// Area in the plane to one on the ground, at the middle of all shapes; nil when they have no place on the globe.
  private func arealScale(_ tables: [PreparedTable]) -> Double? {
    let centres = tables.flatMap { table in
      (0..<table.shapes.count)
        .filter { table.faults[$0] == nil && table.shapes.hasGeometry($0) }
        .map { table.shapes.boxes[$0].center }
    }
    guard !centres.isEmpty else { return nil }
    let middle = Point(
      x: centres.map(\.x).sorted()[centres.count / 2],
      y: centres.map(\.y).sorted()[centres.count / 2]
    )
    let side = 1000.0
    var x = [middle.x - side / 2, middle.x + side / 2, middle.x, middle.x]
    var y = [middle.y, middle.y, middle.y - side / 2, middle.y + side / 2]
    do throws(ProjectionError) {
      try Transformation(from: system, to: .wgs84).apply(x: &x, y: &y)
    } catch { return nil }
    // Radii of curvature of WGS 84 along the meridian and across it.
    let latitude = (y[2] + y[3]) / 2 * .pi / 180
    let squared = 0.006_694_379_990_14
    let root = (1 - squared * sin(latitude) * sin(latitude)).squareRoot()
    let across = 6_378_137 / root
    let along = 6_378_137 * (1 - squared) / (root * root * root)
    func metres(_ first: Int, _ second: Int) -> Point {
      Point(
        x: (x[second] - x[first]) * .pi / 180 * across * cos(latitude),
        y: (y[second] - y[first]) * .pi / 180 * along
      )
    }
    let (east, north) = (metres(0, 1), metres(2, 3))
    let area = abs(east.x * north.y - east.y * north.x)
    return area > 0 ? side * side / area : nil
  }
}
