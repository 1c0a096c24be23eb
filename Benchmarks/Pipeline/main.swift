import Formats
import Foundation
import Reconciliation

// pipeline-bench make N SEED FOLDER             writes a.gpkg and b.gpkg
// pipeline-bench phases FOLDER THREADS ROUNDS   times the phases of `mezha pairs` on them, medians

/// Ends the program with a message.
func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("pipeline-bench: \(message)\n".utf8))
  exit(2)
}

/// Seconds of the wall and of all threads' work.
struct Moment {
  var wall = Date().timeIntervalSinceReferenceDate
  var cpu = Double(clock()) / Double(CLOCKS_PER_SEC)
}

func make(_ count: Int, seed: UInt64, folder: String) throws(FormatError) {
  try ParcelLayers(count: count, seed: seed)
    .write(first: "\(folder)/a.gpkg", second: "\(folder)/b.gpkg")
}

/// Prints a line a phase: wall and CPU seconds, and bytes a second of the two files or of the table.
func phases(_ folder: String, threads: Int, rounds: Int) throws(JobFailure) {
  let files = ["\(folder)/a.gpkg", "\(folder)/b.gpkg"]
  let output = "\(folder)/phases.csv"
  var walls: [PairRun.Phase: [Double]] = [:]
  var works: [PairRun.Phase: [Double]] = [:]
  for _ in 0..<rounds {
    var last = Moment()
    _ = try PublishedFile.write(to: output) { (write) throws(JobFailure) in
      try PairRun.run(
        files.map { PairRun.Source($0) { _ in true } },
        threads: threads,
        ended: { phase in
          let now = Moment()
          walls[phase, default: []].append(now.wall - last.wall)
          works[phase, default: []].append(now.cpu - last.cpu)
          last = now
        },
        talk: { _ in },
        write: write
      )
    }
  }
  func size(_ path: String) -> Double {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return Double(attributes?[.size] as? UInt64 ?? 0)
  }
  for phase in PairRun.Phase.allCases {
    guard let wall = walls[phase]?.sorted()[rounds / 2],
      let cpu = works[phase]?.sorted()[rounds / 2]
    else { continue }
    let bytes =
      switch phase {
      case .read: files.map(size).reduce(0, +)
      case .write: size(output)
      case .mend, .overlay: 0.0
      }
    let rate =
      bytes > 0 ? String(format: "   %6.0f MB, %5.0f MB/s", bytes / 1e6, bytes / 1e6 / wall) : ""
    let name = phase.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
    print(name + String(format: "%8.3f s wall %8.3f s CPU", wall, cpu) + rate)
  }
}

let words = Array(CommandLine.arguments.dropFirst())
guard words.count == 4 else {
  fail("usage: pipeline-bench make N SEED FOLDER | phases FOLDER THREADS ROUNDS")
}
do {
  if words[0] == "make", let count = Int(words[1]), let seed = UInt64(words[2]) {
    try make(count, seed: seed, folder: words[3])
  } else if words[0] == "phases", let threads = Int(words[2]), let rounds = Int(words[3]),
    rounds > 0
  {
    try phases(words[1], threads: threads, rounds: rounds)
  } else {
    fail("numbers, please")
  }
} catch {
  fail("\(error)")
}
