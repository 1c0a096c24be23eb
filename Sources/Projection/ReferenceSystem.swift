internal import CPROJ

/// A coordinate system as PROJ understands it.
///
/// Whatever axis order an authority prescribes (EPSG:7829 is northing, easting; EPSG:4326 is latitude,
/// longitude), coordinates in this program are always x = east, y = north.
public struct ReferenceSystem: Sendable, Hashable {
  /// The definition it was made from: authority code, PROJ string or WKT.
  public let definition: String
  /// Its name, for people; the definition where PROJ knows no name.
  public let name: String
  /// `EPSG:7829` when the database knows it, else nil.
  public let authorityCode: String?
  /// WKT 1 (GDAL's dialect), for GeoPackage's `definition`; WKT 2 where WKT 1 cannot say it.
  public let wkt: String
  /// Whether coordinates are longitude and latitude.
  public let isGeographic: Bool
  /// Metres in one unit of its axes; nil for a geographic system.
  public let metresPerUnit: Double?

  /// Longitude and latitude on WGS 84, in degrees and in this order (EPSG:4326).
  public static let wgs84 = ReferenceSystem(
    definition: "EPSG:4326",
    name: "WGS 84",
    authorityCode: "EPSG:4326",
    wkt: #"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,"#
      + #"AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],"#
      + #"PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],"#
      + #"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]"#,
    isGeographic: true,
    metresPerUnit: nil
  )

  /// Understands an authority code, a PROJ string (with or without `+type=crs`), WKT 1 or 2, or a full name.
  ///
  /// - Throws: ``ProjectionError/unknownSystem(definition:reason:)`` when PROJ does not understand it;
  ///   ``ProjectionError/notHorizontal(definition:)`` when it is neither geographic nor projected.
  /// - Complexity: opens the database of PROJ, about a millisecond.
  public init(_ definition: String) throws(ProjectionError) {
    let context = ProjContext()
    let object = try ReferenceSystem.object(definition, in: context)
    guard let horizontal = ReferenceSystem.horizontal(object, in: context) else {
      throw .notHorizontal(definition: definition)
    }
    self.definition = definition
    let name = proj_get_name(object.pointer).map { String(cString: $0) } ?? ""
    self.name = name.isEmpty || name.lowercased() == "unknown" ? definition : name
    authorityCode = ReferenceSystem.code(of: object, in: context)
    wkt = ReferenceSystem.wkt(of: object, in: context)
    switch proj_get_type(horizontal.pointer) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS:
      isGeographic = true
      metresPerUnit = nil
    default:
      isGeographic = false
      metresPerUnit = ReferenceSystem.unit(of: horizontal, in: context)
    }
  }

  /// The same system under a name for people, where PROJ knows none for it.
  public func named(_ name: String) -> ReferenceSystem {
    guard self.name == definition else { return self }
    return ReferenceSystem(
      definition: definition,
      name: name,
      authorityCode: authorityCode,
      wkt: wkt,
      isGeographic: isGeographic,
      metresPerUnit: metresPerUnit
    )
  }

  /// A system put together from what is known about it.
  init(
    definition: String,
    name: String,
    authorityCode: String?,
    wkt: String,
    isGeographic: Bool,
    metresPerUnit: Double?
  ) {
    self.definition = definition
    self.name = name
    self.authorityCode = authorityCode
    self.wkt = wkt
    self.isGeographic = isGeographic
    self.metresPerUnit = metresPerUnit
  }

  /// Whether coordinates of one system can be taken for coordinates of the other as they are.
  ///
  /// Names and axis order do not count; datum and its shift to WGS 84 do: two МСК strings that differ only in
  /// `+towgs84` are different systems to PROJ.
  /// - Complexity: about a millisecond, unless the definitions or codes are the same.
  public func isSame(as other: ReferenceSystem) -> Bool {
    if definition == other.definition { return true }
    if let code = authorityCode, code == other.authorityCode { return true }
    guard isGeographic == other.isGeographic else { return false }
    let context = ProjContext()
    guard
      let first = try? ReferenceSystem.object(definition, in: context),
      let second = try? ReferenceSystem.object(other.definition, in: context),
      let first = context.owned(proj_normalize_for_visualization(context.pointer, first.pointer)),
      let second = context.owned(proj_normalize_for_visualization(context.pointer, second.pointer))
    else { return false }
    return proj_is_equivalent_to_with_ctx(
      context.pointer,
      first.pointer,
      second.pointer,
      PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS
    ) == 1
  }
}
