internal import Cadastre
internal import Formats

/// Makes records of the domain from rows of a table, and remembers the words it did not understand.
struct RecordReader {
  /// By field and word, how many records had it.
  private(set) var unknownWords: [String: [String: Int]] = [:]

  mutating func parcel(_ table: PreparedTable, _ row: Int, number: String) -> RegisterParcel {
    let fields = table.fields
    var parcel = RegisterParcel(
      number: number,
      quarter: table.quarters[row],
      origin: table.origin(row)
    )
    parcel.subtype = word("subtype", fields, row, CodeBook.subtype) ?? .ordinary
    parcel.parent = fields.text("parent", row).flatMap { CodeBook.numbers($0).first }
    parcel.category = word("category", fields, row, CodeBook.category) ?? .unset
    parcel.permittedUse = fields.text("permitted_use", row) ?? ""
    parcel.declaredArea = positive("declared_area", fields, row)
    parcel.areaInaccuracy = positive("area_inaccuracy", fields, row)
    parcel.pointAccuracy = positive("point_accuracy", fields, row)
    parcel.cadastralValue = money("cadastral_value", fields, row)
    parcel.right = word("right", fields, row, CodeBook.right) ?? .unknown
    parcel.status = word("status", fields, row, CodeBook.status) ?? .active
    parcel.address = fields.text("address", row) ?? ""
    return parcel
  }

  mutating func building(_ table: PreparedTable, _ row: Int, number: String) -> RegisterBuilding {
    let fields = table.fields
    var building = RegisterBuilding(
      number: number,
      quarter: table.quarters[row],
      origin: table.origin(row)
    )
    building.parcels = fields.text("parcel", row).map(CodeBook.numbers) ?? []
    if table.source.table.name == "unfinished" {
      building.purpose = .unfinished
    } else if table.source.role == .registerConstructions {
      // The purpose of a construction is free text of any kind; none of it is a word of ours.
      building.purpose = fields.text("purpose", row).flatMap(CodeBook.purpose) ?? .unknown
    } else {
      building.purpose = word("purpose", fields, row, CodeBook.purpose) ?? .unknown
    }
    building.floors = floors(fields, row)
    building.floorArea = positive("floor_area", fields, row)
    building.cadastralValue = money("cadastral_value", fields, row)
    building.yearBuilt = self.number("year_built", fields, row).flatMap { year in
      (1000..<3000).contains(year) ? Int(year) : nil
    }
    building.pointAccuracy = positive("point_accuracy", fields, row)
    building.right = word("right", fields, row, CodeBook.right) ?? .unknown
    building.status = word("status", fields, row, CodeBook.status) ?? .active
    building.address = fields.text("address", row) ?? ""
    return building
  }

  mutating func surveyParcel(
    _ table: PreparedTable,
    _ row: Int,
    id: String,
    accuracy: Double
  ) -> SurveyParcel {
    let fields = table.fields
    var parcel = SurveyParcel(
      id: id,
      accuracy: positive("accuracy", fields, row) ?? accuracy,
      origin: table.origin(row)
    )
    parcel.use = fields.text("use", row) ?? ""
    parcel.claimedNumber = fields.text("cad_number", row)
    parcel.surveyed = fields.text("surveyed", row).map(CodeBook.date)
    return parcel
  }

  mutating func surveyBuilding(
    _ table: PreparedTable,
    _ row: Int,
    id: String,
    accuracy: Double
  ) -> SurveyBuilding {
    let fields = table.fields
    var building = SurveyBuilding(
      id: id,
      accuracy: positive("accuracy", fields, row) ?? accuracy,
      origin: table.origin(row)
    )
    building.floors = floors(fields, row)
    building.height = positive("height", fields, row)
    building.use = fields.text("use", row) ?? ""
    building.capital =
      fields.value("capital", row).boolean ?? word("capital", fields, row, CodeBook.capital)
    building.surveyed = fields.text("surveyed", row).map(CodeBook.date)
    return building
  }

  /// A remark for each field with words that were not understood: the five commonest.
  func notes() -> [Note] {
    unknownWords.sorted { $0.key < $1.key }.map { field, words in
      let sorted = words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let shown = sorted.prefix(5).map { "«\($0.key)» (\($0.value))" }.joined(separator: ", ")
      let more = sorted.count > 5 ? ", …" : ""
      let total = words.values.reduce(0, +)
      return Note(
        russian: "Поле \(field): не поняты значения \(total) записей: \(shown)\(more).",
        english: "Field \(field): values of \(total) records not understood: \(shown)\(more)."
      )
    }
  }

  private mutating func word<Value>(
    _ field: String,
    _ fields: FieldMap,
    _ row: Int,
    _ meaning: (String) -> Value?
  ) -> Value? {
    guard let text = fields.text(field, row) else { return nil }
    if let value = meaning(text) { return value }
    unknownWords[field, default: [:]][text, default: 0] += 1
    return nil
  }

  private mutating func number(_ field: String, _ fields: FieldMap, _ row: Int) -> Double? {
    let value = fields.value(field, row)
    if let number = value.number { return number }
    if let text = fields.text(field, row) {
      unknownWords[field, default: [:]][text, default: 0] += 1
    }
    return nil
  }

  /// A number above nought; nought is how tables say that it is not known.
  private mutating func positive(_ field: String, _ fields: FieldMap, _ row: Int) -> Double? {
    guard let number = number(field, fields, row), number != 0 else { return nil }
    guard number > 0 else {
      unknownWords[field, default: [:]][fields.text(field, row) ?? "", default: 0] += 1
      return nil
    }
    return number
  }

  /// A sum in roubles; nought is a sum (children of an ЕЗП have it by rule).
  private mutating func money(_ field: String, _ fields: FieldMap, _ row: Int) -> Kopecks? {
    guard let number = number(field, fields, row) else { return nil }
    guard number >= 0, let sum = Kopecks(roubles: number) else {
      unknownWords[field, default: [:]][fields.text(field, row) ?? "", default: 0] += 1
      return nil
    }
    return sum
  }

  /// The number of floors; of `2-3` the larger.
  private mutating func floors(_ fields: FieldMap, _ row: Int) -> Int? {
    let value = fields.value("floors", row)
    guard let text = fields.text("floors", row) else { return nil }
    let number = value.number ?? text.split(separator: "-").map { Double($0) ?? .nan }.max()
    guard let number, (0..<1000).contains(number) else {
      unknownWords["floors", default: [:]][text, default: 0] += 1
      return nil
    }
    return Int(number)
  }
}
