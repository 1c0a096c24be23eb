import Foundation
import TestSupport
import Testing

@testable import Reconciliation

@Suite("Coordinate systems by name")
struct CRSCatalogueTests {
  private func catalogue() throws -> CRSCatalogue {
    let folder = SharedData.projectRoot.appending(path: "Data").path
    return try CRSCatalogue.load(DataFolder(path: folder))
  }

  @Test(
    "Names however they are written",
    arguments: [
      ("СК-63 зона X5", "EPSG:7829"), ("ск 63 зона х5", "EPSG:7829"), ("CS63 X4", "EPSG:7828"),
      ("СК-63 зона X3", "EPSG:7827"), ("СК-42 зона 6", "EPSG:28406"),
      ("СК-95 зона 32", "EPSG:20032"), ("ГСК-2011 зона 7", "EPSG:20907"),
      ("UCS-2000 Крым", "EPSG:9831"), ("ГСК-2011", "EPSG:7683"), ("EPSG:7829", "EPSG:7829"),
      ("+proj=tmerc +lon_0=34", "+proj=tmerc +lon_0=34"),
    ]
  )
  func names(name: String, definition: String) throws {
    #expect(try catalogue().definition(name) == definition)
  }

  @Test(
    "Zones that are in no database and names of nobody",
    arguments: ["СК-42 зона 99", "МСК-26 зона 1", "СК-63 зона X9"]
  )
  func unknown(name: String) throws {
    #expect(try catalogue().definition(name) == nil)
  }

  @Test("A mistake is met with what was meant, a zone of МСК with how to give it")
  func hints() throws {
    let catalogue = try catalogue()
    #expect(catalogue.hint(for: "СК-63 зона Ч5").contains("СК-63 зона X"))
    #expect(catalogue.hint(for: "МСК-26, от СК-95, зона 1").contains("+proj=tmerc"))
  }

  @Test(
    "Dialects of sk_id",
    arguments: [
      ("90.5", "СК-63 зона X5", "EPSG:7829"), ("91.4", "СК-63 зона X4", "EPSG:7828"),
      ("11.У.025", "МСК-11 зона 5", nil), ("МСК-11, зона 5", "МСК-11 зона 5", nil),
      ("МСК-11, зона 5 | 11.5", "МСК-11 зона 5", nil),
      ("МСК-26, от СК -95, зона 1", "МСК-26 зона 1", nil), ("63Q5", "СК-63 зона Q5", nil),
      ("1963 (Кингисеппский)", "СК-63 (Кингисеппский)", nil), ("Местная", "местная", nil),
      ("МСК Ухта Сосногорск", "МСК Ухта Сосногорск", nil),
      ("11.У.018", "МСК Ухта Сосногорск", nil),
      ("СК-1963, шифр Q, зона 4", "СК-63 зона Q4", nil),
      ("ПМСК Москвы", "ПМСК Москвы", nil),
    ] as [(String, String, String?)]
  )
  func labels(label: String, system: String, definition: String?) throws {
    let meaning = try #require(try catalogue().meaning(ofLabel: label))
    #expect(meaning.system == system)
    #expect(meaning.definition == definition)
  }

  @Test("What nobody has a word for stays unknown")
  func unknownLabel() throws {
    #expect(try catalogue().meaning(ofLabel: "СКПЗ-4") == nil)
  }

  @Test("Days between two dates")
  func days() {
    #expect(CalendarDay.days(from: "2026-03-01", to: "2026-06-01") == 92)
    #expect(CalendarDay.days(from: "2024-02-28", to: "2024-03-01") == 2)
    #expect(CalendarDay.days(from: "2026-06-01", to: "2025-06-01") == -365)
    #expect(CalendarDay.days(from: "", to: "2025-06-01") == nil)
  }
}
