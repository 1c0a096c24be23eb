// swift-tools-version: 6.2
import PackageDescription

// The map of the system, in dependency order: an arrow never points back (Tools/check-layers).

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: dependencies + ["TestSupport"],
    swiftSettings: strict
  )
}

let package = Package(
  name: "mezha",
  products: [.executable(name: "mezha", targets: ["mezha"])],
  targets: [
    // 0 · C libraries: header, link line, nothing else
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    // 1 · planar shapes in metres, exact area of intersection, distances, similarity transforms
    library("Geometry"),
    // 1 · the same work on one thread or many, results in the same order
    library("Workers"),
    // 1 · what must be gone when the program ends, however it ends
    library("Scratch"),

    // 2 · packed Hilbert R-tree over boxes: build, search, nearest, join
    library("SpatialIndex", ["Geometry"]),
    // 2 · overlay, validity, repair: the only door to GEOS
    library("Topology", ["Geometry", "CGEOS"]),
    // 2 · what a coordinate system is and how to leave it: the only door to PROJ
    library("Projection", ["Geometry", "CPROJ"]),
    // 2 · connection, statement, transaction: the only door to SQLite
    library("SQLiteStore", ["CSQLite"]),

    // 3 · bytes to columns of features and back; knows nothing of land
    library("Formats", ["Geometry", "SQLiteStore", "Workers", "Scratch"]),
    // 4 · the domain: parcels, buildings, quarters, accuracy rules; pure values
    library("Cadastre", ["Geometry"]),
    // 5 · feature to parcel: fields, reprojection, repair, quarantine, the input half of the balance
    library(
      "Intake",
      ["Formats", "Projection", "Topology", "Cadastre", "Geometry", "SpatialIndex", "Workers"]
    ),
    // 6 · the displacement of each quarter, with its error and significance
    library("Alignment", ["Cadastre", "SpatialIndex", "Geometry", "Workers"]),
    // 6 · which recorded thing is which surveyed thing
    library(
      "Matching",
      ["Alignment", "Cadastre", "SpatialIndex", "Topology", "Geometry", "Workers"]
    ),
    // 7 · what is wrong, how much, where, how sure: one file a kind
    library(
      "Findings",
      ["Matching", "Alignment", "Cadastre", "SpatialIndex", "Topology", "Geometry", "Workers"]
    ),
    // 8 · what it is worth, by channel, in exact kopecks
    library("Revenue", ["Findings", "Cadastre", "Formats", "Geometry"]),
    // 9 · layers, GeoPackage, tables, map, report, manifest
    library(
      "Export",
      [
        "Revenue", "Findings", "Matching", "Alignment", "Cadastre", "Formats", "Projection",
        "Topology", "Geometry", "Workers",
      ]
    ),
    // 9 · a made-up town and the truth about it; the engine cannot see it
    library("Synth", ["Cadastre", "Formats", "Geometry", "Workers"]),
    // 10 · the job, the pipeline in one file, publishing by rename
    library(
      "Reconciliation",
      [
        "Export", "Revenue", "Findings", "Matching", "Alignment", "Intake", "Cadastre", "Formats",
        "Projection", "Topology", "SpatialIndex", "Geometry", "Workers", "Scratch",
      ]
    ),
    // 11 · flags, wording, exit status, the terminal
    .executableTarget(
      name: "mezha",
      dependencies: [
        "Reconciliation", "Export", "Revenue", "Findings", "Cadastre", "Formats", "Synth",
        "Geometry", "Workers",
      ],
      swiftSettings: strict
    ),

    // benchmarks stand above everything; Benchmarks/run calls them
    .executableTarget(
      name: "pipeline-bench",
      dependencies: ["Reconciliation", "Formats", "Geometry"],
      path: "Benchmarks/Pipeline",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "kernels-bench",
      dependencies: ["Topology", "SpatialIndex", "Geometry"],
      path: "Benchmarks/Kernels",
      swiftSettings: strict
    ),

    // tests mirror the targets
    .target(
      name: "TestSupport",
      dependencies: ["Cadastre", "Geometry"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    tests("Geometry", ["Geometry", "Topology"]),
    tests("Workers", ["Workers"]),
    tests("Scratch", ["Scratch"]),
    tests("SpatialIndex", ["SpatialIndex", "Geometry"]),
    tests("Topology", ["Topology", "Geometry"]),
    tests("Projection", ["Projection", "Geometry"]),
    tests("SQLiteStore", ["SQLiteStore"]),
    tests("Formats", ["Formats", "SQLiteStore", "Geometry", "Workers"]),
    tests("Cadastre", ["Cadastre", "Geometry"]),
    tests(
      "Intake",
      ["Intake", "Formats", "Projection", "Topology", "Cadastre", "Geometry", "Workers"]
    ),
    tests("Alignment", ["Alignment", "Cadastre", "Geometry", "Workers"]),
    tests("Matching", ["Matching", "Alignment", "Cadastre", "Topology", "Geometry", "Workers"]),
    tests(
      "Findings",
      ["Findings", "Matching", "Alignment", "Cadastre", "Topology", "Geometry", "Workers"]
    ),
    tests("Revenue", ["Revenue", "Findings", "Cadastre", "Geometry"]),
    tests(
      "Export",
      [
        "Export", "Revenue", "Findings", "Matching", "Alignment", "Cadastre", "Formats",
        "Projection", "Topology", "SQLiteStore", "Geometry", "Workers",
      ]
    ),
    tests("Synth", ["Synth", "Formats", "Cadastre", "Geometry", "Workers"]),
    tests(
      "Reconciliation",
      [
        "Reconciliation", "Export", "Revenue", "Findings", "Matching", "Alignment", "Intake",
        "Cadastre", "Formats", "SQLiteStore", "Synth", "Projection", "Topology", "Geometry",
        "Workers",
      ]
    ),
    tests("mezha", ["mezha", "Reconciliation", "Export", "Revenue", "Findings", "Cadastre"]),
  ],
  swiftLanguageModes: [.v6]
)

// Tools/fuzz/run builds this one, with libFuzzer's main in place of its own.
if Context.environment["MEZHA_FUZZ_BUILD"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz-readers",
      dependencies: ["Formats", "Geometry"],
      path: "Tools/fuzz",
      exclude: ["run", "make-seeds", "README.md", "found"],
      swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]
    )
  )
}
