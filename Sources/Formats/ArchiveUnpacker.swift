import Foundation

/// Unpacks members of archives with the `unzip` program and watches how much comes out.
///
/// Members are first copied, still packed, into an archive of their own with headers written here. So
/// `unzip` gets neither names nor patterns, sees nothing but the bytes we mean, and checks their CRC;
/// members that overlap, or that two readers would find in different places, gain nothing by it.
/// Many small ones share one archive: starting the program takes as long as unpacking a hundred of them.
struct ArchiveUnpacker {
  /// A member and the archive it is in.
  struct Place: Hashable {
    var archive: String
    var offset: Int
  }

  private let folder: URL
  private let program: URL
  /// Members that were unpacked before they were asked for, and where they lie.
  private var ready: [Place: String] = [:]

  /// Makes an unpacker that works in `folder`.
  init(folder: URL) throws(FormatError) {
    self.folder = folder
    program = try ExternalProgram("unzip", package: "unzip").url
  }

  /// Unpacks `member` of the archive at `path` and returns where it lies; errors call it `file`.
  mutating func unpack(
    _ member: ArchiveDirectory.Member,
    of path: String,
    file: String
  ) throws(FormatError) -> String {
    if let output = ready.removeValue(forKey: Place(archive: path, offset: member.offset)) {
      return output
    }
    do {
      return try unpack([(member, path)])[0]
    } catch let trouble as ArchiveTrouble {
      throw .damaged(file: file, place: "archive member", reason: trouble.reason)
    } catch {
      throw .unreadable(file: file, reason: (error as NSError).localizedDescription)
    }
  }

  /// Where a member lies that was prepared; nil when it was not, or was asked for already.
  func prepared(_ member: ArchiveDirectory.Member, of path: String) -> String? {
    ready[Place(archive: path, offset: member.offset)]
  }

  /// Unpacks members together that will be asked for one by one.
  ///
  /// If one of them is not what it declares, none is prepared: asked for, it says so itself.
  mutating func prepare(_ members: [(member: ArchiveDirectory.Member, archive: String)]) {
    guard members.count > 1, let outputs = try? unpack(members) else { return }
    for ((member, archive), output) in zip(members, outputs) {
      ready[Place(archive: archive, offset: member.offset)] = output
    }
  }

  private func unpack(
    _ members: [(member: ArchiveDirectory.Member, archive: String)]
  ) throws -> [String] {
    let id = UUID().uuidString
    let together = folder.appending(path: "\(id).zip")
    let outputs = members.indices.map { folder.appending(path: "\(id)-\($0)") }
    defer { try? FileManager.default.removeItem(at: together) }
    do {
      try copy(members, to: together)
      try inflate(together, members.map(\.member), to: outputs)
    } catch {
      for output in outputs { try? FileManager.default.removeItem(at: output) }
      throw error
    }
    return outputs.map(\.path)
  }

  /// Writes an archive with those members alone, called by their numbers.
  private func copy(
    _ members: [(member: ArchiveDirectory.Member, archive: String)],
    to together: URL
  ) throws {
    guard members.reduce(0, { $0 + max($1.member.size, $1.member.packedSize) }) < 0xFFFF_0000 else {
      throw ArchiveTrouble(reason: "larger than 4 GiB")
    }
    try Data().write(to: together)
    let target = try FileHandle(forWritingTo: together)
    defer { try? target.close() }
    var directory = Data()
    var offset = 0
    var open: (archive: String, handle: FileHandle)?
    defer { try? open?.handle.close() }
    for (number, (member, archive)) in members.enumerated() {
      if open?.archive != archive {
        try open?.handle.close()
        open = (archive, try FileHandle(forReadingFrom: URL(filePath: archive)))
      }
      guard let source = open?.handle else { continue }
      // A member's own header is 30 bytes, a name and an extra field, of the lengths it says.
      let header = ArchiveBytes(try source.bytes(at: member.offset, count: 30))
      guard try header.u32(0) == 0x0403_4B50 else {
        throw ArchiveTrouble(reason: "no member where the directory says there is one")
      }
      let start = member.offset + 30 + Int(try header.u16(26)) + Int(try header.u16(28))
      try source.seek(toOffset: UInt64(start))
      let name = Data(String(number).utf8)
      // Version 2.0, no flags, method, 1980-01-01, CRC, sizes, length of name, no extra field.
      var common = Data()
      common.append(contentsOf: [20, 0, 0, 0])
      common.append(member.method)
      common.append(contentsOf: [0, 0, 0x21, 0])
      common.append(member.crc)
      common.append(UInt32(member.packedSize))
      common.append(UInt32(member.size))
      common.append(UInt16(name.count))
      common.append(contentsOf: [0, 0])
      try target.write(contentsOf: Data([0x50, 0x4B, 3, 4]) + common + name)
      var left = member.packedSize
      while left > 0 {
        guard let part = try source.read(upToCount: min(left, 1 << 20)), !part.isEmpty else {
          throw ArchiveTrouble(reason: "cut short")
        }
        try target.write(contentsOf: part)
        left -= part.count
      }
      // No comment, disk 0, no attributes, then where the member begins.
      directory += Data([0x50, 0x4B, 1, 2, 20, 0]) + common + Data(count: 10)
      directory.append(UInt32(offset))
      directory += name
      offset += 30 + name.count + member.packedSize
    }
    var end = Data([0x50, 0x4B, 5, 6, 0, 0, 0, 0])
    end.append(UInt16(members.count))
    end.append(UInt16(members.count))
    end.append(UInt32(directory.count))
    end.append(UInt32(offset))
    end.append(contentsOf: [0, 0])
    try target.write(contentsOf: directory + end)
  }

  /// Lets `unzip` write the members to us, and stops it when more comes than was declared.
  ///
  /// They come one behind the other without a mark between them: each is as long as it declares, and its
  /// own CRC says that the cut was right.
  private func inflate(
    _ together: URL,
    _ members: [ArchiveDirectory.Member],
    to outputs: [URL]
  ) throws {
    let pipe = Pipe()
    let process = Process()
    process.executableURL = program
    process.arguments = ["-p", together.path]
    process.environment = ["LC_ALL": "C"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let declared = members.reduce(0) { $0 + $1.size }
    var received = 0
    var isWhole = true
    do {
      var rest = Data()
      for (member, output) in zip(members, outputs) {
        try Data().write(to: output)
        let target = try FileHandle(forWritingTo: output)
        defer { try? target.close() }
        var checksum = CRC32()
        var left = member.size
        while left > 0 {
          if rest.isEmpty {
            guard let part = try pipe.fileHandleForReading.read(upToCount: 1 << 20), !part.isEmpty
            else { break }
            received += part.count
            rest = part
          }
          let piece = rest.prefix(left)
          rest = rest.dropFirst(piece.count)
          left -= piece.count
          piece.withUnsafeBytes { checksum.update($0) }
          try target.write(contentsOf: piece)
        }
        isWhole = isWhole && checksum.value == member.crc
      }
      received += try pipe.fileHandleForReading.read(upToCount: 1)?.count ?? 0
      guard rest.isEmpty, received <= declared else {
        throw ArchiveTrouble(reason: "larger than the \(declared) bytes it declares")
      }
    } catch {
      process.terminate()
      process.waitUntilExit()
      throw error
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ArchiveTrouble(
        reason: "does not unpack to what it declares (unzip status \(process.terminationStatus))"
      )
    }
    guard received == declared, isWhole else {
      throw ArchiveTrouble(reason: "\(received) bytes and not the \(declared) it declares")
    }
  }
}

extension Data {
  fileprivate mutating func append(_ value: UInt16) {
    append(contentsOf: [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)])
  }

  fileprivate mutating func append(_ value: UInt32) {
    append(UInt16(truncatingIfNeeded: value))
    append(UInt16(truncatingIfNeeded: value >> 16))
  }
}
