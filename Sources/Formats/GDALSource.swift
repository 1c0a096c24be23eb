import Foundation

/// A file made ready for GDAL: its encoding settled, and a copy of it where it says it wrongly.
struct GDALSource {
  /// What `ogr2ogr` is to open.
  private(set) var path: String
  /// The encoding its text is read in; nil where GDAL knows it.
  private(set) var encoding: String?
  /// What was settled, for people.
  private(set) var notes: [ReadNote] = []

  private var options: [String] = []

  /// Looks at a file of `format`; copies go to `folder`.
  init(
    path: String,
    format: ForeignFormat,
    encoding: String?,
    folder: URL
  ) throws(FormatError) {
    self.path = path
    // The program would take a name that begins with a dash for an option.
    if path.hasPrefix("-") { self.path = "./" + path }
    switch format {
    case .shapefile, .dBase:
      settleShapefile(encoding)
      if format == .shapefile { try restoreIndex(folder) }
    case .mapInfoInterchange: try settleInterchange(encoding, folder: folder)
    case .dxf:
      if let encoding {
        let name = TextEncoding(named: encoding)?.rawValue ?? encoding
        self.encoding = name
        options += ["--config", "DXF_ENCODING", name]
      }
    // Text it is: a cadastral number must not become a time of day.
    case .workbook:
      for driver in ["XLSX", "ODS"] {
        options += ["--config", "OGR_\(driver)_FIELD_TYPES", "STRING"]
        options += ["--config", "OGR_\(driver)_HEADERS", "FORCE"]
      }
    case .mapInfoTable, .kml, .gml, .fileGeodatabase, .flatGeobuf, .postGIS: break
    }
  }

  /// The arguments of `ogr2ogr`, but for the name of a layer.
  ///
  /// The key column has a name of its own, since sources have columns called `fid`; arcs become lines,
  /// heights are dropped, and one type of geometry holds all parts.
  func arguments(to output: String) -> [String] {
    ["-f", "GPKG", "-lco", "FID=mezha_row", "-lco", "SPATIAL_INDEX=NO"]
      + ["-nlt", "PROMOTE_TO_MULTI", "-nlt", "CONVERT_TO_LINEAR", "-dim", "XY"]
      + options + [output, path]
  }

  /// Settings that must not stand among the arguments.
  let environment = ["CPL_DEBUG": "OFF", "OGR_SQLITE_SYNCHRONOUS": "OFF"]

  /// The job's word first, then the `.cpg` beside it, which GDAL reads, then the text itself.
  private mutating func settleShapefile(_ wanted: String?) {
    let companions = ForeignFormat.companions(of: path)
    let table =
      path.lowercased().hasSuffix(".dbf")
      ? path : companions.first { $0.lowercased().hasSuffix(".dbf") }
    if let wanted {
      encoding = TextEncoding(named: wanted)?.rawValue ?? wanted
    } else if !companions.contains(where: { $0.lowercased().hasSuffix(".cpg") }),
      let table, let found = DBaseEncoding(path: table)
    {
      encoding = found.encoding.rawValue
      if found.isJudged { notes.append(.judged(found.encoding, missing: ".cpg")) }
    }
    if let encoding { options += ["-oo", "ENCODING=\(encoding)"] }
  }

  /// Without its index (`.shx`) GDAL opens no shapefile, but it can make one from the main file: beside links to
  /// the others, for it would be written where they lie.
  private mutating func restoreIndex(_ folder: URL) throws(FormatError) {
    let source = URL(filePath: path)
    let companions = ForeignFormat.companions(of: path).map { URL(filePath: $0) }
    guard !companions.contains(where: { $0.pathExtension.lowercased() == "shx" }) else { return }
    let stem = source.deletingPathExtension().lastPathComponent
    let place = folder.appending(path: "shapes")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
      for file in companions + [source] {
        let name = "\(stem).\(file.pathExtension.lowercased())"
        try FileManager.default.createSymbolicLink(
          at: place.appending(path: name),
          withDestinationURL: file.standardizedFileURL
        )
      }
    } catch {
      throw .unwritable(file: place.path, reason: (error as NSError).localizedDescription)
    }
    path = place.appending(path: "\(stem).shp").path
    options += ["--config", "SHAPE_RESTORE_SHX", "YES"]
    notes.append(
      ReadNote(
        russian: "Нет файла .shx: указатель восстановлен по .shp.",
        english: "There is no .shx: the index was restored from the .shp."
      )
    )
  }

  /// GDAL believes the header's charset.
  ///
  /// `Neutral`, or none, says nothing, and Windows writes its own page under it: then a copy with the right
  /// word is read.
  private mutating func settleInterchange(
    _ wanted: String?,
    folder: URL
  ) throws(FormatError) {
    let source = URL(filePath: path)
    let data: Data
    do { data = try Data(contentsOf: source, options: .mappedIfSafe) } catch {
      throw .unreadable(file: path, reason: (error as NSError).localizedDescription)
    }
    let head = String(decoding: data.prefix(1024), as: UTF8.self)
    let charset = head.firstMatch(of: /(?i)charset\s+"([^"]*)"/).map { String($0.1) }
    let saysNothing = charset.map { $0.lowercased() == "neutral" } ?? true
    let values = ForeignFormat.companions(of: path).first { $0.lowercased().hasSuffix(".mid") }
    guard let values, wanted != nil || saysNothing else { return }
    let settled: TextEncoding
    if let wanted, let named = TextEncoding(named: wanted) {
      settled = named
    } else {
      guard let bytes = try? Data(contentsOf: URL(filePath: values), options: .mappedIfSafe) else {
        return
      }
      settled = TextEncoding.judged(bytes)
      notes.append(.judged(settled, missing: "Charset"))
    }
    let words: [TextEncoding: String] = [
      .utf8: "UTF-8", .cp1251: "WindowsCyrillic", .cp866: "CodePage866",
    ]
    guard let word = words[settled] else { return }
    encoding = settled.rawValue
    let stem = "interchange"
    let copy = folder.appending(path: "\(stem).mif")
    do {
      try Self.withCharset(word, data).write(to: copy)
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "\(stem).mid"),
        withDestinationURL: URL(filePath: values).standardizedFileURL
      )
    } catch {
      throw .unwritable(file: copy.path, reason: (error as NSError).localizedDescription)
    }
    path = copy.path
  }

  /// The file with its `Charset` line replaced, or put behind its first line.
  static func withCharset(_ word: String, _ data: Data) -> Data {
    var result = Data()
    var isDone = false
    var rest = data[...]
    let line = Data("Charset \"\(word)\"\r\n".utf8)
    // The header ends with Columns; nothing behind it is a clause of the header.
    while !isDone, let end = rest.firstIndex(of: 0x0A) {
      let text = String(decoding: rest[...end], as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      if text.hasPrefix("charset") {
        result += line
        isDone = true
      } else if text.hasPrefix("columns") || text.hasPrefix("delimiter")
        || text.hasPrefix("coordsys")
      {
        result += line
        result += rest[...end]
        isDone = true
      } else {
        result += rest[...end]
      }
      rest = rest[(end + 1)...]
    }
    return result + rest
  }
}

extension ReadNote {
  /// An encoding nothing stated.
  static func judged(_ encoding: TextEncoding, missing: String?) -> ReadNote {
    let russian = missing.map { " (нет \($0))" } ?? ""
    let english = missing.map { " (no \($0))" } ?? ""
    return ReadNote(
      russian: "Кодировка не указана\(russian); по самому тексту взята \(encoding.rawValue). "
        + "Если слова нечитаемы, укажите \"encoding\".",
      english: "No encoding is stated\(english); by the text itself it was taken for "
        + "\(encoding.rawValue). If words are unreadable, give \"encoding\"."
    )
  }
}
