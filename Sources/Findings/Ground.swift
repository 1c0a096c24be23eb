import Cadastre
import Geometry
import SpatialIndex
import Alignment

/// What lies beneath a piece of land: a neighbour's parcel (which), land of common use, or nobody's.
struct Ground: Sendable {
  private let publicLand: ShapeColumn
  private let publicTree: PackedHilbertTree

  init(_ scene: Scene) {
    publicLand = scene.register.publicLand.shapes
    publicTree = PackedHilbertTree(publicLand.boxes)
  }

  /// A piece cut out by what is beneath it.
  struct Piece {
    var onto: Onto
    /// The neighbour's register parcel.
    var neighbour: Int?
    var shape: MultiPolygon
  }

  /// Cuts `shape` into pieces; register parcels come first, then common land, the rest is unallocated.
  ///
  /// What lies on `own`, the occupant's parcels and their doubles, is no piece.
  /// - Returns: Pieces in the order of the neighbours' numbers, then public, then unallocated.
  func pieces(
    of shape: MultiPolygon,
    own: Set<Int>,
    in scene: Scene,
    _ knife: borrowing Knife
  ) -> [Piece] {
    var rest = shape
    var pieces: [Piece] = []
    let shapes = scene.alignment.parcels
    for r in scene.parcelTree.items(in: shape.envelope)
    where !own.contains(r) && shapes.hasGeometry(r) {
      guard !rest.isEmpty else { return pieces }
      let shared = knife.intersection(rest, shapes[r])
      guard !shared.isEmpty else { continue }
      rest = knife.difference(rest, shapes[r])
      // A united land use is drawn by its children; a temporary record is named in no finding.
      if scene.isActive(parcel: r) {
        pieces.append(Piece(onto: .neighbour, neighbour: r, shape: shared))
      }
    }
    // A street is many features; what lies on them is one piece.
    var common: [MultiPolygon] = []
    for p in publicTree.items(in: shape.envelope) {
      guard !rest.isEmpty else { break }
      let shared = knife.intersection(rest, publicLand[p])
      guard !shared.isEmpty else { continue }
      common.append(shared)
      rest = knife.difference(rest, publicLand[p])
    }
    if !common.isEmpty {
      pieces.append(Piece(onto: .public, neighbour: nil, shape: knife.union(common)))
    }
    if !rest.isEmpty { pieces.append(Piece(onto: .unallocated, neighbour: nil, shape: rest)) }
    return pieces
  }
}
