internal import CPROJ
public import Geometry

/// The way from one coordinate system to another: one operation for all points, chosen once.
///
/// Of the operations PROJ offers, the first is taken (the most accurate one for the area) and kept: neighbours
/// are never moved by different datum shifts. Grids that are not installed are left out, and none is
/// fetched. One transformation belongs to one thread.
public struct Transformation: ~Copyable {
  /// What the operation is, in PROJ's words, such as `Inverse of CS63 zone X5 + Pulkovo 1942 to WGS 84 (20)`.
  public let description: String
  /// How far a result may be off, m, as PROJ states it; nil when it does not know, 0 for an identity.
  public let accuracy: Double?
  /// Whether the systems are the same and coordinates stay bit for bit as they are.
  public let isIdentity: Bool

  // Destroyed by `deinit`, which runs before the context goes.
  private let operation: OpaquePointer?
  private let context: ProjContext

  /// Finds the way from `source` to `target`.
  ///
  /// - Parameters:
  ///   - source: Where the coordinates come from.
  ///   - target: Where they go to.
  ///   - area: The box of the points in coordinates of `source`; it decides which datum shift is the best
  ///     one. Without it the common area of use of the two systems decides.
  /// - Throws: ``ProjectionError/noOperation(from:to:reason:)`` when PROJ knows no way.
  public init(
    from source: ReferenceSystem,
    to target: ReferenceSystem,
    area: Envelope? = nil
  ) throws(ProjectionError) {
    guard !source.isSame(as: target) else {
      isIdentity = true
      description = "identity"
      accuracy = 0
      operation = nil
      context = ProjContext()
      return
    }
    let context = ProjContext()
    let from = try ReferenceSystem.object(source.definition, in: context)
    let to = try ReferenceSystem.object(target.definition, in: context)
    let degrees = area.flatMap { Transformation.degrees($0, in: from, context: context) }
    guard
      let best = Transformation.best(from: from, to: to, area: degrees, context: context),
      let operation = context.owned(
        proj_normalize_for_visualization(context.pointer, best.pointer)
      )
    else {
      throw .noOperation(from: source.name, to: target.name, reason: context.reason())
    }
    isIdentity = false
    description = proj_get_name(best.pointer).map { String(cString: $0) } ?? ""
    let stated = proj_coordoperation_get_accuracy(context.pointer, best.pointer)
    accuracy = stated >= 0 ? stated : nil
    self.operation = operation.release()
    self.context = context
  }

  deinit { proj_destroy(operation) }

  /// Moves points to the target system, in place; degrees for a geographic system, x = east in both.
  ///
  /// - Throws: ``ProjectionError/outsideDomain(index:reason:)`` for the first point that has no image; the
  ///   arrays are then as they were.
  /// - Complexity: O(*n*), about half a microsecond a point.
  public func apply(x: inout [Double], y: inout [Double]) throws(ProjectionError) {
    precondition(x.count == y.count, "a point needs an x and a y")
    guard let operation, !x.isEmpty else { return }
    for i in x.indices where !(x[i].isFinite && y[i].isFinite) {
      throw .outsideDomain(index: i, reason: "the coordinate is not finite")
    }
    var newX = x
    var newY = y
    let count = x.count
    let stride = MemoryLayout<Double>.stride
    proj_errno_reset(operation)
    newX.withUnsafeMutableBufferPointer { x in
      newY.withUnsafeMutableBufferPointer { y in
        _ = proj_trans_generic(
          operation,
          PJ_FWD,
          x.baseAddress,
          stride,
          count,
          y.baseAddress,
          stride,
          count,
          nil,
          0,
          0,
          nil,
          0,
          0
        )
      }
    }
    // The manual: a point that cannot be transformed comes back as HUGE_VAL.
    for i in newX.indices where !(newX[i].isFinite && newY[i].isFinite) {
      throw .outsideDomain(index: i, reason: context.reason())
    }
    x = newX
    y = newY
  }

  /// The first of PROJ's candidate operations, which it sorts by area and accuracy.
  private static func best(
    from: borrowing ProjObject,
    to: borrowing ProjObject,
    area: Envelope?,
    context: borrowing ProjContext
  ) -> ProjObject? {
    guard let factory = proj_create_operation_factory_context(context.pointer, nil) else {
      return nil
    }
    defer { proj_operation_factory_context_destroy(factory) }
    if let area {
      proj_operation_factory_context_set_area_of_interest(
        context.pointer,
        factory,
        area.minX,
        area.minY,
        area.maxX,
        area.maxY
      )
    }
    proj_operation_factory_context_set_spatial_criterion(
      context.pointer,
      factory,
      PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION
    )
    proj_operation_factory_context_set_grid_availability_use(
      context.pointer,
      factory,
      PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID
    )
    guard
      let list = proj_create_operations(context.pointer, from.pointer, to.pointer, factory)
    else { return nil }
    defer { proj_list_destroy(list) }
    return context.owned(proj_list_get(context.pointer, list, 0))
  }

  /// A box of the source system in degrees of its own datum: good enough to choose an operation by.
  private static func degrees(
    _ box: Envelope,
    in crs: borrowing ProjObject,
    context: borrowing ProjContext
  ) -> Envelope? {
    guard !box.isEmpty, box.minX.isFinite, box.minY.isFinite, box.maxX.isFinite, box.maxY.isFinite,
      let geodetic = context.owned(proj_crs_get_geodetic_crs(context.pointer, crs.pointer)),
      let way = best(from: crs, to: geodetic, area: nil, context: context),
      let operation = context.owned(proj_normalize_for_visualization(context.pointer, way.pointer))
    else { return nil }
    var result = Envelope.empty
    let found = proj_trans_bounds(
      context.pointer,
      operation.pointer,
      PJ_FWD,
      box.minX,
      box.minY,
      box.maxX,
      box.maxY,
      &result.minX,
      &result.minY,
      &result.maxX,
      &result.maxY,
      5
    )
    guard found == 1, result.minX.isFinite, result.minY.isFinite, result.maxX.isFinite,
      result.maxY.isFinite
    else { return nil }
    return result
  }
}
