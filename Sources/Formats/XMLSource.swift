import Foundation

/// The bytes of an XML document as UTF-8: the file itself, mapped, or a converted copy of it, mapped as well.
///
/// What the encoding is, the mark of byte order says, else the first bytes, else the declaration (XML 1.0,
/// appendix F). A document of single bytes that says UTF-16, as some programs write, is taken for UTF-8.
struct XMLSource {
  /// The bytes in UTF-8, and where they begin behind a mark of byte order.
  let file: MappedFile
  let start: Int
  /// The encoding the file is in, where it is not UTF-8.
  let encoding: String?

  /// Opens the document at `path`; errors name `file`.
  init(path: String, file: String) throws(FormatError) {
    let original: MappedFile
    do throws(FormatError) {
      original = try MappedFile(path: path)
    } catch .unreadable(_, let reason) {
      throw .unreadable(file: file, reason: reason)
    }
    let head = Array(original.data.prefix(Self.longestDeclaration))
    let (name, mark) = Self.encoding(of: head)
    if Self.isUTF8(name) {
      self.file = original
      start = mark
      encoding = nil
      return
    }
    let converted = try Self.converted(original, from: name, mark: mark, file: file)
    self.file = converted
    start = 0
    encoding = name
  }

  private static let longestDeclaration = 512

  /// The name of the encoding and the length of the mark that states it.
  static func encoding(of head: [UInt8]) -> (name: String, mark: Int) {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if head.starts(with: [0xFF, 0xFE, 0, 0]) { return ("UTF-32LE", 4) }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) { return ("UTF-32BE", 4) }
    if head.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if head.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    if head.starts(with: [0x3C, 0, 0x3F, 0]) { return ("UTF-16LE", 0) }
    if head.starts(with: [0, 0x3C, 0, 0x3F]) { return ("UTF-16BE", 0) }
    let text = String(decoding: head, as: UTF8.self)
    guard text.hasPrefix("<?xml"),
      let declaration = text.firstRange(of: "?>").map({ text[..<$0.lowerBound] }),
      let stated = declaration.firstMatch(of: /encoding\s*=\s*["']([^"']*)["']/)
    else { return ("UTF-8", 0) }
    let name = String(stated.output.1)
    // An encoding of whole words that single bytes cannot be in.
    return ["utf-16", "ucs-2", "utf16"].contains(name.lowercased()) ? ("UTF-8", 0) : (name, 0)
  }

  private static func isUTF8(_ name: String) -> Bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].contains(name.lowercased())
  }

  /// The text in UTF-8, written piece by piece into a file without a name.
  private static func converted(
    _ original: MappedFile,
    from name: String,
    mark: Int,
    file: String
  ) throws(FormatError) -> MappedFile {
    let conversion = iconv_open("UTF-8", name)
    guard let conversion, Int(bitPattern: conversion) != -1 else {
      throw .damaged(
        file: file,
        place: "line 1",
        reason: "an encoding nobody knows: \(name.prefix(40))"
      )
    }
    defer { iconv_close(conversion) }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "mezha-\(UUID().uuidString).xml").path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let output = FileHandle(forWritingAtPath: path)
    else { throw .unwritable(file: path, reason: "no room for the document in UTF-8") }
    defer {
      try? output.close()
      // A mapping outlives the name of its file.
      unlink(path)
    }
    var lines = 1
    var piece = [CChar](repeating: 0, count: 1 << 20)
    var done = mark
    let total = original.data.count
    while done < total {
      let (read, written) = original.data.withUnsafeBytes { bytes in
        piece.withUnsafeMutableBufferPointer { piece in
          Self.convert(bytes, from: done, with: conversion, into: piece)
        }
      }
      guard read > 0 || written > 0 else {
        throw .damaged(
          file: file,
          place: "line \(lines)",
          reason: "bytes that are no text in \(name)"
        )
      }
      let text = Data(piece[..<written].lazy.map { UInt8(bitPattern: $0) })
      lines += text.count { $0 == UInt8(ascii: "\n") }
      do { try output.write(contentsOf: text) } catch {
        throw .unwritable(file: path, reason: (error as NSError).localizedDescription)
      }
      original.letGo(done..<done + read)
      done += read
    }
    return try MappedFile(path: path)
  }

  /// Converts as much as there is room for: the counts of bytes read and written, both 0 where a byte cannot be.
  private static func convert(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    with conversion: iconv_t,
    into piece: UnsafeMutableBufferPointer<CChar>
  ) -> (read: Int, written: Int) {
    guard let base = bytes.baseAddress else { return (0, 0) }
    // iconv does not write to its input (iconv(3)); its type is older than const.
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base + start)
      .assumingMemoryBound(to: CChar.self)
    // A quarter of the room: no character of an encoding takes more than four bytes in UTF-8.
    var left = min(bytes.count - start, piece.count / 4)
    let offered = left
    var output = piece.baseAddress
    var room = piece.count
    _ = iconv(conversion, &input, &left, &output, &room)
    return (offered - left, piece.count - room)
  }
}
