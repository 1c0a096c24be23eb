import Cadastre
import Geometry

/// Two live register parcels that share land wider than the coincidence tolerance.
///
/// Measured as recorded, in the register's own frame. An overlap that vanishes once a displaced parcel is put
/// back is explained by the displacement.
enum OverlapCheck: FindingCheck {
  static let kinds: [FindingKind] = [.overlap]
  static let leaves: [FindingKind] = [.duplicate, .quarterShift, .parcelShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let known = explained
    let shapes = scene.register.parcels.shapes
    let sharing = scene.registerPairs().filter {
      scene.isActive(parcel: $0.first) && scene.isActive(parcel: $0.second)
        && !known.duplicates.contains(IndexPair($0.first, $0.second))
        && !known.shiftedParcels.contains($0.first) && !known.shiftedParcels.contains($0.second)
    }
    let pairs = sharing.filter { $0.area >= scene.rules.thresholds.minimumFindingArea.value }
    let findings: [Finding] = scene.each(pairs, subject: { scene.subject([$0.first, $0.second]) }) {
      pair,
      knife in
      let tolerance = scene.coincidence(
        scene.parcelAccuracy[pair.first],
        scene.parcelAccuracy[pair.second]
      )
      let shared = knife.intersection(shapes[pair.first], shapes[pair.second])
      var widest = 0.0
      var land = MultiPolygon.empty
      for k in 0..<shared.polygonCount {
        let part = shared.polygon(k)
        // The width of a strip of this area and perimeter (E7: 2·area/perimeter).
        let width = 2 * part.area / part.perimeter
        guard part.area >= scene.rules.thresholds.minimumFindingArea.value,
          let place = knife.place(on: part)
        else { continue }
        let error = SliverError(scene).width(at: place, pair.first, pair.second)
        let demanded = max(tolerance, scene.rules.thresholds.sliverErrors.value * error)
        let isWideSomewhere = !knife.wideParts(of: part, width: 2 * tolerance).isEmpty
        guard width > demanded || isWideSomewhere else { continue }
        widest = max(widest, isWideSomewhere ? max(width, 2 * tolerance) : width)
        land.append(part)
      }
      guard !land.isEmpty else { return [] }
      let records = scene.register.parcels.records
      let ids = [records[pair.first].number, records[pair.second].number].sorted()
      let area = land.area
      let why = Explanation(
        conditions: [
          scene.beyondCoincidence(
            .width,
            widest,
            scene.parcelAccuracy[pair.first],
            scene.parcelAccuracy[pair.second],
            of: .register
          ),
          scene.speakable(area, .sharedArea),
        ],
        evidence: [scene.measured(widest, tolerance)]
      )
      return [
        Finding(
          id: FindingID.make(.overlap, register: ids, survey: []),
          kind: .overlap,
          quarter: scene.quarter(of: records[pair.first].quarter, at: nil),
          registerIDs: ids,
          surveyIDs: [],
          measure: area,
          unit: .squareMetres,
          tolerance: area * tolerance / widest,
          probability: why.probability,
          area: area,
          depth: widest,
          detail:
            "Границы участков пересекаются: общая площадь \(Figures.russian(area, "м²")), ширина "
            + "\(Figures.russian(widest, "м")) при допуске \(Figures.russian(tolerance, "м"))",
          detailEnglish:
            "The parcels overlap: shared area \(Figures.english(area, "m²")), width "
            + "\(Figures.english(widest, "m")) against a tolerance of "
            + "\(Figures.english(tolerance, "m"))",
          explanation: why,
          place: knife.place(on: land),
          shape: land
        )
      ]
    }
    explained.within[.overlap] = sharing.count - findings.count
    var indices: [String: Int] = [:]
    for pair in pairs {
      for r in [pair.first, pair.second] {
        indices[scene.register.parcels.records[r].number] = r
      }
    }
    for finding in findings {
      for r in finding.registerIDs.compactMap({ indices[$0] }) {
        explained.overlapAreas[r, default: 0] += finding.area ?? 0
      }
    }
    return findings
  }
}
