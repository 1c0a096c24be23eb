public import Cadastre
public import Findings

/// What it costs to look into a finding: the policy's `inspections`.
///
/// A policy that says nothing of it makes every finding an hour at a desk that costs nothing, so that only
/// the money counts.
public struct InspectionCosts: Sendable, Equatable, Decodable {
  /// What an hour of an inspector costs.
  public var hourlyCost: Kopecks
  /// Hours on the way, once for a quarter with visits.
  public var travelHours: Double
  /// By kind of finding.
  public var kinds: [FindingKind: Visit]
  /// For the kinds not named.
  public var other: Visit

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case hourlyCost, travelHours, kinds
    case other = "default"
  }

  /// Every finding an hour at a desk, free of charge.
  public init() {
    hourlyCost = .zero
    travelHours = 0
    kinds = [:]
    other = Visit(place: .desk, hours: 1)
  }

  /// Reads the costs and refuses unknown keys and kinds.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    hourlyCost = try container.roubles(.hourlyCost)
    travelHours = try container.decode(Double.self, forKey: .travelHours)
    kinds = try container.named(.kinds, by: FindingKind.self)
    other = try container.decode(Visit.self, forKey: .other)
    guard travelHours.isFinite, travelHours >= 0 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "travelHours from 0 up")
      )
    }
  }

  /// What a finding of `kind` takes.
  public subscript(kind: FindingKind) -> Visit { kinds[kind] ?? other }
}

/// Where a finding is looked into, and how long that takes.
public struct Visit: Sendable, Equatable, Decodable {
  /// Where.
  public var place: InspectionPlace
  /// Hours of one inspector, the way apart.
  public var hours: Double

  private enum CodingKeys: String, CodingKey, CaseIterable { case place, hours, reason }

  /// Makes a visit.
  public init(place: InspectionPlace, hours: Double) {
    self.place = place
    self.hours = hours
  }

  /// Reads a visit and refuses unknown keys; `reason` is for people.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.strict(CodingKeys.self)
    _ = try container.decodeIfPresent(PolicyText.self, forKey: .reason)
    let name = try container.decode(String.self, forKey: .place)
    hours = try container.decode(Double.self, forKey: .hours)
    guard let place = InspectionPlace(rawValue: name) else {
      let known = InspectionPlace.allCases.map(\.rawValue)
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath + [CodingKeys.place],
          debugDescription: unknown(name, among: known, what: "place")
        )
      )
    }
    self.place = place
    guard hours.isFinite, hours > 0 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "more than 0 hours")
      )
    }
  }
}

/// Where a finding is looked into.
public enum InspectionPlace: String, Sendable, CaseIterable {
  /// In the records.
  case desk
  /// On the ground.
  case field
}
