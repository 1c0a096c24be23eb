/// One option of the command line; parser, help and README are all made from these.
struct Flag: Sendable, Equatable {
  /// What an option takes.
  enum Value: Sendable, Equatable {
    case none
    case text(String)
    case integer(String, ClosedRange<Int>)
    case choice([String])

    /// The value as help shows it.
    var placeholder: String? {
      switch self {
      case .none: nil
      case .text(let name), .integer(let name, _): name
      case .choice(let words): words.joined(separator: "|")
      }
    }

    /// What a value has to be, for messages.
    var expectation: String {
      switch self {
      case .none: "nothing"
      case .text(let name): name
      case .integer(_, let range):
        range.upperBound == .max
          ? "a whole number from \(range.lowerBound)"
          : "a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .choice(let words): words.joined(separator: ", ")
      }
    }

    /// Whether `text` will do.
    func accepts(_ text: String) -> Bool {
      switch self {
      case .none: false
      case .text: !text.isEmpty
      case .integer(_, let range): Int(text).map(range.contains) ?? false
      case .choice(let words): words.contains(text)
      }
    }
  }

  /// The long name without dashes.
  var name: String
  /// A letter, for those typed often.
  var short: Character?
  /// What it takes.
  var value: Value = .none
  /// One line.
  var brief: String
  /// More, where one line is not enough.
  var detail: String?

  /// The option as typed.
  var spelling: String { "--\(name)" }
}

extension Flag {
  static let threads = Flag(
    name: "threads",
    value: .integer("N", 1...1024),
    brief: "Threads that work (default: all cores)",
    detail: "The result is the same, byte for byte, for any number."
  )
  static let language = Flag(
    name: "lang",
    value: .choice(["ru", "en"]),
    brief: "Language of labels, summaries and reports (default: ru)"
  )
  static let progress = Flag(
    name: "progress",
    value: .choice(["auto", "plain", "json", "none"]),
    brief: "How progress is told on stderr (default: auto)",
    detail: "auto: one line, on a terminal only; plain: a line a stage"
  )
  static let quiet = Flag(
    name: "quiet",
    short: "q",
    brief: "No talk on stderr but errors"
  )
  static let json = Flag(
    name: "json",
    brief: "Write the product on stdout as JSON"
  )
  static let help = Flag(
    name: "help",
    short: "h",
    brief: "Help; -h is the short one"
  )
  static let version = Flag(
    name: "version",
    short: "V",
    brief: "The program's version"
  )
  static let out = Flag(
    name: "out",
    short: "o",
    value: .text("DIR"),
    brief: "Folder to publish to",
    detail: "Absent, empty or an earlier product; anything else is left alone."
  )

  static let acceptHypotheses = Flag(
    name: "accept-crs-hypotheses",
    brief: "Move misplaced records where they seem to belong",
    detail:
      "Each is told, with what was supposed and how far it moved."
  )

  static let encoding = Flag(
    name: "encoding",
    value: .text("NAME"),
    brief: "Encoding of the file's text, such as cp1251",
    detail: "Without it the file's own word counts, else the text itself decides."
  )

  static let inspections = Flag(
    name: "inspections",
    value: .integer("N", 1...Int.max),
    brief: "Findings to look into (default: the job's number, else all)",
    detail: "A tenth of them is drawn by lot, the rest is the top of the list."
  )

  static let decisions = Flag(
    name: "decisions",
    value: .text("FILE"),
    brief: "Table of inspectors' decisions"
  )

  static let prior = Flag(
    name: "policy",
    value: .text("FILE"),
    brief: "Policy to begin with (default: that of the run)"
  )

  static let policyOut = Flag(
    name: "out",
    short: "o",
    value: .text("FILE"),
    brief: "Policy to write (default: -, stdout)"
  )

  static let importing = Flag(
    name: "import",
    value: .text("FILE"),
    brief: "Table of decisions to take in"
  )

  static let exporting = Flag(
    name: "export",
    value: .text("FILE"),
    brief: "Table to write the decisions of the run to; - is stdout"
  )

  static let job = Flag(
    name: "job",
    value: .text("JOB.json"),
    brief: "The job of the run (default: found by its hash)"
  )

  static let policy = Flag(
    name: "policy",
    value: .text("FILE"),
    brief: "Tax policy to assess under",
    detail: "What it extends is looked for beside it, then among the program's own."
  )

  /// Options every command takes.
  static let common: [Flag] = [threads, language, progress, quiet, json, help, version]
}
