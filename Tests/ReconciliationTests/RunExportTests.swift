import Cadastre
import Export
import Findings
import Foundation
import Formats
import Geometry
import Projection
import Revenue
import TestSupport
import Testing

@testable import Reconciliation

/// Layers of a finished run in other formats, systems and selections.
@Suite struct RunExportTests {
  private func withRun(_ body: (_ folder: URL, _ run: String) throws -> Void) throws {
    try ReconciledTown.with { town, run, _ in
      try body(town.deletingLastPathComponent(), run.path)
    }
  }

  private func export(
    _ run: String,
    to path: String,
    _ change: (inout RunExport.Request) -> Void
  ) throws -> RunExport.Summary {
    var request = RunExport.Request()
    change(&request)
    return try RunExport.write(request, of: run, to: path, threads: 2, data: ReconciledTown.data)
  }

  @Test func everyLayerComesOutAsTheRunWroteIt() throws {
    try withRun { folder, run in
      let out = folder.appending(path: "layers").path
      let summary = try export(run, to: out) { _ in }
      #expect(summary.parts.count > 10)
      for part in summary.parts {
        let name = "\(part.name).geojson"
        #expect(
          FileManager.default.contents(atPath: "\(out)/\(name)")
            == FileManager.default.contents(atPath: "\(run)/layers/\(name)"),
          "\(name): as in the run, money and all"
        )
      }
      let lines = folder.appending(path: "quarters.geojsonl").path
      _ = try export(run, to: lines) {
        $0.selection.layers = ["quarters"]
        $0.format = .geojsonl
      }
      #expect(
        FileManager.default.contents(atPath: lines)
          == FileManager.default.contents(atPath: "\(run)/layers/quarters.geojsonl")
      )
    }
  }

  /// One layer is handed on as it stands, or made from no more of the package than it needs: the same bytes.
  @Test func aLayerMadeAnewFromItsOwnTablesIsTheOneOfTheRun() throws {
    try withRun { folder, run in
      let files = FileManager.default
      let bare = folder.appending(path: "bare").path
      try files.copyItem(atPath: run, toPath: bare)
      let names = LayerExport.names(of: try RunReader.read(run))
      try files.removeItem(atPath: "\(bare)/layers")
      let formats = [LayerFormat.geojson, .geojsonl]
      for (name, format) in names.flatMap({ name in formats.map { (name, $0) } }) {
        let file = "\(name).\(format.ending)"
        let written = try #require(files.contents(atPath: "\(run)/layers/\(file)"))
        for source in [run, bare] {
          let out = folder.appending(path: "one.\(format.ending)").path
          let summary = try export(source, to: out) {
            $0.selection.layers = [name]
            $0.format = format
          }
          #expect(files.contents(atPath: out) == written, "\(file) from \(source)")
          #expect(summary.parts.map(\.name) == [name])
        }
      }
      // With quarters the surveyed land is found by its links.
      let quarter = try #require(try RunReader.read(run).register.quarters.records.first?.number)
      for name in ["survey_parcels", "register_parcels"] {
        let out = folder.appending(path: "quarter.geojson").path
        let summary = try export(run, to: out) {
          $0.selection.layers = [name]
          $0.selection.quarters = [quarter]
        }
        let all = try #require(try FeatureReader.read(path: "\(run)/layers/\(name).geojson").first)
        #expect(summary.parts[0].count > 0 && summary.parts[0].count < all.count)
      }
    }
  }

  @Test func aFileThatWasCutIsNotHandedOn() throws {
    try withRun { folder, run in
      let path = "\(run)/layers/quarters.geojson"
      let written = try #require(FileManager.default.contents(atPath: path))
      try written.dropLast(100).write(to: URL(filePath: path))
      let out = folder.appending(path: "quarters.geojson").path
      _ = try export(run, to: out) { $0.selection.layers = ["quarters"] }
      #expect(FileManager.default.contents(atPath: out) == written)
      // As long as it was, and another byte in it.
      var changed = written
      changed[changed.count / 2] ^= 1
      try changed.write(to: URL(filePath: path))
      _ = try export(run, to: out) { $0.selection.layers = ["quarters"] }
      #expect(FileManager.default.contents(atPath: out) == written)
    }
  }

  /// The reader of catalogues is older than the writer and was made from files of others.
  @Test func aCatalogueIsReadBackAsTheSameLand() throws {
    try withRun { folder, run in
      let contents = try RunReader.read(run)
      let parcels = contents.register.parcels
      let index = try #require(parcels.indices.first { parcels.shapes.hasGeometry($0) })
      let number = parcels.records[index].number
      let path = folder.appending(path: "каталог.csv").path
      _ = try export(run, to: path) {
        $0.format = .catalogue
        $0.selection.objects = [number]
        $0.selection.layers = ["register_parcels"]
      }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let rows = text.split(separator: "\n").map { $0.split(separator: ";").map(String.init) }
      #expect(rows[0] == ["номер", "X", "Y"] && rows.dropFirst().allSatisfy { $0[0] == number })
      // X is north: seven digits here, the easting has six.
      let north = try #require(Double(rows[1][1]))
      #expect(abs(north - parcels.shapes.boxes[index].center.y) < 1000)
      #expect(rows[1][1].split(separator: ".").last?.count == 2, "centimetres")

      let table = try #require(try FeatureReader.read(path: path).first)
      #expect(table.count == 1 && table.rejects.isEmpty)
      let (was, now) = (parcels.shapes.area(index), table.shapes.area(0))
      let perimeter = 2 * (parcels.shapes.boxes[index].width + parcels.shapes.boxes[index].height)
      #expect(abs(was - now) < perimeter * 0.01, "\(was) → \(now)")
    }
  }

  @Test func aSelectionHoldsWhatWasAskedForAndNothingElse() throws {
    try withRun { folder, run in
      let contents = try RunReader.read(run)
      let kind = try #require(contents.findings.first { !$0.shape.isEmpty }).kind
      let path = folder.appending(path: "findings.csv").path
      let summary = try export(run, to: folder.appending(path: "f.gpkg").path) {
        $0.selection.kinds = [kind]
        $0.format = .gpkg
      }
      let count = summary.parts.reduce(0) { $0 + $1.count + $1.withoutPlace }
      #expect(count == contents.findings.count { $0.kind == kind })
      #expect(summary.parts.allSatisfy { $0.name.hasPrefix("findings_") })

      let quarter = try #require(contents.register.parcels.records.first).quarter
      let one = try export(run, to: path) {
        $0.selection.layers = ["register_parcels"]
        $0.selection.quarters = [quarter]
        $0.format = .csv
      }
      let wanted = contents.register.parcels.records.count { $0.quarter == quarter }
      #expect(one.parts[0].count + one.parts[0].withoutPlace == wanted)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.split(separator: "\n").count == wanted + 1)

      let box = contents.register.parcels.shapes.boxes.reduce(into: Envelope.empty) {
        if !$1.isEmpty { $0.formUnion($1) }
      }
      let west = Envelope(minX: box.minX, minY: box.minY, maxX: box.center.x, maxY: box.maxY)
      let half = try export(run, to: folder.appending(path: "half.geojson").path) {
        $0.selection.layers = ["register_parcels"]
        $0.selection.box = west
        $0.crs = contents.workingCRS.definition
      }
      let inside = contents.register.parcels.shapes.boxes.count {
        !$0.isEmpty && $0.intersects(west)
      }
      // A box on the edge may move by the rounding to a millimetre.
      #expect(abs(half.parts[0].count - inside) <= 1 && half.parts[0].withoutPlace == 0)
    }
  }

  @Test func whatCannotBeDoneIsSaid() throws {
    try withRun { folder, run in
      let path = folder.appending(path: "x").path
      #expect(throws: JobFailure.self) {
        try export(run, to: path) { $0.selection.layers = ["register_parcel"] }
      }
      #expect(throws: JobFailure.self) { try export(run, to: path) { $0.crs = "МСК-999" } }
      #expect(throws: JobFailure.self) { try export(run, to: "-") { $0.format = .gpkg } }
      #expect(throws: JobFailure.self) { try export(run, to: "-") { _ in } }
      #expect(throws: JobFailure.self) {
        try export(run, to: path) {
          $0.format = .catalogue
          $0.crs = "EPSG:4326"
        }
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
