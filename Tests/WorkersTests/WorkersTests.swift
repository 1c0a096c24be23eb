import Testing
import Workers

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 7])
  func chunksCoverEverythingOnceInOrder(threads: Int) {
    let workers = Workers(count: threads)
    let found = workers.flatMapChunks(of: 1_003, chunkSize: 10) { Array($0) }
    #expect(found == Array(0..<1_003))
    #expect(workers.mapChunks(of: 0) { $0.count }.isEmpty)
    #expect(workers.mapChunks(of: 25, chunkSize: 10) { $0.count } == [10, 10, 5])
  }

  @Test func aCrewHasAtLeastOneThread() {
    #expect(Workers(count: 0).count == 1)
  }
}
