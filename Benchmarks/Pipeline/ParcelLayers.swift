import Formats
import Geometry

/// Two layers of parcels made from one seed: the second is the first displaced and drawn with other errors.
///
/// Quarters of ten by ten parcels stand apart by streets. Neighbours share their corners, every third common
/// line has a vertex more, and coordinates are of the size they have in a Gauss–Krüger zone. Nothing depends
/// on the machine: no function of the C library is called.
struct ParcelLayers {
  let count: Int
  let seed: UInt64

  /// Metres from corner to corner.
  private static let step = 28.0
  private static let street = 12.0
  private static let side = 10

  /// Writes both layers as GeoPackages.
  func write(first: String, second: String) throws(FormatError) {
    try write(first, prefix: "A", dx: 0, dy: 0, noise: 0, generator: SeededNumbers(seed: seed))
    let generator = SeededNumbers(seed: seed &+ 1)
    try write(second, prefix: "B", dx: 1.3, dy: -0.9, noise: 0.4, generator: generator)
  }

  private func write(
    _ path: String,
    prefix: String,
    dx: Double,
    dy: Double,
    noise: Double,
    generator: SeededNumbers
  ) throws(FormatError) {
    var errors = generator
    var writer = try GeoPackageWriter(path: path)
    try writer.beginLayer(
      name: "parcels",
      columns: [("id", .text), ("use", .text), ("declared_area", .real)],
      crs: GeoPackageCRS(
        srsID: 32639,
        organization: "EPSG",
        organizationCode: 32639,
        name: "WGS 84 / UTM zone 39N",
        wkt: "undefined"
      )
    )
    let quarters = (count + Self.side * Self.side - 1) / (Self.side * Self.side)
    var columns = 1
    while columns * columns < quarters { columns += 1 }
    var written = 0
    for quarter in 0..<quarters {
      let pitch = Double(Self.side) * Self.step + Self.street
      let origin = Point(
        x: 500_000 + Double(quarter % columns) * pitch + dx,
        y: 4_900_000 + Double(quarter / columns) * pitch + dy
      )
      // The plan is the same in both layers; only the errors of drawing differ.
      let plan = QuarterPlan(
        origin: origin,
        side: Self.side,
        step: Self.step,
        noise: noise,
        plan: SeededNumbers(seed: seed &* 1_000_003 &+ UInt64(quarter)),
        errors: &errors
      )
      for parcel in 0..<(Self.side * Self.side) where written < count {
        written += 1
        let shape = plan.parcel(parcel % Self.side, parcel / Self.side)
        try writer.append(
          shape: MultiPolygon(shell: shape),
          values: [.text("\(prefix)-\(written)"), .text("house"), .real(600)]
        )
      }
    }
    try writer.endLayer()
    try writer.finish()
  }
}

/// The corners of one quarter and the bends of its common lines.
private struct QuarterPlan {
  private let side: Int
  private var corners: [Point] = []
  /// A vertex more on the line to the east and to the north of each corner.
  private var eastBends: [Point?] = []
  private var northBends: [Point?] = []

  init(
    origin: Point,
    side: Int,
    step: Double,
    noise: Double,
    plan seeded: SeededNumbers,
    errors: inout SeededNumbers
  ) {
    self.side = side
    var plan = seeded
    for row in 0...side {
      for column in 0...side {
        func place(_ x: Double, _ y: Double) -> Point {
          Point(
            x: origin.x + x + plan.next(-3...3) + errors.next(-noise...noise),
            y: origin.y + y + plan.next(-3...3) + errors.next(-noise...noise)
          )
        }
        let x = Double(column) * step
        let y = Double(row) * step
        corners.append(place(x, y))
        eastBends.append(plan.next(0...3) < 1 ? place(x + step / 2, y) : nil)
        northBends.append(plan.next(0...3) < 1 ? place(x, y + step / 2) : nil)
      }
    }
  }

  func parcel(_ column: Int, _ row: Int) -> [Point] {
    let southWest = row * (side + 1) + column
    let northWest = southWest + side + 1
    return [
      corners[southWest], eastBends[southWest], corners[southWest + 1], northBends[southWest + 1],
      corners[northWest + 1], eastBends[northWest], corners[northWest], northBends[southWest],
    ].compactMap { $0 }
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014) as numbers of a range.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number of the range, to 2⁻³² of it.
  mutating func next(_ range: ClosedRange<Double>) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return range.lowerBound + (range.upperBound - range.lowerBound) * Double(z >> 32) * 0x1p-32
  }
}
