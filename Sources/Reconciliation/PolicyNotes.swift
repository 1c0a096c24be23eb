import Cadastre
import Revenue

/// Under which rules money was assessed, where that is not what a reader would expect.
enum PolicyNotes {
  private static let russian = "Политика расчёта"

  /// Says that the job names no policy, and that it is of another year than the register.
  static func notes(_ policy: Policy, isNamed: Bool, registerDate: String?) -> [Note] {
    var notes: [Note] = []
    if !isNamed {
      notes.append(
        Note(
          russian: "\(russian) в задании не названа: взята \(policy.id) — \(policy.title.russian).",
          english: "The job names no policy: \(policy.id) was taken, \(policy.title.english)."
        )
      )
    }
    if let year = registerDate.flatMap({ Int($0.prefix(4)) }), year != policy.year {
      notes.append(
        Note(
          russian: "\(russian) \(policy.id) — \(policy.year) года, а реестр — \(year) года: "
            + "ставки и стоимость "
            + "разных лет.",
          english: "The policy \(policy.id) is of \(policy.year), the register of \(year): "
            + "rates and values of "
            + "different years."
        )
      )
    }
    return notes
  }

  /// Puts what is to be said of another policy in place of what was said of the former one.
  static func replace(in notes: inout [Note], _ policy: Policy, registerDate: String?) {
    notes.removeAll { $0.russian.hasPrefix(russian) }
    notes += self.notes(policy, isNamed: true, registerDate: registerDate)
  }
}
