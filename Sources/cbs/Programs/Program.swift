import Account
import CommandLanguage
import Interpreter
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// One run of the program on a store: opens it, runs statements and returns the exit status.
struct Program {
    let console: Console
    let location: StoreLocation
    /// The statements typed so far, in this session and in earlier ones.
    let history = StatementHistory(path: UserFolder.history, language: .commands)
    let account: Account
    private let interpreter: Interpreter
    private let isInteractive: Bool
    /// What the checker knows of the variables of earlier pieces of the input.
    private let known = VariableMemory()

    /// - Throws: Why the store cannot be opened.
    init(_ options: ProgramOptions, _ console: Console, _ settings: Interpreter.Settings) throws(Failure) {
        let place = try StorePlace(options, isRehearsal: settings.isRehearsal)
        var settings = settings
        settings.connect()
        settings.readStandardInput = { () throws(Failure) in try WholeFile.readStandardInput() }
        let history = history
        settings.history = { history.entries }
        settings.forgetAddress = Self.forgetting(in: history, isRehearsal: place.keepsFiles)
        settings.askQuestions(on: console, saysYes: options.saysYes)
        console.warnOfPassword(place.showsPassword)
        var account = try Account.open(place.location, firstUse: place.firstUse)
        if settings.isRehearsal { account = try account.rehearsal() }
        if options.simulate { settings.files = settings.files.rehearsed }
        self.account = account
        console.time = { AccountTime(now: account.now, zone: account.zone) }
        location = place.location
        isInteractive = settings.origin == .interactive
        known.variables.keepsResults = isInteractive
        self.console = console
        if console.showsProgress {
            account.progress = { progress in console.show(ProgressState(progress)) }
        }
        interpreter = Interpreter(account, sink: console, settings: settings)
        if console.isWatched { return }
        interpreter.deferChanges()
        console.willWrite = { [interpreter] in interpreter.settleChange() }
    }

    /// Greets whoever has never typed a statement.
    func greet(_ options: ProgramOptions) {
        guard history.isNew else { return }
        console.greet(
            with: Greeting(
                version: Shell.configuration.version, store: location.place.words,
                isReadOnly: options.isReadOnly,
                simulatedDay: clock.isSimulated ? ZonedInstant(clock.now, in: account.zone).day : nil,
                hasKeys: LineEditor.canEdit(Environment["TERM"])))
    }

    /// Tells whoever types statements if no later session will have them.
    func warnOfLostHistory() {
        do throws(SystemError) {
            try history.requireWritable()
        } catch {
            console.tell(.note(ProgramProblem.unkeptHistory(path: UserFolder.history ?? "", error).failure.text))
        }
    }

    /// A function that removes an address from the history; it does nothing where nothing may be written.
    private static func forgetting(
        in history: StatementHistory,
        isRehearsal: Bool
    ) -> (String) throws(Failure) -> Void {
        if isRehearsal { return { (_) throws(Failure) in } }
        return { (email) throws(Failure) in
            let address = try EmailAddress(email)
            do throws(SystemError) {
                try history.erase(address)
            } catch {
                throw ProgramProblem.unwritableHistory(error).failure
            }
        }
    }

    /// Must be called after the last statement: releases what is kept from one to the next.
    func close() {
        account.close()
    }

    var clock: Clock { account.clock }
    /// The variables that later statements see.
    var knownVariables: KnownVariables { known.variables }
    func memberNames(of variable: String) -> [String] { interpreter.memberNames(of: variable) }
    var hasQuit: Bool { interpreter.hasQuit }

    /// Checks and runs one piece of the input.
    func check(_ source: Source, firstLine: Int) -> ExitStatus {
        let checked = CheckedScript(
            source, folder: "", files: ScriptFolder(), knownVariables: known.variables)
        guard checked.problems.isEmpty else {
            console.tell(checked.problems.movingFirstLine(of: source, to: firstLine))
            return .usage
        }
        console.tell(ProblemList(), warnings: checked.warnings.movingFirstLine(of: source, to: firstLine))
        let status = run(checked.script, firstLine: firstLine)
        known.variables.apply(checked.changes) { interpreter.hasVariable($0) }
        if checked.changes.isOpen { known.variables = known.variables.limited(to: interpreter.variableNames) }
        if status != .success { known.variables.doubt(checked.changes) { interpreter.hasLost($0) } }
        return status
    }

    /// Runs a checked script.
    ///
    /// - Parameters:
    ///   - script: A script in which the checker found no errors.
    ///   - folder: What relative file names in it are relative to.
    ///   - arguments: The values of its parameters; nil where none can be given.
    ///   - parameters: The parameters, as the check has found them; nil where no values can be given.
    ///   - firstLine: The line of the input on which the script begins.
    ///   - wasWritten: Whether somebody wrote the script: messages then say where in it something failed.
    func run(
        _ script: Script,
        folder: String = "",
        arguments: [String: [String]]? = nil,
        parameters: ScriptParameters? = nil,
        firstLine: Int = 1,
        wasWritten: Bool = true
    ) -> ExitStatus {
        Interruption.begin()
        console.endProgress()
        defer {
            console.endProgress()
            Interruption.end()
        }
        do {
            try interpreter.run(script, folder: folder, arguments: arguments, parameters: parameters)
        } catch {
            return status(
                of: wasWritten ? error.movingFirstLine(of: script.source, to: firstLine) : Diagnostic(error.failure))
        }
        console.flush()
        if let failure = console.failure { return status(of: Diagnostic(failure)) }
        return statusOfFailures
    }

    /// The status of a program that has continued after failures.
    private var statusOfFailures: ExitStatus {
        if interpreter.failures.isEmpty { return .success }
        return interpreter.failures.allSatisfy { $0 == .expectation } ? .expectation : .failure
    }

    private func status(of diagnostic: Diagnostic) -> ExitStatus {
        // A reader that has gone wants no messages, except about what was done without its knowledge.
        if console.hasLostReader, !interpreter.hasUnshownResult { return .lostReader }
        // Answering no is not a mistake.
        if isInteractive, diagnostic.code == .cancelled, interpreter.wasDeclined {
            console.tell(.note(diagnostic.failure.text))
            return ExitStatus(diagnostic.code)
        }
        // The terminal shows the user's ^C and stays on that line.
        if isInteractive, diagnostic.code == .cancelled { console.breakLine() }
        console.tell(.error(diagnostic))
        return interpreter.hasWrongArgument ? .usage : ExitStatus(diagnostic.code)
    }
}

/// Keeps what the checker knows of variables from one piece of the input to the next.
private final class VariableMemory {
    var variables = KnownVariables()
}

extension ProgressState {
    init(_ progress: Progress) {
        self.init(
            label: progress.phase.rawValue, done: progress.done, total: progress.total,
            isInBytes: progress.phase.isInBytes)
    }
}

extension Interpreter.Settings {
    /// Gives statements access to the machine: to its files, and to the Ctrl-C of its user.
    mutating func connect() {
        homeFolder = UserFolder.home
        isCancelled = { Interruption.isRequested }
        identity = { ScriptFolder().identity(of: $0) }
        readFile = { (path) throws(Failure) in try WholeFile.read(path) }
        drawTimeline = { TimelinePicture($0).svg }
        makeQueryText = { format, columns in RowFileText(format, columns: columns) }
        makeTranscript = { ScenarioTranscript(.all) }
        jsonText = JSONText.of
    }

    /// Lets statements ask whoever sits at the terminal.
    ///
    /// - Parameter saysYes: Whether the answer to every question has been given on the command line: yes.
    mutating func askQuestions(on console: Console, saysYes: Bool) {
        if saysYes {
            confirmIfTold = { (_) in true }
            return
        }
        let ask = { (question: Question) in console.confirm(question) }
        // Where the prompt is seen and answered, so is a question.
        if origin == .interactive { confirm = ask }
        if origin == .interactive || console.canAsk { confirmIfTold = ask }
    }
}

extension HistoryLanguage {
    /// The command language.
    fileprivate static var commands: HistoryLanguage {
        HistoryLanguage(
            endsSession: { Source(name: nil, text: $0).endsSession },
            texts: { Source(name: nil, text: $0).resolvedTexts })
    }
}
