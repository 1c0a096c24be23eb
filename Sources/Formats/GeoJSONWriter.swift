public import Geometry

/// Writes GeoJSON after RFC 7946: WGS 84, longitude first, one feature a line.
///
/// A collection begins with `type`, `name` and `bbox`; a sequence is the features alone. Coordinates are
/// rounded to 7 decimals (about 1 cm), the box with them. Rings are written as they are: give
/// normalised shapes (shells counter-clockwise). Areas are always `MultiPolygon`, one type a layer.
public struct GeoJSONWriter: Sendable {
  /// How the features are held together.
  public enum Style: Sendable {
    /// One FeatureCollection.
    case collection
    /// One feature a line and nothing else (`.geojsonl`).
    case sequence
  }

  private let name: String
  private let style: Style
  private let decimals: Int
  private var features = JSONText()
  private var extent = Envelope.empty

  /// Number of features written.
  public private(set) var count = 0

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - name: The layer's name.
  ///   - style: How the features are held together.
  ///   - decimals: Decimals of coordinates.
  public init(name: String, style: Style = .collection, decimals: Int = 7) {
    self.name = name
    self.style = style
    self.decimals = decimals
  }

  /// Adds a feature with a shape in longitude and latitude; an empty one gives null.
  public mutating func feature(
    id: String,
    properties: [(String, JSONValue)],
    shape: MultiPolygon
  ) {
    begin(id)
    if shape.isEmpty {
      features.value(.null)
    } else {
      extent.formUnion(shape.envelope)
      beginGeometry("MultiPolygon")
      features.beginArray()
      for polygon in 0..<shape.polygonCount {
        features.beginArray()
        for ring in shape.rings(ofPolygon: polygon) {
          features.beginArray()
          for i in shape.vertices(ofRing: ring) {
            features.position(shape.x[i], shape.y[i], decimals: decimals)
          }
          features.endArray()
        }
        features.endArray()
      }
      features.endArray()
      features.endObject()
    }
    end(properties)
  }

  /// Adds a feature with a point.
  public mutating func feature(id: String, properties: [(String, JSONValue)], point: Point) {
    begin(id)
    extent.formUnion(x: point.x, y: point.y)
    beginGeometry("Point")
    features.position(point.x, point.y, decimals: decimals)
    features.endObject()
    end(properties)
  }

  /// Adds a feature with a line.
  public mutating func feature(id: String, properties: [(String, JSONValue)], line: [Point]) {
    begin(id)
    beginGeometry("LineString")
    features.beginArray()
    for point in line {
      extent.formUnion(x: point.x, y: point.y)
      features.position(point.x, point.y, decimals: decimals)
    }
    features.endArray()
    features.endObject()
    end(properties)
  }

  /// Adds a feature without geometry.
  public mutating func feature(id: String, properties: [(String, JSONValue)]) {
    feature(id: id, properties: properties, shape: .empty)
  }

  /// The whole text.
  public consuming func finish() -> [UInt8] {
    if style == .sequence {
      if count > 0 { features.append("\n") }
      return features.bytes
    }
    var text = JSONText()
    text.beginObject()
    text.member("type", .text("FeatureCollection"))
    text.member("name", .text(name))
    if !extent.isEmpty {
      text.key("bbox")
      text.beginArray()
      for side in [extent.minX, extent.minY, extent.maxX, extent.maxY] {
        text.value(.real(side, decimals: decimals))
      }
      text.endArray()
    }
    text.key("features")
    text.append("[\n")
    text.append(features.bytes)
    text.append(count > 0 ? "\n]}\n" : "]}\n")
    return text.bytes
  }

  // MARK: Inside

  private mutating func begin(_ id: String) {
    if count > 0 {
      if style == .sequence { features.append("\n") } else { features.append(",\n") }
    }
    count += 1
    features.startOver()
    features.beginObject()
    features.member("type", .text("Feature"))
    features.member("id", .text(id))
    features.key("geometry")
  }

  private mutating func beginGeometry(_ type: String) {
    features.beginObject()
    features.member("type", .text(type))
    features.key("coordinates")
  }

  private mutating func end(_ properties: [(String, JSONValue)]) {
    features.key("properties")
    features.beginObject()
    for (name, value) in properties { features.member(name, value) }
    features.endObject()
    features.endObject()
  }
}
