import Geometry

/// Whole layers are mostly polygons of two ordinates, little-endian, in closed rings: those go a short way.
enum PlainPolygon {
  /// Adds a GeoPackage geometry to a batch as its next feature.
  ///
  /// - Returns: False when it is not plain, damaged, or there is no room for it. The batch is then as it was, and
  ///   ``WKBDecoder`` finds out which.
  @inline(__always)
  static func append(_ bytes: UnsafeRawBufferPointer, to batch: inout ShapeBatch) -> Bool {
    guard var place = startOfWKB(bytes) else { return false }
    // A MultiPolygon of one polygon is what most programs write.
    if isHeader(of: 6, bytes, place), number(bytes, place + 5) == 1 { place += 9 }
    guard isHeader(of: 3, bytes, place) else { return false }
    var rings = number(bytes, place + 5)
    place += 9
    while rings > 0 {
      guard bytes.count - place >= 4 else { return abandon(&batch) }
      let vertices = Int(number(bytes, place))
      place += 4
      guard vertices <= (bytes.count - place) / 16 else { return abandon(&batch) }
      let ring = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + vertices * 16)])
      guard batch.addRing(littleEndian: ring) else { return abandon(&batch) }
      place += ring.count
      rings -= 1
    }
    guard place == bytes.count, batch.endFeature() else { return abandon(&batch) }
    return true
  }

  private static func abandon(_ batch: inout ShapeBatch) -> Bool {
    batch.abandonFeature()
    return false
  }

  /// Where the header of a geometry that is neither empty nor extended ends; nil where there is none.
  @inline(__always)
  private static func startOfWKB(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50, bytes[3] & 0x30 == 0 else {
      return nil
    }
    return WKBDecoder.boxLength(bytes[3]).map { 8 + $0 }
  }

  /// Whether a little-endian geometry of this type begins here, with the count of its members.
  @inline(__always)
  private static func isHeader(
    of type: UInt32,
    _ bytes: UnsafeRawBufferPointer,
    _ place: Int
  ) -> Bool {
    bytes.count - place >= 9 && bytes[place] == 1 && number(bytes, place + 1) == type
  }

  @inline(__always)
  private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }
}
