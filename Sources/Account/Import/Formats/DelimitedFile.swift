internal import DelimitedText
internal import Recipients

/// A CSV, TSV or text file with a header.
final class DelimitedFile: RecordSource {
    let headers: [String]
    let rejectsLayout: RejectsLayout
    let isGuarded: Bool
    private var reader: DelimitedReader
    private var opening: TableOpening

    var headerLine: Int? { opening.headerLine }
    var encoding: TextEncoding? { reader.encoding }
    var findings: [ImportFinding] { opening.findings }
    var mayBeExport: Bool { SpreadsheetGuard.delimiters.contains(reader.dialect.delimiter) }

    init(_ source: ImportSource, _ options: ImportOptions, encoding: TextEncoding?) throws(ReadingError) {
        var reading = ReadingOptions()
        reading.delimiter = options.delimiter
        reading.encoding = encoding
        reading.headerSigns = .addresses(options.mappings)
        reading.literalHeaders = SpreadsheetGuard.exportHeaders
        var reader = try readingBytes(DelimitedReader(try source.open(), options: reading))
        guard let batch = try readingBytes(reader.nextBatch()) else {
            throw .failure(ImportProblem.empty(source.name).failure)
        }
        // The sample in which the header was found is shorter than a batch.
        let header = min(reader.headerRecord, batch.count - 1)
        let rawHeader = batch.withRecords { (records) in Array(records.rawRecord(header)) }
        opening = TableOpening(batch, headerRecord: header)
        let isGuarded = SpreadsheetGuard.isHeader(rawHeader, delimiter: reader.dialect.delimiter)
        self.isGuarded = isGuarded
        headers = opening.names { isGuarded ? SpreadsheetGuard.unguarded($0) : $0 }
        rejectsLayout = .raw(reader.dialect, header: rawHeader)
        self.reader = reader
    }

    func nextBatch() throws(ReadingError) -> SourceRows? {
        try opening.nextBatch { () throws(ReadingError) in try readingBytes(reader.nextBatch()) }
    }
}

extension Failure {
    /// The failure for a problem with a text, in the user's words.
    init(_ error: DelimitedTextError, in name: String) {
        let place = "line \(error.line) of \(name.quoted)"
        switch error.problem {
        case .unclosedQuote:
            self.init(
                .malformedFile, "\(place): the quote that opens here is never closed",
                help: "close it, or double a quote inside a quoted cell", about: .input)
        case .textAfterClosingQuote:
            self.init(
                .malformedFile, "\(place): there is text after a closing quote",
                help: "double a quote inside a quoted cell, and check the delimiter (--delimiter)", about: .input)
        case .notInEncoding(let encoding):
            self.init(
                .malformedFile, "\(place): the bytes are not \(encoding.name)",
                help: "name the right encoding: --encoding NAME", about: .input)
        case .damagedUTF8:
            self.init(
                .malformedFile, "\(place): the bytes are not UTF-8, unlike the rest of the file",
                help: "correct the line, get the file again, or name its encoding: --encoding NAME", about: .input)
        case .undefinedByte(let byte, let encoding):
            self.init(
                .malformedFile, "\(place): the byte \(String(byte, radix: 16)) has no meaning in \(encoding.name)",
                help: "name the right encoding: --encoding NAME", about: .input)
        case .recordTooLong:
            self.init(
                .malformedFile, "\(place): the row is too long", help: "check the quotes and the delimiter",
                about: .input)
        case .ambiguousDelimiter(let delimiters):
            let names = delimiters.map { Dialect(delimiter: $0).delimiterName }
            let options = delimiters.compactMap { byte in Dialect.named.first { $0.value == byte }?.key }
            self.init(
                .malformedFile,
                "\(place): the columns could be separated by \(names.joined(separator: " or "))",
                help: "name the delimiter: "
                    + options.map { "--delimiter \($0)" }.joined(separator: " or "),
                about: .input)
        case .unusableDelimiter:
            self.init(.invalidValue, "this character cannot be a delimiter", about: .delimiter)
        }
    }
}

extension Dialect {
    /// The delimiter in words.
    fileprivate var delimiterName: String {
        switch delimiter {
        case UInt8(ascii: "\t"): "a tab"
        case UInt8(ascii: ";"): "a semicolon (\";\")"
        case UInt8(ascii: ","): "a comma (\",\")"
        case UInt8(ascii: "|"): "a bar (\"|\")"
        default: "\"\(Character(Unicode.Scalar(delimiter)))\""
        }
    }
}
