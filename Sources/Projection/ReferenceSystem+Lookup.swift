internal import CPROJ
internal import Foundation

extension ReferenceSystem {
  /// What PROJ makes of a definition.
  static func object(
    _ definition: String,
    in context: borrowing ProjContext
  ) throws(ProjectionError) -> ProjObject {
    let text = definition.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else {
      throw .unknownSystem(definition: definition, reason: "the definition is empty")
    }
    let isProjString = text.contains("proj=") || text.hasPrefix("+init=")
    let isExact = isProjString || text.contains("[") || text.contains(":") || text.hasPrefix("{")
    let full = isProjString && !text.contains("type=crs") ? text + " +type=crs" : text
    guard let object = context.owned(proj_create(context.pointer, full)) else {
      throw .unknownSystem(definition: definition, reason: context.reason())
    }
    // PROJ takes any word for a name and answers with the most similar one ("foo" → Amersfoort).
    if !isExact {
      let name = proj_get_name(object.pointer).map { String(cString: $0) } ?? ""
      guard name.lowercased() == text.lowercased() else {
        throw .unknownSystem(
          definition: definition,
          reason: "no coordinate system has this name; the most similar one is '\(name)'"
        )
      }
    }
    guard proj_is_crs(object.pointer) == 1 else { throw .notHorizontal(definition: definition) }
    return object
  }

  /// The geographic or projected system inside a bound or compound one; nil when there is none.
  static func horizontal(
    _ object: borrowing ProjObject,
    in context: borrowing ProjContext
  ) -> ProjObject? {
    var current = proj_clone(context.pointer, object.pointer)
    while let crs = current {
      let owner = ProjObject(pointer: crs)
      switch proj_get_type(crs) {
      case PJ_TYPE_BOUND_CRS: current = proj_get_source_crs(context.pointer, crs)
      case PJ_TYPE_COMPOUND_CRS: current = proj_crs_get_sub_crs(context.pointer, crs, 0)
      case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_PROJECTED_CRS:
        return owner
      default: return nil
      }
      _ = consume owner
    }
    return nil
  }

  /// The code the object carries, or the EPSG code PROJ is at least 90 % sure of.
  static func code(
    of object: borrowing ProjObject,
    in context: borrowing ProjContext
  ) -> String? {
    if let own = ownCode(of: object.pointer) { return own }
    var confidences: UnsafeMutablePointer<Int32>?
    guard
      let list = proj_identify(context.pointer, object.pointer, "EPSG", nil, &confidences)
    else { return nil }
    defer {
      proj_int_list_destroy(confidences)
      proj_list_destroy(list)
    }
    guard proj_list_get_count(list) > 0, let confidences, confidences[0] >= 90,
      let best = context.owned(proj_list_get(context.pointer, list, 0))
    else { return nil }
    return ownCode(of: best.pointer)
  }

  private static func ownCode(of object: OpaquePointer) -> String? {
    guard let authority = proj_get_id_auth_name(object, 0), let code = proj_get_id_code(object, 0)
    else { return nil }
    return "\(String(cString: authority)):\(String(cString: code))"
  }

  static func wkt(of object: borrowing ProjObject, in context: borrowing ProjContext) -> String {
    for type in [PJ_WKT1_GDAL, PJ_WKT2_2019] {
      let text = withOption("MULTILINE=NO") {
        proj_as_wkt(context.pointer, object.pointer, type, $0).map { String(cString: $0) }
      }
      if let text { return text }
    }
    _ = context.reason()
    return ""
  }

  /// Metres in one unit of the first axis of a projected system.
  static func unit(of object: borrowing ProjObject, in context: borrowing ProjContext) -> Double? {
    guard
      let system = context.owned(
        proj_crs_get_coordinate_system(context.pointer, object.pointer)
      )
    else { return nil }
    var factor = 0.0
    let found = proj_cs_get_axis_info(
      context.pointer,
      system.pointer,
      0,
      nil,
      nil,
      nil,
      &factor,
      nil,
      nil,
      nil
    )
    return found == 1 && factor > 0 ? factor : nil
  }
}

/// Calls `body` with a null-terminated list of one option, as PROJ wants options.
func withOption<Result>(
  _ option: String,
  _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  option.withCString { text in
    withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: 2) { list in
      list[0] = text
      list[1] = nil
      return body(UnsafePointer(list.baseAddress.unsafelyUnwrapped))
    }
  }
}
