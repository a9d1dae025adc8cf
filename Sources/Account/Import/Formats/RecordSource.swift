internal import DelimitedText
internal import Recipients

/// The rows of a file of any format.
protocol RecordSource: AnyObject {
    var headers: [String] { get }
    /// The line that the headers are on; nil if they are on none.
    var headerLine: Int? { get }
    /// The encoding of the text; nil if the file is not text.
    var encoding: TextEncoding? { get }
    /// Findings about the file, apart from those about its rows. They are complete once the rows have been read.
    var findings: [ImportFinding] { get }
    /// Whether the file can be one that cbs has exported.
    var mayBeExport: Bool { get }
    /// How rows that are rejected are written.
    var rejectsLayout: RejectsLayout { get }
    /// Whether cells are guarded against spreadsheets by `SpreadsheetGuard`.
    var isGuarded: Bool { get }

    /// Says which columns are used, before the first rows are read: problems with other columns do not matter.
    func use(_ columns: Set<Int>)
    /// The next rows; nil at the end.
    func nextBatch() throws(ReadingError) -> SourceRows?
    /// The same failure, with what the file can add to it.
    func explained(_ failure: Failure) -> Failure
}

/// Consecutive rows of a file.
struct SourceRows: Sendable {
    let records: RecordBatch
    /// The first record that is a row; records before it are the header and what is above it.
    var first = 0
    /// The records that are invalid because of the file's format, and why.
    var refused: [Int: InvalidRowProblem] = [:]

    /// The indices of the records that are rows.
    var rows: Range<Int> { first..<max(first, records.count) }
}

extension RecordSource {
    var encoding: TextEncoding? { nil }
    var findings: [ImportFinding] { [] }
    var mayBeExport: Bool { true }
    var isGuarded: Bool { false }

    func use(_ columns: Set<Int>) {}
    func explained(_ failure: Failure) -> Failure { failure }
}

extension ImportSource {
    /// Opens the bytes, from the first.
    func open() throws(Failure) -> any ByteSource {
        switch self {
        case .file(let file): try file.open()
        case .bytes(let bytes, _): MemorySource(bytes)
        }
    }

    /// The format that was asked for, or that the name implies.
    func format(_ options: ImportOptions) -> ImportFormat {
        switch self {
        case .file(let file): options.format ?? ImportFormat(path: file.path)
        case .bytes: options.format ?? .csv
        }
    }

    /// Opens the rows in their format.
    ///
    /// - Parameters:
    ///   - options: How the file is to be read.
    ///   - encoding: Its encoding; nil if it is to be detected.
    ///   - learning: How the columns of JSON are found.
    ///   - use: What the rows are for.
    func records(
        _ options: ImportOptions,
        encoding: TextEncoding?,
        learning: JSONFile.Learning = .whole,
        for use: ForeignFormat.Use = .importing
    ) throws(ReadingError) -> any RecordSource {
        let format = format(options)
        try endingReading(check(options, for: format))
        switch format {
        case .csv:
            try ForeignFormat.check(self, as: format, for: use)
            let open = { () throws(ReadingError) in try DelimitedFile(self, options, encoding: encoding) }
            let file = try open()
            return try AttributesFile(file, options.mappings, open) ?? file
        case .json, .jsonl:
            try ForeignFormat.check(self, as: format, for: use)
            return try JSONFile(self, options, encoding: encoding, learning: learning)
        case .xlsx:
            guard case .file(let file) = self else { throw .failure(ImportProblem.workbookWithoutFile.failure) }
            try ForeignFormat.check(self, as: format, for: use)
            return try SpreadsheetFile(file, options, for: use)
        }
    }

    /// Refuses options that say nothing about files of a format.
    private func check(_ options: ImportOptions, for format: ImportFormat) throws(Failure) {
        if let sheet = options.sheet, format != .xlsx {
            throw ImportProblem.noWorkbook(name, sheet: sheet).failure
        }
        if options.delimiter != nil, format != .csv { throw ImportProblem.noDelimiter(name).failure }
        if options.encoding != nil, format == .xlsx { throw ImportProblem.noEncoding(name).failure }
    }

    /// How many bytes the rows take; nil if that is not known before they are read, as in a workbook.
    var progressTotal: Int? {
        switch self {
        case .bytes(let bytes, _): return bytes.count
        case .file(let file):
            guard ["csv", "tsv", "txt"].contains(file.path.lowercased().split(separator: ".").last ?? "")
            else { return nil }
            return try? file.open().size
        }
    }
}
