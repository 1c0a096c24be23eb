import Foundation
import Workers

/// Shares the records of one GeoJSON text among threads; the result is that of one pass, to the byte.
///
/// Where features begin is not searched for in a pass of its own: a part begins where a feature seems to begin,
/// and counts only if the part before it ended exactly there. By induction from the first, each part that counts
/// began where one pass would have begun a feature; where the guess was wrong the stretch is read again.
struct GeoJSONCrew {
  let source: MappedFile
  let workers: Workers
  /// The length of a part, bytes.
  var bytes = 1 << 20

  private var data: Data { source.data }

  /// What became of one part.
  private struct Outcome: Sendable {
    var part: GeoJSONPart
    /// Where reading stopped.
    var end: Int
    /// Whether the array ended there.
    var isClosed = false
    var error: JSONSyntaxError?
  }

  // MARK: Features of a collection

  /// Reads the elements of an array whose bracket was taken.
  ///
  /// - Parameters:
  ///   - range: From behind the bracket to the end of the text.
  ///   - scanner: A scanner of the text.
  ///   - file: What errors call the file.
  /// - Returns: The parts, and where the array's end was passed.
  /// - Throws: The first trouble with the text, as one pass would meet it.
  func elements(
    of range: Range<Int>,
    like scanner: JSONScanner,
    file: String
  ) throws(JSONSyntaxError) -> (parts: [GeoJSONPart], end: Int) {
    let starts = starts(in: range, scanner)
    let outcomes = workers.mapChunks(of: starts.count, chunkSize: 1) { chunk in
      let index = chunk.lowerBound
      let limit = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      return read(starts[index]..<range.upperBound, until: limit, isFirst: index == 0, file: file)
    }
    var parts: [GeoJSONPart] = []
    var place = range.lowerBound
    for (index, guess) in outcomes.enumerated() {
      var outcome = guess
      if starts[index] != place {
        let limit = index + 1 < starts.count ? starts[index + 1] : range.upperBound
        // The part before ran over this one's beginning, and perhaps its end.
        if place >= limit { continue }
        outcome = read(place..<range.upperBound, until: limit, isFirst: false, file: file)
      }
      if let error = outcome.error { throw error }
      parts.append(outcome.part)
      place = outcome.end
      if outcome.isClosed { break }
    }
    return (parts, place)
  }

  private func read(
    _ range: Range<Int>,
    until limit: Int,
    isFirst: Bool,
    file: String
  ) -> Outcome {
    data.withUnsafeBytes { bytes in
      guard var parser = GeoJSONParser(bytes, in: range, file: file) else {
        return Outcome(part: GeoJSONPart(), end: range.lowerBound)
      }
      var outcome = Outcome(part: GeoJSONPart(), end: range.lowerBound)
      do throws(JSONSyntaxError) {
        outcome.isClosed = try parser.elements(until: limit, isFirst: isFirst)
      } catch {
        outcome.error = error
      }
      outcome.end = parser.offset
      outcome.part = parser.part
      source.letGo(range.lowerBound..<max(range.lowerBound, outcome.end))
      return outcome
    }
  }

  /// Where parts begin: the first at the start of `range`, the others where the beginning of the first element
  /// stands again behind a comma.
  private func starts(in range: Range<Int>, _ scanner: JSONScanner) -> [Int] {
    var starts = [range.lowerBound]
    let mark = mark(in: range, scanner)
    guard mark.count > 1 else { return starts }
    var wanted = range.lowerBound + bytes
    while wanted < range.upperBound {
      guard let found = data[wanted..<range.upperBound].firstRange(of: mark) else { break }
      if scanner.isBehindComma(found.lowerBound) {
        starts.append(found.lowerBound)
        wanted = found.lowerBound + bytes
      } else {
        wanted = found.upperBound
      }
    }
    return starts
  }

  /// The first element up to its first colon and, if that is a short text, the value behind it.
  private func mark(in range: Range<Int>, _ scanner: JSONScanner) -> Data {
    guard var head = scanner.part(range) else { return Data() }
    do throws(JSONSyntaxError) {
      _ = try head.peek()
      let start = head.position
      try head.take(UInt8(ascii: "{"))
      _ = try head.string()
      try head.take(UInt8(ascii: ":"))
      var end = head.position
      if try head.peek() == UInt8(ascii: "\""), try head.string().range.count < 16 {
        end = head.position
      }
      return data[start..<end]
    } catch {
      return Data()
    }
  }

  // MARK: Lines of a sequence

  /// Reads the records of `range`, one after another; a bad one is a reject.
  func records(of range: Range<Int>, separator: UInt8, file: String) -> [GeoJSONPart] {
    var starts = [range.lowerBound]
    while workers.count > 1, let last = starts.last, last + bytes < range.upperBound,
      let found = data[(last + bytes)..<range.upperBound].firstIndex(of: separator)
    {
      starts.append(found + 1)
    }
    return workers.mapChunks(of: starts.count, chunkSize: 1) { [starts] chunk in
      let index = chunk.lowerBound
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      return data.withUnsafeBytes { bytes in
        // One thread has one part, and lets go of it as it goes.
        let crew = workers.count == 1 ? self : nil
        guard var parser = GeoJSONParser(bytes, in: starts[index]..<end, file: file, crew: crew)
        else { return GeoJSONPart() }
        parser.records(in: starts[index]..<end, separator: separator, of: bytes)
        source.letGo(starts[index]..<end)
        return parser.part
      }
    }
  }
}
