import Foundation

/// One record of a document as its reader sees it: the elements, whole.
///
/// Names, attributes and texts are places in the document. Only what does not stand there as it is meant
/// (references, a text in several runs) was put together.
final class EGRNTree {
  /// Where some bytes are: in the document, or behind its end in what was put together.
  fileprivate struct Piece {
    var start = 0
    var count = 0
  }

  fileprivate struct Attribute {
    var name: Piece
    var value: Piece
  }

  fileprivate struct Node {
    var name: Piece
    var text = Piece()
    var attributes: Range<Int32>
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var next: Int32 = -1
  }

  fileprivate let nodes: [Node]
  fileprivate let attributes: [Attribute]
  private let document: UnsafeBufferPointer<UInt8>
  private let made: [UInt8]

  fileprivate init(_ builder: borrowing EGRNTreeBuilder) {
    nodes = builder.nodes
    attributes = builder.attributes
    made = builder.made
    document = builder.document
  }

  /// The element the record began with.
  var root: EGRNElement { EGRNElement(tree: self, index: 0) }

  /// Lends the bytes of a piece.
  @inline(__always)
  fileprivate func withBytes<Result>(
    _ piece: Piece,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if piece.start < document.count {
      return body(
        UnsafeBufferPointer(rebasing: document[piece.start..<piece.start + piece.count])
      )
    }
    let start = piece.start - document.count
    return made.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<start + piece.count]))
    }
  }

  @inline(__always)
  fileprivate func piece(_ piece: Piece, is word: StaticString) -> Bool {
    guard piece.count == word.utf8CodeUnitCount else { return false }
    return withBytes(piece) { bytes in
      for index in bytes.indices where bytes[index] != word.utf8Start[index] { return false }
      return true
    }
  }
}

/// Puts the elements of one record together while it is scanned; the next record takes the same memory.
struct EGRNTreeBuilder {
  fileprivate typealias Piece = EGRNTree.Piece

  fileprivate var nodes: [EGRNTree.Node] = []
  fileprivate var attributes: [EGRNTree.Attribute] = []
  fileprivate let document: UnsafeBufferPointer<UInt8>
  /// What was put together for this record.
  fileprivate var made: [UInt8] = []
  private var open: [Int32] = []
  /// Whether names of this family are written with underscores, which are left out.
  var hasUnderscores = false

  /// Makes an empty one over the bytes of a document, which must outlive it.
  init(_ document: UnsafeBufferPointer<UInt8>) { self.document = document }

  /// Whether a record is under construction.
  var isOpen: Bool { !open.isEmpty }

  /// The record that was finished, to be let go before the next one begins.
  var tree: EGRNTree { EGRNTree(self) }

  /// Begins an element inside the one still open, or a record if there is none.
  mutating func start(_ scanner: borrowing XMLScanner) {
    if open.isEmpty {
      nodes.removeAll(keepingCapacity: true)
      attributes.removeAll(keepingCapacity: true)
      made.removeAll(keepingCapacity: true)
    }
    let first = Int32(attributes.count)
    for attribute in scanner.attributes {
      let name = name(attribute.name)
      let value =
        attribute.hasReferences ? resolved(attribute.value, scanner) : piece(attribute.value)
      attributes.append(EGRNTree.Attribute(name: name, value: value))
    }
    let index = Int32(nodes.count)
    let name = name(scanner.name)
    nodes.append(EGRNTree.Node(name: name, attributes: first..<Int32(attributes.count)))
    if let parent = open.last {
      let last = nodes[Int(parent)].lastChild
      if last < 0 {
        nodes[Int(parent)].firstChild = index
      } else {
        nodes[Int(last)].next = index
      }
      nodes[Int(parent)].lastChild = index
    }
    open.append(index)
  }

  /// Adds text to the element still open; what stands between child elements is indentation.
  mutating func add(_ scanner: borrowing XMLScanner) {
    guard let open = open.last, nodes[Int(open)].firstChild < 0 else { return }
    let index = Int(open)
    let before = nodes[index].text
    if before.count == 0, !scanner.hasReferences {
      nodes[index].text = piece(scanner.text)
      return
    }
    var start = before.start
    if before.start < document.count
      || before.start + before.count < document.count + made.count
    {
      start = document.count + made.count
      if before.start < document.count {
        made.append(
          contentsOf: document[before.start..<before.start + before.count]
        )
      } else {
        let first = before.start - document.count
        made.append(contentsOf: Array(made[first..<first + before.count]))
      }
    }
    scanner.appendText(to: &made)
    nodes[index].text = Piece(start: start, count: document.count + made.count - start)
  }

  /// Ends the element still open.
  mutating func end() { open.removeLast() }

  private func piece(_ range: Range<Int>) -> Piece {
    Piece(start: range.lowerBound, count: range.count)
  }

  private mutating func resolved(_ range: Range<Int>, _ scanner: borrowing XMLScanner) -> Piece {
    let start = made.count
    scanner.append(range, to: &made)
    return Piece(start: document.count + start, count: made.count - start)
  }

  /// A name as the families know it.
  private mutating func name(_ range: Range<Int>) -> Piece {
    guard hasUnderscores else { return piece(range) }
    let start = made.count
    for byte in document[range] where byte != UInt8(ascii: "_") { made.append(byte) }
    return Piece(start: document.count + start, count: made.count - start)
  }
}

/// An element of the record being read, not to be kept: the next record overwrites it.
struct EGRNElement {
  fileprivate let tree: EGRNTree
  fileprivate let index: Int

  /// The name without a namespace prefix.
  var name: String {
    tree.withBytes(tree.nodes[index].name) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether its name is `word`.
  @inline(__always)
  func isNamed(_ word: StaticString) -> Bool { tree.piece(tree.nodes[index].name, is: word) }

  /// The text with runs of white space made one space; nil when there is none.
  var text: String? { tree.withBytes(tree.nodes[index].text, EGRNWords.tidy) }

  /// The characters of the element, not yet made a text.
  var content: EGRNContent { EGRNContent(tree: tree, piece: tree.nodes[index].text) }

  /// The child elements, in order.
  var children: EGRNChildren { EGRNChildren(tree: tree, index: Int(tree.nodes[index].firstChild)) }

  /// The attribute `name` as ``text``; nil when absent or empty.
  func attribute(_ name: StaticString) -> String? { content(ofAttribute: name)?.text }

  /// The characters of the attribute `name`; nil when it is absent.
  func content(ofAttribute name: StaticString) -> EGRNContent? {
    for index in tree.nodes[index].attributes {
      let attribute = tree.attributes[Int(index)]
      if tree.piece(attribute.name, is: name) {
        return EGRNContent(tree: tree, piece: attribute.value)
      }
    }
    return nil
  }

  /// The first child of this name.
  func child(_ name: StaticString) -> EGRNElement? {
    for child in children where child.isNamed(name) { return child }
    return nil
  }

  /// The first descendant along the names; nil when there is none.
  func first(
    _ first: StaticString,
    _ second: StaticString? = nil,
    _ third: StaticString? = nil,
    _ fourth: StaticString? = nil
  ) -> EGRNElement? {
    var element = child(first)
    if let second { element = element?.child(second) }
    if let third { element = element?.child(third) }
    if let fourth { element = element?.child(fourth) }
    return element
  }

  /// The text of the first descendant along the names.
  func text(
    _ first: StaticString,
    _ second: StaticString? = nil,
    _ third: StaticString? = nil,
    _ fourth: StaticString? = nil
  ) -> String? {
    self.first(first, second, third, fourth)?.text
  }

  /// All descendants along the names, in the order of the document.
  func all(_ path: StaticString...) -> [EGRNElement] {
    var elements = [self]
    for name in path {
      elements = elements.flatMap { $0.children.filter { $0.isNamed(name) } }
    }
    return elements
  }
}

/// Characters of a document that may be made a text or a number.
struct EGRNContent {
  fileprivate let tree: EGRNTree
  fileprivate let piece: EGRNTree.Piece

  /// The text with runs of white space made one space; nil when there is none.
  var text: String? { tree.withBytes(piece, EGRNWords.tidy) }

  /// The number they are; nil when they are none.
  var number: Double? {
    tree.withBytes(piece) { EGRNWords.plainNumber($0) } ?? text.flatMap(EGRNWords.number)
  }
}

/// The children of an element, one after the other.
struct EGRNChildren: Sequence, IteratorProtocol {
  fileprivate let tree: EGRNTree
  fileprivate var index: Int

  mutating func next() -> EGRNElement? {
    guard index >= 0 else { return nil }
    let element = EGRNElement(tree: tree, index: index)
    index = Int(tree.nodes[index].next)
    return element
  }
}
