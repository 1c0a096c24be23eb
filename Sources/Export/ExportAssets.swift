public import Foundation

/// Files of the program that a product is made from; the caller finds them.
public struct ExportAssets: Sendable {
  /// The folder with `index.html`, its scripts and its styles (`Data/map`).
  public var mapTemplates: URL
  /// The folder with `leaflet.js`, `leaflet.css` and `images`; nil when Leaflet is not installed.
  public var leaflet: URL?

  /// Names the folders.
  public init(mapTemplates: URL, leaflet: URL?) {
    self.mapTemplates = mapTemplates
    self.leaflet = leaflet
  }
}
