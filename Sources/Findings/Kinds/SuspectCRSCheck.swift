import Cadastre
import Geometry

/// Register records whose coordinates fit another system than their label says; Intake keeps them out of the work.
enum SuspectCRSCheck: FindingCheck {
  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    scene.rejects.compactMap { reject in
      guard reject.code == "suspect-crs", !reject.key.isEmpty,
        reject.layer.hasPrefix("register")
      else { return nil }
      let quarter = LiveNumbers.quarter(in: reject.key)
      let home = scene.quarters.border(of: quarter).flatMap { scene.quarters.borders.centroid($0) }
      let distance = reject.place.flatMap { place in home.map { place.distance(to: $0) } }
      return Finding(
        id: FindingID.make(
          .suspectCRS,
          register: [reject.key],
          survey: [],
          aspect: reject.layer
        ),
        kind: .suspectCRS,
        quarter: quarter,
        registerIDs: [reject.key],
        surveyIDs: [],
        measure: distance ?? 0,
        unit: .metres,
        probability: 0.95,
        detail: reject.reason,
        detailEnglish: reject.reasonEnglish,
        place: home
      )
    }
  }
}
