internal import Formats
internal import Foundation
internal import Glibc

/// Finds the files a source names.
enum SourceFiles {
  /// The files that `path` names from `folder`, as the job would write them, sorted by bytes.
  ///
  /// A file whose own name holds the marks of a glob is that file.
  static func expand(_ path: String, folder: String) throws(IntakeError) -> [String] {
    if FeatureReader.isDatabase(path) { return [path] }
    if FileManager.default.fileExists(atPath: absolute(path, folder: folder)) { return [path] }
    guard path.contains(where: { "*?[".contains($0) }) else { throw .noFile(path: path) }
    // The folder's own name may hold the marks of a glob, which are not meant.
    let prefix = path.hasPrefix("/") ? "" : folder + "/"
    let escaped = prefix.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    var found = glob_t()
    defer { globfree(&found) }
    var matches: [String] = []
    if glob(escaped + path, GLOB_NOSORT, nil, &found) == 0, let names = found.gl_pathv {
      for index in 0..<Int(found.gl_pathc) {
        if let name = names[index] {
          matches.append(String(String(cString: name).dropFirst(prefix.count)))
        }
      }
    }
    guard !matches.isEmpty else { throw .noFile(path: path) }
    return matches.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path from the root of one of those files.
  static func absolute(_ path: String, folder: String) -> String {
    path.hasPrefix("/") || FeatureReader.isDatabase(path) ? path : "\(folder)/\(path)"
  }
}
