/// Connected components of the graph of links.
enum Components {
  /// Numbers components by their smallest register index, sets the relation of each link and sorts them.
  static func number(_ links: inout [Link]) {
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
    // Indices follow ids: layers are sorted.
    var members: [Int: (least: Int, registers: Int, surveys: Int)] = [:]
    var seenRegisters: Set<Int> = []
    var seenSurveys: Set<Int> = []
    for link in links {
      var member = members[root(link.register)] ?? (link.register, 0, 0)
      member.least = min(member.least, link.register)
      if seenRegisters.insert(link.register).inserted { member.registers += 1 }
      if seenSurveys.insert(link.survey).inserted { member.surveys += 1 }
      members[root(link.register)] = member
    }
    let ordered = members.map { (least: $0.value.least, root: $0.key) }
      .sorted { $0.least < $1.least }
    var numbers: [Int: (number: Int, relation: Relation)] = [:]
    for (position, component) in ordered.enumerated() {
      guard let member = members[component.root] else { continue }
      let relation: Relation =
        switch (member.registers, member.surveys) {
        case (1, 1): .oneToOne
        case (1, _): .oneToMany
        case (_, 1): .manyToOne
        default: .manyToMany
        }
      numbers[component.root] = (position + 1, relation)
    }
    for i in links.indices {
      guard let component = numbers[root(links[i].register)] else { continue }
      links[i].component = component.number
      links[i].relation = component.relation
    }
    links.sort {
      ($0.component, $0.register, $0.survey) < ($1.component, $1.register, $1.survey)
    }
  }
}
