import Export
import Foundation
import Synth
import TestSupport
import Workers

@testable import Reconciliation

/// A made-up town, reconciled, in a folder of its own.
enum ReconciledTown {
  static let data = DataFolder(path: SharedData.projectRoot.appending(path: "Data").path)

  /// Calls `body` with the folders of the town and of its run.
  static func with(
    _ body: (_ town: URL, _ run: URL, _ contents: RunContents) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let town = folder.appending(path: "town")
      try FileManager.default.createDirectory(at: town, withIntermediateDirectories: true)
      _ = try Synth.write(
        SynthOptions(
          parcels: 120,
          seed: 3,
          workers: Workers(count: 2),
          data: SharedData.projectRoot.appending(path: "Data/synth")
        ),
        to: town
      )
      let run = folder.appending(path: "run")
      try reconcile(town.appending(path: "job.json"), to: run)
      try body(town, run, try RunReader.read(run.path))
    }
  }

  /// Does a job in full.
  static func reconcile(_ job: URL, to run: URL, language: Language = .ru) throws {
    let file = try JobFile.read(path: job.path)
    let settings = try RunSettings.load(file, data)
    _ = try Publisher.publish(to: run.path) { (staging) throws(JobFailure) in
      try Reconcile(
        file: file,
        options: RunOptions(threads: 2, language: language),
        settings: settings
      ).run(into: staging, named: run.path)
    }
  }

  /// The files of a run, sorted.
  static func files(_ run: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: run.path).sorted().filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: run.appending(path: path).path,
        isDirectory: &isFolder
      ) && !isFolder.boolValue
    }
  }
}
