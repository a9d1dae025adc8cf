internal import DelimitedText
internal import Recipients

/// The file that rejected rows are written to: importable again, with the line and the reason in front of each row.
///
/// It is begun with the first rejected row, and gets its name just before the import takes effect. A failed import leaves
/// none; a crash in between leaves a file that is complete.
final class RejectsFile {
    private let path: String
    private let writes: Bool
    private let layout: RejectsLayout
    private let headers: [String]
    /// The columns in front that the file has from an earlier time, as a file of rejected rows.
    private let skipped: Int
    private var file: OutputFile?
    private var writer: DelimitedWriter?
    private var isFinished = false
    private(set) var rows = 0

    /// - Parameter writes: Whether anything is written; a rehearsal only looks.
    /// - Throws: `file-exists`.
    init(path: String, writes: Bool, _ source: any RecordSource) throws(Failure) {
        self.path = path
        self.writes = writes
        layout = source.rejectsLayout
        headers = source.headers
        skipped = source.headers.starts(with: ColumnAssignment.rejectHeaders) ? ColumnAssignment.rejectHeaders.count : 0
        try Self.check(path)
    }

    deinit {
        if !isFinished { file?.abandon() }
    }

    /// Fails where there is a file already.
    static func check(_ path: String) throws(Failure) {
        try OutputFile.check(path, as: .rejects, overwrites: false)
    }

    /// The file's name, if it has rows.
    var name: String? { rows > 0 ? path : nil }

    /// Appends a row.
    func append(_ record: Int, of batch: RecordBatch, reason: String) throws(Failure) {
        rows += 1
        guard writes else { return }
        try begin()
        try writing {
            writer?.append(cell: "\(batch.line(of: record))")
            writer?.append(cell: reason)
            batch.withRecords { (records) in
                if case .raw = layout, skipped == 0 {
                    writer?.append(cellsAsTheyStand: records.rawRecord(record))
                } else {
                    for column in skipped..<max(records.cellCount(of: record), skipped) {
                        writer?.append(cell: records.cell(column, of: record))
                    }
                }
            }
            try writer?.endRecord()
        }
    }

    private func begin() throws(Failure) {
        guard file == nil else { return }
        let file = try OutputFile(path: path, as: .rejects, overwrites: false)
        self.file = file
        try writing {
            let dialect = if case .raw(let dialect, _) = layout { dialect } else { Dialect(delimiter: 0x2C) }
            writer = DelimitedWriter(dialect: dialect) { try file.write($0) }
            for header in ColumnAssignment.rejectHeaders { writer?.append(cell: header) }
            if case .raw(_, let header) = layout, skipped == 0 {
                header.withUnsafeBytes { writer?.append(cellsAsTheyStand: $0) }
            } else {
                for header in headers.dropFirst(skipped) { writer?.append(cell: header) }
            }
            try writer?.endRecord()
        }
    }

    /// Makes the file durable and gives it its name, if it has rows.
    func finish() throws(Failure) {
        guard let file else { return }
        try writing { try writer?.finish() }
        try file.finish()
        isFinished = true
    }

    /// Removes the file, finished or not.
    func discard() {
        guard let file else { return }
        isFinished ? file.remove() : file.abandon()
        isFinished = true
    }

    private func writing(_ body: () throws -> Void) throws(Failure) {
        do {
            try body()
        } catch {
            throw error as? Failure ?? FileProblem.cannotWrite(path, nil, .rejects).failure
        }
    }
}

/// How rejected rows are written.
enum RejectsLayout {
    /// As they stand in the file, with its delimiter, below its header.
    case raw(Dialect, header: [UInt8])
    /// Cell by cell, for formats that are no delimited text.
    case cells
}
