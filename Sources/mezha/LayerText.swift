import Export

/// Descriptions of layers as text.
struct LayerText {
  var language: Language

  func text(_ layers: [LayerDescription]) -> String {
    if layers.isEmpty { return say("слоёв нет\n", "no layers\n") }
    return layers.map(text).joined(separator: "\n")
  }

  private func say(_ russian: String, _ english: String) -> String {
    language == .ru ? russian : english
  }

  private func text(_ layer: LayerDescription) -> String {
    let numbers = NumberText(language: language)
    var facts = TextTable(["", ""], left: [0, 1])
    let encoded = layer.encoding.map { ", \($0)" } ?? ""
    facts.add([say("формат", "format"), layer.format + encoded])
    facts.add([say("записей", "records"), numbers.whole(layer.count)])
    facts.add([say("с координатами", "with geometry"), numbers.whole(layer.withGeometry)])
    facts.add([say("без координат", "without geometry"), numbers.whole(layer.withoutGeometry)])
    facts.add([say("отклонено", "rejected"), numbers.whole(layer.rejects.count)])
    let label = layer.crsLabel.map { $0 + say(" (метка, не определение)", " (a label only)") }
    facts.add([
      say("система координат", "CRS"),
      oneLine(layer.crs ?? label ?? say("не указана", "not stated")),
    ])
    for label in layer.labels {
      let meaning = label.system.map { " = \($0)" } ?? ""
      facts.add([
        say("метка", "label"), "«\(label.label)»\(meaning), \(numbers.whole(label.records))",
      ])
    }
    if let date = layer.date { facts.add([say("дата", "date"), date]) }
    if let extent = layer.extent {
      // Degrees need more digits than metres.
      let isDegrees = extent.allSatisfy { abs($0) <= 360 }
      let digits = isDegrees ? 7 : 2
      let plain = NumberText(language: .en)
      facts.add([
        say("охват", "extent"),
        extent.map { plain.decimal($0, digits: digits) }.joined(separator: " "),
      ])
    }
    var fields = TextTable(
      [say("поле", "field"), say("тип", "type"), say("заполнено", "filled")],
      left: [0, 1]
    )
    for field in layer.fields {
      fields.add([field.name, field.type, numbers.whole(field.filled)])
    }
    var text = "\(layer.file) · \(layer.layer)\n" + indented(facts.text)
    if !fields.isEmpty { text += "\n" + indented(fields.text) }
    let notes = layer.notes.map { "  • " + say($0.ru, $0.en) + "\n" }.joined()
    return text + rejects(layer.rejects, numbers) + notes
  }

  private func rejects(_ rejects: [LayerDescription.Reject], _ numbers: NumberText) -> String {
    if rejects.isEmpty { return "" }
    let shown = 10
    var table = TextTable(
      [say("строка", "row"), say("ключ", "key"), say("причина", "reason")],
      left: [1, 2]
    )
    for reject in rejects.prefix(shown) {
      table.add(["\(reject.row)", reject.key ?? "", say(reject.reasonRussian, reject.reason)])
    }
    let rest = rejects.count - shown
    let more = rest > 0 ? say("  … и ещё ", "  … and more: ") + numbers.whole(rest) + "\n" : ""
    return "\n" + indented(table.text) + more
  }

  /// WKT comes in many lines; one is enough to know it by.
  private func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 72 ? line.prefix(71) + "…" : line
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "  \($0)\n" }.joined()
  }
}
