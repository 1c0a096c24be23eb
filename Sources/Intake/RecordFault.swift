internal import Formats
internal import Cadastre
internal import Geometry

/// Why a record is kept out: a stable code and the words for people.
struct RecordFault: Sendable, Equatable {
  var code: String
  var russian: String
  var english: String
  /// Where, in the working CRS; nil for a record whose place is unknown or not to be believed.
  var place: Point?

  static let notFinite = RecordFault(
    code: "non-finite",
    russian: "Координата не является конечным числом.",
    english: "A coordinate is not a finite number."
  )

  static let noNumber = RecordFault(
    code: "no-number",
    russian: "У записи реестра нет номера.",
    english: "A record of the register has no number."
  )

  static func outsideSystem(_ reason: String) -> RecordFault {
    RecordFault(
      code: "outside-crs",
      russian: "Координаты не пересчитываются в рабочую систему: \(reason).",
      english: "The coordinates have no image in the working system: \(reason)."
    )
  }

  static func noArea(_ defect: String, at place: Point?) -> RecordFault {
    RecordFault(
      code: "no-area",
      russian: "Контур не ограничивает площади (\(defect)).",
      english: "The shape encloses no area (\(defect)).",
      place: place
    )
  }

  static func unrepairable(_ reason: String, at place: Point?) -> RecordFault {
    RecordFault(
      code: "unrepairable",
      russian: "Контур не удалось исправить: \(reason).",
      english: "The shape could not be repaired: \(reason).",
      place: place
    )
  }

  static func unreadable(_ reject: ReadReject) -> RecordFault {
    RecordFault(
      code: "unreadable",
      russian: "Запись не читается: \(reject.russian)",
      english: "The record cannot be read: \(reject.reason)"
    )
  }

  static func duplicate(
    of origin: Origin,
    difference: String,
    differenceRussian: String,
    at place: Point?
  ) -> RecordFault {
    let kept = "\(origin.file), \(origin.layer) \(origin.row)"
    return RecordFault(
      code: "duplicate-id",
      russian: "Номер повторяется (\(differenceRussian)); взята запись \(kept).",
      english: "The number is repeated (\(difference)); the record kept is \(kept).",
      place: place
    )
  }

  static func suspect(
    label: String?,
    distance: Double,
    reference: String,
    referenceRussian: String
  ) -> RecordFault {
    let kilometres = FixedDecimal.text(distance / 1000, decimals: 1, keepsZeros: true)
    let labelRussian = label.map { " с меткой «\($0)»" } ?? ""
    let labelEnglish = label.map { " labelled '\($0)'" } ?? ""
    return RecordFault(
      code: "suspect-crs",
      russian:
        "Координаты\(labelRussian) лежат в \(kilometres.withComma) км от \(referenceRussian).",
      english: "Coordinates\(labelEnglish) lie \(kilometres) km from \(reference)."
    )
  }

  /// Whether the coordinates have no image in the working system.
  var isOutsideSystem: Bool { code == "outside-crs" }

  /// The same with what may have happened.
  func with(_ hypothesis: PlaceHypothesis) -> RecordFault {
    var fault = self
    let move = hypothesis.moves.map { FixedDecimal.text($0 / 1000, decimals: 1, keepsZeros: true) }
    fault.russian +=
      " Похоже, \(hypothesis.russian)" + (move.map { " (перенос на \($0.withComma) км)" } ?? "")
      + "."
    fault.english +=
      " It looks as if \(hypothesis.english)" + (move.map { " (a move of \($0) km)" } ?? "") + "."
    return fault
  }
}

extension String {
  /// A number as Russian writes it.
  var withComma: String { replacing(".", with: ",") }
}
