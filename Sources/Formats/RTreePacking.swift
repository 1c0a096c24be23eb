import Geometry
import SQLiteStore

/// Fills an empty SQLite R*Tree at once: boxes along a Hilbert curve, packed bottom-up into full nodes.
///
/// The nodes are written straight to the shadow tables (layout: sqlite.org/rtree.html §8 and the head of
/// rtree.c): 2 bytes depth (root only), 2 bytes number of cells, then cells of a 64-bit id and four
/// 32-bit floats, all big-endian. Row by row through the virtual table costs ten times as much and a tree
/// that depends on the order of rows. O(n log n). Packing after Kamel & Faloutsos, VLDB 1994.
struct RTreePacking {
  private struct Cell {
    var id: Int64
    var minX: Float
    var maxX: Float
    var minY: Float
    var maxY: Float
  }

  private static let bytesPerCell = 24

  private var cells: [Cell] = []
  private var keys: [(curve: UInt32, index: Int)] = []

  /// - Parameter entries: row and box of every feature that has one, rows ascending.
  init(_ entries: [(row: Int64, box: Envelope)]) {
    var extent = Envelope.empty
    for entry in entries { extent.formUnion(entry.box) }
    let grid = HilbertGrid(over: extent)
    keys.reserveCapacity(entries.count)
    cells.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      keys.append((grid.place(of: entry.box), index))
      cells.append(
        Cell(
          id: entry.row,
          minX: Self.down(entry.box.minX),
          maxX: Self.up(entry.box.maxX),
          minY: Self.down(entry.box.minY),
          maxY: Self.up(entry.box.maxY)
        )
      )
    }
    keys.sort { ($0.curve, $0.index) < ($1.curve, $1.index) }
  }

  /// Writes the nodes of the R*Tree called `name`, which was just created and is empty.
  func write(to database: borrowing Database, name: String) throws(SQLiteError) {
    guard !cells.isEmpty else { return }
    let nodeTable = GeoPackageSchema.quoted(name + "_node")
    let bytes = try database.nodeSize(of: nodeTable)
    let perNode = (bytes - 4) / Self.bytesPerCell
    let insertNode = try database.prepare("INSERT OR REPLACE INTO \(nodeTable) VALUES (?, ?)")
    let insertParent = try database.prepare(
      "INSERT INTO \(GeoPackageSchema.quoted(name + "_parent")) VALUES (?, ?)"
    )
    let insertRow = try database.prepare(
      "INSERT INTO \(GeoPackageSchema.quoted(name + "_rowid")) VALUES (?, ?)"
    )

    var leafOfCell = [Int64](repeating: 1, count: cells.count)
    var level = keys.map { cells[$0.index] }
    var depth: UInt16 = 0
    var nextNode: Int64 = 2
    // SQLite wants the root to be node 1; the others are numbered as they are made.
    while level.count > perNode {
      let nodes = (level.count + perNode - 1) / perNode
      var parents: [Cell] = []
      parents.reserveCapacity(nodes)
      for node in 0..<nodes {
        // Even shares, so that no node is left almost empty.
        let range = level.count * node / nodes..<level.count * (node + 1) / nodes
        if depth == 0 {
          for i in range { leafOfCell[keys[i].index] = nextNode }
        } else {
          for i in range { try insertParent.run(level[i].id, nextNode) }
        }
        try insertNode.bind(nextNode, at: 0)
        try insertNode.bind(blob: Self.node(level[range], depth: 0, size: bytes), at: 1)
        try insertNode.run()
        parents.append(Self.cover(level[range], id: nextNode))
        nextNode += 1
      }
      level = parents
      depth += 1
    }
    if depth > 0 { for child in level { try insertParent.run(child.id, 1) } }
    try insertNode.bind(Int64(1), at: 0)
    try insertNode.bind(blob: Self.node(level[...], depth: depth, size: bytes), at: 1)
    try insertNode.run()
    for (cell, leaf) in zip(cells, leafOfCell) { try insertRow.run(cell.id, leaf) }
  }

  private static func node(_ cells: ArraySlice<Cell>, depth: UInt16, size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    func append<Integer: FixedWidthInteger>(_ value: Integer) {
      withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
    append(depth)
    append(UInt16(cells.count))
    for cell in cells {
      append(cell.id)
      for side in [cell.minX, cell.maxX, cell.minY, cell.maxY] { append(side.bitPattern) }
    }
    bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    return bytes
  }

  private static func cover(_ cells: ArraySlice<Cell>, id: Int64) -> Cell {
    var cover = Cell(id: id, minX: .infinity, maxX: -.infinity, minY: .infinity, maxY: -.infinity)
    for cell in cells {
      cover.minX = min(cover.minX, cell.minX)
      cover.maxX = max(cover.maxX, cell.maxX)
      cover.minY = min(cover.minY, cell.minY)
      cover.maxY = max(cover.maxY, cell.maxY)
    }
    return cover
  }

  // The index keeps 32-bit floats; a box may grow by rounding, never shrink.
  private static func down(_ value: Double) -> Float {
    let float = Float(value)
    return Double(float) > value ? float.nextDown : float
  }

  private static func up(_ value: Double) -> Float {
    let float = Float(value)
    return Double(float) < value ? float.nextUp : float
  }
}

extension Statement {
  /// Runs an insertion of two whole numbers.
  fileprivate borrowing func run(_ first: Int64, _ second: Int64) throws(SQLiteError) {
    try bind(first, at: 0)
    try bind(second, at: 1)
    try run()
  }
}

extension Database {
  /// Bytes of a node, which SQLite chose by page size when it made the empty root.
  fileprivate borrowing func nodeSize(of nodeTable: String) throws(SQLiteError) -> Int {
    let statement = try prepare("SELECT length(data) FROM \(nodeTable) WHERE nodeno = 1")
    guard try statement.step() else {
      throw SQLiteError(code: 11, message: "the spatial index has no root")
    }
    return Int(statement.integer(at: 0))
  }
}
