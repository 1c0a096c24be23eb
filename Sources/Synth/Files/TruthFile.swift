import Formats
import Foundation

/// Gathers the truth of all quarters and writes it as one JSON document, one entry a line.
struct TruthFile {
  private var events: [TruthText.Entry] = []
  private var links: [UInt8] = []
  private var buildingLinks: [UInt8] = []
  private var parcels: [UInt8] = []
  private var buildings: [UInt8] = []
  private let head: String

  init(setup: TownSetup, parcels: Int) {
    // Seeds have 64 bits, so the number is written as text here and not through a signed one.
    head =
      "{\"seed\":\(setup.seed),\"scenario\":\"\(setup.scenarioName)\",\"parcels\":\(parcels),\n"
  }

  mutating func add(_ truth: TruthText) {
    events += truth.events
    for line in truth.parcelLinks { Self.add(line, to: &links) }
    for line in truth.buildingLinks { Self.add(line, to: &buildingLinks) }
    // Cadastral numbers are digits and colons: nothing to escape.
    for id in truth.parcels { Self.add("\"\(id)\"", to: &parcels) }
    for id in truth.buildings { Self.add("\"\(id)\"", to: &buildings) }
  }

  private static func add(_ line: String, to bytes: inout [UInt8]) {
    if !bytes.isEmpty { bytes.append(contentsOf: ",\n".utf8) }
    bytes.append(contentsOf: line.utf8)
  }

  /// Events by kind, quarter and ids; links and ids quarter by quarter, parcels before buildings.
  consuming func write(to url: URL) throws(FormatError) {
    events.sort { ($0.kind, $0.quarter, $0.text) < ($1.kind, $1.quarter, $1.text) }
    var bytes = Array(head.utf8)
    bytes.append(contentsOf: "\"events\":[\n".utf8)
    bytes.append(contentsOf: events.map(\.text).joined(separator: ",\n").utf8)
    bytes.append(contentsOf: "\n],\n\"links\":[\n".utf8)
    bytes.append(contentsOf: links)
    if !links.isEmpty && !buildingLinks.isEmpty { bytes.append(contentsOf: ",\n".utf8) }
    bytes.append(contentsOf: buildingLinks)
    bytes.append(contentsOf: "\n],\n\"untouched\":{\"parcels\":[\n".utf8)
    bytes.append(contentsOf: parcels)
    bytes.append(contentsOf: "\n],\"buildings\":[\n".utf8)
    bytes.append(contentsOf: buildings)
    bytes.append(contentsOf: "\n]}}\n".utf8)
    do {
      try Data(bytes).write(to: url)
    } catch { throw .unwritable(file: url.path, reason: "\(error)") }
  }
}
