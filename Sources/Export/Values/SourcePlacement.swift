/// How the coordinates of one layer of one file came into the working CRS.
public struct SourcePlacement: Sendable, Equatable {
  /// One operation of PROJ.
  public struct Operation: Sendable, Equatable {
    /// What it is, in PROJ's words.
    public var name: String
    /// How far a result may be off, m, as PROJ states it; nil when it does not know.
    public var accuracy: Double?

    /// Makes an operation.
    public init(name: String, accuracy: Double?) {
      self.name = name
      self.accuracy = accuracy
    }
  }

  /// The file as the job gives it; an archive member follows a `!`.
  public var path: String
  /// The layer in the file.
  public var layer: String
  /// The balance layer it feeds.
  public var feeds: String
  /// What was taken for its coordinate system.
  public var crs: String
  /// What moved them; nothing when they were taken as they are.
  public var operations: [Operation]

  /// Makes a placement.
  public init(
    path: String,
    layer: String,
    feeds: String,
    crs: String,
    operations: [Operation] = []
  ) {
    self.path = path
    self.layer = layer
    self.feeds = feeds
    self.crs = crs
    self.operations = operations
  }
}

extension SourcePlacement {
  /// For `run.json`; the accuracy is in metres, null where PROJ knows none.
  var json: JSON {
    .object([
      ("path", .string(path)), ("layer", .string(layer)), ("feeds", .string(feeds)),
      ("crs", .string(crs)),
      (
        "operations",
        .array(
          operations.map {
            .object([
              ("name", .string($0.name)),
              ("accuracy_m", $0.accuracy.map { .fixed($0, 3) } ?? .null),
            ])
          }
        )
      ),
    ])
  }
}
