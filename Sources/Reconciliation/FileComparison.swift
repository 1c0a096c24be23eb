import Formats
import Foundation
import Geometry

/// What one file of a run says otherwise than the same file computed again.
enum FileComparison {
  /// Differences told of one file.
  private static let limit = 1_000

  /// Compares the file called `name` in two folders.
  static func differences(
    _ name: String,
    written: String,
    computed: String
  ) throws(JobFailure) -> [Verification.Difference] {
    guard let new = FileManager.default.contents(atPath: "\(computed)/\(name)") else {
      throw .input("\(computed)/\(name): cannot be read")
    }
    guard let old = FileManager.default.contents(atPath: "\(written)/\(name)") else {
      return [Verification.Difference(file: name, place: "", written: nil, computed: "file")]
    }
    if old == new { return [] }
    let found: [(place: String, written: String?, computed: String?)]
    if name == "run.json" {
      found = manifest(old, new)
    } else if name == "results.gpkg" {
      found = try package("\(written)/\(name)", "\(computed)/\(name)")
    } else if name.hasSuffix(".csv"), let tables = tables(old, new, name) {
      found = table(tables.0, tables.1)
    } else {
      found = lines(old, new)
    }
    return found.prefix(limit).map {
      Verification.Difference(
        file: name,
        place: $0.place,
        written: $0.written,
        computed: $0.computed
      )
    }
  }

  private typealias Found = [(place: String, written: String?, computed: String?)]

  // MARK: The manifest

  /// All members but the timings, and the size and hash of the package, which is compared itself: decisions
  /// change it and nothing else of the run.
  private static func manifest(_ old: Data, _ new: Data) -> Found {
    func members(_ data: Data) -> [String: String]? {
      guard var object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
        return nil
      }
      object["timings"] = nil
      if let products = object["products"] as? [[String: Any]] {
        object["products"] = products.filter { product in
          !["results.gpkg", "tables/decisions.csv"].contains(product["path"] as? String ?? "")
        }
      }
      var result: [String: String] = [:]
      flatten(object, at: "", into: &result)
      return result
    }
    guard let old = members(old), let new = members(new) else {
      return [("", "no JSON", nil)]
    }
    return Set(old.keys).union(new.keys).sorted().compactMap { key in
      old[key] == new[key] ? nil : (key, old[key], new[key])
    }
  }

  private static func flatten(_ value: Any, at place: String, into result: inout [String: String]) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object {
        flatten(value, at: place.isEmpty ? key : "\(place).\(key)", into: &result)
      }
    case let array as [Any]:
      for (index, value) in array.enumerated() {
        flatten(value, at: "\(place)[\(index)]", into: &result)
      }
    default: result[place] = "\(value)"
    }
  }

  // MARK: Tables

  private static func tables(_ old: Data, _ new: Data, _ name: String) -> (CSVTable, CSVTable)? {
    guard let old = try? CSVTable(bytes: [UInt8](old), file: name),
      let new = try? CSVTable(bytes: [UInt8](new), file: name), old.header == new.header
    else { return nil }
    return (old, new)
  }

  private static func table(_ old: CSVTable, _ new: CSVTable) -> Found {
    var found: Found = []
    if old.rows.count != new.rows.count {
      found.append(("rows", "\(old.rows.count)", "\(new.rows.count)"))
    }
    for (index, rows) in zip(old.rows, new.rows).enumerated() where rows.0 != rows.1 {
      for (column, cells) in zip(rows.0, rows.1).enumerated() where cells.0 != cells.1 {
        let place = "\(index + 2) (\(rows.1.first ?? "")) \(new.header[column])"
        found.append((place, cells.0, cells.1))
      }
    }
    // fields that never became rows, quotes, line ends
    return found.isEmpty ? [("", "other bytes", nil)] : found
  }

  // MARK: The package

  /// The table inspectors write in.
  private static let decisions = "decisions"

  private static func package(_ old: String, _ new: String) throws(JobFailure) -> Found {
    let sides: ([FeatureTable], [FeatureTable])
    do throws(FormatError) {
      sides = (try FeatureReader.readPackage(path: old), try FeatureReader.readPackage(path: new))
    } catch {
      throw JobFailure(error)
    }
    let written = Dictionary(sides.0.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var found: Found = []
    let names = Set(sides.1.map(\.name))
    for table in sides.0 where table.name != decisions && !names.contains(table.name) {
      found.append((table.name, "table", nil))
    }
    for table in sides.1 where table.name != decisions {
      guard let own = written[table.name] else {
        found.append((table.name, nil, "table"))
        continue
      }
      if own.count != table.count {
        found.append(("\(table.name) rows", "\(own.count)", "\(table.count)"))
      }
      for column in table.columns {
        guard let values = own.column(column.name)?.values else {
          found.append(("\(table.name).\(column.name)", nil, "column"))
          continue
        }
        for (row, pair) in zip(values, column.values).enumerated() where pair.0 != pair.1 {
          found.append(
            ("\(table.name) row \(row + 1) \(column.name)", pair.0.text, pair.1.text)
          )
        }
      }
      for column in own.columns where table.column(column.name) == nil {
        found.append(("\(table.name).\(column.name)", "column", nil))
      }
      for row in 0..<min(own.count, table.count) where own.shapes[row] != table.shapes[row] {
        found.append(("\(table.name) row \(row + 1) geometry", "other shape", "shape"))
      }
    }
    return found
  }

  // MARK: Anything else

  /// The first line that differs.
  private static func lines(_ old: Data, _ new: Data) -> Found {
    let newline = UInt8(ascii: "\n")
    let pair = (
      old.split(separator: newline, omittingEmptySubsequences: false),
      new.split(separator: newline, omittingEmptySubsequences: false)
    )
    for (index, lines) in zip(pair.0, pair.1).enumerated() where lines.0 != lines.1 {
      return [("line \(index + 1)", short(lines.0), short(lines.1))]
    }
    return [("lines", "\(pair.0.count)", "\(pair.1.count)")]
  }

  /// As much of a line as a terminal holds, from where it is worth reading.
  private static func short(_ line: Data) -> String {
    let text = String(decoding: line.prefix(120), as: UTF8.self)
    return line.count > 120 ? text + "…" : text
  }
}
