import Alignment
import Cadastre
import Geometry

/// One line for each displaced quarter: from where the register has it to where the survey has it.
enum ShiftArrows {
  static let name = "shift_arrows"

  static let columns: [Column] = [
    Column("feature_key", .text, ru: "Ключ", en: "Key"),
    Column("shift_m", .decimal(3), unit: "m", ru: "Сдвиг", en: "Shift"),
    Column("dx_m", .decimal(3), unit: "m", ru: "Сдвиг на восток", en: "Shift east"),
    Column("dy_m", .decimal(3), unit: "m", ru: "Сдвиг на север", en: "Shift north"),
    Column("rotation_deg", .decimal(6), unit: "deg", ru: "Поворот", en: "Rotation"),
    Column("pairs", .integer, ru: "Пар", en: "Pairs"),
    Column("error_m", .decimal(3), unit: "m", ru: "Ошибка сдвига", en: "Error of the shift"),
  ]

  static func source(_ run: PreparedRun) -> LayerSource {
    let shifts = run.quarters.compactMap { quarter in
      quarter.shift.flatMap { $0.isSignificant ? $0 : nil }
    }
    return LayerSource(
      name: name,
      title: Words("Сдвиги кварталов", "Displacements of quarters"),
      keys: shifts.map { Keys.quarter($0.quarter) },
      shapes: ShapeColumn(shifts.map { _ in .empty }),
      marks: Dictionary(
        uniqueKeysWithValues: shifts.enumerated().map { i, shift in
          let end = Point(x: shift.pivot.x - shift.dx, y: shift.pivot.y - shift.dy)
          return (i, [shift.pivot, end])
        }
      ),
      properties: columns,
      cells: { i in
        let shift = shifts[i]
        return [
          .text(Keys.quarter(shift.quarter)), .real(shift.length), .real(shift.dx),
          .real(shift.dy), .real(shift.rotation), .integer(shift.pairs), .real(shift.error),
        ]
      }
    )
  }
}
