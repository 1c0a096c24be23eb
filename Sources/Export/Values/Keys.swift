/// Keys of features that survive every reader.
///
/// A bare cadastral number such as `16:50:0000012` is read as a time of day by GDAL when a whole column
/// looks like that (OSGeo/gdal#8150, seen in 3.6–3.13), so layers carry numbers behind a prefix only.
enum Keys {
  static func parcel(_ number: String) -> String { "parcel:\(number)" }
  static func building(_ number: String) -> String { "building:\(number)" }
  static func construction(_ number: String) -> String { "construction:\(number)" }
  static func quarter(_ number: String) -> String { "quarter:\(number)" }
  static func surveyParcel(_ id: String) -> String { "survey-parcel:\(id)" }
  static func surveyBuilding(_ id: String) -> String { "survey-building:\(id)" }
  static func publicLand(_ ordinal: Int) -> String { "public-land:\(ordinal)" }
  static func finding(_ id: String) -> String { "finding:\(id)" }

  /// A key as a top-level `id`: letters, digits and `._:-` stay, any other byte becomes `~XX`.
  ///
  /// An id with `/` breaks item addresses of OGC API servers; different keys give different ids.
  static func id(_ key: String) -> String {
    var bytes: [UInt8] = []
    for byte in key.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "~"))
        bytes.append(hexDigits[Int(byte >> 4)])
        bytes.append(hexDigits[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The ids of `keys`, each made unique: the second of two equal ones ends in `~~2`.
  static func uniqueIDs(_ keys: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return keys.map { key in
      let id = id(key)
      let count = (seen[id] ?? 0) + 1
      seen[id] = count
      return count == 1 ? id : "\(id)~~\(count)"
    }
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
