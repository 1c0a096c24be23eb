import Geometry

/// What the books say (ЕГРН): the official side of the reconciliation.
public struct Register: Sendable {
  /// The date of the extract, ISO 8601; nil when the job does not say and no file does.
  public var date: String?
  /// Land parcels (земельные участки).
  public var parcels = Layer<RegisterParcel>()
  /// Buildings and unfinished buildings (здания, ОНС).
  public var buildings = Layer<RegisterBuilding>()
  /// Constructions (сооружения): never taxed as buildings, but a counterpart of what stands on the ground.
  public var constructions = Layer<RegisterBuilding>()
  /// Cadastral quarters with their borders.
  public var quarters = Layer<Quarter>()
  /// Land of common use: streets, squares, the shore.
  public var publicLand = Layer<PublicLand>()

  /// Makes a register without records.
  public init() {}

  /// For each parcel, whether it is a united land use (ЕЗП) whose land its children draw.
  ///
  /// - Complexity: O(parcels).
  public var isDrawnByChildren: [Bool] {
    var parents: Set<String> = []
    for i in parcels.indices where parcels.shapes.hasGeometry(i) {
      if let parent = parcels.records[i].parent { parents.insert(parent) }
    }
    return parcels.records.map { $0.subtype == .common && parents.contains($0.number) }
  }
}

/// Whether a record is in force (INTERFACE §5.2).
public enum RecordStatus: String, Sendable, CaseIterable {
  /// In force: matched and named in findings.
  case active
  /// Temporary: may be a counterpart, is named in no finding.
  case temporary
  /// Archived: read and counted, never matched or named.
  case archived
}

/// Who holds the land or building, as far as the register tells.
public enum Right: String, Sendable, CaseIterable, Codable {
  case `private`, legal, municipal, state, undelimited, none
  /// The source says nothing.
  case unknown
}

/// What kind of record a parcel is (`object/subtype` of an extract).
public enum ParcelSubtype: String, Sendable, CaseIterable {
  /// An ordinary parcel (01, or nothing said).
  case ordinary = ""
  /// Parent of a united land use (02 Единое землепользование): holds area and value, mostly no geometry.
  case common
  /// A child of a united land use (03 Обособленный, 04 Условный): holds geometry, value 0 by rule.
  case child
  /// Several contours (05 Многоконтурный).
  case multi
}

/// Land category by the code of the register.
///
/// The list is that of Article 7 of the Land Code (ЗК РФ ст. 7).
public enum LandCategory: String, Sendable, CaseIterable, Codable {
  case agricultural = "003001000000"
  case settlements = "003002000000"
  case industrial = "003003000000"
  case protected = "003004000000"
  case forest = "003005000000"
  case water = "003006000000"
  case reserve = "003007000000"
  case unset = "003008000000"
}

/// One land parcel of the register.
public struct RegisterParcel: Sendable {
  /// Cadastral number, text as recorded.
  public var number: String
  /// Cadastral quarter; from the record, or from the number.
  public var quarter: String
  /// Subtype.
  public var subtype: ParcelSubtype = .ordinary
  /// The united land use it belongs to, when it is a child.
  public var parent: String?
  /// Category.
  public var category: LandCategory = .unset
  /// Permitted use as recorded (free text or a ВРИ code).
  public var permittedUse: String = ""
  /// Area in the record, m².
  public var declaredArea: Double?
  /// Stated error of that area, m².
  public var areaInaccuracy: Double?
  /// Mean square error of its points in the plane, m; the worst of them.
  public var pointAccuracy: Double?
  /// Cadastral value; nil when the record has none.
  public var cadastralValue: Kopecks?
  /// Who holds it.
  public var right: Right = .unknown
  /// Whether the record is in force.
  public var status: RecordStatus = .active
  /// Address.
  public var address: String = ""
  /// Where the record came from.
  public var origin: Origin

  /// Makes an ordinary active parcel of which nothing else is known.
  public init(number: String, quarter: String, origin: Origin) {
    self.number = number
    self.quarter = quarter
    self.origin = origin
  }
}

/// What a building is for, as the tax sees it.
public enum BuildingPurpose: String, Sendable, CaseIterable, Codable {
  case house, apartments, nonresidential, garage, outbuilding, unfinished
  /// The source says nothing we know.
  case unknown

  /// What people call it.
  public var title: (russian: String, english: String) {
    switch self {
    case .house: ("жилой дом", "house")
    case .apartments: ("многоквартирный дом", "apartments")
    case .nonresidential: ("нежилое", "non-residential")
    case .garage: ("гараж", "garage")
    case .outbuilding: ("хозяйственная постройка", "outbuilding")
    case .unfinished: ("незавершённое строительство", "unfinished")
    case .unknown: ("не указано", "not stated")
    }
  }
}

/// One building of the register.
public struct RegisterBuilding: Sendable {
  /// Cadastral number, text as recorded.
  public var number: String
  /// Cadastral quarter, from the number.
  public var quarter: String
  /// Parcels it stands on, sorted; may be empty.
  public var parcels: [String] = []
  /// Purpose.
  public var purpose: BuildingPurpose = .unknown
  /// Number of floors.
  public var floors: Int?
  /// Total area of its floors, m².
  public var floorArea: Double?
  /// Cadastral value; nil when the record has none.
  public var cadastralValue: Kopecks?
  /// Year built.
  public var yearBuilt: Int?
  /// Mean square error of its points in the plane, m.
  public var pointAccuracy: Double?
  /// Who holds it.
  public var right: Right = .unknown
  /// Whether the record is in force.
  public var status: RecordStatus = .active
  /// Address.
  public var address: String = ""
  /// Where the record came from.
  public var origin: Origin

  /// Makes an active building of which nothing else is known.
  public init(number: String, quarter: String, origin: Origin) {
    self.number = number
    self.quarter = quarter
    self.origin = origin
  }
}

/// One cadastral quarter.
public struct Quarter: Sendable {
  /// Its number, such as `90:25:010101`.
  public var number: String
  /// Where the record came from.
  public var origin: Origin

  /// Makes a quarter.
  public init(number: String, origin: Origin) {
    self.number = number
    self.origin = origin
  }
}

/// What a piece of common land is.
public enum PublicLandKind: String, Sendable, CaseIterable {
  case road, square, shore, forest, other
}

/// One piece of land of common use.
public struct PublicLand: Sendable {
  /// What kind it is.
  public var kind: PublicLandKind
  /// Its name.
  public var name: String
  /// Where the record came from.
  public var origin: Origin

  /// Makes a piece of common land.
  public init(kind: PublicLandKind, name: String, origin: Origin) {
    self.kind = kind
    self.name = name
    self.origin = origin
  }
}
