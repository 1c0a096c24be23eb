/// Help in its three dresses, all cut from the tables of commands and options.
enum HelpText {
  /// The page of the program.
  static func program(_ level: Arguments.Help) -> String {
    var text = """
      Mezha reconciles the property register with a survey of the ground.

      Usage: mezha COMMAND [options]

      Commands:

      """
    let width = Command.all.map(\.name.count).max() ?? 0
    for command in Command.all {
      text += "  \(command.name.padded(to: width))  \(command.brief)\n"
    }
    text += "\nOptions of every command:\n" + options(Flag.common, level)
    if level == .long {
      text += "\nExit status:\n"
      for status in ExitStatus.all {
        text += "  \("\(status.rawValue)".padded(to: 3))  \(plain(status.meaning))\n"
      }
      text += """

        stdout carries the product, stderr the talk. On any status but 0 and 1 nothing half-written
        is left behind.

        """
    }
    return text + "\nmezha COMMAND --help tells more about a command.\n"
  }

  /// The page of one command.
  static func command(_ command: Command, _ level: Arguments.Help) -> String {
    var text = "\(command.brief)\n\nUsage: \(command.usage) [options]\n"
    if level == .long {
      text += "\n\(command.detail)\n"
    }
    if !command.flags.isEmpty { text += "\nOptions:\n" + options(command.flags, level) }
    text += "\nOptions of every command:\n" + options(Flag.common, level)
    if level == .long, !command.examples.isEmpty {
      text += "\nExamples:\n" + command.examples.map { "  \($0)\n" }.joined()
    }
    return text
  }

  /// The section of README between its two marks.
  static func markdown() -> String {
    var text = "| command | does |\n|---|---|\n"
    for command in Command.all { text += "| `\(command.usage)` | \(command.brief) |\n" }
    text += "\n| option | meaning |\n|---|---|\n"
    let own = Command.all.flatMap(\.flags)
    var seen: Set<String> = []
    for flag in own + Flag.common where seen.insert("\(flag.name) \(flag.value)").inserted {
      let users = Command.all.filter { $0.flags.contains(flag) }.map { "`\($0.name)`" }
      let scope = users.isEmpty ? "" : " (\(users.joined(separator: ", ")))"
      let value = flag.value.placeholder.map { " " + $0.replacing("|", with: "\\|") } ?? ""
      text += "| `\(flag.spelling)\(value)` | \(flag.brief)\(scope) |\n"
    }
    text += "\n| exit status | meaning |\n|---|---|\n"
    for status in ExitStatus.all { text += "| \(status.rawValue) | \(status.meaning) |\n" }
    return text
  }

  private static func options(_ flags: [Flag], _ level: Arguments.Help) -> String {
    let spellings = flags.map { flag in
      let short = flag.short.map { "-\($0), " } ?? "    "
      return "\(short)\(flag.spelling)" + (flag.value.placeholder.map { " \($0)" } ?? "")
    }
    let width = spellings.map(\.count).max() ?? 0
    var text = ""
    for (flag, spelling) in zip(flags, spellings) {
      text += "  \(spelling.padded(to: width))  \(flag.brief)\n"
      if level == .long, let detail = flag.detail {
        text += "  \("".padded(to: width))  \(detail)\n"
      }
    }
    return text
  }

  private static func plain(_ markdown: String) -> String { markdown.filter { $0 != "`" } }
}
