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
    case .fill(_, let width, _, let opacity, let isDashed):
      var line: [(String, JSON)] = [
        ("line-color", byClass { $0.stroke }), ("line-width", Self.pixels(width)),
      ]
      if isDashed { line.append(("line-dasharray", .array([.integer(6), .integer(5)]))) }
      let outline = layer("outline", "line", line)
      if opacity == 0 { return [outline] }
      let inside = [("fill-color", byClass { $0.fill }), ("fill-opacity", .fixed(opacity, 2))]
      return [layer("", "fill", inside), outline]
    case .arrow(_, let width):
      return [
        layer(
          "",
          "line",
          [("line-color", byClass { $0.fill }), ("line-width", Self.pixels(width))]
        )
      ]
    case .dot(_, let size):
      return [
        layer(
          "",
          "circle",
          [
            ("circle-color", byClass { $0.fill }), ("circle-radius", Self.pixels(size / 2)),
            ("circle-stroke-color", .string("#ffffff")), ("circle-stroke-width", .integer(1)),
          ]
        )
      ]
    }
  }

  /// The look as the map page takes it; widths in pixels of the screen.
  var page: JSON {
    guard let first = classes.first,
      case .fill(_, let width, _, let opacity, let isDashed) = first.symbol
    else { return .null }
    return .object([
      ("stroke", .string(first.symbol.stroke)), ("width", Self.pixels(width)),
      ("fill", .string(first.symbol.fill)), ("opacity", .fixed(opacity, 2)),
      ("dashed", .value(.boolean(isDashed))),
    ])
  }

  private static func pixels(_ millimetres: Double) -> JSON {
    .fixed(millimetres * Symbol.pixelsPerMillimetre, 2)
  }

  /// A colour, or what chooses one by the attribute; a code nobody knows gets that of the first class.
  private func byClass(_ colour: (Symbol) -> String) -> JSON {
    guard let attribute, let first = classes.first else {
      return .string(classes.first.map { colour($0.symbol) } ?? "#000000")
    }
    let choices = classes.flatMap { [JSON.string($0.value), .string(colour($0.symbol))] }
    return .array(
      [.string("match"), .array([.string("get"), .string(attribute)])] + choices
        + [.string(colour(first.symbol))]
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

  fileprivate var fill: String {
    switch self {
    case .fill(_, _, let fill, _, _): fill
    case .arrow(let colour, _), .dot(let colour, _): colour
    }
  }
}
