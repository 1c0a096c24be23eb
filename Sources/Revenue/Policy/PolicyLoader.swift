public import Foundation

extension Policy {
  /// Reads a policy file and what it extends.
  ///
  /// - Parameters:
  ///   - file: Path of the policy.
  ///   - library: Folder of the policies that may be extended, `Data/policies`; a file beside the one that
  ///     names it comes first.
  /// - Returns: The policy with everything merged in.
  /// - Throws: ``RevenueError``, with the file and the key in it.
  public static func load(_ file: String, library: String) throws(RevenueError) -> Policy {
    try load(file) { (name, namer) throws(RevenueError) -> (String, Data) in
      let beside = namer.map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "\(name).json").path
      }
      let isBeside = beside.map { FileManager.default.fileExists(atPath: $0) } ?? true
      let path = isBeside ? beside ?? file : "\(library)/\(name).json"
      do {
        return (path, try Data(contentsOf: URL(filePath: path)))
      } catch {
        throw .unreadable(file: path, reason: error.localizedDescription)
      }
    }
  }

  /// Reads a policy and what it extends through `read`, which gives a file's path and content for a name.
  ///
  /// - Parameters:
  ///   - name: Name of the policy to begin with; those that follow are the values of `extends`, then those of
  ///     `previous`, year by year, as far back as anything can be claimed.
  ///   - read: Gives path and content for a name and the path of the file that names it, nil at the beginning.
  /// - Returns: The policy with everything merged in.
  /// - Throws: ``RevenueError``, with the file and the key in it.
  public static func load(
    _ name: String,
    read: (_ name: String, _ namer: String?) throws(RevenueError) -> (String, Data)
  ) throws(RevenueError) -> Policy {
    var (policy, path, previous) = try loadYear(name, namedBy: nil, read: read)
    while let name = previous, policy.closedYears.count < policy.yearsBack {
      let (earlier, earlierPath, next) = try loadYear(name, namedBy: path, read: read)
      let expected = policy.year - policy.closedYears.count - 1
      guard earlier.year == expected else {
        throw .invalid(
          file: name,
          key: "year",
          reason: "\(earlier.year), but the policy before \(expected + 1) is that of \(expected)"
        )
      }
      policy.closedYears.append(earlier)
      (path, previous) = (earlierPath, next)
    }
    return policy
  }

  /// Reads one year's policy; tells its path and the name of the one before, which is never inherited: a
  /// municipality that does not say what held before is not taken to have had the rates of another.
  private static func loadYear(
    _ name: String,
    namedBy namer: String?,
    read: (_ name: String, _ namer: String?) throws(RevenueError) -> (String, Data)
  ) throws(RevenueError) -> (policy: Policy, path: String, previous: String?) {
    var layers: [JSONTree] = []
    var seen: Set<String> = []
    var next: String? = name
    var namer = namer
    var firstPath = name
    var previous: String?
    while let name = next {
      let (path, content) = try read(name, namer)
      guard seen.insert(path).inserted else { throw .circular(file: path) }
      var tree = try JSONTree(content, file: path)
      next = try tree.takeName("extends", file: path)
      namer = path
      let before = try tree.takeName("previous", file: path)
      if layers.isEmpty { (firstPath, previous) = (path, before) }
      layers.append(tree)
    }
    var merged = JSONTree.object([:])
    for layer in layers.reversed() { merged = merged.overridden(by: layer) }
    return (try merged.decode(Policy.self, file: firstPath), firstPath, previous)
  }
}

/// A JSON document that can be laid over another.
enum JSONTree: Codable, Equatable {
  case object([String: JSONTree])
  case array([JSONTree])
  case text(String)
  case number(Double)
  case flag(Bool)
  case null

  init(_ content: Data, file: String) throws(RevenueError) {
    do {
      self = try JSONDecoder().decode(JSONTree.self, from: content)
    } catch {
      throw .notJSON(file: file, reason: Self.reason(of: error))
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let array = try? container.decode([JSONTree].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let values): try container.encode(values)
    case .array(let values): try container.encode(values)
    case .text(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }

  /// Removes and returns the name of another policy that stands under `key`.
  mutating func takeName(_ key: String, file: String) throws(RevenueError) -> String? {
    guard case .object(var values) = self else {
      throw .invalid(file: file, key: "", reason: "a policy is an object")
    }
    guard let value = values.removeValue(forKey: key) else { return nil }
    guard case .text(let name) = value else {
      throw .invalid(file: file, key: key, reason: "a name is expected")
    }
    self = .object(values)
    return name
  }

  /// This tree with `other` laid over it.
  ///
  /// Objects merge by key, but for a text in two languages, `null` takes a key away. Lists of objects with an `id` merge by it, and an id
  /// that is new goes before the old ones, so that a local rule is met first. All else is replaced.
  func overridden(by other: JSONTree) -> JSONTree {
    switch (self, other) {
    case (.object, .object(let texts)) where texts.keys.contains("ru") || texts.keys.contains("en"):
      // one text is not patched with half of another
      return other
    case (.object(var values), .object(let changes)):
      for (key, change) in changes {
        values[key] =
          change == .null ? nil : (values[key] ?? change.emptied).overridden(by: change)
      }
      return .object(values)
    case (.array(var values), .array(let changes))
    where !changes.isEmpty && (values + changes).allSatisfy({ $0.id != nil }):
      var added: [JSONTree] = []
      for change in changes {
        if let index = values.firstIndex(where: { $0.id == change.id }) {
          values[index] = values[index].overridden(by: change)
        } else {
          added.append(change)
        }
      }
      return .array(added + values)
    default: return other
    }
  }

  /// The `id` of an object.
  private var id: String? {
    if case .object(let values) = self, case .text(let id)? = values["id"] { return id }
    return nil
  }

  /// An empty object for an object, so that a `null` in it is taken away too; else itself.
  private var emptied: JSONTree {
    if case .object = self { return .object([:]) }
    return self
  }

  func decode<Value: Decodable>(_ type: Value.Type, file: String) throws(RevenueError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
    } catch let error as DecodingError {
      throw .invalid(file: file, key: Self.path(of: error), reason: Self.reason(of: error))
    } catch {
      throw .invalid(file: file, key: "", reason: error.localizedDescription)
    }
  }

  /// Where a decoding stumbled, such as `landTax.rates[2].rate`.
  private static func path(of error: DecodingError) -> String {
    var path: [any CodingKey] = []
    switch error {
    case .dataCorrupted(let context): path = context.codingPath
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context): path = context.codingPath
    @unknown default: break
    }
    return path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }

  private static func reason(of error: any Error) -> String {
    switch error as? DecodingError {
    case .dataCorrupted(let context): context.debugDescription
    case .keyNotFound: "the key is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context): context.debugDescription
    default: error.localizedDescription
    }
  }
}
