internal import CommandLanguage
internal import DelimitedText
internal import Recipients

/// What can be wrong with a command, apart from what the account finds: a case for each message.
enum CommandProblem {
    case unavailable(Verb)
    case noInputName
    case noFileName
    /// Rows are to be written to `-`.
    case dashAsFile
    case unknownExtension(String)
    case noInterfaceName
    case notAPicture(String)
    case notAJSONFile(String)
    case rejectsAreCSV(String)
    case standardInputTaken
    case notADelimiter(String)
    case notAnEncoding(String)
    /// `--guard ask` where nobody is at a terminal.
    case nobodyToAsk
    case fieldIsText(String, found: Value)
    /// A check of the store has found damage; its result lists the files.
    case storeDamaged(files: Int)
    /// An address has been erased, except from files that are damaged.
    case erasureIncomplete(files: Int)
    /// An erasure has begun, and something other than damage kept it from being finished.
    case erasureUnfinished(Failure)
    /// A purge has left an erasure unfinished; a warning says why.
    case erasureWaits

    /// What is wrong with the name of a file that rows are to be written to; nil if nothing is.
    init?(ofOutput name: String) {
        switch name {
        case "": self = .noFileName
        case "-": self = .dashAsFile
        default: return nil
        }
    }

    var failure: Failure {
        switch self {
        case .unavailable(let verb):
            Failure(.unknownCommand, "\(verb.rawValue.quoted) is not available in this version")
        case .noInputName:
            Failure(.unreadableFile, "the name of the file is empty", help: "name a file: import list.csv into …")
        case .noFileName:
            Failure(.invalidValue, "the name of the file is empty", help: "name a file: to list.csv")
        case .dashAsFile:
            Failure(
                .invalidValue, "\"-\" does not stand for standard output here",
                help: "queries are shown on standard output: cbs --format csv -c 'recipients of NAME'; "
                    + "a file of that name is ./-")
        case .unknownExtension(let name):
            Failure(
                .invalidValue, "the name \(name.quoted) does not imply a format",
                help: "end it in .csv, .txt, .tsv, .json, .jsonl or .ndjson, or give --format")
        case .noInterfaceName:
            Failure(
                .invalidValue, "the name of the interface is empty",
                help: "leave out \"via\" if no interface made the change")
        case .notAPicture(let file):
            Failure(
                .invalidValue, "the timeline is drawn as SVG, and \(file.quoted) does not end in .svg",
                help: "write: timeline to timeline.svg")
        case .notAJSONFile(let file):
            Failure(
                .invalidValue,
                "what is known about a recipient is written as JSON, but \(file.quoted) has another extension",
                help: "use a name that ends in .json")
        case .rejectsAreCSV(let file):
            Failure(
                .invalidValue, "rejected rows are written as CSV, but \(file.quoted) has another extension",
                help: "use a name that ends in .csv")
        case .standardInputTaken:
            Failure(
                .unreadableFile, "the statements come from standard input, so it cannot be imported too",
                help: "use a file or a here-document")
        case .notADelimiter(let text):
            Failure(
                .invalidValue, "\(text.quoted) is not a valid delimiter", help: "a delimiter is one ASCII character")
        case .notAnEncoding(let name):
            Failure(
                .invalidValue, "\(name.quoted) is not a known encoding",
                help: TextEncoding.commonNames.suggestion(for: name)
                    ?? "some encodings are \(TextEncoding.commonNames.conjunction)")
        case .nobodyToAsk:
            Failure(
                .usage, "cannot ask: there is no terminal",
                help: "--guard refuse or --guard warn decides without asking")
        case .fieldIsText(let field, let found):
            Failure(
                .typeMismatch, "the field \(field.quoted) is a text, found \(found.kindDescription)",
                help: "write it within a text: \"$name\"")
        case .storeDamaged(let count):
            Failure(
                .damaged,
                "\(counted(count, "file", "files")) of the store \(count == 1 ? "is" : "are") damaged")
        case .erasureIncomplete(let count):
            Failure(
                .damaged,
                "the address may still be in \(counted(count, "damaged file", "damaged files"))",
                help:
                    "it is erased there once the files are intact again; \"cbs salvage\" saves the rest without it"
            )
        case .erasureUnfinished(let cause):
            Failure(
                cause.code, "the erasure has begun but is not finished: \(cause.message)",
                help: "once that is put right, \"purge\" finishes it, as does any other change")
        case .erasureWaits:
            Failure(
                .storage, "an erasure that was interrupted is still not finished",
                help: "put right what the warning names, then purge again")
        }
    }
}
