import Foundation
import Geometry
import TestSupport

@testable import Formats

/// Reads XML given as text.
func readEGRN(_ xml: String) throws -> [FeatureTable] {
  try readEGRN(Data(xml.utf8))
}

func readEGRN(_ xml: Data) throws -> [FeatureTable] {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "document")
    try xml.write(to: file)
    return try EGRNReader.read(path: file.path, file: "document.xml")
  }
}

/// A territory plan around record elements.
func plan(_ records: String, border: String = "") -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <extract_cadastral_plan_territory><details_statement><group_top_requisites>
  <date_formation>2024-05-06</date_formation></group_top_requisites></details_statement>
  <cadastral_blocks><cadastral_block><cadastral_number>90:25:010101</cadastral_number>
  <area_quarter><area>372.15</area><unit>059</unit></area_quarter>
  <record_data><base_data>\(records)</base_data></record_data>
  \(border.isEmpty ? "" : "<spatial_data>\(border)</spatial_data>")
  </cadastral_block></cadastral_blocks></extract_cadastral_plan_territory>
  """
}

/// An `entity_spatial`; points are (north, east) as in the document.
func entity(_ rings: [[(Double, Double)]], sk: String = "90.5", more: String = "") -> String {
  let elements = rings.map { ring in
    let points = ring.map { "<ordinate><x>\($0.0)</x><y>\($0.1)</y>\(more)</ordinate>" }
    return "<spatial_element><ordinates>\(points.joined())</ordinates></spatial_element>"
  }
  return """
    <entity_spatial><sk_id>\(sk)</sk_id><spatials_elements>\(elements.joined())\
    </spatials_elements></entity_spatial>
    """
}

/// A land record around its contours and whatever else it says.
func land(_ number: String, contours: [String] = [], _ more: String = "") -> String {
  let list = contours.map { "<contour>\($0)</contour>" }.joined()
  return """
    <land_records><land_record><object><common_data><cad_number>\(number)</cad_number>
    </common_data></object>\(more)
    <contours_location><contours>\(list)</contours></contours_location>
    </land_record></land_records>
    """
}

/// A closed square of side `size` with its south-west corner at (north, east).
func square(_ north: Double, _ east: Double, _ size: Double) -> [(Double, Double)] {
  [
    (north, east), (north, east + size), (north + size, east + size), (north + size, east),
    (north, east),
  ]
}

/// The area of a shape: shells less holes, by the shoelace about the first vertex.
func area(_ shape: MultiPolygon) -> Double {
  var total = 0.0
  for polygon in 0..<shape.polygonCount {
    for (index, ring) in shape.rings(ofPolygon: polygon).enumerated() {
      let range = shape.vertices(ofRing: ring)
      var sum = 0.0
      for i in range.dropLast() {
        let (dx, dy) = (
          shape.x[i] - shape.x[range.lowerBound], shape.y[i] - shape.y[range.lowerBound]
        )
        let (ex, ey) = (
          shape.x[i + 1] - shape.x[range.lowerBound], shape.y[i + 1] - shape.y[range.lowerBound]
        )
        sum += dx * ey - ex * dy
      }
      total += (index == 0 ? 1 : -1) * abs(sum) / 2
    }
  }
  return total
}

extension FeatureTable {
  /// One value of a table.
  func value(_ column: String, _ row: Int = 0) -> AttributeValue? {
    self.column(column).flatMap { $0.values.indices.contains(row) ? $0.values[row] : nil }
  }

  /// The row of a cadastral number.
  func row(_ number: String) -> Int? {
    column("cad_number")?.values.firstIndex(of: .text(number))
  }
}
