import Foundation

/// A member of an archive and those beside it that share its name: a shapefile is five files.
struct ArchiveGroup {
  /// The members with the names they are to have on disk: letters, digits and a few marks, nothing else.
  let members: [(member: ArchiveDirectory.Member, name: String)]
  /// The name of the member it was made for.
  let mainName: String
  /// Whether another member is the document and this one a part of it.
  let isPartOfAnother: Bool

  /// The members of an archive by folder and stem, so that thousands of groups are found in one pass.
  struct Stems {
    private var members: [String: [ArchiveDirectory.Member]] = [:]

    /// Sorts the members of an archive; O(*n*) in them.
    init(_ directory: ArchiveDirectory) {
      for member in directory.members { members[Self.key(member), default: []].append(member) }
    }

    /// The members that stand beside one and share its stem, itself among them, in the order of the archive.
    func beside(_ member: ArchiveDirectory.Member) -> [ArchiveDirectory.Member] {
      members[Self.key(member)] ?? []
    }

    private static func key(_ member: ArchiveDirectory.Member) -> String {
      let parts = ArchiveGroup.parts(member.name)
      return "\(parts.folder)/\(parts.stem)"
    }
  }

  /// Finds what belongs to `member`.
  init(of member: ArchiveDirectory.Member, in stems: Stems) {
    let parts = Self.parts(member.name)
    let wanted: [String: Set<String>] = [
      "shp": ["shp", "dbf", "shx", "prj", "cpg"], "mif": ["mif", "mid"],
      "tab": ["tab", "dat", "map", "id", "ind"],
    ]
    let stem = Self.safe(parts.stem)
    let same = stems.beside(member)
    let own = wanted[parts.suffix] ?? [parts.suffix]
    mainName = "\(stem).\(parts.suffix)"
    var seen: Set<String> = []
    members = same.compactMap { other in
      let suffix = Self.parts(other.name).suffix
      guard own.contains(suffix), seen.insert(suffix).inserted else { return nil }
      return (other, "\(stem).\(suffix)")
    }
    isPartOfAnother = same.contains { other in
      let suffix = Self.parts(other.name).suffix
      return suffix != parts.suffix && wanted[suffix]?.contains(parts.suffix) == true
    }
  }

  /// A file geodatabase: all members of its folder.
  private init(geodatabase folder: String, members: [ArchiveDirectory.Member]) {
    let last = folder.split(separator: "/").last.map(String.init) ?? folder
    let stem = Self.safe(last.hasSuffix(".gdb") ? String(last.dropLast(4)) : last)
    let mainName = "\(stem).gdb"
    self.mainName = mainName
    isPartOfAnother = false
    var seen: Set<String> = []
    self.members = members.compactMap { member in
      let name = Self.parts(member.name)
      let file = "\(Self.safe(name.stem)).\(name.suffix)"
      return seen.insert(file).inserted ? (member, "\(mainName)/\(file)") : nil
    }
  }

  /// The folder it is called by in the archive, or its main member's stem.
  var name: String { mainName }

  /// The file geodatabases in an archive: folders that hold a catalogue of one.
  static func geodatabases(in directory: ArchiveDirectory) -> [ArchiveGroup] {
    let catalogues = directory.members.filter { $0.name.hasSuffix("/a00000001.gdbtable") }
    return catalogues.map { catalogue in
      let folder = parts(catalogue.name).folder
      return ArchiveGroup(
        geodatabase: folder,
        members: directory.members.filter { $0.size > 0 && parts($0.name).folder == folder }
      )
    }
  }

  /// Whether a member is worth unpacking to look into it: signatures, papers and pictures never are.
  static func mayBeDocument(_ member: ArchiveDirectory.Member) -> Bool {
    let aside: Set<String> = [
      "gdbtable", "gdbtablx", "gdbindexes", "spx", "atx", "freelist",
    ]
    return member.size > 0 && !member.name.hasSuffix("/")
      && !aside.contains(parts(member.name).suffix) && FeatureReader.mayBeDocument(member.name)
  }

  private static func parts(_ name: String) -> (folder: String, stem: String, suffix: String) {
    let path = name.split(separator: "/", omittingEmptySubsequences: false)
    let last = path.last.map(String.init) ?? ""
    let folder = path.dropLast().joined(separator: "/")
    guard let dot = last.lastIndex(of: ".") else { return (folder, last, "bin") }
    let suffix = last[last.index(after: dot)...].lowercased().filter { $0.isASCII && $0.isLetter }
    return (folder, String(last[..<dot]), suffix.isEmpty ? "bin" : suffix)
  }

  /// A stem that is also the layer's name, and never an option or a path.
  private static func safe(_ stem: String) -> String {
    let letters = stem.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }
    let text = String(letters.prefix(64))
    return text.isEmpty ? "layer" : text
  }
}
