import Cadastre
import Export
import Foundation
import Projection
import Revenue

/// What a run needs beside its inputs: the working system, rules, policy, words and templates, loaded once.
struct RunSettings: Sendable {
  let workingCRS: ReferenceSystem?
  let rules: AccuracyRules
  let policy: Policy
  let classifier: UseClassifier
  let assets: ExportAssets

  /// The policy taken when a job names none.
  private static let defaultPolicy = "policies/ru-2026.json"
  private static let leafletFolder = "/usr/share/javascript/leaflet"

  /// Loads what the job asks for from its own files and from the program's data folder.
  ///
  /// - Throws: ``JobFailure/usage(_:)`` when the job names a system, rule or policy that cannot be used.
  static func load(_ file: JobFile, _ data: DataFolder) throws(JobFailure) -> RunSettings {
    let job = file.job
    let base = try decode(AccuracyRules.self, data.file("rules/ru.json"))
    guard
      let rules = base.adjusted(
        coincidence: job.tolerance.coincidence,
        areaRule: job.tolerance.area
      )
    else {
      let known = base.areaRules.map(\.id)
      let hint = job.tolerance.area.flatMap { NearestName.nearest(to: $0, among: known) }
      throw .usage(
        "\(file.path): tolerance: no area rule \"\(job.tolerance.area ?? "")\""
          + (hint.map { "; did you mean \"\($0)\"?" } ?? "; there are \(known)")
      )
    }
    return RunSettings(
      workingCRS: try workingCRS(job.workingCRS, file),
      rules: rules,
      policy: try policy(job.policy.map { file.absolute($0) }, data),
      classifier: try classifier(data),
      assets: assets(data)
    )
  }

  /// Templates of the map, and Leaflet where it is installed.
  static func assets(_ data: DataFolder) -> ExportAssets {
    ExportAssets(
      mapTemplates: URL(filePath: data.file("map"), directoryHint: .isDirectory),
      leaflet: FileManager.default.fileExists(atPath: leafletFolder)
        ? URL(filePath: leafletFolder, directoryHint: .isDirectory) : nil
    )
  }

  private static func workingCRS(
    _ definition: String?,
    _ file: JobFile
  ) throws(JobFailure) -> ReferenceSystem? {
    guard let definition else { return nil }
    do throws(ProjectionError) {
      return try ReferenceSystem(definition)
    } catch {
      throw .usage("\(file.path): workingCRS: \(error)")
    }
  }

  /// The classes of use.
  static func classifier(_ data: DataFolder) throws(JobFailure) -> UseClassifier {
    try decode(UseClassifier.self, data.file("uses/ru.json"))
  }

  /// The policy at `path` with all it extends; without a path the default one.
  static func policy(
    _ path: String?,
    _ data: DataFolder
  ) throws(JobFailure) -> Policy {
    do throws(RevenueError) {
      return try Policy.load(
        path ?? data.file(defaultPolicy),
        library: data.file("policies")
      )
    } catch {
      throw .usage("\(error)")
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type,
    _ path: String
  ) throws(JobFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .input("\(path): \(error)")
    }
  }
}
