internal import Formats
internal import Geometry
internal import Intake
internal import Workers

/// What is to be told of the records of one layer of `pairs`, in the order of its rows however it was read.
struct PairLayerReport {
  /// The layer as messages name it.
  let place: String
  private(set) var records = 0
  private(set) var withoutGeometry = 0
  private var rejects: [(order: Int64, line: String)] = []
  private var mends: [(order: Int64, line: String)] = []
  private var losses: [(order: Int64, line: String)] = []

  var mended: Int { mends.count }
  var lost: Int { losses.count + rejects.count }

  init(file: String, layer: String) { place = "\(file):\(layer)" }

  /// Makes the shapes of a layer, or of a piece of it, sound, and notes what was wrong.
  ///
  /// - Parameters:
  ///   - layer: The records.
  ///   - piece: Their rows, and which of them belong to the piece; nil for a whole layer.
  ///   - workers: Threads that work.
  /// - Returns: Shapes that can be measured, and the area of each.
  mutating func prepare(
    _ layer: KeyedLayer,
    piece: (rows: [Int64], belongs: [Bool])? = nil,
    workers: Workers
  ) -> MeasuredShapes {
    func order(_ record: Int) -> Int64 { piece?.rows[record] ?? Int64(record) }
    func belongs(_ record: Int) -> Bool { piece?.belongs[record] ?? true }
    for reject in layer.rejects {
      let key = reject.key.map { " (\($0))" } ?? ""
      rejects.append((Int64(reject.row), "row \(reject.row)\(key): \(reject.reason)"))
    }
    let repair = ShapeRepair(layer.shapes, workers: workers)
    for mend in repair.mended where belongs(mend.feature) {
      let before = FixedDecimal.text(mend.areaBefore, decimals: 2)
      let after = FixedDecimal.text(mend.areaAfter, decimals: 2)
      let line = "\(layer.keys[mend.feature]): mended: \(mend.reason); \(before) → \(after) m²"
      mends.append((order(mend.feature), line))
    }
    for loss in repair.lost where belongs(loss.feature) {
      let line = "\(layer.keys[loss.feature]): left out: \(loss.reason)"
      losses.append((order(loss.feature), line))
    }
    let own = (0..<layer.shapes.count).filter(belongs)
    records += own.count + layer.rejects.count
    withoutGeometry += own.count { !layer.shapes.hasGeometry($0) }
    return MeasuredShapes(shapes: repair.shapes, areas: repair.areas)
  }

  /// Tells all of it, a line at a time.
  func tell(_ talk: (String) -> Void) {
    for lines in [rejects, mends, losses] {
      for line in lines.sorted(by: { $0.order < $1.order }) { talk("\(place): \(line.line)") }
    }
    let known = records - rejects.count
    if withoutGeometry > 0 {
      talk("\(place): \(withoutGeometry) of \(known) records have no geometry")
    }
  }
}

extension PairRun.Summary {
  /// Takes over what was noted of the next layer.
  mutating func add(_ report: PairLayerReport) {
    records.append(report.records)
    withoutGeometry.append(report.withoutGeometry)
    mended.append(report.mended)
    lost.append(report.lost)
  }
}

/// A sum whose last digits do not depend on the order.
///
/// Twice the precision of a number, by the error of each addition (Knuth 1997, 4.2.2).
struct ExactSum {
  private var head = 0.0
  private var tail = 0.0

  var value: Double { head + tail }

  mutating func add(_ number: Double) {
    let sum = head + number
    let virtual = sum - head
    tail += (head - (sum - virtual)) + (number - virtual)
    head = sum
  }
}
