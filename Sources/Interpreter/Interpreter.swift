public import Account
public import CommandLanguage
public import Recipients

/// Runs statements on an account. Results and messages go to a sink; variables stay from one script to the next.
public final class Interpreter {
    /// Where the statements come from.
    public enum Origin: Sendable {
        /// Where the statements come from, which decides what relative file names mean and who may be asked.
        case interactive, standardInput, argument, file
    }

    /// What a program may do, and where its files are.
    public struct Settings {
        /// Where the statements come from.
        public var origin: Origin
        /// Whether a program continues after a failing statement.
        public var keepsGoing = false
        /// Whether results tell what would happen. Then nothing is written to the user's files; the account must be one of
        /// which nothing stays.
        public var isRehearsal = false
        /// The files that statements read and write.
        public var files = StatementFiles()
        /// What `~` stands for.
        public var homeFolder: String?
        /// Whether the user has asked to stop; called between statements and rows.
        public var isCancelled: () -> Bool = { false }
        /// The statements typed so far, for `history`; nil where nobody types.
        public var history: (() -> [String])?
        /// Removes the statements that hold an address that was erased from what `history` lists.
        public var forgetAddress: (_ email: String) throws(Failure) -> Void = { (_) throws(Failure) in }
        /// Asks the person at the terminal before a destructive statement, and says whether to continue; nil asks nobody.
        /// What scripts that are run or included say is not asked about.
        public var confirm: ((Question) -> Bool)?
        /// Asks the person at the terminal where a statement says so, in scripts too; nil where there is nobody.
        public var confirmIfTold: ((Question) -> Bool)?
        /// Begins the text of rows that are written to a file; nil where nothing renders.
        public var makeRowText: ((RowFormat, _ columns: [String]) -> any RowText)?
        /// Draws a timeline as a picture, in SVG; nil where nothing draws.
        public var drawTimeline: ((TimelineInfo) -> String)?
        /// Makes what keeps the output of `expect output` as text: tables in 100 columns; nil where nothing renders.
        public var makeTranscript: (() -> any ScenarioSink)?
        /// Takes the output of an `expect output` that differs from its here-document, in place of a failure.
        public var updateOutput: ((OutputUpdate) -> Void)?
        /// Writes a value as JSON, for files; nil where nothing does.
        public var jsonText: ((Value) -> String)?
        /// Reads all of standard input, for `import -`.
        public var readStandardInput: () throws(Failure) -> [UInt8] = { [] }
        /// Reads a script.
        public var readFile: (_ path: String) throws(Failure) -> [UInt8] = { path throws(Failure) in
            throw ScriptProblem.unreadable(path).failure
        }

        /// The settings for an origin: nothing may be asked, no file may be read.
        public init(origin: Origin) {
            self.origin = origin
        }
    }

    let settings: Settings
    /// Where results go; in `expect output`, to what keeps them.
    var sink: any ResultSink
    /// What statements work on; in a rehearsal, another than outside of it.
    var stage: Stage
    var variables = Variables()
    /// The script whose statements run.
    var frame: Frame
    /// How many blocks are open, those of the scripts around the one that runs counted.
    var openBlocks = 0
    /// How many blocks are open that wait for a failure: in one, a failing statement ends the block whatever is kept going.
    var awaitedFailures = 0
    /// Whether the script that runs, or the last one, was ended by `quit`.
    public internal(set) var hasQuit = false
    /// Whether a scenario runs, and what has ended it early as skipped.
    var scenario: RunningScenario?
    /// Whether a value that was given for a parameter from outside is none that the parameter takes.
    public internal(set) var hasWrongArgument = false
    /// Whether the person at the terminal has answered no to a question, which ended what ran last.
    public internal(set) var wasDeclined = false
    /// Whether something was done whose result could not be shown.
    public internal(set) var hasUnshownResult = false
    /// The codes of the failures that a program continued after, in order.
    public internal(set) var failures: [ErrorCode] = []

    /// An interpreter without variables.
    public init(_ account: Account, sink: any ResultSink, settings: Settings) {
        self.settings = settings
        self.sink = sink
        account.isCancelled = settings.isCancelled
        let scope = StatementScope(
            account, keepsLock: settings.origin != .interactive, isCancelled: settings.isCancelled)
        let files = settings.isRehearsal ? settings.files.rehearsed : settings.files
        stage = Stage(scope: scope, files: files, isRehearsal: settings.isRehearsal)
        frame = Frame(source: Source(name: nil, bytes: []), folder: "")
    }

    /// The names of the variables that later statements see.
    public var variableNames: Set<String> { variables.names }

    /// Runs a script that was parsed and checked without diagnostics.
    ///
    /// - Parameters:
    ///   - script: The script; its source is what problems point into.
    ///   - folder: What relative file names are relative to; empty for the working directory.
    ///   - arguments: What `param` takes from the command line, in the order in which it was given.
    /// - Throws: The failure of the statement that the script stopped at. `failures` has those it continued after.
    public func run(
        _ script: Script,
        folder: String = "",
        arguments: [String: [String]] = [:]
    ) throws(Diagnostic) {
        frame = Frame(source: script.source, folder: folder)
        frame.arguments = arguments.mapValues { $0.count == 1 ? .text($0[0]) : .list($0.map(Value.text)) }
        hasQuit = false
        wasDeclined = false
        _ = try runTopLevel(script.statements)
    }
}

extension Interpreter {
    /// The names of what a variable's value holds, for completion; none if it holds nothing by name.
    public func memberNames(of variable: String) -> [String] {
        guard case .record(let record)? = variables[variable] else { return [] }
        return record.columns
    }
}

/// A script that runs, or that another one includes.
struct Frame {
    let source: Source
    /// What relative file names are relative to; empty for the working directory.
    let folder: String
    /// What `param` takes, by name.
    var arguments: [String: Value] = [:]
    /// How many scripts have included or run this one.
    var depth = 0
}
