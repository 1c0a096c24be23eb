internal import Cadastre
internal import Formats

/// Makes records of the domain from rows of a table, and remembers the words it did not understand.
struct RecordReader {
  private var subtypes = Vocabulary(.subtype, CodeBook.subtype)
  private var categories = Vocabulary(.category, CodeBook.category)
  private var rights = Vocabulary(.right, CodeBook.right)
  private var states = Vocabulary(.status, CodeBook.status)
  private var purposes = Vocabulary(.purpose, CodeBook.purpose)
  /// The purpose of a construction is free text of any kind; most of it is no word of ours.
  private var constructionPurposes = Vocabulary(.purpose, CodeBook.purpose)
  private var capitals = Vocabulary(.capital, CodeBook.capital)
  /// By field and word, how many records had it where it means nothing.
  private var unknownWords: [Field: [String: Int]] = [:]

  mutating func parcel(_ table: PreparedTable, _ row: Int, number: String) -> RegisterParcel {
    let fields = table.fields
    var parcel = RegisterParcel(
      number: number,
      quarter: table.quarters[row],
      origin: table.origin(row)
    )
    parcel.subtype = subtypes.value(of: fields, row) ?? .ordinary
    parcel.parent = fields.text(.parent, row).flatMap { CodeBook.numbers($0).first }
    parcel.category = categories.value(of: fields, row) ?? .unset
    parcel.permittedUse = fields.text(.permittedUse, row) ?? ""
    parcel.declaredArea = positive(.declaredArea, fields, row)
    parcel.areaInaccuracy = positive(.areaInaccuracy, fields, row)
    parcel.pointAccuracy = positive(.pointAccuracy, fields, row)
    parcel.cadastralValue = money(.cadastralValue, fields, row)
    parcel.right = rights.value(of: fields, row) ?? .unknown
    parcel.status = states.value(of: fields, row) ?? .active
    parcel.address = fields.text(.address, row) ?? ""
    return parcel
  }

  mutating func building(_ table: PreparedTable, _ row: Int, number: String) -> RegisterBuilding {
    let fields = table.fields
    var building = RegisterBuilding(
      number: number,
      quarter: table.quarters[row],
      origin: table.origin(row)
    )
    building.parcels = fields.text(.parcel, row).map(CodeBook.numbers) ?? []
    if table.source.table.name == "unfinished" {
      building.purpose = .unfinished
    } else if table.source.role == .registerConstructions {
      building.purpose = constructionPurposes.value(of: fields, row) ?? .unknown
    } else {
      building.purpose = purposes.value(of: fields, row) ?? .unknown
    }
    building.floors = floors(fields, row)
    building.floorArea = positive(.floorArea, fields, row)
    building.cadastralValue = money(.cadastralValue, fields, row)
    building.yearBuilt = self.number(.yearBuilt, fields, row).flatMap { year in
      (1000..<3000).contains(year) ? Int(year) : nil
    }
    building.pointAccuracy = positive(.pointAccuracy, fields, row)
    building.right = rights.value(of: fields, row) ?? .unknown
    building.status = states.value(of: fields, row) ?? .active
    building.address = fields.text(.address, row) ?? ""
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
      accuracy: positive(.accuracy, fields, row) ?? accuracy,
      origin: table.origin(row)
    )
    parcel.use = fields.text(.use, row) ?? ""
    parcel.claimedNumber = fields.text(.cadNumber, row)
    parcel.surveyed = fields.text(.surveyed, row).map(CodeBook.date)
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
      accuracy: positive(.accuracy, fields, row) ?? accuracy,
      origin: table.origin(row)
    )
    building.floors = floors(fields, row)
    building.height = positive(.height, fields, row)
    building.use = fields.text(.use, row) ?? ""
    building.capital =
      fields.value(.capital, row).boolean ?? capitals.value(of: fields, row)
    building.surveyed = fields.text(.surveyed, row).map(CodeBook.date)
    return building
  }

  /// A remark for each field with words that were not understood: the five commonest.
  func notes() -> [Note] {
    var all = unknownWords
    for (field, words) in [
      (subtypes.field, subtypes.unknown), (categories.field, categories.unknown),
      (rights.field, rights.unknown), (states.field, states.unknown),
      (purposes.field, purposes.unknown), (capitals.field, capitals.unknown),
    ] where !words.isEmpty {
      all[field] = words
    }
    return all.sorted { $0.key.title < $1.key.title }.map { field, words in
      let sorted = words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let shown = sorted.prefix(5).map { "«\($0.key)» (\($0.value))" }.joined(separator: ", ")
      let more = sorted.count > 5 ? ", …" : ""
      let total = words.values.reduce(0, +)
      return Note(
        russian: "Поле \(field.title): не поняты значения \(total) записей: \(shown)\(more).",
        english: "Field \(field.title): values of \(total) records not understood: \(shown)\(more)."
      )
    }
  }

  private mutating func number(_ field: Field, _ fields: FieldMap, _ row: Int) -> Double? {
    let value = fields.value(field, row)
    if let number = value.number { return number }
    if let text = fields.text(field, row) {
      unknownWords[field, default: [:]][text, default: 0] += 1
    }
    return nil
  }

  /// A number above nought; nought is how tables say that it is not known.
  private mutating func positive(_ field: Field, _ fields: FieldMap, _ row: Int) -> Double? {
    guard let number = number(field, fields, row), number != 0 else { return nil }
    guard number > 0 else {
      unknownWords[field, default: [:]][fields.text(field, row) ?? "", default: 0] += 1
      return nil
    }
    return number
  }

  /// A sum in roubles; nought is a sum (children of an ЕЗП have it by rule).
  private mutating func money(_ field: Field, _ fields: FieldMap, _ row: Int) -> Kopecks? {
    guard let number = number(field, fields, row) else { return nil }
    guard number >= 0, let sum = Kopecks(roubles: number) else {
      unknownWords[field, default: [:]][fields.text(field, row) ?? "", default: 0] += 1
      return nil
    }
    return sum
  }

  /// The number of floors; of `2-3` the larger.
  private mutating func floors(_ fields: FieldMap, _ row: Int) -> Int? {
    let value = fields.value(.floors, row)
    guard let text = fields.text(.floors, row) else { return nil }
    let number = value.number ?? text.split(separator: "-").map { Double($0) ?? .nan }.max()
    guard let number, (0..<1000).contains(number) else {
      unknownWords[.floors, default: [:]][text, default: 0] += 1
      return nil
    }
    return Int(number)
  }
}

/// The words of one field with what they mean, each looked up once, and how often one meant nothing.
struct Vocabulary<Value: Sendable>: Sendable {
  /// The field the words stand in.
  let field: Field
  /// Words that mean nothing to us, with the number of records.
  private(set) var unknown: [String: Int] = [:]
  private var known: [String: Value?] = [:]
  private let meaning: @Sendable (String) -> Value?

  init(_ field: Field, _ meaning: @escaping @Sendable (String) -> Value?) {
    self.field = field
    self.meaning = meaning
  }

  /// What the word in a row means; nil when there is none, or it means nothing to us.
  mutating func value(of fields: FieldMap, _ row: Int) -> Value? {
    guard let text = fields.text(field, row) else { return nil }
    let value: Value?
    if let found = known[text] {
      value = found
    } else {
      value = meaning(text)
      known[text] = .some(value)
    }
    if value == nil { unknown[text, default: 0] += 1 }
    return value
  }
}
