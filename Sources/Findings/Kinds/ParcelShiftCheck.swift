import Cadastre
import Geometry
import Matching
import Alignment

/// One parcel stands elsewhere than its plot, shape kept, after the quarter's displacement is taken out.
enum ParcelShiftCheck: FindingCheck {
  static let kinds: [FindingKind] = [.parcelShift]
  static let leaves: [FindingKind] = [.quarterShift]

  static func examine(_ scene: Scene, _ explained: inout Explained) -> [Finding] {
    let shapes = scene.alignment.parcels
    var findings: [Finding] = []
    for r in scene.register.parcels.indices {
      let links = scene.linksOfParcel[r]
      guard links.count == 1, scene.linksOfPlot[links[0].survey].count == 1,
        shapes.hasGeometry(r),
        scene.isActive(parcel: r)
      else { continue }
      let s = links[0].survey
      let plots = scene.survey.parcels
      let record = scene.register.parcels.records[r]
      let accuracy = (scene.parcelAccuracy[r], plots.records[s].accuracy)
      let tolerance = scene.coincidence(accuracy.0, accuracy.1)
      guard let from = shapes.centroid(r), let to = plots.shapes.centroid(s),
        from.distance(to: to) > tolerance / 2,
        abs(scene.parcelAreas[r] - scene.plotAreas[s])
          <= scene.rules.areaTolerance(
            MeasuredArea(
              area: scene.parcelAreas[r],
              accuracy: accuracy.0,
              shapes: shapes,
              features: [r]
            ),
            MeasuredArea(
              area: scene.plotAreas[s],
              accuracy: accuracy.1,
              shapes: plots.shapes,
              features: [s]
            )
          ),
        scene.coverage.holds(shapes, r, quarter: record.quarter)
      else { continue }
      let distance = from.distance(to: to)
      guard distance > tolerance else {
        explained.within[.parcelShift, default: 0] += 1
        continue
      }
      let before = plots.shapes.meanBoundaryDistance(s, to: shapes, r)
      let laid = laid(ShapeColumn([shapes[r]]), from, ShapeColumn([plots.shapes[s]]), to, tolerance)
      var why = Explanation(
        conditions: [
          scene.beyondCoincidence(.shift, distance, accuracy.0, accuracy.1),
          // Shape kept: once moved, the line fits like that of a parcel that never moved.
          Condition(.residual, laid.misfit, .atMost, kept(before, tolerance), .meaning),
        ],
        figures: [
          Figure(.dx, from.x - to.x), Figure(.dy, from.y - to.y),
          Figure(.rotation, -laid.degrees), Figure(.departure, before),
        ],
        evidence: [scene.measured(distance, tolerance)]
      )
      guard why.holds else { continue }
      why.rest(on: links[0])
      explained.shiftedParcels.insert(r)
      let towards = Figures.towards(from.x - to.x, from.y - to.y)
      findings.append(
        Finding(
          id: FindingID.make(
            .parcelShift,
            register: [record.number],
            survey: [plots.records[s].id]
          ),
          kind: .parcelShift,
          quarter: scene.quarter(of: record.quarter, at: from),
          registerIDs: [record.number],
          surveyIDs: [plots.records[s].id],
          measure: distance,
          unit: .metres,
          tolerance: tolerance,
          probability: why.probability,
          area: scene.parcelAreas[r],
          detail:
            "Участок \(record.number) смещён на \(Figures.russian(distance, "м")): в реестре "
            + "он лежит "
            + "\(towards.ru) от места по съёмке, форма та же; допуск "
            + "\(Figures.russian(tolerance, "м"))",
          detailEnglish:
            "Parcel \(record.number) is displaced by \(Figures.english(distance, "m")): the "
            + "register has it "
            + "\(towards.en) of its place on the ground, its shape kept; tolerance "
            + "\(Figures.english(tolerance, "m"))",
          explanation: why,
          place: Placing.point(scene.register.parcels.shapes, r),
          shape: scene.register.parcels.shapes[r]
        )
      )
    }
    return findings
  }

  /// The misfit up to which a shape counts as kept, m, for a line that lay `before` off on average.
  ///
  /// Half the tolerance, and a third of what it was; noise of a few corners may reach three quarters of the
  /// tolerance, which is let pass where the displacement explains nearly all of what was seen.
  private static func kept(_ before: Double, _ tolerance: Double) -> Double {
    max(min(tolerance / 2, before / 3), min(0.75 * tolerance, before / 6))
  }

  /// How well the line of `parcel` fits that of `plot` once moved, and with what turn.
  private static func laid(
    _ parcel: ShapeColumn,
    _ from: Point,
    _ plot: ShapeColumn,
    _ to: Point,
    _ tolerance: Double
  ) -> (misfit: Double, degrees: Double) {
    let moved = parcel.moved(by: RigidMotion(pivot: from, dx: to.x - from.x, dy: to.y - from.y))
    let misfit = plot.meanBoundaryDistance(0, to: moved, 0)
    guard misfit > tolerance / 2,
      let motion = parcel.motion(laying: 0, on: plot, 0, scale: tolerance)
    else { return (misfit, 0) }
    return (
      plot.meanBoundaryDistance(0, to: parcel.moved(by: motion), 0), motion.degrees
    )
  }
}
