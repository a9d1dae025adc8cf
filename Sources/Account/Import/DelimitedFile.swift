internal import DelimitedText
internal import Recipients
internal import Snapshots

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

/// A CSV, TSV or text file with a header.
final class DelimitedFile {
    let headers: [String]
    private var reader: DelimitedReader
    /// The batch that begins with the header; nil for a file without any record.
    private var firstBatch: RecordBatch?
    private let name: String
    private let assumesUTF8: Bool

    init(_ source: ImportSource, _ options: ImportOptions, encoding: TextEncoding?) throws(ImportInterruption) {
        name = source.name
        assumesUTF8 = encoding == nil
        let bytes: any ByteSource = try interruptible { () throws(Failure) in
            switch source {
            case .file(let path): try InputFile(path: path)
            case .bytes(let bytes, _): MemorySource(bytes)
            }
        }
        var reading = ReadingOptions()
        reading.delimiter = options.delimiter
        reading.encoding = encoding
        let name = name
        let assumesUTF8 = assumesUTF8
        do {
            reader = try DelimitedReader(bytes, options: reading)
            firstBatch = try reader.nextBatch()
        } catch {
            throw Self.interruption(error, name, assumesUTF8)
        }
        guard let firstBatch, firstBatch.count > 0 else {
            throw .failure(
                Failure(.missingEmailColumn, "\"\(name)\" is empty: it has no header with the names of its columns"))
        }
        headers = (0..<firstBatch.cellCount(of: 0)).map {
            String(decoding: firstBatch.cell($0, of: 0), as: UTF8.self)
        }
    }

    /// Hands all records after the header to an importer.
    ///
    /// - Parameter check: Called after every batch.
    func readRecords(
        into importer: inout RecordImporter,
        run: RunBuilder,
        check: () throws(Failure) -> Void
    ) throws(ImportInterruption) {
        var batch = firstBatch
        firstBatch = nil
        var first = 1
        do {
            while let records = batch {
                try importer.add(records, from: first, to: run)
                try check()
                first = 0
                batch = try reader.nextBatch()
            }
        } catch {
            throw Self.interruption(error, name, assumesUTF8)
        }
    }

    private static func interruption(_ error: any Error, _ name: String, _ assumesUTF8: Bool) -> ImportInterruption {
        switch error {
        case let failure as Failure: return .failure(failure)
        case let error as DelimitedTextError:
            if case .notInEncoding(.utf8) = error.problem, assumesUTF8 { return .assumedEncoding }
            return .failure(Failure(error, in: name))
        default: return .failure(Failure(.unreadableFile, "cannot read \"\(name)\""))
        }
    }
}

extension Failure {
    /// What is wrong with a text, in the user's words.
    fileprivate init(_ error: DelimitedTextError, in name: String) {
        let place = "line \(error.line) of \"\(name)\""
        switch error.problem {
        case .unclosedQuote:
            self.init(
                .malformedFile, "\(place): the quote that opens here is never closed",
                help: "close it, or write a quote inside a quoted cell twice")
        case .textAfterClosingQuote:
            self.init(
                .malformedFile, "\(place): text follows a closing quote",
                help: "write a quote inside a quoted cell twice, and check the delimiter (--delimiter)")
        case .notInEncoding(let encoding):
            self.init(
                .malformedFile, "\(place): the bytes are not \(encoding.rawValue)",
                help: "name the encoding: --encoding NAME")
        case .undefinedByte(let byte, let encoding):
            self.init(
                .malformedFile, "\(place): the byte \(String(byte, radix: 16)) has no meaning in \(encoding.rawValue)",
                help: "name the encoding: --encoding NAME")
        case .recordTooLong:
            self.init(.malformedFile, "\(place): the row is too long", help: "check the quotes and the delimiter")
        case .unusableDelimiter:
            self.init(.invalidValue, "this character cannot be a delimiter")
        }
    }
}
