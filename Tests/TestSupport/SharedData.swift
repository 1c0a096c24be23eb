public import Foundation

/// Where tests find files that are not theirs.
public enum SharedData {
  /// The root of the project, found from this file.
  public static let projectRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of real data beside the project; nil where it is absent.
  public static let folder: URL? = {
    let url = projectRoot.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// Whether the real data is here; prints the reason once when it is not.
  public static let isPresent: Bool = {
    if folder == nil { print("skipped: no real data (../shared/data) beside the project") }
    return folder != nil
  }()

  /// The path of a real data file, relative to the data folder; "" where the folder is absent.
  public static func path(_ relative: String) -> String {
    folder?.appending(path: relative).path ?? ""
  }
}
