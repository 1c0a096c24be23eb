/// What the made-up town is like: shares, rates, words (`Data/synth/town.json`).
struct TownRules: Decodable, Sendable {
  struct System: Decodable, Sendable {
    var code: String
    var organization: String
    var id: Int
    var name: String
    var wkt: String
  }
  struct Place: Decodable, Sendable {
    var x: Double
    var y: Double
  }
  struct Dates: Decodable, Sendable {
    var register: String
    var survey: String
  }
  struct Tolerance: Decodable, Sendable {
    var coincidence: Double
    var areaFactor: Double
  }
  struct Blocks: Decodable, Sendable {
    var houses: Double
    var garages: Double
    var apartments: Double
    var commercial: Double
    var square: Double
  }
  struct AccuracyShare: Decodable, Sendable {
    var value: Double
    var share: Double
  }
  struct Books: Decodable, Sendable {
    var accuracies: [AccuracyShare]
    var withoutGeometry: Double
    var buildingsWithoutGeometry: Double
    var archived: Double
    var archivedBuildings: Double
    var temporary: Double
    var unallocatedSlots: Double
    var multiContour: Double
    var united: Double
    var holes: Double
  }
  struct Ground: Decodable, Sendable {
    var claimed: Double
  }
  struct Scenario: Decodable, Sendable {
    var surveyAccuracies: [Double]
    var outline: String
    var uncovered: Double
    var shifted: Double
    /// Factor on the rates of what happened on the ground.
    var events: Double
    /// Factor on the rates of what is wrong in the books.
    var blemishes: Double
  }
  struct UseClass: Decodable, Sendable {
    var permitted: [String]
    var observed: [String]
    /// Cadastral value of a square metre, roubles.
    var price: Double
  }

  struct BuildingClass: Decodable, Sendable {
    var observed: [String]
    /// Cadastral value of a square metre of floor, roubles.
    var price: Double
  }

  var municipality: String
  var region: String
  var district: String
  var workingCRS: System
  var origin: Place
  var dates: Dates
  var tolerance: Tolerance
  var blocks: Blocks
  var register: Books
  var survey: Ground
  var events: [String: Double]
  /// The part of free lots that somebody lives on.
  var unregisteredParcelShare: Double
  /// The part of the other free lots into which a neighbour has moved his fence.
  var encroachedSlotShare: Double
  var nonCapital: Double
  var scenarios: [String: Scenario]
  var classes: [String: UseClass]
  var buildings: [String: BuildingClass]
  var otherUses: [String]
  var streets: [String]
}

/// One run's rules: the town and the scenario chosen from it.
struct TownSetup: Sendable {
  var rules: TownRules
  var scenario: TownRules.Scenario
  var scenarioName: String
  var seed: UInt64
  var grid: TownGrid

  /// The rate of an event in this scenario, a share of lots.
  func rate(_ event: LotEventKind) -> Double {
    let factor = event.isRegisterOnly ? scenario.blemishes : scenario.events
    return (rules.events[event.rawValue] ?? 0) * factor
  }
}
