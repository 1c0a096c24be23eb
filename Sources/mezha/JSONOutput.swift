import Cadastre
import Foundation
import Reconciliation

/// JSON as the program writes it on stdout: keys sorted, snake case as in the tables of a run.
enum JSONOutput {
  static func text(_ value: some Encodable) throws(JobFailure) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy =
      .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw .output("the product cannot be written as JSON")
    }
  }

  /// Roubles, exactly.
  static func roubles(_ money: Kopecks) -> Decimal { Decimal(money.rawValue) / 100 }
}
