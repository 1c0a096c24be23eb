import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

/// The short way gives what the decoder gives, or says that it does not know.
@Suite struct PlainPolygonTests {
  private static func geometry(
    members: Int?,
    rings: [Int],
    _ generator: inout SeededGenerator
  ) -> WKBBytes {
    var bytes = WKBBytes()
    if let members {
      bytes.header(6)
      bytes.append(UInt32(members))
    }
    for _ in 0..<(members ?? 1) {
      bytes.header(3)
      bytes.append(UInt32(rings.count))
      for vertices in rings {
        bytes.append(UInt32(vertices))
        let places = (0..<Swift.max(1, vertices - 1)).map { _ in
          Point(
            x: Double.random(in: 5e5...5.1e5, using: &generator),
            y: Double.random(in: 4.9e6...4.91e6, using: &generator)
          )
        }
        for k in 0..<vertices {
          let place = places[k % places.count]
          bytes.append(place.x)
          bytes.append(place.y)
        }
      }
    }
    return bytes
  }

  /// Reads geometries in turn as `pairs` reads them: in batches, and what is refused by the decoder.
  private func batched(_ geometries: [[UInt8]]) -> (shapes: ShapeColumn, plain: Int) {
    var batch = ShapeBatch()
    var shapes = ShapeColumn()
    var plain = 0
    for bytes in geometries {
      bytes.withUnsafeBytes { bytes in
        if PlainPolygon.append(bytes, to: &batch) {
          plain += 1
        } else {
          shapes.append(&batch)
          add(bytes, to: &shapes)
        }
      }
    }
    shapes.append(&batch)
    return (shapes, plain)
  }

  private func decoded(_ geometries: [[UInt8]]) -> ShapeColumn {
    var shapes = ShapeColumn()
    for bytes in geometries { bytes.withUnsafeBytes { add($0, to: &shapes) } }
    return shapes
  }

  private func add(_ bytes: UnsafeRawBufferPointer, to shapes: inout ShapeColumn) {
    if (try? WKBDecoder.decodeGeoPackage(bytes, into: &shapes)) == nil { shapes.abandonFeature() }
    shapes.endFeature()
  }

  @Test func polygonsOfAllSizesAreTheSame() {
    var generator = SeededGenerator(seed: 11)
    let geometries = (0..<3_000).map { index in
      let rings = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        Int.random(in: index % 50 == 0 ? 0...1_500 : 4...12, using: &generator)
      }
      let members = index % 3 == 0 ? nil : index % 7 == 0 ? 2 : 1
      return Self.geometry(members: members, rings: rings, &generator)
        .geoPackage(envelope: index % 5 == 0 ? 0 : 1)
    }
    let (shapes, plain) = batched(geometries)
    #expect(shapes == decoded(geometries))
    #expect(plain > 2_000, "hardly any goes the short way")
  }

  @Test func damagedPolygonsAreTheSame() {
    var generator = SeededGenerator(seed: 12)
    let geometries = (0..<20_000).map { index in
      var bytes = Self.geometry(members: index % 2 == 0 ? nil : 1, rings: [5], &generator)
        .geoPackage(envelope: 1)
      switch index % 4 {
      case 0:
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = .random(in: 0...255, using: &generator)
      case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      case 2: bytes.append(0)
      default:
        let infinity: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF0, 0x7F]
        bytes.replaceSubrange(bytes.count - 40..<bytes.count - 32, with: infinity)
      }
      return bytes
    }
    let (shapes, plain) = batched(geometries)
    #expect(shapes == decoded(geometries))
    #expect(plain > 1_000)
  }
}
