internal import Cadastre
internal import Formats

/// The two sides of the reconciliation, put together from tables.
struct Assembly {
  var register = Register()
  var survey: Survey
  /// The records with an id that another record has.
  private(set) var duplicates: [Reject] = []
  private(set) var notes: [Note] = []

  private let tables: [PreparedTable]

  init(_ tables: [PreparedTable], request: IntakeRequest) {
    self.tables = tables
    survey = Survey(accuracy: request.surveyAccuracy)
    let surveyed = tables.filter { !$0.source.role.isRegister }.compactMap(\.source.table.date)
    survey.date = request.surveyDate ?? surveyed.max()
    survey.outline = request.outline
    let dates = tables.filter { $0.source.role.isRegister }.compactMap(\.source.table.date)
    register.date = request.registerDate ?? dates.max()

    var reader = RecordReader()
    let accuracy = request.surveyAccuracy
    register.parcels = layer(.registerParcels) { reader.parcel($0, $1, number: $2) }
    register.buildings = layer(.registerBuildings) { reader.building($0, $1, number: $2) }
    register.constructions = layer(.registerConstructions) {
      reader.building($0, $1, number: $2)
    }
    register.quarters = layer(.quarters) { Quarter(number: $2, origin: $0.origin($1)) }
    register.publicLand = layer(.publicLand, keepsAll: true) { table, row, name in
      PublicLand(
        kind: table.fields.text(.kind, row).map(CodeBook.publicLand) ?? .other,
        name: name,
        origin: table.origin(row)
      )
    }
    survey.parcels = layer(.surveyParcels) {
      reader.surveyParcel($0, $1, id: $2, accuracy: accuracy)
    }
    survey.buildings = layer(.surveyBuildings) {
      reader.surveyBuilding($0, $1, id: $2, accuracy: accuracy)
    }
    notes = reader.notes()
  }

  private mutating func layer<Record: Keyed>(
    _ role: SourceRole,
    keepsAll: Bool = false,
    _ record: (PreparedTable, Int, String) -> Record
  ) -> Layer<Record> {
    var drafts: [Draft<Record>] = []
    for (index, table) in tables.enumerated() where table.source.role == role {
      for row in 0..<table.source.table.count where table.faults[row] == nil {
        guard let key = table.keys[row] else { continue }
        drafts.append(Draft(record: record(table, row, key), table: index, row: row))
      }
    }
    var builder = LayerBuilder<Record>(tables, keepsAll: keepsAll)
    let layer = builder.build(drafts)
    duplicates += builder.rejects
    return layer
  }
}
