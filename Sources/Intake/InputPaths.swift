internal import Formats
internal import Foundation
internal import Glibc

/// Turns the paths of a job into files.
public enum InputPaths {
  /// The files that `path` names, relative to `folder`; a glob gives its matches sorted by bytes.
  ///
  /// A file whose own name holds the marks of a glob is that file. The paths are as the job would write
  /// them, for messages and for the run's record.
  /// - Throws: ``IntakeError/noFile(path:place:)`` or ``IntakeError/noMatch(path:place:)`` when nothing is
  ///   there; `place` says where in the job it stood.
  static func expand(
    _ path: String,
    folder: String,
    place: String?
  ) throws(IntakeError) -> [String] {
    if FeatureReader.isDatabase(path) { return [path] }
    if FileManager.default.fileExists(atPath: absolute(path, folder: folder)) { return [path] }
    guard path.contains(where: { "*?[".contains($0) }) else {
      throw .noFile(path: path, place: place)
    }
    let isAbsolute = path.hasPrefix("/")
    let prefix = isAbsolute ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    // The folder's own name may hold the marks of a glob, which are not meant.
    let escaped = prefix.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    var found = glob_t()
    defer { globfree(&found) }
    var matches: [String] = []
    if glob(escaped + path, GLOB_NOSORT, nil, &found) == 0, let names = found.gl_pathv {
      for index in 0..<Int(found.gl_pathc) {
        guard let name = names[index] else { continue }
        matches.append(String(String(cString: name).dropFirst(prefix.count)))
      }
    }
    if matches.isEmpty { throw .noMatch(path: path, place: place) }
    return matches.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path of one of those files.
  public static func absolute(_ path: String, folder: String) -> String {
    path.hasPrefix("/") || FeatureReader.isDatabase(path) ? path : "\(folder)/\(path)"
  }
}
