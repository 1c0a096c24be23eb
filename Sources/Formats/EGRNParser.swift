/// Walks an XML document and hands the elements its family names to that family.
///
/// A name's namespace prefix is dropped, since families are told apart by their root and no two namespaces in
/// one document share a name we read.
struct EGRNParser {
  /// Why the document cannot be read.
  enum Failure: Error {
    case unknownRoot(String)
    case notXML(XMLFault)
  }

  /// What has been read.
  private(set) var document = EGRNDocument()

  private var scanner: XMLScanner
  private var record: EGRNTreeBuilder
  private var path: [String] = []
  private var reader: EGRNFamily.Reader?

  /// Makes a parser of a document in UTF-8, which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    scanner = XMLScanner(bytes)
    record = EGRNTreeBuilder(bytes)
  }

  /// How many bytes are dealt with before `passed` is told.
  private static let stretch = 1 << 22

  /// Reads the whole document; `passed` is told how far it is done with, from time to time.
  mutating func parse(passed: (Int) -> Void) throws(Failure) {
    do throws(XMLFault) {
      guard case .start = try scanner.next() else { throw scanner.fault("no element") }
    } catch {
      throw .notXML(error)
    }
    let root = scanner.string(scanner.name)
    guard let family = EGRNFamily.all.first(where: { $0.roots.contains(root) }) else {
      throw .unknownRoot(root)
    }
    document.format = "ЕГРН \(root)"
    record.hasUnderscores = family.hasUnderscores
    do throws(XMLFault) { try read(family, passed: passed) } catch { throw .notXML(error) }
    document.finish()
  }

  private mutating func read(
    _ family: EGRNFamily,
    passed: (Int) -> Void
  ) throws(XMLFault) {
    /// How deep the walk is in elements it does not need.
    var skipping = 0
    var done = 0
    begin(family, &skipping)
    while true {
      switch try scanner.next() {
      case .start:
        if skipping > 0 {
          skipping += 1
        } else if record.isOpen {
          record.start(scanner)
        } else {
          begin(family, &skipping)
        }
      case .text: if skipping == 0, record.isOpen { record.add(scanner) }
      case .end:
        if skipping > 0 {
          skipping -= 1
        } else if record.isOpen {
          record.end()
          if !record.isOpen { reader?(record.tree.root, &document) }
        } else {
          path.removeLast()
        }
      case .finished: return
      }
      if scanner.position - done > Self.stretch {
        done = scanner.position
        passed(done)
      }
    }
  }

  /// Begins an element outside of every record.
  private mutating func begin(_ family: EGRNFamily, _ skipping: inout Int) {
    let own = scanner.string(scanner.name)
    let name = family.hasUnderscores ? own.replacing("_", with: "") : own
    if family.skipped.contains(name) {
      skipping = 1
      return
    }
    if let opening = family.opened[name] {
      record.start(scanner)
      record.end()
      opening(record.tree.root, &document)
    }
    if let reader = family.collected[name] ?? family.collected["\(path.last ?? "")/\(name)"] {
      self.reader = reader
      record.start(scanner)
    } else {
      path.append(name)
    }
  }
}
