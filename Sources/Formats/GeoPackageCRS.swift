/// A row of `gpkg_spatial_ref_sys`: how a GeoPackage names the coordinate system of a layer.
public struct GeoPackageCRS: Sendable, Hashable {
  /// The number layers refer to; for an EPSG system its code, for one of our own 100 000 and more.
  public var srsID: Int32
  /// Who defines it: `EPSG`, or `NONE` for a local system.
  public var organization: String
  /// The number that organisation gives it.
  public var organizationCode: Int32
  /// Its name for people.
  public var name: String
  /// Its definition, WKT 1.
  public var wkt: String

  /// Makes a coordinate system.
  public init(
    srsID: Int32,
    organization: String,
    organizationCode: Int32,
    name: String,
    wkt: String
  ) {
    self.srsID = srsID
    self.organization = organization
    self.organizationCode = organizationCode
    self.name = name
    self.wkt = wkt
  }

  /// Longitude and latitude on WGS 84, in this order, as the standard wants it written.
  public static let wgs84 = GeoPackageCRS(
    srsID: 4326,
    organization: "EPSG",
    organizationCode: 4326,
    name: "WGS 84 geodetic",
    wkt: """
      GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,\
      AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,\
      AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
      AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]
      """
  )

  /// A plane of which nothing is known.
  public static let undefinedCartesian = GeoPackageCRS(
    srsID: -1,
    organization: "NONE",
    organizationCode: -1,
    name: "Undefined cartesian SRS",
    wkt: "undefined"
  )

  /// Angles of which nothing is known.
  public static let undefinedGeographic = GeoPackageCRS(
    srsID: 0,
    organization: "NONE",
    organizationCode: 0,
    name: "Undefined geographic SRS",
    wkt: "undefined"
  )
}
