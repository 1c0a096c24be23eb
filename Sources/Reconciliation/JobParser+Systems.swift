import Geometry
import Projection

extension JobParser {
  /// The coordinate systems a job defines itself, in its order.
  static func systems(_ object: JobObject) throws(JobError) -> [JobSystem] {
    guard let node = object["coordinateSystems"] else { return [] }
    guard case .list(let elements) = node.value else {
      throw object.wrong("coordinateSystems", node, "a list of coordinate systems")
    }
    var systems: [JobSystem] = []
    for (index, element) in elements.enumerated() {
      systems.append(try system(element, path: "\(object.path("coordinateSystems"))[\(index)]"))
    }
    return systems
  }

  private static func system(_ node: JSONNode, path: String) throws(JobError) -> JobSystem {
    let keys = ["name", "labels", "definition", "zone", "to", "controlPoints", "method", "limit"]
    let object = try JobObject(node, path: path, keys: keys)
    guard let name = try object.text("name") else { throw object.missing("name") }
    let form: JobSystem.Form
    if let definition = try object.text("definition") {
      form = .definition(definition)
    } else if let zone = object["zone"] {
      form = .zone(try self.zone(zone, path: object.path("zone")))
    } else if object["controlPoints"] != nil {
      form = .points(try points(object))
    } else {
      throw wrong(path, node, "\"definition\", \"zone\" or \"controlPoints\" beside \"name\"")
    }
    var labels: [String] = []
    if let node = object["labels"] {
      guard case .list(let elements) = node.value else {
        throw object.wrong("labels", node, "a list of labels")
      }
      for element in elements {
        guard case .text(let label) = element.value, !label.isEmpty else {
          throw object.wrong("labels", element, "a label")
        }
        labels.append(label)
      }
    }
    return JobSystem(name: name, form: form, labels: labels, place: path)
  }

  private static func zone(_ node: JSONNode, path: String) throws(JobError) -> ZoneKeys {
    let keys = [
      "meridian", "falseEasting", "falseNorthing", "latitude", "scale", "ellipsoid", "towgs84",
    ]
    let object = try JobObject(node, path: path, keys: keys)
    var zone = ZoneKeys(
      meridian: try number(object, "meridian", "degrees"),
      falseEasting: try number(object, "falseEasting", "metres"),
      falseNorthing: try number(object, "falseNorthing", "metres")
    )
    if object["latitude"] != nil { zone.latitude = try number(object, "latitude", "degrees") }
    zone.scale = try object.positive("scale", "scale") ?? zone.scale
    zone.ellipsoid = try object.text("ellipsoid") ?? zone.ellipsoid
    if let node = object["towgs84"] {
      guard case .list(let elements) = node.value, [3, 7].contains(elements.count) else {
        throw object.wrong("towgs84", node, "three or seven numbers")
      }
      var values: [Double] = []
      for element in elements {
        guard case .number(let value) = element.value else {
          throw object.wrong("towgs84", element, "a number")
        }
        values.append(value)
      }
      zone.shift = values
    }
    return zone
  }

  private static func points(_ object: JobObject) throws(JobError) -> ControlPoints {
    guard let to = try object.text("to") else { throw object.missing("to") }
    let path = object.path("controlPoints")
    guard let node = object["controlPoints"], case .list(let elements) = node.value else {
      throw JobParser.wrong(path, try object.required("controlPoints"), "a list of points")
    }
    var points: [ControlPoint] = []
    for (index, element) in elements.enumerated() {
      let place = "\(path)[\(index)]"
      let point = try JobObject(element, path: place, keys: ["name", "from", "to"])
      points.append(
        ControlPoint(
          name: try point.text("name") ?? "\(index + 1)",
          from: try self.place(point, "from"),
          to: try self.place(point, "to")
        )
      )
    }
    var result = ControlPoints(to: to, points: points)
    result.method = try object.choice("method", PlaneFit.Method.self) ?? result.method
    result.limit = try object.positive("limit", "metres")
    return result
  }

  /// A place by its north and east: spelled out, since X means north here and east there.
  private static func place(_ object: JobObject, _ key: String) throws(JobError) -> Point {
    let node = try object.required(key)
    let place = try JobObject(node, path: object.path(key), keys: ["north", "east"])
    return Point(
      x: try number(place, "east", "metres"),
      y: try number(place, "north", "metres")
    )
  }

  private static func number(
    _ object: JobObject,
    _ key: String,
    _ unit: String
  ) throws(JobError) -> Double {
    let node = try object.required(key)
    guard case .number(let value) = node.value else {
      throw object.wrong(key, node, "a number of \(unit)")
    }
    return value
  }
}
