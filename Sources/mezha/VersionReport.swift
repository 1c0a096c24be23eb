import Reconciliation

/// What `--version` says.
enum VersionReport {
  static func text(asJSON: Bool) throws(JobFailure) -> String {
    asJSON
      ? try JSONOutput.text(["mezha": ProgramVersion.current])
      : "mezha \(ProgramVersion.current)\n"
  }
}
