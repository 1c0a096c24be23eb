import Cadastre
import Export
import Foundation
import Matching
import Projection
import Revenue

/// What a run needs beside its inputs: the working system, rules, policy, words and templates, loaded once.
struct RunSettings: Sendable {
  let workingCRS: ReferenceSystem?
  let systems: CRSCatalogue
  /// The systems the job defines itself.
  let ownSystems: OwnSystems
  let rules: AccuracyRules
  let policy: Policy
  let classifier: UseClassifier
  let linkWeights: LinkWeights
  let assets: ExportAssets

  private static let defaultPolicy = "policies/ru-2026.json"
  private static let linkWeights = "matching/weights-2026-11.json"
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
    let systems = try CRSCatalogue.load(data)
    let own = try OwnSystems(file, systems)
    return RunSettings(
      workingCRS: try workingCRS(job.workingCRS, file, systems, own),
      systems: systems,
      ownSystems: own,
      rules: rules,
      policy: try soundPolicy(job.policy.map { file.absolute($0) }, data),
      classifier: try classifier(data),
      linkWeights: try decode(LinkWeights.self, data.file(linkWeights)),
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
    _ file: JobFile,
    _ systems: CRSCatalogue,
    _ own: OwnSystems
  ) throws(JobFailure) -> ReferenceSystem? {
    guard let definition else { return nil }
    let named = own.system(named: definition)
    guard named?.fit == nil else {
      throw .usage(
        "\(file.path): workingCRS: \"\(definition)\" is tied by points; measure in the system "
          + "it is tied to"
      )
    }
    do {
      let found = CRSCatalogue.isDefinition(definition) ? nil : systems.system(named: definition)
      let system = try ReferenceSystem(named?.definition ?? found?.definition ?? definition)
      guard !system.isGeographic, system.metresPerUnit == 1 else {
        throw JobFailure.usage(
          "\(file.path): \(file.place(of: "workingCRS")): \"\(definition)\" (\(system.name)) "
            + "is not a plane in "
            + "metres; name a projected system, such as the zone of the register"
        )
      }
      return (named?.name ?? found?.name).map { system.named($0) } ?? system
    } catch let error as ProjectionError {
      throw .usage(unknown(definition, place: file.place(of: "workingCRS"), file, systems, error))
    } catch let error as JobFailure {
      throw error
    } catch {
      throw .usage("\(file.path): workingCRS: \(error.localizedDescription)")
    }
  }

  /// The definition of the system a source names; PROJ knows names of its own besides.
  func definition(of source: Source, _ file: JobFile) throws(JobFailure) -> String? {
    guard let crs = source.crs else { return nil }
    if let own = ownSystems.system(named: crs) { return own.definition }
    if let definition = systems.definition(crs) { return definition }
    do throws(ProjectionError) {
      return try ReferenceSystem(crs).definition
    } catch {
      throw .usage(Self.unknown(crs, place: "\(source.place).crs", file, systems, error))
    }
  }

  private static func unknown(
    _ text: String,
    place: String,
    _ file: JobFile,
    _ systems: CRSCatalogue,
    _ error: ProjectionError
  ) -> String {
    CRSCatalogue.isDefinition(text)
      ? "\(file.path): \(place): \(error.words)"
      : "\(file.path): \(place): no coordinate system \"\(text)\"; \(systems.hint(for: text))"
  }

  /// The classes of use.
  static func classifier(_ data: DataFolder) throws(JobFailure) -> UseClassifier {
    try decode(UseClassifier.self, data.file("uses/ru.json"))
  }

  /// The policy taken when a job names none.
  static func defaultPolicyPath(_ data: DataFolder) -> String { data.file(defaultPolicy) }

  /// The policy at `path` with all it extends; without a path the default one.
  static func policy(
    _ path: String?,
    _ data: DataFolder
  ) throws(JobFailure) -> Policy {
    do throws(RevenueError) {
      return try Policy.load(
        path ?? defaultPolicyPath(data),
        library: data.file("policies")
      )
    } catch {
      throw .usage("\(error)")
    }
  }

  /// The policy at `path`, once nothing is wrong with it: nobody is charged at a rate above the law's ceiling.
  ///
  /// - Throws: ``JobFailure/usage(_:)`` with every problem `mezha policy check` would name.
  static func soundPolicy(
    _ path: String?,
    _ data: DataFolder
  ) throws(JobFailure) -> Policy {
    let policy = try policy(path, data)
    let problems = PolicyCheck.problems(of: policy, classes: try classifier(data).classes)
    guard problems.isEmpty else {
      let told = problems.map { "\($0.key): \($0.reason.english)" }.joined(separator: "; ")
      throw .usage("\(path ?? defaultPolicyPath(data)): the policy cannot be used: \(told)")
    }
    return policy
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type,
    _ path: String
  ) throws(JobFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .input("\(path): \(error.localizedDescription)")
    }
  }
}
