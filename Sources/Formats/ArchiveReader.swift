import Foundation
import Scratch
import Workers

/// Reads the documents inside a zip, as the register and its clients deliver them.
///
/// Members are unpacked by the `unzip` program, some hundred at a time, into a temporary folder that is always
/// removed, told by their content, read if they are documents, and deleted one after the other. Signatures,
/// pictures, style sheets and the like are passed over; an archive in an archive is followed.
enum ArchiveReader {
  /// Reads all documents in the archive at `path`; their tables follow in the order of member names
  /// and call their file `archive.zip!member`.
  ///
  /// An archive that breaks a limit of ``ArchiveLimits``, lies about a size, is encrypted or names a
  /// member outside itself is refused as a whole.
  static func read(
    path: String,
    encoding: String? = nil,
    workers: Workers = Workers(count: 1)
  ) throws(FormatError) -> [FeatureTable] {
    try read(path: path, limits: ArchiveLimits(), encoding: encoding, workers: workers)
  }

  /// As ``read(path:encoding:workers:)``, under limits of the caller's and with the temporary folder in `parent`.
  static func read(
    path: String,
    limits: ArchiveLimits,
    in parent: URL = FileManager.default.temporaryDirectory,
    encoding: String? = nil,
    workers: Workers = Workers(count: 1)
  ) throws(FormatError) -> [FeatureTable] {
    let scratch = try ScratchFolder.make("mezha-unzip", in: parent)
    let folder = scratch.url
    var visit = ArchiveVisit(
      limits: limits,
      unpacker: try ArchiveUnpacker(folder: folder),
      folder: folder,
      encoding: encoding,
      workers: workers
    )
    try visit.read(path: path, file: path, depth: 1)
    if visit.documents == 0, let (member, hint) = visit.passedOver.first {
      throw .unknownKind(file: member, hint: hint)
    }
    guard visit.documents > 0 else {
      throw .unknownKind(file: path, hint: "the archive holds no document Mezha reads")
    }
    var tables = visit.tables
    if !tables.isEmpty { tables[0].notes += visit.passedOver.map(ReadNote.passedOver) }
    return tables
  }
}

/// How much an archive may ask of the machine.
struct ArchiveLimits: Sendable {
  /// Bytes of all members together, those of archives inside included.
  var unpackedBytes = 4 << 30
  /// Members, those of archives inside included.
  var members = 10_000
  /// How deep archives may stand in archives; 1 is the archive itself.
  var nesting = 3
  /// Unpacked bytes to one packed, once ``freeBytes`` are passed: register XML packs 25:1, deflate
  /// cannot do better than 1032:1, and what is beyond 200 is made to fill the disk.
  var ratio = 200
  /// Bytes an archive may unpack to whatever its ratio: 100 MiB.
  var freeBytes = 100 << 20
}

/// One walk through an archive and the archives in it.
private struct ArchiveVisit {
  let limits: ArchiveLimits
  var unpacker: ArchiveUnpacker
  let folder: URL
  let encoding: String?
  let workers: Workers
  var tables: [FeatureTable] = []
  var documents = 0
  /// XML documents of families that are not read, with the reason.
  var passedOver: [(member: String, hint: String)] = []
  private var members = 0
  private var unpackedBytes = 0

  init(
    limits: ArchiveLimits,
    unpacker: ArchiveUnpacker,
    folder: URL,
    encoding: String?,
    workers: Workers
  ) {
    self.limits = limits
    self.unpacker = unpacker
    self.folder = folder
    self.encoding = encoding
    self.workers = workers
  }

  mutating func read(path: String, file: String, depth: Int) throws(FormatError) {
    guard depth <= limits.nesting else {
      throw .damaged(
        file: file,
        place: "archive",
        reason: "archives stand in archives deeper than \(limits.nesting)"
      )
    }
    let directory = try ArchiveDirectory(path: path, file: file)
    try check(directory, file: file)
    for geodatabase in ArchiveGroup.geodatabases(in: directory) {
      let name = "\(file)!\(geodatabase.name)"
      tables += try read(geodatabase, file: name, archive: path, format: .fileGeodatabase)
      documents += 1
    }
    let documents = directory.members.filter(ArchiveGroup.mayBeDocument)
    let stems = ArchiveGroup.Stems(directory)
    var prepared = 0
    for (index, member) in documents.enumerated() {
      if index == prepared { prepared += prepare(documents[index...], of: path) }
      let name = "\(file)!\(member.name)"
      let unpacked = try unpacker.unpack(member, of: path, file: name)
      defer { try? FileManager.default.removeItem(atPath: unpacked) }
      do throws(FormatError) {
        let group = ArchiveGroup(of: member, in: stems)
        try readDocument(path: unpacked, file: name, group: group, archive: path, depth: depth)
      } catch {
        throw error.naming(name, insteadOf: unpacked)
      }
    }
  }

  /// Unpacks the next documents of an archive together, and those of the small archives among them.
  ///
  /// - Returns: How many documents of this archive that were.
  private mutating func prepare(
    _ documents: ArraySlice<ArchiveDirectory.Member>,
    of path: String
  ) -> Int {
    let (most, bytes) = (500, 64 << 20)
    var batch: [(member: ArchiveDirectory.Member, archive: String)] = []
    var size = 0
    var count = 0
    for member in documents.prefix(most) {
      size += member.size
      if size > bytes, count > 0 { break }
      count += 1
      if unpacker.prepared(member, of: path) == nil { batch.append((member, path)) }
    }
    unpacker.prepare(batch)
    var inner: [(member: ArchiveDirectory.Member, archive: String)] = []
    size = 0
    for (member, _) in batch {
      guard let unpacked = unpacker.prepared(member, of: path),
        (try? FileDetector.kind(of: unpacked)) == .zipArchive,
        let directory = try? ArchiveDirectory(path: unpacked, file: unpacked)
      else { continue }
      let own = directory.members.filter(ArchiveGroup.mayBeDocument)
      size += own.reduce(0) { $0 + $1.size }
      if size > bytes || inner.count + own.count > most { break }
      // What is encrypted, or named to leave the archive, is refused when its archive is read.
      guard !own.contains(where: { $0.isEncrypted || $0.unsafeName != nil }) else { continue }
      inner += own.map { ($0, unpacked) }
    }
    unpacker.prepare(inner)
    return count
  }

  private mutating func readDocument(
    path: String,
    file: String,
    group: ArchiveGroup,
    archive: String,
    depth: Int
  ) throws(FormatError) {
    var read: [FeatureTable]
    switch try FileDetector.kind(of: path) {
    case .unknown: return
    // What accompanies register documents is XML too: style sheets, schemas, the print form.
    case .xml(let root) where ["stylesheet", "transform", "schema", "html"].contains(root): return
    case .zipArchive: return try self.read(path: path, file: file, depth: depth + 1)
    case .xml:
      do throws(FormatError) {
        read = try EGRNReader.read(path: path, file: file)
      } catch .unknownKind(let member, let hint) {
        // A package may hold papers of several kinds; those beside it are read.
        passedOver.append((member, hint))
        return
      }
    case .geoPackage: read = try GeoPackageReader.read(path: path, layer: nil)
    case .geoJSON, .geoJSONSequence:
      read = try GeoJSONReader.read(path: path, encoding: encoding, workers: workers)
    case .table:
      // Any readable text has rows; only one with coordinates is a document.
      guard !group.isPartOfAnother else { return }
      let text = try DelimitedText(path: path, encoding: encoding)
      guard try CoordinateCatalogue(text, file: file) != nil else { return }
      read = try DelimitedText.tables(path: path, encoding: encoding)
    case .foreign(let format):
      guard !group.isPartOfAnother else { return }
      read = try self.read(group, file: file, archive: archive, format: format)
    }
    for index in read.indices { read[index].file = file }
    tables += read
    documents += 1
  }

  /// Unpacks a document with the members that belong to it, under their own names, for GDAL.
  private mutating func read(
    _ group: ArchiveGroup,
    file: String,
    archive: String,
    format: ForeignFormat
  ) throws(FormatError) -> [FeatureTable] {
    let scratch = try ScratchFolder.make("group", in: folder)
    let place = scratch.url
    let path = place.appending(path: group.mainName).path
    for (member, name) in group.members {
      let unpacked = try unpacker.unpack(member, of: archive, file: file)
      do {
        let target = place.appending(path: name)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(atPath: unpacked, toPath: target.path)
      } catch {
        throw .unwritable(file: place.path, reason: (error as NSError).localizedDescription)
      }
    }
    do throws(FormatError) {
      return try GDALBridge.read(path: path, format: format, layer: nil, encoding: encoding)
    } catch {
      throw error.naming(file, insteadOf: path)
    }
  }

  /// Judges an archive by its directory before anything is unpacked.
  private mutating func check(_ directory: ArchiveDirectory, file: String) throws(FormatError) {
    for member in directory.members {
      let place = "member \(member.name)"
      if let reason = member.unsafeName {
        throw .damaged(file: file, place: place, reason: reason)
      }
      if member.isEncrypted {
        throw .unreadable(
          file: "\(file)!\(member.name)",
          reason: "encrypted; unpack it with its password and give the documents themselves"
        )
      }
    }
    members += directory.members.count
    let declared = directory.members.reduce(0) { $0 + $1.size }
    unpackedBytes += declared
    var reason: String?
    if members > limits.members {
      reason = "more than \(limits.members) members"
    } else if unpackedBytes > limits.unpackedBytes {
      reason = "unpacks to \(unpackedBytes) bytes, more than \(limits.unpackedBytes)"
    } else if declared > limits.freeBytes, declared / limits.ratio > directory.archiveSize {
      reason = "unpacks to more than \(limits.ratio) times its size"
    }
    if let reason { throw .damaged(file: file, place: "archive", reason: reason) }
  }
}

extension ReadNote {
  fileprivate static func passedOver(_ document: (member: String, hint: String)) -> ReadNote {
    ReadNote(
      russian: "\(document.member): документ не прочитан: \(document.hint)",
      english: "\(document.member): the document was not read: \(document.hint)"
    )
  }
}

extension FormatError {
  /// The same error under the name users know the file by.
  fileprivate func naming(_ name: String, insteadOf path: String) -> FormatError {
    let named: (String) -> String = { $0 == path ? name : $0 }
    return switch self {
    case .unreadable(let file, let reason): .unreadable(file: named(file), reason: reason)
    case .unknownKind(let file, let hint): .unknownKind(file: named(file), hint: hint)
    case .damaged(let file, let place, let reason):
      .damaged(file: named(file), place: place, reason: reason)
    case .noSuchLayer(let file, let layer, let available):
      .noSuchLayer(file: named(file), layer: layer, available: available)
    case .programMissing, .unwritable: self
    }
  }
}
