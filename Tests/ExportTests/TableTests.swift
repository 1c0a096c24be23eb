import Cadastre
import Export
import Findings
import Foundation
import Revenue
import TestSupport
import Testing

@testable import Export

@Suite struct TableTests {
  @Test func columnsAreThoseOfTheContract() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(SmallTown.contents(), to: folder, assets: Products.assets)
      let expected = [
        "findings":
          "finding,kind,quarter,register_ids,survey_ids,measure,unit,tolerance,ratio,probability,"
          + "area,depth,onto,detail,x,y",
        "links":
          "layer,register_id,survey_id,register_area,survey_area,intersection_area,iou,"
          + "iou_aligned,component,relation,probability,runner_up,margin",
        "revenue":
          "finding,object,channel,tax,base,rate,low,expected,high,period,budget,law,assumptions",
        "balance":
          "layer,read,rejected,archived,without_geometry,linked,unlinked,not_surveyed",
        "rejects": "layer,file,source_layer,row,key,code,reason,x,y",
        "inspections":
          "rank,finding,kind,quarter,object,expected,probability,place,hours,per_hour,chosen,tour,"
          + "cumulative",
      ]
      for (name, header) in expected {
        let url = folder.appending(path: "tables/\(name).csv")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(text.split(separator: "\n").first.map(String.init) == header, "\(name)")
      }
      let quarters = try String(
        contentsOf: folder.appending(path: "tables/quarters.csv"),
        encoding: .utf8
      )
      #expect(quarters.hasPrefix("quarter,dx,dy,rotation,x,y,pairs,error,"))
    }
  }

  @Test func sumsAndCountsAreThoseOfTheRun() throws {
    let contents = try SmallTown.contents()
    try withTemporaryFolder { folder in
      try Exporter.write(contents, to: folder, assets: Products.assets)
      let tables = folder.appending(path: "tables")
      let findings = try Products.csv(tables.appending(path: "findings.csv"))
      #expect(findings.count == contents.findings.count)
      #expect(findings.map { $0["kind"] } == FindingKind.allCases.map(\.rawValue))
      #expect(findings.first?["detail"] == SmallTown.hostile)
      #expect(
        findings.first { $0["kind"] == "encroachment" }?["register_ids"]
          == "16:50:0000012:12;16:50:0000012:11"
      )

      let revenue = try Products.csv(tables.appending(path: "revenue.csv"))
      let expected = contents.revenue.map(\.expected.rawValue).reduce(0, +)
      #expect(revenue.map { kopecks($0["expected"]) }.reduce(0, +) == expected)

      let inspections = try Products.csv(tables.appending(path: "inspections.csv"))
      #expect(inspections.count == findings.count)
      #expect(inspections.map { kopecks($0["expected"]) }.reduce(0, +) == expected)
      #expect(
        inspections.map { abs(kopecks($0["expected"])) }
          == inspections.map { abs(kopecks($0["expected"])) }.sorted(by: >)
      )

      let quarters = try Products.csv(tables.appending(path: "quarters.csv"))
      #expect(
        quarters.map { $0["quarter"] } == ["16:50:0000012", "16:50:0000013", "16:50:0000014"]
      )
      #expect(quarters[0]["dx"] == "0.812" && quarters[0]["dy"] == "-1.250")
      #expect(quarters[1]["dx"] == "0.000" && quarters[1]["error"] == "0.050")
      var counts = 0
      var byKind: Int64 = 0
      var byChannel: Int64 = 0
      for quarter in quarters {
        for (column, value) in quarter {
          if column.hasSuffix("_count") { counts += Int(value) ?? 0 }
          if column.contains("_expected_") { byKind += kopecks(value) }
          if column.hasSuffix("_expected") { byChannel += kopecks(value) }
        }
      }
      #expect(counts == contents.findings.count)
      #expect(byKind == expected && byChannel == expected)
    }
  }

  @Test func englishRunsGiveEnglishWords() throws {
    try withTemporaryFolder { folder in
      try Exporter.write(
        SmallTown.contents(language: .en),
        to: folder,
        assets: Products.assets
      )
      let rejects = try Products.csv(folder.appending(path: "tables/rejects.csv"))
      #expect(rejects.first?["reason"] == "not a polygon, but a line")
      let findings = try Products.csv(folder.appending(path: "tables/findings.csv"))
      #expect(findings.last?["detail"] == "Detail 24, with a comma")
    }
  }
}

private func kopecks(_ text: String?) -> Int64 {
  let parts = (text ?? "").split(separator: ".")
  guard parts.count == 2, let whole = Int64(parts[0]), let cents = Int64(parts[1]) else { return 0 }
  return whole * 100 + (parts[0].hasPrefix("-") ? -cents : cents)
}
