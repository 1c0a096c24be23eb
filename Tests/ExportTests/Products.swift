import Export
import Foundation
import TestSupport

/// What the tests share: a written run, its files, programs that read them.
enum Products {
  static let assets = ExportAssets(
    mapTemplates: SharedData.projectRoot.appending(path: "Data/map"),
    leaflet: leaflet
  )

  static let leaflet: URL? = {
    let folder = URL(filePath: "/usr/share/javascript/leaflet")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Whether `program` is installed; says so once when it is not.
  static func isInstalled(_ program: String) -> Bool {
    let found = ["/usr/bin/", "/usr/local/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
    if !found { print("skipped: \(program) is not installed") }
    return found
  }

  static let hasOgrinfo = isInstalled("ogrinfo")

  /// Standard output of a program.
  static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  static func object(_ url: URL) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
  }

  /// All files below `folder` with their content, by path.
  static func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: url) }
    }
    return files
  }

  /// Rows of a CSV text, fields unquoted: an independent reader (RFC 4180).
  static func csv(_ url: URL) throws -> [[String: String]] {
    var rows: [[String]] = [[]]
    var field = ""
    var quoted = false
    var characters = Array(
      String(decoding: try Data(contentsOf: url), as: UTF8.self).unicodeScalars
    )
    characters.append("\n")
    var i = 0
    while i < characters.count {
      let c = characters[i]
      if quoted {
        if c == "\"", i + 1 < characters.count, characters[i + 1] == "\"" {
          field.unicodeScalars.append(c)
          i += 1
        } else if c == "\"" {
          quoted = false
        } else {
          field.unicodeScalars.append(c)
        }
      } else if c == "\"" {
        quoted = true
      } else if c == "," || c == "\n" {
        rows[rows.count - 1].append(field)
        field = ""
        if c == "\n" { rows.append([]) }
      } else {
        field.unicodeScalars.append(c)
      }
      i += 1
    }
    let header = rows[0]
    return rows.dropFirst().filter { $0.count == header.count }.map { row in
      Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }
}
