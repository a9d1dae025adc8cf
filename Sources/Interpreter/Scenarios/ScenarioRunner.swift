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

    /// Runs one scenario of a file.
    ///
    /// - Throws: `cancelled` if the user asks to stop; whatever else goes wrong is the scenario's outcome.
    public func run(_ scenario: Scenario, of file: ScenarioFile) throws(Diagnostic) -> ScenarioOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        var outputs: (setUp: [PrintedOutput], body: [PrintedOutput]) = ([], [])
        let ending = try ending(of: scenario, in: file) { output, isInSetUp in
            if isInSetUp { outputs.setUp.append(output) } else { outputs.body.append(output) }
        }
        return ScenarioOutcome(scenario, ending, duration: clock.now - start, outputs: outputs)
    }

    private func ending(
        of scenario: Scenario,
        in file: ScenarioFile,
        keep: @escaping (PrintedOutput, _ isInSetUp: Bool) -> Void
    ) throws(Diagnostic) -> ScenarioOutcome.Ending {
        let sink = makeSink()
        var settings = settings
        // Files that it writes are kept in memory, whatever has their names on the disk.
        settings.files.relative = OverlayFiles(over: ReadableFiles(settings.files.relative))
        var isInSetUp = true
        if keepsOutputs { settings.keepOutput = { keep($0, isInSetUp) } }
        do throws(Diagnostic) {
            let interpreter = Interpreter(try Self.newAccount(), sink: sink, settings: settings)
            try interpreter.run(file.script, folder: ScriptPath.folder(of: file.name))
            isInSetUp = false
            _ = sink.takeText()
            try interpreter.run(scenario)
            return interpreter.scenario?.skipped.map(ScenarioOutcome.Ending.skipped) ?? .passed
        } catch {
            if settings.isCancelled() { throw error }
            return .failed(ScenarioOutcome.Failing(error, isInSetUp: isInSetUp, printed: sink.takeText()))
        }
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

extension Interpreter {
    /// Runs a scenario of the script that ran last. A `quit` in the set-up ended only the set-up.
    fileprivate func run(_ scenario: Scenario) throws(Diagnostic) {
        hasQuit = false
        self.scenario = RunningScenario()
        try run(scenario.body)
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

/// A sink that keeps what a scenario prints as text, in case it fails.
public protocol ScenarioSink: ResultSink {
    /// Returns the text kept so far, and drops it.
    func takeText() -> String
}
