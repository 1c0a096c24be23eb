import Foundation
import Geometry

/// Runs a program; nil, with the reason printed, where it is not installed.
func runTool(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
  let places = ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(program)" }
  guard let path = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
    print("skipped: \(program) is not installed")
    return nil
  }
  let process = Process()
  process.executableURL = URL(filePath: path)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// A square with its lower left corner at (x, y), counter-clockwise.
func square(_ x: Double, _ y: Double, side: Double = 1) -> MultiPolygon {
  MultiPolygon(shell: [
    Point(x: x, y: y), Point(x: x + side, y: y), Point(x: x + side, y: y + side),
    Point(x: x, y: y + side),
  ])
}

/// A square with a square hole, and a second square beside it.
func courtyard(_ x: Double, _ y: Double) -> MultiPolygon {
  var shape = MultiPolygon.empty
  shape.addRing([(0, 0), (4, 0), (4, 4), (0, 4)].map { Point(x: x + $0.0, y: y + $0.1) })
  shape.addRing([(1, 1), (1, 2), (2, 2), (2, 1)].map { Point(x: x + $0.0, y: y + $0.1) })
  shape.endPolygon()
  shape.append(square(x + 6, y))
  return shape
}

extension Data {
  /// Writes text to a file in `folder` and returns its path.
  static func write(_ text: String, to name: String, in folder: URL) throws -> String {
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }
}
