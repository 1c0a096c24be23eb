import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite struct NumberTests {
  func scan(_ text: String) throws -> Double {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { raw in
      var scanner = try #require(JSONScanner(raw, in: 0..<raw.count))
      let value = try scanner.double()
      #expect(scanner.position == raw.count)
      return value
    }
  }

  /// Literals that broke other parsers: half-way cases, subnormals, long digit strings, overflow.
  static let nasty = [
    "0", "-0", "0.0", "-0.0e5", "1", "-1", "123456789012345", "9007199254740993",
    "9007199254740992", "9007199254740991", "0.1", "0.2", "0.3", "1e22", "1e23", "1e-22", "1e-23",
    "8.5e-5", "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "-1e400", "1e-400",
    "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308",
    "2.2250738585072012e-308", "2.2250738585072014e-308", "179769313486231580793e289",
    "3.14159265358979323846264338327950288419716939937510", "9007199254740992.999999999999999999",
    "9007199254740993.000000000000000000001", "18446744073709551615", "18446744073709551616",
    "1844674407370955161.5", "0.000000000000000000000000000001", "9223372036854775807.5",
    "100000000000000000000000000000000000000000000000000", "7.2057594037927933e16",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126", "55.7558260000000012",
    "37.617299800000000147", "49.6217731849999985", "6250000.1250000005", "0e999999999999999999",
    "123456789012345678e-19", "9999999999999999999e-19", "0.9999999999999999999",
    "5e-1", "1E+2", "1e+0", "43.649999999999998579",
  ]

  @Test(arguments: nasty) func readsAsStrtod(literal: String) throws {
    #expect(try scan(literal).bitPattern == strtod(literal, nil).bitPattern)
    #expect(
      try scan("-" + literal.drop { $0 == "-" }).bitPattern
        == strtod("-" + literal.drop { $0 == "-" }, nil).bitPattern
    )
  }

  @Test func readsRandomLiteralsAsStrtod() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<3_000 {
      let digits = Int.random(in: 1...40, using: &generator)
      var text = String(Int.random(in: 1...9, using: &generator))
      for _ in 1..<digits { text += String(Int.random(in: 0...9, using: &generator)) }
      let point = Int.random(in: 1...text.count, using: &generator)
      if point < text.count { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
      if Bool.random(using: &generator) {
        text += "e\(Int.random(in: -30...30, using: &generator))"
      }
      #expect(try scan(text).bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
    for _ in 0..<3_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(try scan("\(value)").bitPattern == value.bitPattern)
      let place = Double.random(in: -180...180, using: &generator)
      #expect(try scan("\(place)") == place)
      let long = String(format: "%.15f", place)
      #expect(try scan(long) == strtod(long, nil))
    }
  }

  @Test func plainPositionsAreReadAsStrtod() throws {
    var generator = SeededGenerator(seed: 2)
    var literals = Self.nasty.filter { !$0.lowercased().contains("e") }
    for _ in 0..<2_000 {
      let value = Double.random(in: -6_000_000...6_000_000, using: &generator)
      literals.append(String(format: "%.\(Int.random(in: 0...30, using: &generator))f", value))
    }
    for (x, y) in zip(literals, literals.reversed()) {
      let bytes = Array("[\(x), \(y) ],".utf8)
      try bytes.withUnsafeBytes { raw in
        var scanner = try #require(JSONScanner(raw, in: 0..<raw.count))
        var found: [Double] = []
        if scanner.takePlainPosition(into: &found) {
          let expected = [strtod(x, nil), strtod(y, nil)]
          #expect(found.map(\.bitPattern) == expected.map(\.bitPattern))
          #expect(scanner.position == raw.count - 1)
        } else {
          #expect(found.isEmpty && scanner.position == 0)
        }
      }
    }
    for text in [
      "[1,2", "[1", "[", "", "[1,2,3]", "[01,2]", "[1e3,2]", "[.5,2]", "[1.,2]", "[-,2]",
      "[\"1\",2]",
    ] {
      let bytes = Array(text.utf8)
      try bytes.withUnsafeBytes { raw in
        guard raw.count > 0 else { return }
        var scanner = try #require(JSONScanner(raw, in: 0..<raw.count))
        var found: [Double] = []
        let isTaken = scanner.takePlainPosition(into: &found)
        #expect(!isTaken, "\(text)")
        #expect(found.isEmpty && scanner.position == 0)
      }
    }
  }

  @Test(arguments: ["", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "e5", "--1", "a"])
  func refusesWhatIsNoNumber(text: String) {
    #expect(throws: (any Error).self) { try scan(text) }
  }

  /// The oracle is `printf`, which rounds the exact binary value; then the zeros are cut.
  func expected(_ value: Double, _ decimals: Int) -> String {
    var text = String(format: "%.\(decimals)f", value)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  @Test func writesAsPrintf() {
    var generator = SeededGenerator(seed: 2)
    var values: [Double] = [
      0, -0.0, 0.5, 1.5, 2.5, -0.5, 0.05, 0.15, 0.25, 0.35, 1e-7, 5e-8, 4.9999999e-8, -5e-8, 1e15,
      1e16, 123_456_789.123_456_789, 4_503_599_627.370_496, 0.000_000_05, 1.005, 2.675, 1e22, 1e300,
      999_999.999_999_95, 999_999.999_999_949, .pi, -.pi, .ulpOfOne, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude, 99.5, 99.95, 9.999_999_95, 0.125, 0.375, 8_388_608.062_5,
    ]
    for _ in 0..<3_000 {
      values.append(.random(in: -180...180, using: &generator))
      values.append(.random(in: -1e7...1e7, using: &generator))
      // Ties of every number of decimals.
      values.append(Double(Int.random(in: -99_999...99_999, using: &generator)) / 256)
      values.append(Double(Int.random(in: -9_999_999...9_999_999, using: &generator)) / 2e7)
    }
    for value in values {
      for decimals in [0, 1, 2, 3, 7, 12] {
        let text = expected(value, decimals)
        #expect(FixedDecimal.text(value, decimals: decimals) == text)
        let written = String(unsafeUninitializedCapacity: FixedDecimal.longest) { memory in
          memory.baseAddress.map { FixedDecimal.write(value, decimals: decimals, to: $0) } ?? 0
        }
        #expect(written == text)
      }
    }
  }

  @Test func keepsZerosWhenAsked() {
    #expect(FixedDecimal.text(1.5, decimals: 2, keepsZeros: true) == "1.50")
    #expect(FixedDecimal.text(-0.001, decimals: 2, keepsZeros: true) == "0.00")
    #expect(FixedDecimal.text(3, decimals: 0, keepsZeros: true) == "3")
    #expect(FixedDecimal.text(.nan, decimals: 2) == "")
    var bytes: [UInt8] = []
    FixedDecimal.append(Int64.min, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\(Int64.min)")
    bytes = []
    FixedDecimal.append(units: -5, decimals: 2, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "-0.05")
  }
}
