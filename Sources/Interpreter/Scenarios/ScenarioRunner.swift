internal import Account
public import CommandLanguage
internal import Recipients

/// Runs scenarios: each on a new account in memory, after its file's set-up, so that none sees what another did.
public struct ScenarioRunner {
    private let settings: Interpreter.Settings
    private let makeSink: () -> any ScenarioSink

    /// - Parameters:
    ///   - settings: How statements run. Standard input is refused to them: it would be another one's each time.
    ///   - makeSink: Makes what keeps the output of one scenario.
    public init(_ settings: Interpreter.Settings, makeSink: @escaping () -> any ScenarioSink) {
        var settings = settings
        settings.keepsGoing = false
        settings.readStandardInput = { () throws(Failure) in
            throw ScriptProblem.noStandardInput.failure
        }
        self.settings = settings
        self.makeSink = makeSink
    }

    /// Runs one scenario of a file.
    ///
    /// - Throws: `cancelled` if the user asks to stop; whatever else goes wrong is the scenario's outcome.
    public func run(_ scenario: Scenario, of file: ScenarioFile) throws(Diagnostic) -> ScenarioOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        let ending = try ending(of: scenario, in: file)
        return ScenarioOutcome(scenario, ending, duration: clock.now - start)
    }

    private func ending(of scenario: Scenario, in file: ScenarioFile) throws(Diagnostic) -> ScenarioOutcome.Ending {
        let sink = makeSink()
        var settings = settings
        // Its scratch folder.
        settings.files.relative = OverlayFiles(over: settings.files.relative)
        var isInSetUp = true
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

    /// Who changes the accounts of scenarios, for the log: the same everywhere.
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
    /// Runs a scenario of the script that ran last. A `quit` of the set-up ended only that.
    fileprivate func run(_ scenario: Scenario) throws(Diagnostic) {
        hasQuit = false
        self.scenario = RunningScenario()
        try run(scenario.body)
    }
}

/// Keeps as text what the statements of a scenario print, for the case that it fails.
public protocol ScenarioSink: ResultSink {
    /// Hands over what was kept so far, and forgets it.
    func takeText() -> String
}
