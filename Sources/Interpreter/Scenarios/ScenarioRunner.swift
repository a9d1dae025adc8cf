internal import Account
public import CommandLanguage
internal import Recipients

/// Runs scenarios: each on a new account in memory, after its file's set-up, so that none sees what another one did.
public struct ScenarioRunner {
    private let settings: Interpreter.Settings
    private let keepsOutputs: Bool
    private let makeSink: () -> any ScenarioSink

    /// - Parameters:
    ///   - settings: How statements run. They cannot read standard input: each scenario would find something different
    ///     there.
    ///   - keepsOutputs: Whether outcomes are for `OutputUpdates`: what `expect output` prints is kept, and not
    ///     compared.
    ///   - makeSink: Creates a sink for the output of one scenario.
    public init(
        _ settings: Interpreter.Settings,
        keepsOutputs: Bool = false,
        makeSink: @escaping () -> any ScenarioSink
    ) {
        var settings = settings
        settings.keepsGoing = false
        settings.readStandardInput = { () throws(Failure) in
            throw ScriptProblem.noStandardInput.failure
        }
        self.settings = settings
        self.keepsOutputs = keepsOutputs
        self.makeSink = makeSink
    }

    /// The same file, with values for titles that are not literals. They may use what the set-up sets, so that it runs
    /// once for them; where it fails, or a title has no value, the scenario will fail too, and the title stays as it is
    /// written.
    public func titled(_ file: ScenarioFile) -> ScenarioFile {
        guard file.needsTitles, let interpreter = try? interpreter(makeSink(), scratchSettings) else { return file }
        guard (try? setUp(file, interpreter)) != nil else { return file }
        return file.titled { (try? interpreter.title(of: $0)) ?? nil }
    }

    /// Why the scenarios of a file without any of its own would not run: its set-up includes them by the value of a
    /// variable. Nil if it has none, or others that report this.
    public func problem(with file: ScenarioFile) -> Diagnostic? {
        guard file.scenarios.isEmpty, file.includesByValue,
            let interpreter = try? interpreter(makeSink(), scratchSettings)
        else { return nil }
        do throws(Diagnostic) {
            try setUp(file, interpreter)
            return nil
        } catch {
            return interpreter.hasUnlistedScenario ? error : nil
        }
    }

    /// Runs one scenario of a file.
    ///
    /// - Throws: That the user has asked to stop; whatever else goes wrong is the scenario's outcome.
    public func run(_ scenario: Scenario, of file: ScenarioFile) throws(InterruptedScenario) -> ScenarioOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        var outputs: (setUp: [PrintedOutput], body: [PrintedOutput]) = ([], [])
        let ending = ending(of: scenario, in: file) { output, isInSetUp in
            if isInSetUp { outputs.setUp.append(output) } else { outputs.body.append(output) }
        }
        let outcome = ScenarioOutcome(scenario, ending, duration: clock.now - start, outputs: outputs)
        if let failing = outcome.failing, failing.diagnostic.code == .cancelled, settings.isCancelled() {
            throw InterruptedScenario(error: failing.diagnostic, outcome: outcome)
        }
        return outcome
    }

    private func ending(
        of scenario: Scenario,
        in file: ScenarioFile,
        keep: @escaping (PrintedOutput, _ isInSetUp: Bool) -> Void
    ) -> ScenarioOutcome.Ending {
        let sink = makeSink()
        var settings = scratchSettings
        var isInSetUp = true
        if keepsOutputs { settings.keepOutput = { keep($0, isInSetUp) } }
        do throws(Diagnostic) {
            let interpreter = try interpreter(sink, settings)
            try setUp(file, interpreter)
            isInSetUp = false
            _ = sink.takeText()
            _ = try interpreter.title(of: scenario)
            try interpreter.run(scenario)
            return interpreter.scenario?.skipped.map(ScenarioOutcome.Ending.skipped) ?? .passed
        } catch {
            return .failed(ScenarioOutcome.Failing(error, isInSetUp: isInSetUp, printed: sink.takeText().excerpt))
        }
    }

    /// The settings for a scenario: files that it writes are kept in memory, whatever has their names on the disk.
    private var scratchSettings: Interpreter.Settings {
        var scratch = settings
        scratch.files.relative = OverlayFiles(over: ReadableFiles(settings.files.relative))
        return scratch
    }

    /// An interpreter on a new account in memory.
    private func interpreter(
        _ sink: any ResultSink,
        _ settings: Interpreter.Settings
    ) throws(Diagnostic) -> Interpreter {
        Interpreter(try Self.newAccount(), sink: sink, settings: settings)
    }

    private func setUp(_ file: ScenarioFile, _ interpreter: Interpreter) throws(Diagnostic) {
        interpreter.listedScripts = Set(file.scripts.compactMap(\.source.identity))
        defer { interpreter.listedScripts = nil }
        try interpreter.run(file.script, folder: ScriptPath.folder(of: file.name))
    }

    /// The user in the logs of scenarios: the same everywhere, so that output does not vary.
    private static let user = "scenario"

    private static func newAccount() throws(Diagnostic) -> Account {
        do {
            let account = try Account.open(StoreLocation(.memory))
            account.user = Self.user
            return account
        } catch {
            throw Diagnostic(error)
        }
    }
}

/// That the user has asked to stop while a scenario was running.
public struct InterruptedScenario: Error {
    /// The interruption.
    public let error: Diagnostic
    /// The scenario, as failed by the interruption, with what it had printed.
    public let outcome: ScenarioOutcome
}

extension Interpreter {
    /// The value of a scenario's title; nil if it is a literal.
    fileprivate func title(of scenario: Scenario) throws(Diagnostic) -> String? {
        guard let title = scenario.writtenTitle else { return nil }
        return try within(scenario) { () throws(Diagnostic) in
            let text = try step(evaluator.text(of: title, .part(.title)))
            guard !text.trimmed.isEmpty else { throw problem(Failure.emptyTitle, at: title.range) }
            return text
        }
    }

    /// Runs a scenario of the script that ran last, or of one that it included. A `quit` in the set-up ended only the
    /// set-up.
    fileprivate func run(_ scenario: Scenario) throws(Diagnostic) {
        hasQuit = false
        self.scenario = RunningScenario()
        try within(scenario) { () throws(Diagnostic) in try run(scenario.body) }
    }

    /// Runs a call as a part of the script that contains a scenario.
    private func within<Result>(
        _ scenario: Scenario,
        _ call: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let outer = frame
        defer { frame = outer }
        if let script = scenario.includedScript { frame = frame(of: script, at: script.source.name ?? "") }
        return try call()
    }
}

/// The files beside a scenario's script. They can be read, but none is in the way of a file that the scenario writes in
/// memory above them.
private final class ReadableFiles: UserFiles {
    private let files: any UserFiles

    init(_ files: any UserFiles) {
        self.files = files
    }

    func open(_ path: String) throws(Failure) -> any InputFile { try files.open(path) }

    func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) {
        try files.check(path, as: role, overwrites: true)
    }

    func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile {
        try files.create(path, as: role, overwrites: overwrites)
    }
}

/// A sink that keeps what statements print as text.
public protocol ScenarioSink: ResultSink {
    /// Returns the text kept so far, and drops it.
    func takeText() -> KeptText
}

/// What was printed, or the beginning of it: lines, each with its end.
public struct KeptText: Hashable, Sendable {
    /// As much of the text as was kept.
    public var beginning: String
    /// Whether there was more.
    public var isCut: Bool

    /// - Parameters:
    ///   - beginning: As much of the text as was kept.
    ///   - isCut: Whether there was more.
    public init(_ beginning: String, isCut: Bool = false) {
        self.beginning = beginning
        self.isCut = isCut
    }

    /// The text for people, who see where it was cut.
    var excerpt: String { isCut ? beginning + "…\n" : beginning }
}
