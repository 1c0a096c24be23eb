/// The elements of one record, held while it is read; made anew by each record in the same memory.
final class EGRNTree {
  fileprivate struct Node {
    var name: String
    var attributes: [String: String]
    var text = ""
    var firstChild = -1
    var lastChild = -1
    var next = -1
  }

  fileprivate var nodes: [Node] = []
  private var open: [Int] = []

  /// Whether a record is under construction.
  var isOpen: Bool { !open.isEmpty }

  /// The element the record began with.
  var root: EGRNElement { EGRNElement(tree: self, index: 0) }

  /// Begins an element inside the one still open, or a record if there is none.
  func start(_ name: String, _ attributes: [String: String]) {
    if open.isEmpty { nodes.removeAll(keepingCapacity: true) }
    let index = nodes.count
    nodes.append(Node(name: name, attributes: attributes))
    if let parent = open.last {
      if nodes[parent].lastChild < 0 {
        nodes[parent].firstChild = index
      } else {
        nodes[nodes[parent].lastChild].next = index
      }
      nodes[parent].lastChild = index
    }
    open.append(index)
  }

  /// Adds text to the element still open; what stands between child elements is indentation.
  func add(text: String) {
    guard let index = open.last, nodes[index].firstChild < 0 else { return }
    nodes[index].text += text
  }

  /// Ends the element still open.
  func end() { open.removeLast() }
}

/// An element of the record being read, not to be kept: the next record overwrites it.
struct EGRNElement {
  fileprivate let tree: EGRNTree
  fileprivate let index: Int

  /// The name without a namespace prefix.
  var name: String { tree.nodes[index].name }

  /// The text with runs of white space made one space; nil when there is none.
  var text: String? { EGRNWords.tidy(tree.nodes[index].text) }

  /// The child elements, in order.
  var children: EGRNChildren { EGRNChildren(tree: tree, index: tree.nodes[index].firstChild) }

  /// The attribute `name` as ``text``; nil when absent or empty.
  func attribute(_ name: String) -> String? {
    tree.nodes[index].attributes[name].flatMap(EGRNWords.tidy)
  }

  /// The first descendant along the names; nil when there is none.
  func first(_ path: String...) -> EGRNElement? {
    var element = self
    for name in path {
      guard let next = element.children.first(where: { $0.name == name }) else { return nil }
      element = next
    }
    return element
  }

  /// The text of the first descendant along the names.
  func text(_ path: String...) -> String? {
    var element = self
    for name in path {
      guard let next = element.children.first(where: { $0.name == name }) else { return nil }
      element = next
    }
    return element.text
  }

  /// All descendants along the names, in the order of the document.
  func all(_ path: String...) -> [EGRNElement] {
    var elements = [self]
    for name in path {
      elements = elements.flatMap { $0.children.filter { $0.name == name } }
    }
    return elements
  }
}

/// The children of an element, one after the other.
struct EGRNChildren: Sequence, IteratorProtocol {
  fileprivate let tree: EGRNTree
  fileprivate var index: Int

  mutating func next() -> EGRNElement? {
    guard index >= 0 else { return nil }
    let element = EGRNElement(tree: tree, index: index)
    index = tree.nodes[index].next
    return element
  }
}
