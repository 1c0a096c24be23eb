import Foundation
import Intake

/// A job together with the file it was read from.
public struct JobFile: Sendable, Equatable {
  /// The job.
  public var job: Job
  /// The path as the user gave it.
  public var path: String
  /// The absolute folder its paths are relative to.
  public var folder: String

  /// Reads the job at `path`.
  ///
  /// - Throws: ``JobFailure/usage(_:)`` when the file is missing, no UTF-8 or no job.
  public static func read(path: String) throws(JobFailure) -> JobFile {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .usage("\(path): is a folder; name the job file in it, such as \(path)/job.json")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw .usage("\(path): \(exists ? "the job file cannot be read" : "no such job file")")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .usage("\(path): the job file is not UTF-8")
    }
    let folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
    do throws(JobError) {
      return JobFile(job: try JobParser.parse(text), path: path, folder: folder)
    } catch {
      throw JobFailure(error, file: path)
    }
  }

  /// A key of the job with the line on which it first stands, for messages.
  func place(of key: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = lines.firstIndex(where: { $0.contains("\"\(key)\"") }) else { return key }
    return "line \(line + 1): \(key)"
  }

  /// The absolute path of a file as the job writes it.
  public func absolute(_ path: String) -> String {
    InputPaths.absolute(path, folder: folder)
  }
}
