import Foundation

/// Unpacks single members of archives with the `unzip` program and watches how much comes out.
///
/// A member is first copied, still packed, into an archive of its own with headers written here. So
/// `unzip` gets neither names nor patterns, sees nothing but the bytes we mean, and checks their CRC;
/// members that overlap, or that two readers would find in different places, gain nothing by it.
struct ArchiveUnpacker {
  private let folder: URL
  private let program: URL

  /// Makes an unpacker that works in `folder`.
  init(folder: URL) throws(FormatError) {
    self.folder = folder
    program = try ExternalProgram("unzip", package: "unzip").url
  }

  /// Unpacks `member` of the archive at `path` and returns where it lies; errors call it `file`.
  func unpack(
    _ member: ArchiveDirectory.Member,
    of path: String,
    file: String
  ) throws(FormatError) -> String {
    let id = UUID().uuidString
    let single = folder.appending(path: "\(id).zip")
    let output = folder.appending(path: id)
    defer { try? FileManager.default.removeItem(at: single) }
    do {
      try copy(member, of: path, to: single)
      try inflate(single, to: output, size: member.size)
    } catch let trouble as ArchiveTrouble {
      try? FileManager.default.removeItem(at: output)
      throw .damaged(file: file, place: "archive member", reason: trouble.reason)
    } catch {
      try? FileManager.default.removeItem(at: output)
      throw .unreadable(file: file, reason: (error as NSError).localizedDescription)
    }
    return output.path
  }

  /// Writes an archive with that member alone, called `m`.
  private func copy(
    _ member: ArchiveDirectory.Member,
    of path: String,
    to single: URL
  ) throws {
    guard member.size < 0xFFFF_0000, member.packedSize < 0xFFFF_0000 else {
      throw ArchiveTrouble(reason: "larger than 4 GiB")
    }
    let source = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? source.close() }
    // A member's own header is 30 bytes, a name and an extra field, of the lengths it says.
    let header = ArchiveBytes(try source.bytes(at: member.offset, count: 30))
    guard try header.u32(0) == 0x0403_4B50 else {
      throw ArchiveTrouble(reason: "no member where the directory says there is one")
    }
    let start = member.offset + 30 + Int(try header.u16(26)) + Int(try header.u16(28))
    try source.seek(toOffset: UInt64(start))

    try Data().write(to: single)
    let target = try FileHandle(forWritingTo: single)
    defer { try? target.close() }
    // Version 2.0, no flags, method, 1980-01-01, CRC, sizes, length of name, no extra field.
    var common = Data()
    common.append(contentsOf: [20, 0, 0, 0])
    common.append(member.method)
    common.append(contentsOf: [0, 0, 0x21, 0])
    common.append(member.crc)
    common.append(UInt32(member.packedSize))
    common.append(UInt32(member.size))
    common.append(contentsOf: [1, 0, 0, 0])
    let name = Data("m".utf8)
    try target.write(contentsOf: Data([0x50, 0x4B, 3, 4]) + common + name)
    var left = member.packedSize
    while left > 0 {
      guard let part = try source.read(upToCount: min(left, 1 << 20)), !part.isEmpty else {
        throw ArchiveTrouble(reason: "cut short")
      }
      try target.write(contentsOf: part)
      left -= part.count
    }
    let directory =
      Data([0x50, 0x4B, 1, 2, 20, 0]) + common + Data(count: 14) + name
    var end = Data([0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0])
    end.append(UInt32(directory.count))
    end.append(UInt32(31 + member.packedSize))
    end.append(contentsOf: [0, 0])
    try target.write(contentsOf: directory + end)
  }

  /// Lets `unzip` write the member to us, and stops it when more comes than was declared.
  private func inflate(_ single: URL, to output: URL, size: Int) throws {
    try Data().write(to: output)
    let target = try FileHandle(forWritingTo: output)
    defer { try? target.close() }
    let pipe = Pipe()
    let process = Process()
    process.executableURL = program
    process.arguments = ["-p", single.path]
    process.environment = ["LC_ALL": "C"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var received = 0
    do {
      while let part = try pipe.fileHandleForReading.read(upToCount: 1 << 20), !part.isEmpty {
        received += part.count
        guard received <= size else {
          throw ArchiveTrouble(reason: "larger than the \(size) bytes it declares")
        }
        try target.write(contentsOf: part)
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
    guard received == size else {
      throw ArchiveTrouble(reason: "\(received) bytes and not the \(size) it declares")
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
