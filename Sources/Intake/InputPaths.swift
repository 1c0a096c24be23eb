internal import Formats
internal import Foundation
internal import Glibc

/// Turns the paths of a job into files.
public enum InputPaths {
  /// The files that `path` names, relative to `folder`; a glob gives its matches and a folder all it holds, sorted
  /// by bytes.
  ///
  /// Of several files, those that are part of another one (the `.dbf` of a `.shp`) are left out, as are the
  /// signatures and pictures that lie beside documents.
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
    let whole = absolute(path, folder: folder)
    if FeatureReader.isPlainFolder(whole) {
      var seen: Set<String> = []
      let found = try members(of: whole, as: path, seen: &seen)
      if found.isEmpty { throw .noMatch(path: path, place: place) }
      return documents(found, folder: folder)
    }
    if FileManager.default.fileExists(atPath: whole) { return [path] }
    // As Windows writes it; a name may hold a backslash here, so the path as it stands goes first.
    if path.contains("\\") {
      return try expand(path.replacing("\\", with: "/"), folder: folder, place: place)
    }
    if let known = equivalent(path, folder: folder) { return [known] }
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
    return documents(matches, folder: folder)
  }

  /// The same path as the disk spells it: a Mac takes «й» apart into two characters.
  private static func equivalent(_ path: String, folder: String) -> String? {
    var place = path.hasPrefix("/") ? "" : folder
    var parts: [String] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place + "/")) ?? []
      // Texts are equal when they are the same to Unicode, whatever their bytes.
      let found = names.filter { $0 == String(part) }.min {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
      guard let name = found ?? (part == "." || part == ".." ? String(part) : nil) else {
        return nil
      }
      parts.append(name)
      place += "/" + name
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether a path names several files, of which one may be of no use.
  static func isCollective(_ path: String, folder: String) -> Bool {
    if FeatureReader.isDatabase(path) { return false }
    let whole = absolute(path, folder: folder)
    return FeatureReader.isPlainFolder(whole) || !FileManager.default.fileExists(atPath: whole)
  }

  /// The files under a folder, however deep, called as the job calls it; a geodatabase is one file.
  ///
  /// A folder is looked into once, whatever links lead to it: one that leads up would never end.
  /// - Throws: ``IntakeError/unreadable(_:)`` when a folder cannot be listed: what it holds would be missed unseen.
  private static func members(
    of folder: String,
    as path: String,
    seen: inout Set<String>
  ) throws(IntakeError) -> [String] {
    let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard seen.insert(place).inserted else { return [] }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw .unreadable(.unreadable(file: path, reason: "the folder cannot be listed"))
    }
    var found: [String] = []
    // In the order of bytes: which of two links to a folder is followed must not depend on the disk.
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !name.hasPrefix(".") {
      let inner = "\(folder)/\(name)"
      let own = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      if FeatureReader.isPlainFolder(inner) {
        found += try members(of: inner, as: own, seen: &seen)
      } else {
        found.append(own)
      }
    }
    return found
  }

  /// Those of several files that are documents and no part of another, sorted by bytes.
  private static func documents(_ paths: [String], folder: String) -> [String] {
    let parts = Set(
      paths.flatMap { FeatureReader.files(of: absolute($0, folder: folder)).dropFirst() }
    )
    let kept = paths.filter {
      !parts.contains(absolute($0, folder: folder)) && FeatureReader.mayBeDocument($0)
    }
    return (kept.isEmpty ? paths : kept).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path of one of those files.
  public static func absolute(_ path: String, folder: String) -> String {
    path.hasPrefix("/") || FeatureReader.isDatabase(path) ? path : "\(folder)/\(path)"
  }
}
