public import Cadastre
public import Geometry
public import Projection

/// What was read: the two sides of the reconciliation, and every record that did not get into them.
public struct IntakeResult: Sendable {
  /// The books.
  public var register: Register
  /// The ground.
  public var survey: Survey
  /// The plane all shapes are in.
  public var workingCRS: ReferenceSystem
  /// For each balance layer, in the order of INTERFACE §4: how many records were read and rejected.
  ///
  /// `register constructions` is there only when some were read. What was read and not rejected is in
  /// the layers of `register` and `survey`.
  public var counts: [LayerCount]
  /// The records kept out, sorted by layer, key and origin.
  public var rejects: [Reject]
  /// Those of the rejects whose coordinates are in another system than stated, with the distance.
  public var suspects: [SuspectRecord]
  /// Shapes mended on the way, sorted by layer and key.
  public var repairs: [Repair]
  /// Remarks a person should read.
  public var notes: [Note]
  /// The files read as the job gives them, globs expanded, sorted by bytes, each once.
  public var inputs: [String]
  /// The labels of coordinate systems (`sk_id`) that records carry, sorted.
  public var labels: [LabelCount]
  /// What each layer of each file gave, in the order of the request.
  public var sources: [SourceSummary]
}

/// The input half of one row of the balance.
public struct LayerCount: Sendable, Equatable {
  /// The balance layer, such as `register parcels`.
  public var layer: String
  /// Records in the files.
  public var read: Int
  /// Of them, kept out.
  public var rejected: Int

  /// Makes a count.
  public init(layer: String, read: Int, rejected: Int) {
    self.layer = layer
    self.read = read
    self.rejected = rejected
  }
}

/// How many records carry one label of a coordinate system.
public struct LabelCount: Sendable, Equatable {
  /// The label as recorded.
  public var label: String
  /// Records.
  public var records: Int
}

/// What one layer of one file gave.
public struct SourceSummary: Sendable, Equatable {
  /// The file as the job gives it; an archive member follows a `!`.
  public var path: String
  /// The layer in the file.
  public var layer: String
  /// The balance layer it feeds.
  public var feeds: String
  /// What the file was taken for, such as `GeoPackage` or `ЕГРН KPT`.
  public var format: String
  /// The encoding its text was read in; nil where the format leaves no choice.
  public var encoding: String?
  /// The date the document was formed, ISO 8601, when it says.
  public var date: String?
  /// Records in it, decoded or not.
  public var read: Int
  /// Of the decoded ones, those with a geometry.
  public var withGeometry: Int
  /// Records kept out, by the code of the reason.
  public var rejected: [String: Int]
  /// What was taken for its coordinate system: a name, or the label with the working system behind it.
  public var crs: String
  /// What brought its coordinates into the working CRS; nothing when they were taken as they are.
  public var operations: [CoordinateOperation]
  /// The labels of coordinate systems its records carry, sorted.
  public var labels: [LabelCount]
  /// The box of its shapes in the working CRS, as placed and before any was kept out; empty without shapes.
  public var extent: Envelope
}

/// A way from one coordinate system to another, as PROJ chose it.
public struct CoordinateOperation: Sendable, Equatable {
  /// What it is, in PROJ's words, such as `Inverse of CS63 zone X5 + Pulkovo 1942 to WGS 84 (20)`.
  public var name: String
  /// How far a result may be off, m, as PROJ states it; nil when it does not know.
  public var accuracy: Double?
}
