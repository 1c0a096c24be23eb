import Workers

/// Products that can be written beside one another, each to files of its own.
struct Chores {
  private var list: [@Sendable () -> Result<JSON, ExportError>] = []

  /// Adds a chore, which tells what it wrote; returns its place among the results.
  mutating func add(_ work: @escaping @Sendable () throws(ExportError) -> JSON) -> Int {
    list.append { Result { () throws(ExportError) in try work() } }
    return list.count - 1
  }

  /// Does them all, in any order, and returns what each tells.
  ///
  /// - Throws: the error of the first chore that failed, in the order they were added.
  func run(_ workers: Workers) throws(ExportError) -> [JSON] {
    let results = workers.mapChunks(of: list.count, chunkSize: 1) { [list] range in
      list[range.lowerBound]()
    }
    var told: [JSON] = []
    for result in results { told.append(try result.get()) }
    return told
  }
}
