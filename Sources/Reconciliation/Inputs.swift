import Cadastre
import Export
import Formats
import Foundation
import Intake
import Projection
import Workers

/// From a job to what Intake reads, and from what it read to hashes.
enum Inputs {
  /// Reads everything the job names.
  static func read(
    _ file: JobFile,
    _ settings: RunSettings,
    _ workers: Workers,
    acceptsHypotheses: Bool
  ) throws(JobFailure) -> IntakeResult {
    let job = file.job
    let sources = [
      job.register.parcels, job.register.buildings, job.register.quarters, job.register.publicLand,
      job.register.extracts, job.survey.parcels, job.survey.buildings,
    ]
    guard sources.contains(where: { !$0.isEmpty }) else {
      throw .usage("\(file.path): neither \"register\" nor \"survey\" names a source of records")
    }
    var request = IntakeRequest(baseFolder: file.folder, surveyAccuracy: job.survey.accuracy)
    request.workingCRS = settings.workingCRS
    request.labelSystems = settings.ownSystems.labels
    request.candidates = settings.systems.candidates
    request.acceptsHypotheses = acceptsHypotheses
    request.registerDate = job.register.date
    request.registerParcels = try specs(job.register.parcels, file, settings)
    request.registerBuildings = try specs(job.register.buildings, file, settings)
    request.quarters = try specs(job.register.quarters, file, settings)
    request.publicLand = try specs(job.register.publicLand, file, settings)
    request.extracts = try specs(job.register.extracts, file, settings)
    request.surveyDate = job.survey.date
    request.outline = job.survey.outline
    request.surveyParcels = try specs(job.survey.parcels, file, settings)
    request.surveyBuildings = try specs(job.survey.buildings, file, settings)
    switch job.survey.coverage {
    case .unstated: break
    case .everywhere: request.coverageEverywhere = true
    case .layers(let sources): request.coverage = try specs(sources, file, settings)
    }
    do throws(IntakeError) {
      var result = try Intake.read(request, workers: workers)
      let review = UseReview.words(result, settings.classifier)
      result.notes = settings.ownSystems.notes + result.notes + UseReview.notes(review)
      return result
    } catch {
      throw .input("\(error)")
    }
  }

  /// Size and SHA-256 of every input, the job, the policy and the decisions, in the order of their paths.
  static func hashes(
    _ intake: IntakeResult,
    _ file: JobFile,
    _ settings: RunSettings
  ) throws(JobFailure) -> [InputFile] {
    var paths = Dictionary(
      intake.inputs.map { ($0, file.absolute($0)) },
      uniquingKeysWith: { first, _ in first }
    )
    paths[URL(filePath: file.path).lastPathComponent] = URL(filePath: file.path).path
    for path in [file.job.policy, file.job.decisions] {
      if let path { paths[path] = file.absolute(path) }
    }
    var result: [InputFile] = []
    for (path, absolute) in paths.sorted(by: { $0.key < $1.key }) {
      do throws(FormatError) {
        let hash = try SHA256.ofFile(at: absolute)
        result.append(InputFile(path: path, bytes: hash.bytes, sha256: hash.hex))
      } catch {
        throw JobFailure(error)
      }
    }
    return result
  }

  private static func specs(
    _ sources: [Source],
    _ file: JobFile,
    _ settings: RunSettings
  ) throws(JobFailure) -> [SourceSpec] {
    var specs: [SourceSpec] = []
    for source in sources {
      var spec = spec(source, crs: try settings.definition(of: source, file))
      spec.fit = source.crs.flatMap { settings.ownSystems.system(named: $0)?.fit }
      specs.append(spec)
    }
    return specs
  }

  private static func spec(_ source: Source, crs: String?) -> SourceSpec {
    SourceSpec(
      path: source.path,
      layer: source.layer,
      crs: crs,
      fields: Dictionary(
        source.fields.map { ($0.here, $0.there) },
        uniquingKeysWith: { first, _ in first }
      ),
      axes: source.axes,
      encoding: source.encoding,
      place: source.place
    )
  }
}

extension IntakeResult {
  /// Records read, of all layers.
  var records: Int { counts.reduce(0) { $0 + $1.read } }
}
