/// Connected components of the graph of links.
enum Components {
  /// Numbers components by their smallest register id, sets the relation of each link and sorts them.
  static func number(_ links: inout [Link], registerIDs: [String]) {
    var parent: [Int: Int] = [:]
    // Survey things are the negative nodes.
    func root(_ node: Int) -> Int {
      var node = node
      while let up = parent[node], up != node {
        parent[node] = parent[up] ?? up
        node = up
      }
      return node
    }
    for link in links {
      let first = root(link.register)
      let second = root(-link.survey - 1)
      if first != second { parent[max(first, second)] = min(first, second) }
    }
    var members: [Int: (registers: Set<Int>, surveys: Set<Int>)] = [:]
    for link in links {
      members[root(link.register), default: ([], [])].registers.insert(link.register)
      members[root(link.register), default: ([], [])].surveys.insert(link.survey)
    }
    let ordered = members.sorted {
      ($0.value.registers.map { registerIDs[$0] }.min() ?? "")
        < ($1.value.registers.map { registerIDs[$0] }.min() ?? "")
    }
    var numbers: [Int: (number: Int, relation: Relation)] = [:]
    for (position, component) in ordered.enumerated() {
      let relation: Relation =
        switch (component.value.registers.count, component.value.surveys.count) {
        case (1, 1): .oneToOne
        case (1, _): .oneToMany
        case (_, 1): .manyToOne
        default: .manyToMany
        }
      numbers[component.key] = (position + 1, relation)
    }
    for i in links.indices {
      guard let component = numbers[root(links[i].register)] else { continue }
      links[i].component = component.number
      links[i].relation = component.relation
    }
    // Indices follow ids: layers are sorted.
    links.sort {
      ($0.component, $0.register, $0.survey) < ($1.component, $1.register, $1.survey)
    }
  }
}
