public import Geometry

/// One row of the balance: every record read is in one of its columns.
///
/// A record counts in the first column, in the order below, that fits it.
public struct BalanceRow: Sendable, Equatable {
  /// The input layer, such as `register parcels` or `survey buildings`.
  public var layer: String
  /// Records in the input.
  public var read = 0
  /// Records kept out of the work; each has its row among the rejects.
  public var rejected = 0
  /// Records the register has closed: counted, never matched.
  public var archived = 0
  /// Live records without coordinates.
  public var withoutGeometry = 0
  /// Records with a counterpart on the other side.
  public var linked = 0
  /// Records looked for and found nowhere on the other side.
  public var unlinked = 0
  /// Records the survey did not cover.
  public var notSurveyed = 0

  /// Makes a row of zeros.
  public init(layer: String) { self.layer = layer }

  /// Whether its records are looked for on the other side at all.
  public var isMatched: Bool { !["quarters", "public land", "coverage"].contains(layer) }

  /// Whether the parts make up the whole.
  public var addsUp: Bool {
    read == rejected + archived + withoutGeometry + linked + unlinked + notSurveyed
  }
}

/// The part of the balance a record counts in, apart from those that are rejected: its standing in the run.
public enum BalancePart: String, Sendable, CaseIterable {
  case archived
  case withoutGeometry = "without_geometry"
  case linked
  case unlinked
  case notSurveyed = "not_surveyed"
}

extension BalanceRow {
  /// Counts one record.
  public mutating func count(_ part: BalancePart) {
    switch part {
    case .archived: archived += 1
    case .withoutGeometry: withoutGeometry += 1
    case .linked: linked += 1
    case .unlinked: unlinked += 1
    case .notSurveyed: notSurveyed += 1
    }
  }
}

extension BalanceRow {
  /// What a layer of the balance is called in Russian; its own name where it is another.
  public static func russianTitle(of layer: String) -> String {
    switch layer {
    case "register parcels": "участки реестра"
    case "register buildings": "здания реестра"
    case "register constructions": "сооружения реестра"
    case "survey parcels": "участки по съёмке"
    case "survey buildings": "здания по съёмке"
    case "quarters": "кварталы"
    case "public land": "земли общего пользования"
    case "coverage": "граница съёмки"
    default: layer
    }
  }
}

/// Where each record of a run stands in the balance, by its index in its layer; empty where it is not known.
public struct BalanceParts: Sendable, Equatable {
  /// Of register parcels.
  public var parcels: [BalancePart] = []
  /// Of register buildings.
  public var buildings: [BalancePart] = []
  /// Of register constructions.
  public var constructions: [BalancePart] = []
  /// Of surveyed parcels.
  public var surveyParcels: [BalancePart] = []
  /// Of surveyed buildings.
  public var surveyBuildings: [BalancePart] = []

  /// Knows of none.
  public init() {}
}

/// A record that is kept out of the work, with the reason and the place (quarantine).
public struct Reject: Sendable, Equatable {
  /// The balance layer it was read for.
  public var layer: String
  /// Where the record came from.
  public var origin: Origin
  /// The record's own key, when it has one.
  public var key: String
  /// Stable code of the reason, such as `not-a-polygon`.
  public var code: String
  /// What is wrong, for people (Russian).
  public var reason: String
  /// The same in English.
  public var reasonEnglish: String
  /// Where, in the working CRS, when the record has a place.
  public var place: Point?
  /// Whether the record is in force: what is archived or temporary is named in no finding.
  public var status: RecordStatus

  /// Makes a reject.
  public init(
    layer: String,
    origin: Origin,
    key: String,
    code: String,
    reason: String,
    reasonEnglish: String,
    place: Point? = nil,
    status: RecordStatus = .active
  ) {
    self.layer = layer
    self.origin = origin
    self.key = key
    self.code = code
    self.reason = reason
    self.reasonEnglish = reasonEnglish
    self.place = place
    self.status = status
  }
}

/// A remark about a run that a person should read.
public struct Note: Sendable, Equatable {
  /// Russian.
  public var russian: String
  /// English.
  public var english: String

  /// Makes a remark.
  public init(russian: String, english: String) {
    self.russian = russian
    self.english = english
  }
}

/// A repair made to a record's shape on the way in.
public struct Repair: Sendable, Equatable {
  /// The layer it belongs to.
  public var layer: String
  /// Where the record came from.
  public var origin: Origin
  /// Key.
  public var key: String
  /// What was wrong, as the validity check says.
  public var reason: String
  /// Area before (by absolute ring areas) and after, m².
  public var areaBefore: Double
  /// Area after.
  public var areaAfter: Double
  /// Place.
  public var place: Point?

  /// Makes a repair.
  public init(
    layer: String,
    origin: Origin,
    key: String,
    reason: String,
    areaBefore: Double,
    areaAfter: Double,
    place: Point? = nil
  ) {
    self.layer = layer
    self.origin = origin
    self.key = key
    self.reason = reason
    self.areaBefore = areaBefore
    self.areaAfter = areaAfter
    self.place = place
  }
}
