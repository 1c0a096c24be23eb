import Findings
import Foundation
import Revenue
import TestSupport
import Testing

/// Policies in folders, and their words in two languages.
@Suite struct PolicyFilesTests {
  /// A name in a file is one beside that file, wherever the policy lies that began: the town extends its region's
  /// policy, which extends and precedes files of its own folder; the country's come from the library.
  @Test func namesAreLookedForBesideTheFileThatNamesThem() throws {
    try withTemporaryFolder { folder in
      for (path, text) in [
        (
          "town/town.json",
          #"{"extends": "../region/region", "id": "town", "previous": "../region/old"}"#
        ),
        (
          "region/region.json",
          #"{"extends": "rents", "id": "region", "landTax": {"rates": [{"id": "housing", "rate": 0.001}]}}"#
        ),
        (
          "region/rents.json",
          #"{"extends": "ru-2026", "unjustEnrichment": {"rates": [{"id": "housing", "rate": 0.01}]}}"#
        ),
        ("region/old.json", #"{"extends": "older", "id": "old", "year": 2025}"#),
        (
          "region/older.json",
          #"{"extends": "ru-2025", "unjustEnrichment": {"rates": [{"id": "housing", "rate": 0.02}]}}"#
        ),
      ] {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
      }
      let policy = try Policy.load(
        folder.appending(path: "town/town.json").path,
        library: Policies.shelf
      )
      #expect(policy.id == "town" && policy.year == 2026)
      #expect(policy.landTax.rates.first { $0.id == "housing" }?.rate.share == 0.001)
      func rent(_ policy: Policy?) -> Double? {
        policy?.unjustEnrichment.rates.first { $0.id == "housing" }?.rate.share
      }
      #expect(rent(policy) == 0.01)
      #expect(policy.closedYears.map(\.id) == ["old"])
      #expect(rent(policy.closedYears.first) == 0.02)
      // a name that is nowhere is looked for in the library last
      try Data(#"{"extends": "rents"}"#.utf8).write(to: folder.appending(path: "town/bad.json"))
      #expect(throws: RevenueError.self) {
        try Policy.load(folder.appending(path: "town/bad.json").path, library: Policies.shelf)
      }
    }
  }

  @Test func wordsAreInBothLanguagesOrServeForBoth() throws {
    let policy = try Policies.laid(
      #"""
      {"extends": "ru-2026", "id": "t", "title": "Город",
       "precision": {"kinds": {"duplicate": {"value": 1, "reason": {"ru": "акт", "en": "an act"}}}}}
      """#
    )
    #expect(policy.title.russian == "Город" && policy.title.english == "Город")
    let reason = policy.precision[.duplicate].reason
    #expect(reason.text(inEnglish: false) == "акт" && reason.text(inEnglish: true) == "an act")
    for text in [
      #"{"ru": "акт"}"#, #"{"ru": "акт", "en": "act", "de": "Akt"}"#, "1",
    ] {
      #expect(throws: RevenueError.self) {
        try Policies.laid(#"{"extends": "ru-2026", "title": \#(text)}"#)
      }
    }
  }

  /// No reason of the country's own policies is in one language only: Russian words are Cyrillic, English ones are not.
  @Test(arguments: [2021, 2026])
  func theCountrysWordsAreTranslated(_ year: Int) throws {
    let policy = try Policies.named("ru-\(year)")
    let texts =
      policy.precision.kinds.values.map(\.reason) + policy.collection.values.map(\.reason)
      + [policy.title, policy.precision.other.reason, policy.valuation.floorFactor.reason]
      + policy.valuation.land.map(\.assumed.reason)
      + policy.valuation.buildings.map(\.assumed.reason)
    #expect(texts.count > 20)
    for text in texts {
      #expect(text.russian.contains { ("а"..."я").contains($0) }, "\(text.russian)")
      #expect(text.russian.firstMatch(of: /[a-z]{2}/) == nil, "\(text.russian)")
      #expect(text.english.contains { ("a"..."z").contains($0) }, "\(text.english)")
    }
  }
}
