import Foundation
import Workers

/// The writing of layers, each with all its files and, where the page shows it, its pieces: what they have in
/// common is put into words once.
struct LayerChores {
  /// The places of the chores among all of them.
  private var places: [(name: String, place: Int)] = []

  /// Adds the writing of `layers` to `chores`.
  ///
  /// - Parameters:
  ///   - layers: What to write.
  ///   - folder: Where the layers go.
  ///   - pieces: The layers of the page, cut.
  ///   - data: Where the page's pieces go.
  ///   - workers: Threads that share one layer.
  ///   - chores: Grows by one for each layer.
  init(
    _ layers: [WebLayer],
    in folder: URL,
    pieces: [MapPieces] = [],
    data: URL? = nil,
    workers: Workers,
    to chores: inout Chores
  ) {
    for layer in layers {
      let shown = pieces.first { $0.layer.name == layer.name }
      let place = chores.add { () throws(ExportError) in
        let features = layer.text(workers)
        let files = try LayerFiles.write(
          layer,
          features,
          to: folder,
          workers: workers,
          limit: LayerFiles.largestForBrowsers
        )
        var told = [LayerIndex.entry(layer, files)]
        if let shown, let data { told.append(try shown.write(features, to: data)) }
        return .array(told)
      }
      places.append((layer.name, place))
    }
  }

  /// The entries of the index, by layer.
  func entries(_ told: [JSON]) -> [String: JSON] { pick(told, 0) }

  /// The page's entries, by layer.
  func pages(_ told: [JSON]) -> [String: JSON] { pick(told, 1) }

  private func pick(_ told: [JSON], _ index: Int) -> [String: JSON] {
    let picked = places.compactMap { name, place -> (String, JSON)? in
      guard case .array(let each) = told[place], index < each.count else { return nil }
      return (name, each[index])
    }
    return Dictionary(picked, uniquingKeysWith: { first, _ in first })
  }
}
