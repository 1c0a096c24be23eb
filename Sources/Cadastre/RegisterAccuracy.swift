/// Mean square error of the points of every register record in the plane, m, worked out once for a run.
public struct RegisterAccuracy: Sendable {
  /// For each parcel: its own accuracy, else what the law demands of its category and use, or what the records
  /// of its quarter and category state in the middle, whichever is coarser.
  ///
  /// A quarter was measured in one campaign: a record that keeps silent is not known better than those beside it.
  public let parcels: [Double]
  /// For each building: its own accuracy, else that of its parcel, of several the finer (П/0393), else as for
  /// a parcel of the default category.
  public let buildings: [Double]

  /// Works out the accuracies of `register`.
  ///
  /// - Complexity: O(*n* log *n*) in the records; each permitted use is classified once.
  public init(_ register: Register, rules: AccuracyRules, classifier: UseClassifier) {
    var uses: [String: UseClass] = [:]
    let stated = Self.stated(register, rules)
    func silent(_ demanded: Double, _ quarter: String, _ category: LandCategory) -> Double {
      max(demanded, stated[Neighbourhood(quarter, category, rules)] ?? 0)
    }
    let parcels = register.parcels.records.map { record -> Double in
      if uses[record.permittedUse] == nil {
        uses[record.permittedUse] = classifier.classify(record.permittedUse)
      }
      let accuracy = rules.pointAccuracy(of: record, use: uses[record.permittedUse] ?? .unknown)
      return rules.statedAccuracy(of: record) ?? silent(accuracy, record.quarter, record.category)
    }
    self.parcels = parcels
    var ofNumber: [String: Double] = [:]
    for (record, accuracy) in zip(register.parcels.records, parcels) {
      ofNumber[record.number] = accuracy
    }
    buildings = register.buildings.records.map { building in
      building.pointAccuracy
        ?? building.parcels.compactMap { ofNumber[$0] }.min()
        ?? silent(rules.demandedAccuracy(category: .unset), building.quarter, .unset)
    }
  }

  /// Records that are taken to be measured alike: of one quarter and one category of land.
  private struct Neighbourhood: Hashable {
    let quarter: String
    let category: LandCategory

    init(_ quarter: String, _ category: LandCategory, _ rules: AccuracyRules) {
      self.quarter = quarter
      self.category = category == .unset ? rules.defaultCategory : category
    }
  }

  /// The middle one of the accuracies that the live parcels of each neighbourhood state; of an even number the
  /// coarser.
  private static func stated(
    _ register: Register,
    _ rules: AccuracyRules
  ) -> [Neighbourhood: Double] {
    var all: [Neighbourhood: [Double]] = [:]
    for record in register.parcels.records where record.status != .archived {
      guard let own = rules.statedAccuracy(of: record), !record.quarter.isEmpty else { continue }
      all[Neighbourhood(record.quarter, record.category, rules), default: []].append(own)
    }
    return all.mapValues { $0.sorted()[$0.count / 2] }
  }
}
