import Cadastre
import Formats

/// Sums with their ranges as bars on one axis, inline SVG: careful figure, expected, high.
struct RangePicture {
  struct Row {
    var title: String
    var subtitle: String
    var low: Double
    var expected: Double
    var high: Double
  }

  let title: String
  let rows: [Row]
  let numbers: NumberWords
  let words: ReportWords

  private static let width = 900.0
  private static let left = 290.0
  private static let right = 40.0
  private static let step = 46.0
  private static let top = 26.0

  var svg: HTML {
    let low = min(0, rows.map(\.low).min() ?? 0)
    let high = max(0, rows.map(\.high).max() ?? 0)
    let axis = Axis(
      low,
      max(high, low + 1),
      from: Self.left,
      to: Self.width - Self.right,
      steps: 5
    )
    let bottom = Self.top + Double(rows.count) * Self.step
    var parts: [HTML] = [SVG.text(title, 0, 14, "t")]
    for tick in axis.ticks {
      let x = axis.place(tick)
      parts.append(SVG.line(x, Self.top, x, bottom, tick == 0 ? "zero" : "grid"))
      parts.append(SVG.text(numbers.short(tick), x, bottom + 15, "n", anchor: "middle"))
    }
    for (i, row) in rows.enumerated() {
      let y = Self.top + (Double(i) + 0.5) * Self.step
      let (x0, x1) = (axis.place(row.low), axis.place(row.high))
      parts.append(SVG.text(row.title, 0, y - 2, "l"))
      parts.append(SVG.text(row.subtitle, 0, y + 13, "n"))
      parts.append(SVG.rectangle(x0, y - 9, max(1.5, x1 - x0), 12, "bar"))
      parts.append(SVG.rectangle(axis.place(row.expected) - 1.25, y - 12, 2.5, 18, "mean"))
      parts.append(SVG.circle(x0, y - 3, 5, "low"))
      let label =
        "\(words.low) \(numbers.short(row.low)) · \(words.expectedWord) "
        + "\(numbers.short(row.expected)) · \(words.highWord) \(numbers.short(row.high))"
      // on the side where there is room
      let isLeft = (x0 + x1) / 2 > (Self.left + Self.width) / 2
      parts.append(
        SVG.text(
          label,
          isLeft ? x1 : max(x0, Self.left),
          y + 17,
          "n",
          anchor: isLeft ? "end" : "start"
        )
      )
    }
    return SVG.picture(Self.width, bottom + 22, title, parts)
  }
}

/// A growing sum against a count, inline SVG, with a mark.
struct CurvePicture {
  /// From nothing to all.
  let sums: [Double]
  let mark: Int?
  let xTitle: String
  let yTitle: String
  let numbers: NumberWords

  private static let (width, height, left, right, top, bottom) = (
    900.0, 230.0, 90.0, 30.0, 26.0, 190.0
  )

  var svg: HTML {
    let count = Double(sums.count - 1)
    let x = Axis(0, count, from: Self.left, to: Self.width - Self.right, steps: 8)
    let y = Axis(0, sums.last ?? 1, from: Self.bottom, to: Self.top, steps: 4)
    var parts: [HTML] = [
      SVG.text(yTitle, 0, 14, "t"),
      SVG.text(xTitle, Self.width - Self.right, Self.height - 4, "n", anchor: "end"),
    ]
    for tick in x.ticks {
      parts.append(SVG.line(x.place(tick), Self.top, x.place(tick), Self.bottom, "grid"))
      parts.append(
        SVG.text(numbers.whole(Int(tick)), x.place(tick), Self.bottom + 16, "n", anchor: "middle")
      )
    }
    for tick in y.ticks {
      parts.append(
        SVG.line(Self.left, y.place(tick), Self.width - Self.right, y.place(tick), "grid")
      )
      parts.append(
        SVG.text(numbers.short(tick), Self.left - 6, y.place(tick) + 4, "n", anchor: "end")
      )
    }
    // a few hundred points draw the same line as a million
    let stride = max(1, sums.count / 400)
    let points = sums.indices.filter { $0.isMultiple(of: stride) || $0 == sums.count - 1 }
      .map { "\(SVG.number(x.place(Double($0)))),\(SVG.number(y.place(sums[$0])))" }
    parts.append(
      .element("polyline", [("class", "curve"), ("points", points.joined(separator: " "))], [])
    )
    if let mark, mark < sums.count {
      let place = (x.place(Double(mark)), y.place(sums[mark]))
      parts.append(SVG.line(place.0, Self.top, place.0, Self.bottom, "mark"))
      parts.append(SVG.circle(place.0, place.1, 5, "low"))
      let isLeft = place.0 > Self.width * 0.6
      parts.append(
        SVG.text(
          "\(numbers.whole(mark)) → \(numbers.short(sums[mark]))",
          place.0 + (isLeft ? -8 : 8),
          min(place.1 + 18, Self.bottom - 6),
          "l",
          anchor: isLeft ? "end" : "start"
        )
      )
    }
    return SVG.picture(Self.width, Self.height, yTitle, parts)
  }
}

/// From values to places, with round values between.
private struct Axis {
  let low: Double
  let high: Double
  let from: Double
  let to: Double
  let ticks: [Double]

  init(_ low: Double, _ high: Double, from: Double, to: Double, steps: Int) {
    self.low = low
    self.high = high
    self.from = from
    self.to = to
    let raw = (high - low) / Double(steps)
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? power * 10
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    ticks = last >= first ? stride(from: first, through: last, by: 1).map { $0 * step } : []
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }
}

/// The few shapes the pictures are made of.
private enum SVG {
  static func picture(_ width: Double, _ height: Double, _ title: String, _ parts: [HTML]) -> HTML {
    .element(
      "svg",
      [
        ("viewBox", "0 0 \(number(width)) \(number(height))"), ("role", "img"),
        ("aria-label", title),
      ],
      parts
    )
  }

  static func text(
    _ text: String,
    _ x: Double,
    _ y: Double,
    _ style: String,
    anchor: String = "start"
  ) -> HTML {
    .element(
      "text",
      [("x", number(x)), ("y", number(y)), ("class", style), ("text-anchor", anchor)],
      text
    )
  }

  static func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ style: String) -> HTML
  {
    .element(
      "line",
      [
        ("x1", number(x0)), ("y1", number(y0)), ("x2", number(x1)), ("y2", number(y1)),
        ("class", style),
      ],
      []
    )
  }

  static func rectangle(
    _ x: Double,
    _ y: Double,
    _ width: Double,
    _ height: Double,
    _ style: String
  ) -> HTML {
    .element(
      "rect",
      [
        ("x", number(x)), ("y", number(y)), ("width", number(width)), ("height", number(height)),
        ("class", style),
      ],
      []
    )
  }

  static func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> HTML {
    .element(
      "circle",
      [("cx", number(x)), ("cy", number(y)), ("r", number(radius)), ("class", style)],
      []
    )
  }

  static func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 1) }
}
