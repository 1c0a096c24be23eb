import Formats
import Foundation

// pipeline-bench make N SEED FOLDER      writes a.gpkg and b.gpkg

/// Ends the program with a message.
func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("pipeline-bench: \(message)\n".utf8))
  exit(2)
}

let words = CommandLine.arguments.dropFirst()
guard words.count == 4, words[1] == "make", let count = Int(words[2]), let seed = UInt64(words[3])
else { fail("usage: pipeline-bench make N SEED FOLDER") }
let folder = words[4]
do {
  try ParcelLayers(count: count, seed: seed)
    .write(first: "\(folder)/a.gpkg", second: "\(folder)/b.gpkg")
} catch {
  fail("\(error)")
}
