internal import DelimitedText
internal import JSONRecords
internal import Recipients
internal import Spreadsheets

/// The rows of a file, whatever its format.
protocol RecordSource: AnyObject {
    var headers: [String] { get }
    /// The line on which the headers stand; nil where no line has them.
    var headerLine: Int? { get }
    /// How rows that are rejected are written.
    var rejectsLayout: RejectsLayout { get }
    /// Whether cells are guarded against spreadsheets, as `SpreadsheetGuard` does it.
    var isGuarded: Bool { get }

    /// The next rows and the first of them that is none of the header; nil at the end.
    func nextBatch() throws -> (records: RecordBatch, first: Int)?
}

extension RecordSource {
    var isGuarded: Bool { false }
}

/// How rejected rows are written.
enum RejectsLayout {
    /// As they stand in the file, with its delimiter, below its header.
    case raw(Dialect, header: [UInt8])
    /// Cell by cell, for formats that are no delimited text.
    case cells
}

/// What a file is written in.
public enum ImportFormat: String, CaseIterable, Sendable {
    case csv, json, jsonl, xlsx

    /// The format that a file's name tells; CSV for one that tells none.
    public init(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "xlsx": self = .xlsx
        default: self = .csv
        }
    }
}

/// Why reading a file ended.
enum ImportInterruption: Error {
    case failure(Failure)
    /// The bytes are not UTF-8: reading begins again with Windows-1252.
    case assumedEncoding
}

/// Runs what throws failures where an import can be interrupted.
func interruptible<Result>(_ body: () throws(Failure) -> Result) throws(ImportInterruption) -> Result {
    do {
        return try body()
    } catch {
        throw .failure(error)
    }
}

/// Runs what reads a file, and says what is wrong with that in the user's words.
func reading<Result>(
    _ source: ImportSource,
    assumesUTF8: Bool,
    _ body: () throws -> Result
) throws(ImportInterruption) -> Result {
    do {
        return try body()
    } catch let interruption as ImportInterruption {
        throw interruption
    } catch let failure as Failure {
        throw .failure(failure)
    } catch let error as DelimitedTextError {
        if case .notInEncoding(.utf8) = error.problem, assumesUTF8 { throw .assumedEncoding }
        throw .failure(Failure(error, in: source.name))
    } catch let error as JSONProblem {
        throw .failure(Failure(.malformedFile, "line \(error.line) of \"\(source.name)\": \(error.reason)"))
    } catch let problem as SpreadsheetProblem {
        throw .failure(Failure(problem, in: source.name))
    } catch {
        throw .failure(Failure(.unreadableFile, "cannot read \"\(source.name)\""))
    }
}

extension ImportSource {
    /// The bytes, from the first.
    func open() throws(Failure) -> any ByteSource {
        switch self {
        case .file(let path): try InputFile(path: path)
        case .bytes(let bytes, _): MemorySource(bytes)
        }
    }

    /// The rows, in the format that is asked for or that the name tells.
    func records(_ options: ImportOptions, encoding: TextEncoding?) throws -> any RecordSource {
        let format: ImportFormat =
            switch self {
            case .file(let path): options.format ?? ImportFormat(path: path)
            case .bytes: options.format ?? .csv
            }
        if let sheet = options.sheet, format != .xlsx {
            throw Failure(.invalidValue, "\"\(name)\" is no workbook, so it has no sheet \"\(sheet)\"")
        }
        switch format {
        case .csv:
            let open = { try DelimitedFile(self, options, encoding: encoding) }
            return try AttributesFile(open) ?? open()
        case .json, .jsonl: return try JSONFile(self, encoding: encoding)
        case .xlsx:
            guard case .file(let path) = self else {
                throw Failure(.unreadableFile, "a workbook is read from a file")
            }
            return try SpreadsheetFile(path: path, options)
        }
    }
}
