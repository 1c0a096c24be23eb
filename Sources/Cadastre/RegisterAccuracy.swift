/// Mean square error of the points of every register record in the plane, m, worked out once for a run.
public struct RegisterAccuracy: Sendable {
  /// For each parcel: its own accuracy, else what the law demands of its category and use.
  public let parcels: [Double]
  /// For each building: its own accuracy, else that of its parcel, of several the finer (П/0393).
  public let buildings: [Double]

  /// Works out the accuracies of `register`.
  ///
  /// - Complexity: O(records); each permitted use is classified once.
  public init(_ register: Register, rules: AccuracyRules, classifier: UseClassifier) {
    var uses: [String: UseClass] = [:]
    let parcels = register.parcels.records.map { record -> Double in
      if uses[record.permittedUse] == nil {
        uses[record.permittedUse] = classifier.classify(record.permittedUse)
      }
      return rules.pointAccuracy(of: record, use: uses[record.permittedUse] ?? .unknown)
    }
    self.parcels = parcels
    var ofNumber: [String: Double] = [:]
    for (record, accuracy) in zip(register.parcels.records, parcels) {
      ofNumber[record.number] = accuracy
    }
    buildings = register.buildings.records.map { building in
      building.pointAccuracy
        ?? building.parcels.compactMap { ofNumber[$0] }.min()
        ?? rules.demandedAccuracy(category: .unset)
    }
  }
}
