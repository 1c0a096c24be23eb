import Export
import Testing

@testable import mezha

@Suite struct ArgumentsTests {
  @Test func readsOptionsInAnyPlaceAndForm() throws {
    let arguments = try Arguments([
      "--lang=en", "reconcile", "--threads", "4", "-q", "--out", "run", "--", "-odd.json",
    ])
    #expect(arguments.command?.name == "reconcile")
    #expect(arguments.operands == ["-odd.json"])
    #expect(arguments.text(.out) == "run")
    #expect(arguments.integer(.threads) == 4)
    #expect(arguments.language == .en)
    #expect(arguments.has(.quiet) && !arguments.has(.json))
  }

  @Test("a box may begin with a negative number") func negativeBox() throws {
    let arguments = try Arguments(["export", "run", "--bbox", "-10.5,50,30,60"])
    #expect(arguments.text(.box) == "-10.5,50,30,60")
  }

  @Test func anOptionOfACommandMayComeBeforeIt() throws {
    let arguments = try Arguments(["-o", "run", "reconcile", "job.json"])
    #expect(arguments.text(.out) == "run")
    #expect(throws: ArgumentError.misplacedOption("--out", command: "kinds")) {
      try Arguments(["-o", "run", "kinds"])
    }
  }

  /// What was typed and what the program says to it.
  static let mistakes: [([String], String)] = [
    (["recnocile"], #"no command "recnocile"; did you mean "reconcile"?"#),
    (["frobnicate"], #"no command "frobnicate""#),
    (["kinds", "--thraeds", "4"], #"no option "--thraeds"; did you mean "--threads"?"#),
    (["kinds", "--out", "x"], "--out is no option of kinds"),
    (["kinds", "--threads"], "--threads needs a value: a whole number from 1 to 1024"),
    (
      ["kinds", "--threads", "0"],
      #"--threads cannot be "0"; expected a whole number from 1 to 1024"#
    ),
    (
      ["kinds", "--threads", "-1"],
      #"--threads cannot be "-1"; expected a whole number from 1 to 1024"#
    ),
    (["kinds", "--lang", "de"], #"--lang cannot be "de"; expected ru, en"#),
    (["kinds", "--lang", "--quiet"], "--lang needs a value: ru, en"),
    (["kinds", "--quiet=1"], "--quiet takes no value"),
    (["kinds", "-q", "--quiet"], "--quiet is given twice"),
    (["kinds", "a", "b"], #"kinds does not take "b""#),
    (["describe"], "describe needs FILE"),
    (["reconcile", "job.json"], "reconcile needs --out DIR"),
    (["reconcile", "job.json", "--out="], #"--out cannot be ""; expected DIR"#),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrong(_ words: [String], _ message: String) {
    let error = #expect(throws: ArgumentError.self) { try Arguments(words) }
    #expect(error?.message == message)
  }
}
