import Foundation
import Testing

@testable import Formats

/// What the fuzzer found (Tools/fuzz/run): each file once crashed its reader and is now read or refused.
@Suite("Finds of the fuzzer")
struct FuzzFoundTests {
  private static let finds: [URL] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Tools/fuzz/found")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0) }
  }()

  @Test("Is there any, and does it pass?", arguments: finds)
  func passes(find: URL) {
    do throws(FormatError) {
      let tables = try FeatureReader.read(path: find.path)
      #expect(
        tables.allSatisfy { table in
          table.columns.allSatisfy { $0.values.count == table.count }
        }
      )
    } catch {
      #expect(!"\(error)".isEmpty)
    }
  }
}
