import Cadastre
import Geometry

/// The area in the record is not the area of the record's own geometry.
///
/// Tolerance: ΔP = 3.5·Mt·√P of the area rule (П/0393) with what rounding to whole square metres adds, or the error
/// the record itself states when that is larger.
enum DeclaredAreaCheck: FindingCheck {
  static let kinds: [FindingKind] = [.declaredArea]
  static let leaves: [FindingKind] = []

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    var findings: [Finding] = []
    let parcels = scene.register.parcels
    for i in parcels.indices where scene.isActive(parcel: i) && parcels.shapes.hasGeometry(i) {
      let record = parcels.records[i]
      // The area of a united land use is that of its children, not of its own drawing.
      guard let declared = record.declaredArea, declared > 0, record.subtype != .common else {
        continue
      }
      let drawn = scene.parcelAreas[i]
      let measured = scene.rules.areaTolerance(mt: scene.parcelAccuracy[i], area: declared)
      let rounding = scene.rules.roundingTolerance(of: declared)
      let rule = AccuracyRules.combined(measured, rounding)
      let tolerance = max(rule, record.areaInaccuracy ?? 0)
      let difference = declared - drawn
      let why = Explanation(
        conditions: [
          Condition(
            .areaDifference,
            difference,
            .above,
            tolerance,
            rule >= tolerance
              ? .areas(first: measured, second: rounding, rule: scene.rules.areaRule) : .record
          )
        ],
        figures: [Figure(.declaredArea, declared), Figure(.drawnArea, drawn)],
        evidence: [scene.measured(difference, tolerance)],
        notes: rule >= tolerance && rounding > 0 ? [scene.roundingNote(rounding)] : [],
        laws: rule >= tolerance ? scene.areaLaw : []
      )
      guard why.holds else {
        if difference != 0 { explained.within[.declaredArea, default: 0] += 1 }
        continue
      }
      explained.misdeclared.insert(i)
      findings.append(
        Finding(
          id: FindingID.make(.declaredArea, register: [record.number], survey: []),
          kind: .declaredArea,
          quarter: scene.quarter(of: record.quarter, at: nil),
          registerIDs: [record.number],
          surveyIDs: [],
          measure: difference,
          unit: .squareMetres,
          tolerance: tolerance,
          probability: why.probability,
          area: abs(difference),
          detail:
            "Площадь по записи \(Figures.russian(declared, "м²")), по координатам "
            + "\(Figures.russian(drawn, "м²")); допуск \(Figures.russian(tolerance, "м²"))",
          detailEnglish:
            "Recorded area \(Figures.english(declared, "m²")), area of the geometry "
            + "\(Figures.english(drawn, "m²")); tolerance \(Figures.english(tolerance, "m²"))",
          explanation: why,
          place: Placing.point(parcels.shapes, i),
          shape: parcels.shapes[i]
        )
      )
    }
    return findings
  }
}
