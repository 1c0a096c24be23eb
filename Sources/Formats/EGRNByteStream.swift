import Foundation

/// A file as the stream `XMLParser` wants, of proper UTF-8 wherever libxml2 would read it as such.
///
/// `InputStream(url:)` would do, but on Linux it prints complaints of CoreFoundation to stderr, and it
/// does not tell a read error from the end. libxml2 goes on after bytes that are no UTF-8, and FoundationXML
/// traps on the name they stand in: so the stream ends before them. It traps on `<?name?>` as well, an instruction
/// that instructs nothing: blanks take its place.
final class EGRNByteStream: InputStream {
  private let handle: FileHandle
  private var state = Stream.Status.notOpen
  /// What went wrong while reading.
  private(set) var failure: String?
  /// The line where the bytes are not UTF-8 although nothing says that they are anything else.
  private(set) var brokenLine: Int?

  /// Whether the bytes are held to UTF-8; nil before the first ones.
  private var isUTF8: Bool?
  /// The beginning of a character, or of an instruction, whose rest has not been read.
  private var pending: [UInt8] = []
  private var lines = 0

  /// Enough to hold a declaration of XML.
  private static let beginning = 256

  init(_ handle: FileHandle) {
    self.handle = handle
    super.init(data: Data())
  }

  override var streamStatus: Stream.Status { state }
  override var hasBytesAvailable: Bool { state == .open }
  override func open() { state = .open }
  override func close() { state = .closed }

  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength limit: Int) -> Int {
    guard state == .open else { return 0 }
    let bytes = UnsafeMutableBufferPointer(start: buffer, count: limit)
    var count = bytes.update(fromContentsOf: pending)
    do {
      let least =
        isUTF8 == nil ? min(Self.beginning, limit) : min(pending.count + Self.longestName, limit)
      pending = []
      while count < least {
        guard let more = try handle.read(upToCount: limit - count), !more.isEmpty else {
          state = .atEnd
          break
        }
        more.copyBytes(to: buffer + count, count: more.count)
        count += more.count
      }
    } catch {
      failure = (error as NSError).localizedDescription
      state = .error
      return -1
    }
    let read = UnsafeBufferPointer(rebasing: bytes[..<count])
    let judged = isUTF8 ?? Self.isReadAsUTF8(read.prefix(Self.beginning))
    isUTF8 = judged
    let proper = judged ? proper(read) : count
    let whole = Self.blankEmptyInstructions(bytes[..<proper], isLast: state != .open)
    pending.insert(contentsOf: read[whole..<proper], at: 0)
    lines += Self.lines(read[..<whole])
    return whole
  }

  /// How many of `bytes` may go on: all that are UTF-8, but for a character cut by the end of what was read.
  private func proper(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var proper = bytes.count
    do throws(Unicode.UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      proper = error.byteOffsets.lowerBound
      if error.kind == .truncatedScalar, error.byteOffsets.upperBound == bytes.count,
        state == .open
      {
        pending = Array(bytes[proper...])
      } else {
        brokenLine = lines + Self.lines(bytes[..<proper]) + 1
        state = .atEnd
      }
    }
    return proper
  }

  /// Overwrites each `<?name?>` by blanks.
  ///
  /// Gives the count of bytes that may go on: what may be the beginning of one waits for its rest, unless it is the last.
  private static func blankEmptyInstructions(
    _ bytes: Slice<UnsafeMutableBufferPointer<UInt8>>,
    isLast: Bool
  ) -> Int {
    let end = bytes.endIndex
    var next = bytes.startIndex
    while let mark = bytes[next...].firstIndex(of: UInt8(ascii: "?")) {
      next = mark + 1
      guard mark > bytes.startIndex, bytes[mark - 1] == UInt8(ascii: "<") else { continue }
      let name = bytes[next...].prefix(longestName)
      let stop =
        name.firstIndex { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "?") } ?? name.endIndex
      if !isLast, stop + 1 >= end, name.count < longestName { return mark - 1 }
      if name.count == longestName, stop == name.endIndex {
        bytes.base[mark - 1] = UInt8(ascii: " ")
        continue
      }
      guard stop + 1 < end, bytes[stop] == UInt8(ascii: "?"), bytes[stop + 1] == UInt8(ascii: ">")
      else { continue }
      bytes.base[(mark - 1)...(stop + 1)].update(repeating: UInt8(ascii: " "))
      next = stop + 2
    }
    return !isLast && bytes.last == UInt8(ascii: "<") ? end - 1 : end
  }

  /// What is no name by this length is made text: it need not be read on for its end.
  private static let longestName = 256

  private static func lines(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
    return count
  }

  /// Whether libxml2 takes a document that begins like this for UTF-8: no other is stated that it knows to be of one
  /// byte a character, and the bytes themselves are not those of UTF-16, UTF-32 or EBCDIC.
  ///
  /// A document of single bytes that says UTF-16 is read as UTF-8, and so is one of an unknown encoding.
  static func isReadAsUTF8(_ beginning: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let first = Array(beginning.prefix(2))
    if first == [0xFE, 0xFF] || first == [0xFF, 0xFE] || first.contains(0) || first == [0x4C, 0x6F]
    {
      return false
    }
    let text = String(decoding: beginning, as: UTF8.self)
    guard text.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("<?xml"),
      let declaration = text.firstRange(of: "?>").map({ text[..<$0.lowerBound] }),
      let stated = declaration.firstMatch(of: /encoding\s*=\s*["']([^"']+)["']/)
    else { return true }
    let name = stated.output.1.lowercased()
    return !oneByte.contains { name.hasPrefix($0) }
  }

  /// How the names of encodings of one byte a character begin.
  private static let oneByte = [
    "windows-125", "cp125", "koi8", "iso-8859", "iso8859", "ibm8", "cp8", "mac",
  ]
}
