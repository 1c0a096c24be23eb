import Formats
import Foundation
import Glibc

/// Turns the paths of a job into files.
public enum InputPaths {
  /// The files that `path` names, relative to `folder`; a glob gives its matches sorted by bytes.
  ///
  /// A file whose own name holds the marks of a glob is that file.
  /// - Returns: paths as the job would write them, for messages and for the run's record.
  /// - Throws: ``JobFailure/input(_:)`` when nothing is there; `place` says where in the job it stood.
  public static func expand(
    _ path: String,
    folder: String,
    place: String
  ) throws(JobFailure) -> [String] {
    if FeatureReader.isDatabase(path) { return [path] }
    if FileManager.default.fileExists(atPath: absolute(path, folder: folder)) { return [path] }
    guard path.contains(where: { "*?[".contains($0) }) else {
      throw .input("\(path): no such file (\(place) in the job)")
    }
    let isAbsolute = path.hasPrefix("/")
    // The folder's own name may hold the marks of a glob, which are not meant.
    let pattern = isAbsolute ? path : "\(escaped(folder))/\(path)"
    var found = glob_t()
    defer { globfree(&found) }
    var matches: [String] = []
    if glob(pattern, GLOB_NOSORT, nil, &found) == 0, let names = found.gl_pathv {
      for index in 0..<Int(found.gl_pathc) {
        guard let name = names[index] else { continue }
        let match = String(cString: name)
        matches.append(isAbsolute ? match : String(match.dropFirst(folder.count + 1)))
      }
    }
    if matches.isEmpty { throw .input("\(path): no file fits (\(place) in the job)") }
    return matches.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// The absolute path of one of those files.
  public static func absolute(_ path: String, folder: String) -> String {
    path.hasPrefix("/") || FeatureReader.isDatabase(path) ? path : "\(folder)/\(path)"
  }

  private static func escaped(_ folder: String) -> String {
    folder.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
