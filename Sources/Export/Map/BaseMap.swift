import Foundation

/// A base map the municipality has: the only thing the page may ask of another computer.
public struct BaseMap: Sendable, Equatable {
  /// The parameter of a run that holds the address of a tile.
  public static let addressName = "map_base"
  /// The parameter of a run that says whom the base map is from.
  public static let attributionName = "map_attribution"

  /// Address of a tile with `{z}`, `{x}` and `{y}`.
  var address: String
  /// Whom it is from.
  var attribution: String

  init?(_ parameters: [(name: String, value: String)]) {
    guard let address = parameters.first(where: { $0.name == Self.addressName })?.value,
      !address.isEmpty
    else { return nil }
    self.address = address
    attribution = parameters.first { $0.name == Self.attributionName }?.value ?? ""
  }

  /// What the page's content security policy has to let in; nil when the tiles lie beside the page.
  var source: String? {
    guard let scheme = address.range(of: "://") else { return nil }
    let host = address[scheme.upperBound...].prefix { $0 != "/" }
    let names = host.split(separator: ".").map { $0.contains("{") ? "*" : String($0) }
    let source = String(address[..<scheme.upperBound]) + names.joined(separator: ".")
    return source.wholeMatch(of: /https?:\/\/[A-Za-z0-9.:*-]+/) == nil ? nil : source
  }
}
