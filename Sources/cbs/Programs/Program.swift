import Account
import CommandLanguage
import Interpreter
import Recipients
import Terminal

/// One run of the program on a store: opens it, runs statements and says with which status to end.
struct Program {
    let console: Console
    private let interpreter: Interpreter

    /// - Throws: Why the store cannot be opened.
    init(_ options: GlobalOptions, _ console: Console, _ settings: Interpreter.Settings) throws(Failure) {
        let place = StorePlace(options, isRehearsal: settings.isRehearsal)
        var settings = settings
        settings.homeFolder = Environment["HOME"]
        settings.isCancelled = { Interruption.isRequested }
        settings.readStandardInput = { () throws(Failure) in try InputFile.readStandardInput() }
        settings.readFile = { (path) throws(Failure) in try InputFile.read(path) }
        if settings.origin == .interactive, console.canAsk, !options.saysYes {
            settings.confirm = { question in console.confirm(question) }
        }
        let account = try Account.open(place.location, createsFolder: place.isDefault)
        self.console = console
        console.tellTime { account.now }
        if console.showsProgress {
            account.progress = { progress in console.show(ProgressState(progress)) }
        }
        if settings.origin == .interactive {
            console.greet(
                with: Greeting(
                    version: Shell.configuration.version, store: place.words,
                    isReadOnly: options.isReadOnly,
                    simulatedNow: account.clock.isSimulated ? account.clock.now : nil))
        }
        interpreter = Interpreter(account, sink: console, settings: settings)
    }

    var variableNames: Set<String> { interpreter.variableNames }
    var hasQuit: Bool { interpreter.hasQuit }

    /// Runs a checked script.
    ///
    /// - Parameter firstLine: The line of the input that the script begins in.
    func run(
        _ script: Script,
        folder: String = "",
        arguments: [String: String] = [:],
        firstLine: Int = 1
    ) -> Int32 {
        Interruption.begin()
        console.endProgress()
        defer {
            console.endProgress()
            Interruption.end()
        }
        do {
            try interpreter.run(script, folder: folder, arguments: arguments)
        } catch {
            return status(of: error.movingFirstLine(of: script.source, to: firstLine))
        }
        console.flush()
        if let failure = console.failure { return status(of: Diagnostic(failure)) }
        return statusOfFailures
    }

    /// The status of a program that was kept going: that of its failures if they agree, else 1.
    private var statusOfFailures: Int32 {
        let statuses = Set(interpreter.failures.map { ExitStatus($0).rawValue })
        guard let only = statuses.first else { return ExitStatus.success.rawValue }
        return statuses.count == 1 ? only : ExitStatus.failure.rawValue
    }

    private func status(of diagnostic: Diagnostic) -> Int32 {
        if console.hasLostReader { return Self.lostReader }
        console.tell(.error(diagnostic))
        return ExitStatus(diagnostic.code).rawValue
    }

    /// What a shell says of a program that ended because nobody read its output: 128 + SIGPIPE.
    static let lostReader: Int32 = 141
}

extension ProgressState {
    fileprivate init(_ progress: Progress) {
        self.init(
            label: progress.phase.rawValue, done: progress.done, total: progress.total,
            isInBytes: progress.phase.isInBytes)
    }
}
