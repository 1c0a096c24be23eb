import Alignment
import Cadastre
import Export
import Findings
import Formats
import Foundation
import Intake
import Matching
import Projection
import Revenue
import Workers

/// The pipeline: read and intake → align → match → examine → assess → write.
///
/// Values in, values out; no stage changes another's output, and parallelism inside a stage cannot be seen in
/// the result.
struct Reconcile {
  let file: JobFile
  let options: RunOptions
  let settings: RunSettings
  /// Decisions of the run that gives way to this one.
  var former = FormerDecisions()

  /// Runs the whole job and writes its files into `staging`.
  func run(into staging: String, named out: String) throws(JobFailure) -> RunSummary {
    let workers = Workers(count: options.threads)
    let progress = options.progress
    var times: [StageTime] = []

    let intake = try progress.run(.intake, times: &times, items: { $0.records }) {
      () throws(JobFailure) in
      let read = try Inputs.read(
        file,
        settings,
        workers,
        acceptsHypotheses: options.acceptsHypotheses
      )
      if let refusal = RejectedLayers.refusal(read) { throw .input(refusal) }
      return read
    }
    let register = intake.register
    let survey = intake.survey
    let accuracy = RegisterAccuracy(
      register,
      rules: settings.rules,
      classifier: settings.classifier
    )
    let alignment = try progress.run(.align, times: &times, items: { $0.shifts.count }) {
      () throws(JobFailure) in
      Alignment.estimate(
        register: register,
        survey: survey,
        accuracy: accuracy,
        coincidence: settings.rules.coincidence.value,
        workers: workers
      )
    }
    let matching = try progress.run(.match, times: &times, items: { $0.links.count }) {
      () throws(JobFailure) in
      Matching.match(
        register: register,
        survey: survey,
        alignment: alignment,
        rules: settings.rules,
        accuracy: accuracy,
        weights: settings.linkWeights,
        workers: workers
      )
    }
    let examined = try progress.run(.examine, times: &times, items: { $0.findings.count }) {
      () throws(JobFailure) in
      Examination.examine(
        register: register,
        survey: survey,
        alignment: alignment,
        matching: matching,
        rules: settings.rules,
        accuracy: accuracy,
        classifier: settings.classifier,
        repairs: intake.repairs,
        rejects: intake.rejects,
        suspects: intake.suspects,
        workers: workers
      )
    }
    let findings = examined.findings
    let assessor = RevenueAssessor(
      register: register,
      survey: survey,
      policy: settings.policy,
      classifier: settings.classifier,
      inEnglish: options.language == .en
    )
    let revenue = try progress.run(.assess, times: &times, items: { $0.lines.count }) {
      () throws(JobFailure) in try assessor.balanced(findings)
    }
    let sheet = BalanceSheet(intake, alignment, matching.links)
    let parts = sheet.parts()
    let balance = sheet.rows(parts)
    if let row = balance.first(where: { !$0.addsUp }) {
      throw .input("the balance of \(row.layer) does not add up: \(row)")
    }
    var contents = RunContents(
      municipality: file.job.municipality,
      workingCRS: intake.workingCRS,
      register: register,
      survey: survey,
      shifts: alignment.shifts,
      links: matching.links,
      findings: findings,
      within: examined.within,
      revenue: revenue.lines,
      totals: revenue.totals,
      assumptions: revenue.assumptions,
      withoutMoney: revenue.withoutMoney,
      inspections: InspectionPlan(
        findings: findings,
        lines: revenue.lines,
        costs: settings.policy.inspections,
        budget: options.inspections ?? file.job.inspections,
        seed: RunContents.lotSeed(file.job.municipality, survey)
      ),
      fairness: assessor.fairness(
        findings,
        revenue.lines,
        surveyedAreas: RunContents.surveyedAreas(matching.links)
      ),
      balance: balance,
      rejects: intake.rejects,
      inputs: try Inputs.hashes(intake, file, settings),
      parameters: parameters(intake, matching.grouping),
      notes: intake.notes,
      language: options.language
    )
    contents.warnings = AbsentLayers.warnings(intake) + RejectedLayers.warnings(intake)
    contents.notes += PolicyNotes.notes(
      settings.policy,
      isNamed: file.job.policy != nil,
      registerDate: intake.register.date
    )
    contents.ledger = revenue.ledger
    contents.parts = parts
    contents.sources = intake.sources.map(SourcePlacement.init)
    if let decisions = file.job.decisions {
      let sheet = try DecisionSheet.read(file.absolute(decisions), known: Set(findings.map(\.id)))
      contents.decisions = sheet.decisions
      contents.notes += sheet.notes(from: decisions)
    }
    let (kept, lost) = former.divided(Set(findings.map(\.id)))
    let inJob = Set(contents.decisions.map(\.finding))
    contents.decisions += kept.filter { !inJob.contains($0.finding) }
    contents.decisions.sort { $0.finding < $1.finding }
    let elapsed = times
    _ = try progress.run(.write, times: &times, items: { _ in findings.count }) {
      () throws(JobFailure) in try write(contents, to: staging, times: elapsed, workers: workers)
    }
    if !lost.isEmpty {
      let table = DecisionExport.table(lost)
      try PublishedFile.write(to: "\(staging)/\(FormerDecisions.lostTable)") {
        (write) throws(JobFailure) in try write(table)
      }
    }
    var summary = RunSummary(contents, times: times, folder: out)
    summary.notes += FormerDecisions.notes(kept: kept.count, lost: lost.count)
    return summary
  }

  private func write(
    _ contents: RunContents,
    to staging: String,
    times: [StageTime],
    workers: Workers
  ) throws(JobFailure) {
    do throws(ExportError) {
      try Exporter.write(
        contents,
        to: URL(filePath: staging, directoryHint: .isDirectory),
        assets: settings.assets,
        programVersion: ProgramVersion.current,
        timings: times.map { ($0.stage.rawValue, $0.seconds) },
        workers: workers
      )
    } catch {
      throw .output(error.words)
    }
  }

  /// What a reader needs to repeat the run; nothing of the machine or of how many threads worked.
  private func parameters(
    _ intake: IntakeResult,
    _ grouping: GroupingReport
  ) -> [(name: String, value: String)] {
    let survey = intake.survey
    let coverage =
      switch survey.coverage {
      case .everywhere: "everywhere"
      case .area: "area"
      case .quarters(let numbers): "quarters with records: \(numbers.count)"
      }
    let always = [
      ("coverage", coverage),
      (Verification.jobFile, URL(filePath: file.path).lastPathComponent),
      (RunReader.hypotheses, options.acceptsHypotheses ? "accepted" : "reported"),
      (RunReader.inspectionBudget, RunReader.text(options.inspections ?? file.job.inspections)),
      ("grouping_gap", "\(grouping.largestGap)"),
      ("groups_n_m", "\(grouping.regroupings)"),
      ("groups_n_m_proven", "\(grouping.proven)"),
      ("link_weights", settings.linkWeights.id),
      ("policy", settings.policy.id),
      (RunReader.policyFile, file.job.policy ?? ""),
      ("register_date", intake.register.date ?? ""), ("rules", settings.rules.id),
      ("survey_accuracy_m", "\(survey.accuracy)"), ("survey_date", survey.date ?? ""),
      ("survey_outline", survey.outline.rawValue),
      ("tolerance_area", settings.rules.areaRule),
      ("tolerance_coincidence", "\(settings.rules.coincidence.value)"),
    ]
    let map = [
      (BaseMap.addressName, file.job.map.base), (BaseMap.attributionName, file.job.map.attribution),
    ]
    return (always + map.compactMap { name, value in value.map { (name, $0) } })
      .sorted { $0.0 < $1.0 }
  }

}
