import Export
import Geometry
import Reconciliation

/// What a check understood of its inputs, as text.
extension SummaryText {
  /// A paragraph for each layer of each file.
  func sources(_ sources: [CheckedSource]) -> String {
    sources.map(source).joined(separator: "\n")
  }

  private func source(_ source: CheckedSource) -> String {
    let dated = source.date.map { say(" от ", " of ") + $0 } ?? ""
    let encoded = source.encoding.map { ", " + $0 } ?? ""
    var counts = [
      say("записей ", "records ") + numbers.whole(source.read),
      say("с координатами ", "with geometry ") + numbers.whole(source.withGeometry),
      say("отклонено ", "rejected ") + numbers.whole(source.rejectedCount),
    ]
    if !source.rejected.isEmpty {
      let reasons = source.rejected.map { "\($0.code) \(numbers.whole($0.count))" }
      counts[2] += " (" + reasons.joined(separator: ", ") + ")"
    }
    var lines = [
      "\(source.path) · \(source.layer) → \(layer(source.feeds))",
      "  \(source.format)\(dated)\(encoded)",
      "  " + counts.joined(separator: ", "),
      "  " + say("система координат: ", "CRS: ") + source.crs,
    ]
    for operation in source.operations {
      let accuracy =
        operation.accuracy.map { "\(numbers.decimal($0, digits: 2)) " + say("м", "m") }
        ?? say("неизвестна", "unknown")
      lines.append(
        "  " + say("пересчёт: ", "reprojected by: ") + operation.name
          + say(", точность ", ", accuracy ") + accuracy
      )
    }
    if source.labels.count > 0 {
      let labels = source.labels.map { "«\($0.label)» \(numbers.whole($0.records))" }
      lines.append("  " + say("метки: ", "labels: ") + labels.joined(separator: ", "))
    }
    if !source.extent.isEmpty {
      let plain = NumberText(language: .en)
      let box = source.extent
      let corners = [box.minX, box.minY, box.maxX, box.maxY]
        .map { plain.decimal($0, digits: 2) }.joined(separator: " ")
      lines.append("  " + say("охват (восток, север): ", "extent (east, north): ") + corners)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Labels of coordinate systems and what they would mean; nothing was placed by them.
  func labels(_ labels: [CheckedLabel]) -> String {
    if labels.isEmpty { return "" }
    var table = TextTable(
      [
        say("Метка (не определение)", "Label (no definition)"), say("записей", "records"),
        say("значит", "means"), "",
      ],
      left: [0, 2, 3]
    )
    for label in labels {
      table.add([
        label.label, numbers.whole(label.records),
        label.meaning?.system ?? say("неизвестно", "unknown"),
        label.disagrees
          ? say("не рабочая система: нужен человек", "not the working CRS: a person is needed")
          : label.meaning.map { certainty($0.certainty) } ?? "",
      ])
    }
    return table.text
  }

  private func certainty(_ certainty: LabelMeaning.Certainty) -> String {
    switch certainty {
    case .stated: say("так и сказано", "as it says")
    case .inferred: say("наше толкование", "our reading")
    case .saysNothing: say("система не названа", "names no system")
    }
  }

  /// How old the register is beside the survey.
  func dates(_ summary: CheckSummary) -> String {
    let unknown = say("не указана", "not stated")
    var text =
      say("Дата реестра: ", "Register of: ") + (summary.registerDate ?? unknown)
      + say(", обследования: ", ", survey of: ") + (summary.surveyDate ?? unknown)
    if let age = summary.registerAge {
      text +=
        age >= 0
        ? say(
          " (реестр старше на \(numbers.whole(age)) дн.)",
          " (older by \(numbers.whole(age)) days)"
        )
        : say(
          " (реестр новее на \(numbers.whole(-age)) дн.)",
          " (younger by \(numbers.whole(-age)) days)"
        )
    }
    return text + "\n"
  }
}
