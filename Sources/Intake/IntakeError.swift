public import Formats

/// Why a job's inputs cannot be read at all; trouble with one record is a `Reject`.
public enum IntakeError: Error, Sendable, Equatable {
  /// No file has this name; `place` is where the job names it.
  case noFile(path: String, place: String?)
  /// No file fits this glob; `place` is where it stands in the job.
  case noMatch(path: String, place: String?)
  /// The file cannot be read.
  case unreadable(FormatError)
  /// The layer is not in the file.
  case noSuchLayer(file: String, layer: String, available: [String])
  /// The file has several layers and the job does not say which.
  case ambiguousLayer(file: String, available: [String])
  /// The job maps a field that a layer of this sort does not have; `nearest` is the likeliest one.
  case unknownField(file: String, field: String, nearest: String?, known: [String])
  /// The job names a column that is not in the layer; `nearest` is the likeliest one.
  case noSuchColumn(
    file: String,
    layer: String,
    column: String,
    nearest: String?,
    available: [String]
  )
  /// The layer has no column for the key of its records, and the job maps none.
  case noKey(file: String, layer: String, field: String, available: [String])
  /// The coordinate system named in the job or the file is not understood.
  case unknownSystem(file: String, definition: String, reason: String)
  /// Coordinates look like degrees, and neither file nor job says of which system.
  case unplaced(file: String, layer: String)
  /// There is no way from the source's system to the working one.
  case noTransformation(file: String, from: String, to: String, reason: String)
  /// The working system is not a plane in metres.
  case notMetric(name: String)
  /// The job gives no working system and no source of the register has a metric one.
  case noWorkingSystem
  /// The areas of coverage cannot be joined.
  case coverage(reason: String)
}

extension IntakeError: CustomStringConvertible {
  /// The error in English, one sentence.
  public var description: String {
    switch self {
    case .noFile(let path, let place): "\(path): no such file\(IntakeError.inJob(place))"
    case .noMatch(let path, let place): "\(path): no file fits\(IntakeError.inJob(place))"
    case .unreadable(let error): IntakeError.text(error)
    case .noSuchLayer(let file, let layer, let available):
      "\(file): no layer '\(layer)'; it has \(IntakeError.list(available))"
    case .ambiguousLayer(let file, let available):
      "\(file): several layers, say which: \(IntakeError.list(available))"
    case .unknownField(let file, let field, let nearest, let known):
      "\(file): no field '\(field)' to map\(IntakeError.hint(nearest)); "
        + "there are \(IntakeError.list(known))"
    case .noSuchColumn(let file, let layer, let column, let nearest, let available):
      "\(file), layer '\(layer)': no column '\(column)'\(IntakeError.hint(nearest)); "
        + "it has \(IntakeError.list(available))"
    case .noKey(let file, let layer, let field, let available):
      "\(file), layer '\(layer)': no column '\(field)'; map one with \"fields\", "
        + "it has \(IntakeError.list(available))"
    case .unknownSystem(let file, let definition, let reason):
      "\(file): coordinate system '\(definition)' is not understood: \(reason)"
    case .unplaced(let file, let layer):
      "\(file), layer '\(layer)': coordinates look like degrees and nothing says of which "
        + "system; give \"crs\""
    case .noTransformation(let file, let from, let to, let reason):
      "\(file): no way from '\(from)' to '\(to)': \(reason)"
    case .notMetric(let name): "working system '\(name)' is not a plane in metres"
    case .noWorkingSystem:
      "no source of the register has a metric coordinate system; give \"workingCRS\""
    case .coverage(let reason): "the areas of coverage cannot be joined: \(reason)"
    }
  }

  private static func text(_ error: FormatError) -> String {
    switch error {
    case .unreadable(let file, let reason), .unwritable(let file, let reason):
      "\(file): \(reason)"
    case .unknownKind(let file, let hint): "\(file): \(hint)"
    case .damaged(let file, let place, let reason): "\(file), \(place): \(reason)"
    case .noSuchLayer(let file, let layer, let available):
      "\(file): no layer '\(layer)'; it has \(list(available))"
    case .programMissing(let program, let package):
      "program '\(program)' is not installed (package \(package))"
    }
  }

  private static func inJob(_ place: String?) -> String {
    place.map { " (\($0) in the job)" } ?? ""
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { " (did you mean '\($0)'?)" } ?? ""
  }
}
