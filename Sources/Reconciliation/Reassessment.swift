import Cadastre
public import Export
import Findings
import Formats
import Foundation
import Matching
public import Revenue
import Workers

/// Money of a finished run under another policy: nothing is matched again and no input is needed.
public enum Reassessment {
  private static let remark = Note(
    russian:
      "Деньги пересчитаны после сверки по другой политике; сопоставление и признаки прежние.",
    english:
      "Money was assessed again under another policy; links and findings are those of the run."
  )

  /// Assesses the run in `folder` under the policy in a file and publishes the whole run anew.
  ///
  /// - Parameters:
  ///   - folder: A finished run.
  ///   - policyPath: The policy.
  ///   - out: Where to; nil puts the new run in place of the old one.
  ///   - language: Language of labels and reports; nil keeps that of the run.
  ///   - inspections: How many inspections there may be; nil keeps the budget of the run.
  ///   - threads: How many threads share the writing.
  ///   - progress: Where to tell how far it is.
  /// - Returns: The summary of the run.
  /// - Throws: ``JobFailure``; then nothing is left at the target that was not there before.
  public static func assess(
    run folder: String,
    policyPath: String,
    out: String? = nil,
    language: Language? = nil,
    inspections: Int? = nil,
    threads: Int = 1,
    progress: ProgressSink = .silent
  ) throws(JobFailure) -> RunSummary {
    try assess(
      run: folder,
      policyPath: policyPath,
      out: out,
      language: language,
      inspections: inspections,
      threads: threads,
      progress: progress,
      data: DataFolder.locate()
    )
  }

  static func assess(
    run folder: String,
    policyPath: String,
    policyName: String? = nil,
    out: String? = nil,
    language: Language? = nil,
    inspections: Int? = nil,
    threads: Int = 1,
    progress: ProgressSink = .silent,
    data: DataFolder
  ) throws(JobFailure) -> RunSummary {
    // Before the policy is looked at: a folder that is no run is what went wrong first.
    _ = try RunRecord.read(folder)
    let policy = try RunSettings.soundPolicy(policyPath, data)
    let classifier = try RunSettings.classifier(data)
    let target = out ?? folder
    return try Publisher.publish(to: target) { (staging) throws(JobFailure) in
      var times: [StageTime] = []
      var contents = try progress.run(.read, times: &times, items: { $0.findings.count }) {
        () throws(JobFailure) in try RunReader.read(folder)
      }
      contents.language = language ?? contents.language
      let assessor = RevenueAssessor(
        register: contents.register,
        survey: contents.survey,
        policy: policy,
        classifier: classifier,
        inEnglish: contents.language == .en
      )
      let revenue = try progress.run(.assess, times: &times, items: { $0.lines.count }) {
        () throws(JobFailure) in try assessor.balanced(contents.findings)
      }
      if let inspections { contents.set(RunReader.inspectionBudget, "\(inspections)") }
      contents.take(revenue, of: assessor)
      PolicyNotes.replace(in: &contents.notes, policy, registerDate: contents.register.date)
      if !contents.notes.contains(remark) { contents.notes.append(remark) }
      try contents.name(policy, file: policyPath, as: policyName ?? policyPath)
      let elapsed = times
      _ = try progress.run(.write, times: &times, items: { _ in contents.findings.count }) {
        () throws(JobFailure) in
        let former = FormerRun(
          folder: URL(filePath: folder, directoryHint: .isDirectory),
          isReplaced: out == nil
        )
        try write(contents, to: staging, from: former, data: data, threads: threads, times: elapsed)
      }
      return RunSummary(contents, times: times, folder: target)
    }
  }

  private static func write(
    _ contents: RunContents,
    to staging: String,
    from former: FormerRun,
    data: DataFolder,
    threads: Int,
    times: [StageTime]
  ) throws(JobFailure) {
    let assets = RunSettings.assets(data)
    do throws(ExportError) {
      try Exporter.write(
        contents,
        to: URL(filePath: staging, directoryHint: .isDirectory),
        assets: assets,
        programVersion: ProgramVersion.current,
        timings: times.map { ($0.stage.rawValue, $0.seconds) },
        former: former,
        workers: Workers(count: threads)
      )
    } catch {
      throw .output(error.words)
    }
  }
}

/// Looks at a policy before it is used.
public enum PolicyInspection {
  /// Reads a policy with all it extends and says what is wrong with it.
  ///
  /// - Returns: The policy, and its problems in the order of the file.
  /// - Throws: ``JobFailure/usage(_:)`` for one that cannot be read.
  public static func inspect(
    _ path: String
  ) throws(JobFailure) -> (policy: Policy, problems: [PolicyProblem]) {
    try inspect(path, DataFolder.locate())
  }

  static func inspect(
    _ path: String,
    _ data: DataFolder
  ) throws(JobFailure) -> (policy: Policy, problems: [PolicyProblem]) {
    let policy = try RunSettings.policy(path, data)
    let classes = try RunSettings.classifier(data).classes
    return (policy, PolicyCheck.problems(of: policy, classes: classes))
  }
}

extension RevenueAssessor {
  /// What `findings` are worth; an error where a square metre would be charged twice or not at all.
  func balanced(_ findings: [Finding]) throws(JobFailure) -> RevenueAssessment {
    let assessment = assess(findings)
    guard assessment.ledger.addsUp else {
      throw .input(
        "the ledger of areas does not add up: parts and whole differ by "
          + "\(assessment.ledger.discrepancy) m²"
      )
    }
    return assessment
  }
}

extension RunContents {
  /// Takes what the findings are worth.
  mutating func take(_ assessment: RevenueAssessment, of assessor: RevenueAssessor) {
    revenue = assessment.lines
    totals = assessment.totals
    assumptions = assessment.assumptions
    withoutMoney = assessment.withoutMoney
    ledger = assessment.ledger
    let budget = parameters.first { $0.name == RunReader.inspectionBudget }?.value
    inspections = InspectionPlan(
      findings: findings,
      lines: revenue,
      costs: assessor.policy.inspections,
      budget: budget.flatMap { Int($0) },
      seed: RunContents.lotSeed(municipality, survey)
    )
    fairness = assessor.fairness(
      findings,
      revenue,
      surveyedAreas: RunContents.surveyedAreas(links)
    )
  }

  /// Area on the ground of the parcels that have one counterpart.
  static func surveyedAreas(_ links: [Link]) -> [Int: Double] {
    Dictionary(
      links.filter { $0.layer == .parcels && $0.relation == .oneToOne }
        .map { ($0.register, $0.surveyArea) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What names the lot of the random tenth: another survey draws anew, another policy does not.
  static func lotSeed(_ municipality: String, _ survey: Survey) -> String {
    "\(municipality) \(survey.date ?? "")"
  }

  /// Puts a parameter in the place of the one of its name.
  mutating func set(_ name: String, _ value: String) {
    parameters.removeAll { $0.name == name }
    parameters.append((name, value))
    parameters.sort { $0.name < $1.name }
  }

  /// Puts another policy in place of the one the run was done with.
  fileprivate mutating func name(
    _ policy: Policy,
    file: String,
    as name: String
  ) throws(JobFailure) {
    let former = parameters.first { $0.name == RunReader.policyFile }?.value ?? ""
    inputs.removeAll { $0.path == former || $0.path == name }
    do throws(FormatError) {
      let hash = try SHA256.ofFile(at: file)
      inputs.append(InputFile(path: name, bytes: hash.bytes, sha256: hash.hex))
    } catch {
      throw JobFailure(error)
    }
    inputs.sort { $0.path < $1.path }
    set("policy", policy.id)
    set(RunReader.policyFile, name)
  }
}
