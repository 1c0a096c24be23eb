/// A coordinate system as PROJ understands it.
public struct ReferenceSystem: Sendable, Hashable {
  /// The definition it was made from: authority code, PROJ string or WKT.
  public let definition: String
  /// Its name, for people.
  public let name: String
  /// `EPSG:7829` when the database knows it, else nil.
  public let authorityCode: String?
  /// WKT 1 (GDAL's dialect), for GeoPackage's `definition`.
  public let wkt: String
  /// Whether coordinates are longitude and latitude.
  public let isGeographic: Bool
  /// Metres in one unit of its axes; nil for a geographic system.
  public let metresPerUnit: Double?
}
