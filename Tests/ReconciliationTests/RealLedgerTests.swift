import Cadastre
import Export
import Findings
import Foundation
import Geometry
import Revenue
import TestSupport
import Testing
import Topology

@testable import Reconciliation

/// One square metre once, on the land of real quarters.
@Suite(.enabled(if: SharedData.isPresent)) struct RealLedgerTests {
  private static let quarters = ["11190801017", "11190801018", "11190801020", "11190801023"]

  /// Every parcel of a real quarter is claimed as occupied land, half of them a second time ten metres farther: real
  /// outlines, real nestings, real neighbours.
  ///
  /// The parts make up the whole to 1e-6 m², and what is charged is the area of the union of all claims, which another
  /// library measures.
  @Test(arguments: quarters)
  func itAddsUpOnRealLand(_ quarter: String) throws {
    try withTemporaryFolder { folder in
      let plan = SharedData.path("egrn/kpt_v02/\(quarter).zip")
      let job = folder.appending(path: "job.json")
      try Data(#"{"register": {"extracts": ["\#(plan)"]}, "survey": {}}"#.utf8).write(to: job)
      let run = folder.appending(path: "run")
      try ReconciledTown.reconcile(job, to: run)
      let contents = try RunReader.read(run.path)
      let parcels = contents.register.parcels
      var claims: [Finding] = []
      var columns = ShapeColumn()
      for index in parcels.indices where parcels.shapes.hasGeometry(index) {
        for step in 0...(index.isMultiple(of: 2) ? 1 : 0) {
          var column = ShapeColumn()
          column.append(feature: index, of: parcels.shapes)
          column.mapVertices { (x: inout [Double], _: inout [Double]) in
            for i in x.indices { x[i] += 10 * Double(step) }
          }
          columns.append(feature: 0, of: column)
          let number = parcels.records[index].number
          claims.append(
            Finding(
              id: "F\(index)-\(step)",
              kind: .unregisteredParcel,
              quarter: number,
              registerIDs: [],
              surveyIDs: [number],
              measure: column.area(0),
              unit: .squareMetres,
              probability: 0.5 + Double(index % 50) / 100,
              area: column.area(0),
              detail: "",
              detailEnglish: "",
              shape: column[0]
            )
          )
        }
      }
      try #require(claims.count > 10)
      let ledger = try RevenueAssessor(
        register: contents.register,
        survey: contents.survey,
        policy: RunSettings.policy(
          ReconciledTown.data.file("policies/ru-2026.json"),
          ReconciledTown.data
        ),
        classifier: RunSettings.classifier(ReconciledTown.data)
      ).balanced(claims).ledger
      let sum = try #require(ledger.sums.first { $0.account == .land })
      #expect(ledger.discrepancy < AreaLedger.tolerance)
      #expect(abs(sum.claimed - sum.charged - sum.shared) < AreaLedger.tolerance)
      #expect(sum.shared > 1)
      let union = try TopologyEngine().union(claims.map(\.shape))
      #expect(abs(sum.charged - ShapeColumn([union]).area(0)) < 0.01)
    }
  }
}
