import Foundation

/// The folder of rules, coordinate systems, use classes and policies that comes with the program.
public struct DataFolder: Sendable, Equatable {
  /// Its absolute path.
  public let path: String

  /// Takes a folder that is known to be the one.
  public init(path: String) { self.path = path }

  /// The path of a file or folder in it, such as `rules/ru.json`.
  public func file(_ relative: String) -> String { "\(path)/\(relative)" }

  /// Finds the folder of the program that is running.
  ///
  /// `MEZHA_DATA` names it; else it is the `Data` of a folder above the program, as in a source tree,
  /// or `../share/mezha` beside it, as when installed. A folder counts when it holds `rules`.
  /// - Throws: ``JobFailure/input(_:)`` that lists what was tried.
  public static func locate() throws(JobFailure) -> DataFolder {
    try locate(
      named: ProcessInfo.processInfo.environment["MEZHA_DATA"],
      executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    )
  }

  static func locate(named: String?, executable: String) throws(JobFailure) -> DataFolder {
    // A folder named in so many words is the only one to look at: another would surprise.
    let tried = named.flatMap { $0.isEmpty ? nil : [$0] } ?? candidates(around: executable)
    for path in tried {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: "\(path)/rules", isDirectory: &isFolder),
        isFolder.boolValue
      {
        return DataFolder(path: URL(filePath: path).standardizedFileURL.path)
      }
    }
    throw .input(
      "no data folder (one that holds \"rules\"); set MEZHA_DATA. Tried: "
        + tried.joined(separator: ", ")
    )
  }

  private static func candidates(around executable: String) -> [String] {
    var candidates: [String] = []
    let home = URL(filePath: executable).deletingLastPathComponent()
    var folder = home
    while folder.path != "/" {
      candidates.append(folder.appending(path: "Data").path)
      folder = folder.deletingLastPathComponent()
    }
    candidates.append(home.deletingLastPathComponent().appending(path: "share/mezha").path)
    return candidates
  }
}
