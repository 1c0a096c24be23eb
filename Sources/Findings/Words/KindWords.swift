/// The language of words that people read.
public enum WordLanguage: String, Sendable, CaseIterable {
  case ru, en
}

/// The page of one kind, in one language.
public struct KindPage: Sendable, Equatable {
  /// A few words, for tables and headings.
  public var title: String
  /// What it reports, in one sentence.
  public var meaning: String
  /// Why it matters.
  public var why: String
  /// What its measure is and how it is taken.
  public var measured: String
  /// What still passes.
  public var tolerance: String
  /// What it cannot see.
  public var limits: String
  /// The articles it touches, for the reader to look up; nil where none does.
  public var reference: String?
  /// A made-up case.
  public var example: String
}

extension FindingKind {
  /// A few words for tables and headings.
  public func title(_ language: WordLanguage) -> String { words.title[language] }

  /// What the kind reports, in one sentence; always a sign (признак), never an accusation.
  public func meaning(_ language: WordLanguage) -> String { words.meaning[language] }

  /// The unit of the kind's measure.
  public var unit: MeasureUnit { words.unit }

  /// Everything a person should know before acting on a finding of this kind.
  public func page(_ language: WordLanguage) -> KindPage {
    let words = words
    return KindPage(
      title: words.title[language],
      meaning: words.meaning[language],
      why: words.why[language],
      measured: words.measured[language],
      tolerance: words.tolerance[language],
      limits: words.limits[language],
      reference: words.reference?[language],
      example: example[language]
    )
  }

  private var words: KindWords {
    switch self {
    case .overlap: .overlap
    case .duplicate: .duplicate
    case .gap: .gap
    case .noGeometry: .noGeometry
    case .declaredArea: .declaredArea
    case .outsideQuarter: .outsideQuarter
    case .invalidGeometry: .invalidGeometry
    case .suspectCRS: .suspectCRS
    case .quarterShift: .quarterShift
    case .parcelShift: .parcelShift
    case .areaDifference: .areaDifference
    case .boundaryDifference: .boundaryDifference
    case .encroachment: .encroachment
    case .split: .split
    case .merge: .merge
    case .regroup: .regroup
    case .unregisteredParcel: .unregisteredParcel
    case .notFound: .notFound
    case .useDifference: .useDifference
    case .unregisteredBuilding: .unregisteredBuilding
    case .demolishedBuilding: .demolishedBuilding
    case .footprintDifference: .footprintDifference
    case .floorsDifference: .floorsDifference
    case .buildingOverBoundary: .buildingOverBoundary
    case .buildingUseDifference: .buildingUseDifference
    }
  }
}

/// One text in both languages.
public struct Words: Sendable, Equatable {
  /// Russian.
  public var ru: String
  /// English.
  public var en: String

  /// Makes a text.
  public init(ru: String, en: String) {
    self.ru = ru
    self.en = en
  }

  /// The text in one language.
  public subscript(language: WordLanguage) -> String {
    switch language {
    case .ru: ru
    case .en: en
    }
  }
}

/// The words of one kind in both languages; those of each kind stand in `KindWords+….swift`.
struct KindWords: Sendable {
  var unit: MeasureUnit
  var title: Words
  var meaning: Words
  var why: Words
  var measured: Words
  var tolerance: Words
  var limits: Words
  var reference: Words?
}
