import Foundation
import FoundationXML

/// Walks an XML document and hands the elements its family names to that family.
///
/// External entities are never fetched; a name's namespace prefix is dropped, since families are told
/// apart by their root and no two namespaces in one document share a name we read.
final class EGRNParser: NSObject, XMLParserDelegate {
  /// Why the document cannot be read.
  enum Failure: Equatable {
    case none
    case unknownRoot(String)
    case notXML(line: Int, reason: String)
    case unreadable(String)
  }

  /// What has been read.
  private(set) var document = EGRNDocument()
  /// Why reading stopped.
  private(set) var failure = Failure.none

  private var family: EGRNFamily?
  private var path: [String] = []
  private var reader: EGRNFamily.Reader?
  private let tree = EGRNTree()
  /// How deep the walk is in elements it does not need.
  private var skipping = 0

  /// Reads the whole document from `handle`.
  func parse(_ handle: FileHandle) {
    let stream = EGRNByteStream(handle)
    let parser = XMLParser(stream: stream)
    parser.shouldResolveExternalEntities = false
    parser.delegate = self
    let isWhole = parser.parse()
    parser.delegate = nil
    if let reason = stream.failure {
      failure = .unreadable(reason)
    } else if let line = stream.brokenLine {
      failure = .notXML(
        line: line,
        reason: "bytes that are not UTF-8, though it states no other encoding"
      )
    } else if failure == .none, !isWhole || family == nil {
      failure = .notXML(line: parser.lineNumber, reason: Self.words(for: parser.parserError))
    }
    document.finish()
  }

  func parser(
    _ parser: XMLParser,
    didStartElement element: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes attributeDict: [String: String]
  ) {
    guard failure == .none else { return }
    if skipping > 0 {
      skipping += 1
      return
    }
    let name = plain(Self.localName(element))
    if tree.isOpen {
      tree.start(name, names(attributeDict))
      return
    }
    guard let family = family ?? EGRNFamily.all.first(where: { $0.roots.contains(name) }) else {
      failure = .unknownRoot(name)
      parser.abortParsing()
      return
    }
    if self.family == nil { document.format = "ЕГРН \(name)" }
    self.family = family
    if family.skipped.contains(name) {
      skipping = 1
      return
    }
    family.opened[name]?(names(attributeDict), &document)
    if let reader = family.collected[name] ?? family.collected["\(path.last ?? "")/\(name)"] {
      self.reader = reader
      tree.start(name, names(attributeDict))
    } else {
      path.append(name)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if tree.isOpen { tree.add(text: string) }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if tree.isOpen { tree.add(text: String(decoding: block, as: UTF8.self)) }
  }

  func parser(
    _ parser: XMLParser,
    didEndElement element: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    guard failure == .none else { return }
    if skipping > 0 {
      skipping -= 1
    } else if tree.isOpen {
      tree.end()
      if !tree.isOpen { reader?(tree.root, &document) }
    } else if !path.isEmpty {
      path.removeLast()
    }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    // The first complaint is the cause; aborting makes one of its own.
    guard failure == .none else { return }
    failure = .notXML(line: parser.lineNumber, reason: Self.words(for: error))
    // Aborted inside the XML declaration, libxml2 goes on with freed buffers; there it stops by itself.
    // Anywhere else it must be aborted: FoundationXML traps on what follows some complaints.
    if !Self.ofDeclaration.contains((error as NSError).code) { parser.abortParsing() }
  }

  /// A name as the families know it.
  private func plain(_ name: String) -> String {
    family?.hasUnderscores == true ? name.replacing("_", with: "") : name
  }

  private func names(_ attributes: [String: String]) -> [String: String] {
    let names = Self.localNames(attributes)
    guard family?.hasUnderscores == true else { return names }
    return Dictionary(
      names.sorted { $0.key < $1.key }.map { (plain($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// libxml2's complaints about the encoding a document states.
  private static let ofDeclaration: Set<Int> = [31, 32, 79, 81, 6003]

  private static func localName(_ name: String) -> String {
    guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[name.utf8.index(after: colon)...])
  }

  private static func localNames(_ attributes: [String: String]) -> [String: String] {
    guard attributes.keys.contains(where: { $0.utf8.contains(UInt8(ascii: ":")) }) else {
      return attributes
    }
    // Declarations of namespaces fall together; none of them is read.
    return Dictionary(
      attributes.sorted { $0.key < $1.key }.map { (localName($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// FoundationXML gives libxml2's number and no words; these are the ones users meet.
  private static func words(for error: (any Error)?) -> String {
    guard let error = error as NSError? else { return "not well-formed XML" }
    switch error.code {
    case 4: return "the document is empty"
    case 5: return "the document ends before its elements do"
    case 9, 6003: return "a character XML does not allow, or not of the stated encoding"
    case 26: return "an entity that is not declared"
    case 32: return "an unknown encoding"
    case 40: return "the value of an attribute is not finished: cut short?"
    case 68: return "a name is missing where there must be one"
    case 73: return "a tag is not finished"
    case 76: return "an element is closed by the end tag of another"
    case 77: return "an element is not closed"
    default: return "not well-formed XML (libxml2 error \(error.code))"
    }
  }
}
