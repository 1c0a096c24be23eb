import Formats

extension LayerLook {
  /// The look as layers of a MapLibre style (version 8) over the source `source`.
  func mapLibre(_ source: String) -> [JSON] {
    guard let first = classes.first else { return [] }
    func layer(_ suffix: String, _ type: String, _ paint: [(String, JSON)]) -> JSON {
      .object([
        ("id", .string(suffix.isEmpty ? source : "\(source)-\(suffix)")), ("type", .string(type)),
        ("source", .string(source)), ("paint", .object(paint)),
      ])
    }
    switch first.symbol {
    case .fill:
      var line: [(String, JSON)] = [
        ("line-color", byClass { .string($0.stroke) }),
        ("line-width", byClass { Self.pixels($0.width) }),
      ]
      if first.symbol.isDashed {
        line.append(("line-dasharray", .array([.integer(6), .integer(5)])))
      }
      let outline = layer("outline", "line", line)
      if classes.allSatisfy({ $0.symbol.opacity == 0 }) { return [outline] }
      let inside = [
        ("fill-color", byClass { .string($0.fill) }),
        ("fill-opacity", byClass { .fixed($0.opacity, 2) }),
      ]
      return [layer("", "fill", inside), outline]
    case .arrow(_, let width):
      return [
        layer(
          "",
          "line",
          [("line-color", byClass { .string($0.fill) }), ("line-width", Self.pixels(width))]
        )
      ]
    case .dot(_, let size):
      return [
        layer(
          "",
          "circle",
          [
            ("circle-color", byClass { .string($0.fill) }),
            ("circle-radius", Self.pixels(size / 2)),
            ("circle-stroke-color", .string("#ffffff")), ("circle-stroke-width", .integer(1)),
          ]
        )
      ]
    }
  }

  /// The look as the map page takes it; widths in pixels of the screen.
  var page: JSON {
    .object([
      ("attribute", .optional(attribute)),
      (
        "classes",
        .array(
          classes.map { each in
            .object([
              ("value", .string(each.value)), ("ru", .string(each.title.ru)),
              ("en", .string(each.title.en)), ("stroke", .string(each.symbol.stroke)),
              ("width", Self.pixels(each.symbol.width)), ("fill", .string(each.symbol.fill)),
              ("opacity", .fixed(each.symbol.opacity, 2)),
              ("dashed", .value(.boolean(each.symbol.isDashed))),
            ])
          }
        )
      ),
    ])
  }

  private static func pixels(_ millimetres: Double) -> JSON {
    .fixed(millimetres * Symbol.pixelsPerMillimetre, 2)
  }

  /// A value, or what chooses one by the attribute; a code nobody knows gets that of the first class.
  private func byClass(_ value: (Symbol) -> JSON) -> JSON {
    guard let first = classes.first else { return .null }
    guard let attribute else { return value(first.symbol) }
    let choices = classes.flatMap { [JSON.string($0.value), value($0.symbol)] }
    return .array(
      [.string("match"), .array([.string("get"), .string(attribute)])] + choices
        + [value(first.symbol)]
    )
  }
}

extension LayerLook.Symbol {
  fileprivate var stroke: String {
    switch self {
    case .fill(let stroke, _, _, _, _): stroke
    case .arrow(let colour, _), .dot(let colour, _): colour
    }
  }

  /// Of the line, or of the outline of a dot, millimetres.
  fileprivate var width: Double {
    switch self {
    case .fill(_, let width, _, _, _), .arrow(_, let width): width
    case .dot: 0.3
    }
  }

  fileprivate var opacity: Double {
    if case .fill(_, _, _, let opacity, _) = self { opacity } else { 1 }
  }

  fileprivate var isDashed: Bool {
    if case .fill(_, _, _, _, let isDashed) = self { isDashed } else { false }
  }

  fileprivate var fill: String {
    switch self {
    case .fill(_, _, let fill, _, _): fill
    case .arrow(let colour, _), .dot(let colour, _): colour
    }
  }
}
