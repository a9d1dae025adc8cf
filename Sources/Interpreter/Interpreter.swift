public import Account
public import CommandLanguage
public import Recipients

/// Runs statements on an account. Results and messages go to a sink; variables live on from one script to the next.
public final class Interpreter {
    /// Where the statements come from; this decides what relative file names mean and who may be asked.
    public enum Origin: Sendable {
        /// The prompt, standard input, the argument of `-c`, or a file.
        case interactive, standardInput, argument, file
    }

    /// What a program may do, and where its files are.
    public struct Settings {
        /// Where the statements come from.
        public var origin: Origin
        /// Whether to continue after a statement that fails.
        public var keepsGoing = false
        /// Whether results say what would happen. No user files are written then; the account must be an overlay of
        /// which nothing remains.
        public var isRehearsal = false
        /// The files that statements read and write.
        public var files = StatementFiles()
        /// The folder that `~` stands for.
        public var homeFolder: String?
        /// Whether the user has asked to stop; called between statements and between rows.
        public var isCancelled: () -> Bool = { false }
        /// The statements typed so far, for `history`; nil where nobody is typing.
        public var history: (() -> [String])?
        /// Removes the statements that contain an erased address from what `history` lists.
        public var forgetAddress: (_ email: String) throws(Failure) -> Void = { (_) throws(Failure) in }
        /// Asks the person at the terminal before a destructive statement, and returns whether to continue; nil to ask
        /// nobody. Statements in scripts that are run or included are not asked about.
        public var confirm: ((Question) -> Bool)?
        /// Asks the person at the terminal where a statement explicitly says so, in scripts too; nil if there is
        /// nobody.
        public var confirmIfTold: ((Question) -> Bool)?
        /// Creates the text of a query whose rows are written to a file; nil where there is no renderer.
        public var makeQueryText: ((RowFormat, _ columns: [String]) -> any QueryText)?
        /// Draws a timeline as a picture, in SVG; nil where there is no renderer.
        public var drawTimeline: ((TimelineInfo) -> String)?
        /// Creates a sink that keeps the output of `expect output` as text, with tables of 100 columns; nil where there
        /// is no renderer.
        public var makeTranscript: (() -> any ScenarioSink)?
        /// Receives what each `expect output` prints, instead of comparing it with the here-document; nil to compare.
        var keepOutput: ((PrintedOutput) -> Void)?
        /// Writes a value as JSON, for files; nil where there is no renderer.
        public var jsonText: ((Value) -> String)?
        /// Reads all of standard input, for `import -`.
        public var readStandardInput: () throws(Failure) -> [UInt8] = { [] }
        /// Reads a script.
        public var readFile: (_ path: String) throws(Failure) -> [UInt8] = { path throws(Failure) in
            throw ScriptProblem.unreadable(path).failure
        }

        /// Gives all paths of a file the same text, as `FileReading.identity(of:)` does.
        public var identity: (_ path: String) -> String = { $0 }

        /// The settings for an origin. By default, nobody is asked, and no file can be read.
        public init(origin: Origin) {
            self.origin = origin
        }
    }

    let settings: Settings
    /// Where results go; within `expect output`, a sink that keeps them.
    var sink: any ResultSink
    /// What statements work on; a rehearsal has one of its own.
    var stage: Stage
    var variables = Variables()
    /// The script whose statements run.
    var frame: Frame
    /// How many blocks are open, including those of the scripts around the current one.
    var openBlocks = 0
    /// The turns of the loops that are running, the outermost first.
    var turns: [Turn] = []
    /// How many of the open blocks expect a failure. Within these, a failing statement ends the block, even if the
    /// program is to keep going.
    var awaitedFailures = 0
    /// How many of these are `expect error`: a here-document there may be meant to differ.
    var expectedErrors = 0
    /// Whether a failure is not one: its statement is being passed over, with the `expect error` around it.
    var isPassingOver = false
    /// Whether the current script, or the last one, was ended by `quit`.
    public internal(set) var hasQuit = false
    /// The scenario that runs, and whether it was skipped; nil outside of scenarios.
    var scenario: RunningScenario?
    /// While a set-up runs: the identities of the scripts of which all scenarios are known.
    var listedScripts: Set<String>?
    /// Whether a set-up has included a script whose scenarios were not known.
    var hasUnlistedScenario = false
    /// Whether a parameter was given a value from outside that it does not take.
    public internal(set) var hasWrongArgument = false
    /// Whether the person at the terminal answered no to a question, which ended the last run.
    public internal(set) var wasDeclined = false
    /// Whether a statement of the running script has changed the account or written a file, other than in a rehearsal.
    var hasChanged = false
    /// Whether there is a rest of the script that an answer of no has kept from running.
    var hasRest = false
    /// Whether the failure that ends the script already says what stays.
    var hasToldEnd = false
    /// The result that has not been shown yet.
    var heldResult: HeldResult?
    /// Why that could not be shown, which kept the next statement from changing anything.
    var heldFailure: Diagnostic?
    /// Whether the failure that ends the program names the turns of the loops around its own statement, not around the
    /// present one.
    var hasNamedTurns = false
    /// What is to be told of changes after their statements.
    var lateNotices: [Notice] = []
    /// Whether something was done whose result could not be shown.
    public internal(set) var hasUnshownResult = false
    /// The codes of the failures after which the program continued, in order.
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

    /// Whether later statements see a variable of this name.
    public func hasVariable(_ name: String) -> Bool { variables[name] != nil }

    /// Whether a variable has no value because the statement that would have given it one failed.
    public func hasLost(_ name: String) -> Bool { variables.isLost(name) }

    /// Runs a script that was parsed and checked without diagnostics.
    ///
    /// - Parameters:
    ///   - script: The script; diagnostics refer to its source.
    ///   - folder: What relative file names are relative to; empty for the working directory.
    ///   - arguments: The values given on the command line for each `param`, in order; nil where none can be given.
    ///   - parameters: What the check of the script has found of its parameters; nil where no values can be given.
    /// - Throws: The failure that ended the script. `failures` has those after which it continued.
    public func run(
        _ script: Script,
        folder: String = "",
        arguments: [String: [String]]? = nil,
        parameters: ScriptParameters? = nil
    ) throws(Diagnostic) {
        frame = Frame(source: script.source, folder: folder)
        if let identity = script.source.identity { frame.scripts = [identity] }
        frame.arguments = arguments?.mapValues { $0.map { GivenValue(value: .text($0)) } }
        frame.parameters = parameters
        hasQuit = false
        wasDeclined = false
        hasChanged = false
        hasRest = false
        hasToldEnd = false
        isPassingOver = false
        do throws(Diagnostic) {
            _ = try runTopLevel(script.statements)
            try finishChange()
        } catch {
            try? finishChange()
            throw hasRest && error.code == .cancelled ? error.beforeRest : error
        }
    }
}

extension Interpreter {
    /// The names of the members of a variable's value, for completion; none if it has no members.
    public func memberNames(of variable: String) -> [String] {
        guard case .record(let record)? = variables[variable] else { return [] }
        return record.columns
    }
}

/// A value that a parameter is given from outside of its script.
struct GivenValue {
    /// Where a `run` statement gives a value.
    struct Place {
        let source: Source
        let range: SourceRange
    }

    let value: Value
    /// Nil for a value from the command line.
    var place: Place?
}

/// An `include` whose file name is not a literal.
struct UnnamedInclusion {
    let source: Source
    /// The place of the file name in the source.
    let range: SourceRange
    /// The value of the file name.
    let file: String
}

/// A script that runs, perhaps one that another script includes.
struct Frame {
    let source: Source
    /// What relative file names are relative to; empty for the working directory.
    let folder: String
    /// The values given for `param`, by name, in the order in which they were given; nil where none can be given.
    var arguments: [String: [GivenValue]]?
    /// The parameters that they are for, as the check has found them.
    var parameters: ScriptParameters?
    /// How many blocks are open around the script whose top level it belongs to: its own, or that of the script that
    /// includes it.
    var outerBlocks = 0
    /// How many scripts around it include or run one another.
    var depth = 0
    /// The first `include` on the way to it whose file name takes a run to know; nil if there is none.
    var unnamedInclusion: UnnamedInclusion?
    /// The identities of the files of these scripts and of its own.
    var scripts: Set<String> = []
}
