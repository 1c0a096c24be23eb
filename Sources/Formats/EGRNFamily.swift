/// A family of ЕГРН documents: how to know one and which of its elements are read by what.
///
/// A new family is one file with one such value and a place in ``all``.
struct EGRNFamily: Sendable {
  /// Takes one element, whole, into the document.
  typealias Reader = @Sendable (EGRNElement, inout EGRNDocument) -> Void

  /// The local names of its root elements.
  var roots: Set<String>
  /// Elements held whole and read at their end: by local name, or by `parent/name` where the name
  /// alone would catch others.
  var collected: [String: Reader]
  /// Elements of which only the attributes are read, before their content.
  var opened: [String: Reader] = [:]
  /// Elements passed over with all they hold.
  var skipped: Set<String> = []
  /// Whether its names have underscores between words; here they are written without.
  var hasUnderscores = false

  /// The roots people ask for most, for a message; all of them are too many to read.
  static let examples =
    "extract_cadastral_plan_territory, extract_about_property_…, extract_base_params_…, KPT, KVZU, "
    + "KVOKS, MP, STD_MP, MapPlanTerritory"

  /// Every family Mezha reads.
  static let all: [EGRNFamily] = [
    territoryPlan, objectExtract, territoryPlan10, cadastralPassport, boundaryPlan,
    boundaryPlan4,
  ]
}
