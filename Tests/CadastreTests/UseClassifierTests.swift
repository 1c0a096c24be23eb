import Cadastre
import Foundation
import TestSupport
import Testing

@Suite struct UseClassifierTests {
  let classifier: UseClassifier

  init() throws {
    let file = SharedData.projectRoot.appending(path: "Data/uses/ru.json")
    classifier = try JSONDecoder().decode(UseClassifier.self, from: Data(contentsOf: file))
  }

  @Test func examplesOfTheFileHold() {
    for entry in classifier.entries {
      #expect(!entry.examples.isEmpty, "\(entry.id.rawValue) has no example")
      for example in entry.examples {
        #expect(classifier.classify(example) == entry.id, "\(example)")
      }
    }
  }

  @Test(arguments: [
    ("Под жилую застройку индивидуальную", "housing"),
    ("МАГАЗИНЫ", "retail"), ("Гостевой дом \"Прибой\"", "hotel"), ("детский сад", "social"),
    ("садоводство", "garden"), ("парковка", "transport"), ("парк", "common"),
    ("4.8.2", "recreation"), ("4", "commerce"), ("площадь 6.9", "unknown"),
    ("административно-бытовой корпус с жилыми помещениями", "office"),
    ("142001020400", "housing-apartments"), ("1420010204", "unknown"),
    ("для эксплуатации здания площадью 4.7 га", "unknown"),
  ])
  func reads(_ text: String, _ expected: String) {
    #expect(classifier.classify(text).rawValue == expected, "\(text)")
  }

  @Test func classesAndInclusionsAreKnown() {
    let classes = Set(classifier.classes)
    #expect(classes.count == classifier.entries.count)
    #expect(classes.contains(.unknown))
    for entry in classifier.entries {
      for inner in entry.includes { #expect(classes.contains(inner), "\(inner.rawValue)") }
    }
  }

  @Test func inclusionHasADirectionAndNoSteps() {
    func includes(_ outer: String, _ inner: String) -> Bool {
      classifier.includes(UseClass(rawValue: outer), UseClass(rawValue: inner))
    }
    #expect(includes("retail", "retail"))
    #expect(includes("commerce", "retail"))
    #expect(!includes("retail", "commerce"))
    #expect(includes("subsidiary-farming", "outbuilding"))
    #expect(includes("commerce", "food"))
    #expect(!includes("housing-individual", "hotel"))
    #expect(!includes("unknown", "retail"))
    // A field may be dug as a garden, a garden has its house; a house on a field is a difference.
    #expect(includes("farming", "garden"))
    #expect(includes("garden", "housing-individual"))
    #expect(!includes("farming", "housing-individual"))
    // A peasant farm may have its house (Federal Law 74-FZ, art. 11; quoted from memory).
    #expect(includes("peasant-farming", "housing-individual"))
    #expect(includes("housing", "garage"))
    #expect(includes("recreation", "food"))
  }
}
