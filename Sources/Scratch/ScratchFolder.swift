public import Foundation

/// A folder for temporary files that only its owner may open; gone with this value, or when the program is stopped.
public struct ScratchFolder: ~Copyable {
  /// Where it is.
  public let url: URL
  private let interruption: Interruption

  /// Makes a new folder; its name begins with `prefix`.
  ///
  /// - Parameters:
  ///   - prefix: What the name begins with.
  ///   - parent: Where to; the system's folder for temporary files (TMPDIR) if not said.
  /// - Throws: What the system says when it cannot be made.
  public init(_ prefix: String, in parent: URL = FileManager.default.temporaryDirectory) throws {
    let url = parent.appending(path: "\(prefix)-\(UUID().uuidString)", directoryHint: .isDirectory)
    // Watched before it exists, so that no moment lies between.
    let interruption = Interruption { Self.remove(url) }
    do {
      try FileManager.default.createDirectory(
        at: url,
        withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      interruption.end()
      throw error
    }
    self.url = url
    self.interruption = interruption
  }

  deinit {
    Self.remove(url)
    interruption.end()
  }

  /// Out of the way first: a program that still writes finds no folder to write to.
  private static func remove(_ url: URL) {
    let gone = url.deletingLastPathComponent()
      .appending(path: "\(url.lastPathComponent)-gone", directoryHint: .isDirectory)
    let manager = FileManager.default
    let moved = (try? manager.moveItem(at: url, to: gone)) != nil
    try? manager.removeItem(at: moved ? gone : url)
  }
}
