import Cadastre
import Formats
import Foundation
import Intake
import Projection

/// The coordinate systems a job defines itself, resolved: definitions, and transformations of the plane where they
/// are tied by points.
struct OwnSystems: Sendable {
  /// One of them.
  struct System: Sendable {
    var name: String
    /// What PROJ understands; for a system tied by points that of the one it is tied to.
    var definition: String
    /// The way from its coordinates to those of the definition.
    var fit: PlaneFit?
  }

  /// What was fitted and how well, for people.
  private(set) var notes: [Note] = []
  /// Labels of the register with the systems the job gives them.
  private(set) var labels: [LabelSystem] = []
  private var systems: [System] = []

  /// Resolves the systems of a job, each among those before it and the catalogue.
  ///
  /// - Throws: ``JobFailure/usage(_:)`` for a definition PROJ does not understand, a name given twice and points
  ///   that do not fit.
  init(_ file: JobFile, _ catalogue: CRSCatalogue) throws(JobFailure) {
    for wanted in file.job.coordinateSystems {
      let place = "\(file.path): \(wanted.place)"
      guard system(named: wanted.name) == nil else {
        throw .usage("\(place): the name \"\(wanted.name)\" is given twice")
      }
      let found = try resolve(wanted, place, catalogue)
      systems.append(found)
      for label in wanted.labels {
        guard !labels.contains(where: { $0.label == label }) else {
          throw .usage("\(place): the label \"\(label)\" is given to two systems")
        }
        labels.append(
          LabelSystem(
            label: label,
            name: wanted.name,
            definition: found.definition,
            fit: found.fit
          )
        )
      }
    }
  }

  /// The system of this name.
  func system(named name: String) -> System? { systems.first { $0.name == name } }

  private mutating func resolve(
    _ wanted: JobSystem,
    _ place: String,
    _ catalogue: CRSCatalogue
  ) throws(JobFailure) -> System {
    switch wanted.form {
    case .definition(let text):
      return System(name: wanted.name, definition: try definition(text, place, catalogue))
    case .zone(let keys):
      let text = keys.definition(shift: catalogue.datumShift)
      return System(name: wanted.name, definition: try definition(text, place, catalogue))
    case .points(let points):
      guard system(named: points.to)?.fit == nil else {
        throw .usage("\(place).to: \"\(points.to)\" is itself tied by points")
      }
      let definition: String
      if let own = system(named: points.to) {
        definition = own.definition
      } else {
        definition = try self.definition(points.to, "\(place).to", catalogue)
      }
      let fit = try fit(points, place, catalogue)
      notes.append(.fitted(wanted.name, points.to, fit))
      return System(name: wanted.name, definition: definition, fit: fit)
    }
  }

  private func definition(
    _ text: String,
    _ place: String,
    _ catalogue: CRSCatalogue
  ) throws(JobFailure) -> String {
    do throws(ProjectionError) {
      return try ReferenceSystem(catalogue.definition(text) ?? text).definition
    } catch {
      let reason =
        CRSCatalogue.isDefinition(text)
        ? error.words : "no coordinate system \"\(text)\"; \(catalogue.hint(for: text))"
      throw .usage("\(place): \(reason)")
    }
  }

  private func fit(
    _ points: ControlPoints,
    _ place: String,
    _ catalogue: CRSCatalogue
  ) throws(JobFailure) -> PlaneFit {
    let fit: PlaneFit
    do throws(PlaneFit.Trouble) {
      fit = try PlaneFit(points.points, method: points.method)
    } catch {
      switch error {
      case .tooFew(let count, let needed):
        throw .usage(
          "\(place).controlPoints: \(count) points; \(points.method.rawValue) needs \(needed) "
            + "at least, "
            + "so that they can contradict one another"
        )
      case .degenerate:
        throw .usage("\(place).controlPoints: the points lie in one place or on one line")
      }
    }
    let rules = catalogue.controlPoints
    let limit = points.limit ?? rules.limit
    let isOffScale = abs(fit.scale - 1) > rules.scale
    guard fit.largest > limit || isOffScale else { return fit }
    let exchanged = try? PlaneFit(PlaneFit.exchanged(points.points), method: points.method)
    var hint = ""
    if let exchanged, exchanged.largest <= limit, abs(exchanged.scale - 1) <= rules.scale {
      hint = "; with north and east of \"from\" exchanged they fit"
    } else if fit.largest > limit, let worst = fit.residuals.max(by: { $0.alone < $1.alone }) {
      hint =
        "; \"\(worst.point.name)\" is \(Self.metres(worst.alone)) m from where the others put it"
    }
    let residuals = fit.residuals.map { "\($0.point.name) \(Self.metres($0.length))" }
    throw .usage(
      "\(place).controlPoints: a bad fit: residuals up to \(Self.metres(fit.largest)) m where "
        + "\(Self.metres(limit)) m are allowed, scale \(Self.scale(fit.scale)) "
        + "(\(residuals.joined(separator: ", ")))" + hint
    )
  }

  fileprivate static func metres(_ value: Double) -> String {
    FixedDecimal.text(value, decimals: 3, keepsZeros: true)
  }

  fileprivate static func scale(_ value: Double) -> String {
    FixedDecimal.text(value, decimals: 7, keepsZeros: true)
  }
}

extension Note {
  /// The fit of a system with the residual of every point.
  fileprivate static func fitted(_ name: String, _ to: String, _ fit: PlaneFit) -> Note {
    let residuals = fit.residuals.map { residual in
      let parts = [residual.east, residual.north].map {
        FixedDecimal.text($0, decimals: 3, keepsZeros: true)
      }
      return (name: residual.point.name, parts: parts)
    }
    let turn = FixedDecimal.text(fit.rotation, decimals: 6, keepsZeros: true)
    let error = OwnSystems.metres(fit.error)
    let scale = OwnSystems.scale(fit.scale)
    let count = fit.residuals.count
    return Note(
      russian:
        "Система «\(name)» привязана к «\(to)» по контрольным точкам (\(count)): поворот \(turn)°, "
        + "масштаб \(scale), СКП \(error) м; остатки (восток, север), м: "
        + residuals.map { "\($0.name) \($0.parts[0]) \($0.parts[1])" }.joined(separator: "; ")
        + ".",
      english: "'\(name)' was tied to '\(to)' by \(count) control points: rotation \(turn)°, scale "
        + "\(scale), mean square error \(error) m; residuals (east, north), m: "
        + residuals.map { "\($0.name) \($0.parts[0]) \($0.parts[1])" }.joined(separator: "; ") + "."
    )
  }
}
