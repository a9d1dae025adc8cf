internal import CommandLanguage
internal import Recipients

/// What only a run finds wrong with scripts: a case for each message. `Failure.parameterWithoutValue` and its
/// neighbours are what the checker finds as well.
enum ScriptProblem {
    case tooDeep(maximum: Int)
    /// A script is included or run within too many blocks, including those of the scripts around it.
    case withinBlocks(maximum: Int)
    case unreadable(String)
    case noStandardInput
    /// `cbs test` does not know the scenarios of an included script.
    case unlistedScenario(file: String)
    case interrupted(withinStatement: Bool)
    case declined
    /// A person has ended the script: by an interrupt, or by answering no to a question.
    /// - Parameters:
    ///   - turns: The turns of the loops around the statement, the outermost first.
    ///   - hasChanged: Whether statements before it have changed something.
    case ended(isDeclined: Bool, turns: [String], hasChanged: Bool)
    /// The same, where statements or turns of loops would have followed.
    case endedBeforeRest(Failure)
    /// This program has no renderer for tables.
    case nothingRenders

    var failure: Failure {
        switch self {
        case .tooDeep(let maximum):
            Failure(
                .invalidValue, "scripts include or run one another more than \(maximum) levels deep",
                help: "nest fewer scripts")
        case .withinBlocks(let maximum):
            Failure(
                .invalidValue, "a script is included or run inside more than \(maximum) nested blocks",
                help: "put fewer blocks around it")
        case .unreadable(let path):
            Failure(
                .unreadableFile, "cannot read \(path.quoted)",
                help: "check its name; it is relative to the folder of the script that names it")
        case .noStandardInput:
            Failure(.unreadableFile, "a scenario has no standard input", help: "use a here-document")
        case .unlistedScenario(let file):
            Failure(
                .syntax, "the scenarios of \(file.abbreviated.quoted) would not run: a variable names the file",
                help: "write its name as a text: include \(ArgumentText.literal(file))")
        case .interrupted(let withinStatement):
            Failure(.cancelled, withinStatement ? "interrupted: nothing was changed" : "interrupted")
        case .declined:
            Failure(.cancelled, "nothing was changed")
        case .ended(let isDeclined, let turns, let hasChanged):
            Failure(
                .cancelled,
                (isDeclined ? "" : "interrupted\(Self.place(in: turns)): ")
                    + (hasChanged ? "this statement changed nothing; what ran before it stays" : "nothing was changed"))
        case .endedBeforeRest(let end):
            Failure(end.code, text: "\(end.text), and the rest was not run", help: end.help, about: end.subject)
        case .nothingRenders:
            Failure(.invalidValue, "this program does not write tables")
        }
    }

    private static func place(in turns: [String]) -> String {
        turns.isEmpty ? "" : " in the turn \(turns.joined(separator: ", "))"
    }
}

/// The first of some rows, as a message shows them.
struct ShownRows {
    let texts: [String]
    /// Whether there are others.
    let hasMore: Bool

    var words: String { (hasMore ? texts + ["…"] : texts).joined(separator: ", ") }
}

/// What a script expects, but is not so: a case for each message.
enum ExpectationProblem {
    case notTrue(String)
    /// `expect false`.
    case neverTrue(String)
    /// What is neither true nor false, since it is missing; nil for a written `none`.
    case missing(String?)
    /// - Parameter rows: The counted rows, as far as they are shown.
    case notTrueButIs(String, value: String, rows: [ShownRows])
    case sidesDiffer(String, left: String, right: String, rows: [ShownRows])
    case noneOf(String, values: [String], rows: [ShownRows])
    case nothingFailed(ErrorCode?)
    case otherError(wanted: ErrorCode, Failure)
    case otherMessage(pattern: String, Failure)
    case otherOutput(OutputDifference)
    /// What an `expect output` prints is not the same in each run, so that no here-document can hold it.
    case outputVaries
    /// No here-document can hold what is printed. In bytes.
    case outputTooLong(limit: Int)
    /// A printed line is the one that ends the here-document.
    case outputEndsHeredoc(mark: String)

    var failure: Failure {
        switch self {
        case .notTrue(let written):
            Failure(.expectation, "expected \(written)")
        case .neverTrue(let written):
            Failure(.expectation, "\("expect \(written)".quoted) always fails")
        case .missing(let written):
            Failure(
                .expectation,
                written.map { "expected \($0), but it is none" } ?? "expected a condition, found none",
                help: "\"expect\" needs a condition that is true or false")
        case .notTrueButIs(let written, let value, let rows):
            Failure(.expectation, "expected \(written), but it is \(value)\(Self.words(for: rows))")
        case .sidesDiffer(let written, let left, let right, let rows):
            Failure(
                .expectation,
                "expected \(written), but the left side is \(left) and the right side is \(right)"
                    + Self.words(for: rows))
        case .otherOutput(let difference):
            Failure(.expectation, difference.words, help: "\"cbs test --update\" writes what is printed into the file")
        case .outputVaries:
            Failure(
                .expectation,
                "the block prints different things each time it runs, so its here-document stays as it is",
                help: "print only what is the same in each scenario and in each turn of a loop")
        case .outputTooLong(let limit):
            Failure(
                .expectation, "the block prints more than the \(limit >> 20) MiB that a script can hold",
                help: "print less: \"where\" and \"limit\" leave out rows")
        case .outputEndsHeredoc(let mark):
            Failure(
                .expectation,
                "the block prints the line that ends \(mark.quoted), so the here-document stays as it is",
                help: "end the here-document with a word that is not printed")
        case .noneOf(let written, let values, let rows):
            Failure(
                .expectation,
                "expected \(written), but the values are \(values.joined(separator: ", "))\(Self.words(for: rows))")
        case .nothingFailed(let wanted):
            Failure(
                .expectation, "expected \(wanted.map { "the error \($0.rawValue)" } ?? "an error"), but nothing failed")
        case .otherError(let wanted, let error):
            Failure(
                .expectation,
                "expected the error \(wanted.rawValue), but the error was \(error.code.rawValue): \(error.message)",
                help: error.help)
        case .otherMessage(let pattern, let error):
            Failure(
                .expectation, "expected an error with a match for \(pattern.quoted), but it was: \(error.message)",
                help: error.help)
        }
    }

    private static func words(for rows: [ShownRows]) -> String {
        guard !rows.isEmpty else { return "" }
        return "; the rows are " + rows.map(\.words).joined(separator: ", ")
    }
}
