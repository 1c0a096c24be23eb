import Foundation

/// A member of an archive and those beside it that share its name: a shapefile is five files.
struct ArchiveGroup {
  /// The members with the names they are to have on disk: letters, digits and a few marks, nothing else.
  let members: [(member: ArchiveDirectory.Member, name: String)]
  /// The name of the member it was made for.
  let mainName: String
  /// Whether another member is the document and this one a part of it.
  let isPartOfAnother: Bool

  /// Finds what belongs to `member`.
  init(of member: ArchiveDirectory.Member, in directory: ArchiveDirectory) {
    let parts = Self.parts(member.name)
    let wanted: [String: Set<String>] = [
      "shp": ["shp", "dbf", "shx", "prj", "cpg"], "mif": ["mif", "mid"],
      "tab": ["tab", "dat", "map", "id", "ind"],
    ]
    let stem = Self.safe(parts.stem)
    let same = directory.members.filter {
      let other = Self.parts($0.name)
      return other.folder == parts.folder && other.stem == parts.stem
    }
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
