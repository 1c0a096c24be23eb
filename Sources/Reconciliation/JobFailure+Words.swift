import Export
import Projection

extension ProjectionError {
  /// What happened, in words.
  var words: String {
    switch self {
    case .unknownSystem(let definition, let reason):
      "\"\(definition)\" is no coordinate system that PROJ knows (\(reason))"
    case .notHorizontal(let definition):
      "\"\(definition)\" is neither geographic nor projected"
    case .noOperation(let from, let to, let reason):
      "no way from \"\(from)\" to \"\(to)\": "
        + "\(reason)"
    case .outsideDomain(_, let reason): "a point lies where the system is not defined: \(reason)"
    }
  }
}

extension ExportError {
  /// What happened, in words.
  var words: String {
    switch self {
    case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
    case .projection(let reason):
      "the layers cannot be brought to that coordinate system: "
        + "\(reason)"
    case .topology(let reason): "a shape cannot be mended after rounding: \(reason)"
    case .templateMissing(let file): "\(file): is a part of the program and is missing"
    }
  }
}
