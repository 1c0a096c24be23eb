import Cadastre
import Foundation
import Intake

/// The coordinate systems of `Data/crs`: names a job may use, and what labels of the register mean.
struct CRSCatalogue: Sendable {
  private let systems: Systems
  private let labels: [LabelRule]

  private struct Systems: Decodable, Sendable {
    var systems: [System]
    var zones: [Zones]
    var recipe: Recipe
    var controlPoints: ControlPointRules
    var tried: [String]
  }

  private struct System: Decodable, Sendable {
    var name: String
    var aliases: [String]
    var definition: String
    var source: String
    var accuracy: Double?
  }

  private struct Zones: Decodable, Sendable {
    var name: String
    var aliases: [String]
    var first: Int
    var last: Int
    var epsg: Int
    var source: String
    var accuracy: Double?
  }

  private struct Recipe: Decodable, Sendable {
    var name: String
    var definition: String
    var towgs84: [Double]
  }

  /// When a transformation fitted to control points will do.
  struct ControlPointRules: Decodable, Sendable {
    /// The largest residual, m.
    var limit: Double
    /// How far the scale may be from 1.
    var scale: Double
  }

  /// When a transformation fitted to control points will do.
  var controlPoints: ControlPointRules { systems.controlPoints }

  /// The shift of a zone's datum to WGS 84 where a job gives none, as PROJ has it.
  var datumShift: [Double] { systems.recipe.towgs84 }

  /// The systems in which misplaced coordinates are looked for, in the order of the catalogue.
  var candidates: [CandidateSystem] {
    systems.tried.flatMap { name -> [CandidateSystem] in
      if let zones = systems.zones.first(where: { $0.name == name }) {
        return (zones.first...zones.last).map { number in
          CandidateSystem(
            name: "\(zones.name)\(number)",
            definition: "EPSG:\(zones.epsg + number)",
            prefix: number
          )
        }
      }
      let found = system(named: name)
      return [CandidateSystem(name: found?.name ?? name, definition: found?.definition ?? name)]
    }
  }

  private struct Labels: Decodable {
    var labels: [LabelRule]
  }

  private struct LabelRule: Decodable, Sendable {
    var pattern: String
    var system: String
    var why: String
    var certainty: LabelMeaning.Certainty
  }

  /// A system found by name.
  struct Found: Sendable, Equatable {
    /// Its canonical name.
    var name: String
    /// What PROJ understands.
    var definition: String
    /// Where the definition comes from.
    var source: String
    /// The accuracy of the way to WGS 84, m; nil when nobody states it.
    var accuracy: Double?
  }

  /// Loads the catalogue of the program's data folder.
  static func load(_ data: DataFolder) throws(JobFailure) -> CRSCatalogue {
    CRSCatalogue(
      systems: try decode(Systems.self, data.file("crs/systems.json")),
      labels: try decode(Labels.self, data.file("crs/labels.json")).labels
    )
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type,
    _ path: String
  ) throws(JobFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .input("\(path): \(error.localizedDescription)")
    }
  }

  /// The system called `name`; nil when the catalogue has none.
  ///
  /// Letter case, spaces, punctuation and the script of look-alike letters do not count.
  func system(named name: String) -> Found? {
    let wanted = Self.key(name)
    for system in systems.systems
    where ([system.name] + system.aliases).contains(where: { Self.key($0) == wanted }) {
      return Found(
        name: system.name,
        definition: system.definition,
        source: system.source,
        accuracy: system.accuracy
      )
    }
    for zones in systems.zones {
      for prefix in ([zones.name] + zones.aliases).map(Self.key) where wanted.hasPrefix(prefix) {
        guard let number = Int(wanted.dropFirst(prefix.count)),
          (zones.first...zones.last).contains(number)
        else { continue }
        return Found(
          name: "\(zones.name)\(number)",
          definition: "EPSG:\(zones.epsg + number)",
          source: zones.source,
          accuracy: zones.accuracy
        )
      }
    }
    return nil
  }

  /// What is to be handed to PROJ for what a job says: a definition as it is, a name of the catalogue its
  /// definition; nil for a name that is neither here nor in the form of a definition.
  func definition(_ text: String) -> String? {
    Self.isDefinition(text) ? text : system(named: text)?.definition
  }

  /// Whether a text is no name: an authority code, a PROJ string, WKT or PROJJSON.
  static func isDefinition(_ text: String) -> Bool {
    text.contains("proj=") || text.contains("[") || text.hasPrefix("{") || text.hasPrefix("+")
      || text.wholeMatch(of: /\s*[A-Za-z]+:[0-9]+(\+[0-9]+)?\s*/) != nil
      || text.hasPrefix("urn:")
  }

  /// What to say of a name nobody knows: the nearest known one, or how such a system is given.
  func hint(for name: String) -> String {
    let names = systems.systems.map(\.name) + systems.zones.map { "\($0.name)\($0.first)" }
    if let nearest = NearestName.nearest(to: name, among: names) {
      return "did you mean \"\(nearest)\"?"
    }
    if Self.key(name).hasPrefix(Self.key(systems.recipe.name)) {
      return "the keys of a zone of МСК are the job's to give: \(systems.recipe.definition)"
    }
    return "known names: \(names.joined(separator: ", "))"
  }

  /// What a label of the register means; nil when no rule fits it.
  ///
  /// It is a remark for people and places nothing.
  func meaning(ofLabel label: String) -> LabelMeaning? {
    let text = label.trimmingCharacters(in: .whitespaces)
    let range = NSRange(text.startIndex..., in: text)
    for rule in labels {
      guard
        let expression = try? NSRegularExpression(
          pattern: rule.pattern,
          options: .caseInsensitive
        ),
        let match = expression.firstMatch(in: text, range: range)
      else { continue }
      let name = expression.replacementString(
        for: match,
        in: text,
        offset: 0,
        template: rule.system
      )
      let found = system(named: name)
      return LabelMeaning(
        system: found?.name ?? name,
        definition: found?.definition,
        certainty: rule.certainty,
        why: rule.why
      )
    }
    return nil
  }

  /// A name without what does not count in it.
  private static func key(_ name: String) -> String {
    let lookAlikes: [Character: Character] = [
      "а": "a", "в": "b", "с": "c", "е": "e", "н": "h", "к": "k", "м": "m", "о": "o", "р": "p",
      "т": "t", "х": "x", "у": "y", "ё": "е",
    ]
    return String(
      name.lowercased().filter { $0.isLetter || $0.isNumber }.map { lookAlikes[$0] ?? $0 }
    )
  }
}

/// What a label of the register (`sk_id`) would mean, were it to be trusted.
public struct LabelMeaning: Sendable, Equatable {
  /// How sure the meaning is.
  public enum Certainty: String, Sendable, Decodable {
    /// The label says so itself.
    case stated
    /// The meaning is ours.
    case inferred
    /// The label names no system.
    case saysNothing = "says-nothing"
  }

  /// The canonical name of the system.
  public var system: String
  /// Its definition; nil when `Data/crs` does not have it.
  public var definition: String?
  /// How sure that is.
  public var certainty: Certainty
  /// Why it means that.
  public var why: String
}
