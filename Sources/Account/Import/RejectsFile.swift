internal import DelimitedText
internal import Recipients

/// The file that rejected rows are written to: importable again, with the line and the reason in front of each row.
///
/// What a spreadsheet would run as a formula is guarded against that, as `SpreadsheetGuard` does it: people look at rejected
/// rows in one. A file in which nothing had to be guarded holds the rows as they stood, and its header says nothing of it.
///
/// It is begun with the first rejected row, and gets its name just before the import takes effect. A failed import leaves
/// none; a crash in between leaves a file that is complete.
final class RejectsFile {
    private let place: UserFile
    private let layout: RejectsLayout
    private let headers: [String]
    /// The columns in front that the file has from an earlier time, as a file of rejected rows.
    private let skipped: Int
    /// Whether the rows that are rejected are guarded already.
    private let areRowsGuarded: Bool
    /// Whether anything is guarded in this file.
    private var isGuarded: Bool
    private var file: (any OutputFile)?
    private var writer: DelimitedWriter?
    private var isFinished = false
    private(set) var rows = 0

    /// - Throws: `file-exists`.
    init(_ place: UserFile, _ source: any RecordSource) throws(Failure) {
        self.place = place
        layout = source.rejectsLayout
        headers = source.headers
        skipped = source.headers.starts(with: ColumnAssignment.rejectHeaders) ? ColumnAssignment.rejectHeaders.count : 0
        areRowsGuarded = source.isGuarded
        isGuarded = source.isGuarded
        try Self.check(place)
    }

    deinit {
        if !isFinished { file?.abandon() }
    }

    /// Fails where there is a file already.
    static func check(_ place: UserFile) throws(Failure) {
        try place.files.check(place.path, as: .rejects, overwrites: false)
    }

    /// The file's name, if it has rows.
    var name: String? { rows > 0 ? place.path : nil }

    /// Appends a row.
    func append(_ record: Int, of batch: RecordBatch, reason: String) throws(Failure) {
        rows += 1
        try begin()
        try writing {
            writer?.append(cell: "\(batch.line(of: record))")
            writer?.append(cell: reason)
            batch.withRecords { (records) in
                let columns = skipped..<max(records.cellCount(of: record), skipped)
                let needsGuard =
                    !areRowsGuarded && columns.contains { SpreadsheetGuard.isNeeded(records.cell($0, of: record)) }
                if case .raw = layout, skipped == 0, !needsGuard {
                    writer?.append(cellsAsTheyStand: records.rawRecord(record))
                } else {
                    for column in columns { append(records.cell(column, of: record), isGuarded: areRowsGuarded) }
                }
            }
            try writer?.endRecord()
        }
    }

    private func begin() throws(Failure) {
        guard file == nil else { return }
        let file = try place.files.create(place.path, as: .rejects, overwrites: false)
        self.file = file
        try writing {
            let dialect = if case .raw(let dialect, _) = layout { dialect } else { Dialect(delimiter: 0x2C) }
            writer = DelimitedWriter(dialect: dialect) { try file.write($0) }
            for header in ColumnAssignment.rejectHeaders { writer?.append(cell: header) }
            let names = headers.dropFirst(skipped).map { Array($0.utf8) }
            let needsGuard = !areRowsGuarded && names.contains { $0.withUnsafeBytes { SpreadsheetGuard.isNeeded($0) } }
            if case .raw(_, let header) = layout, skipped == 0, !needsGuard {
                header.withUnsafeBytes { writer?.append(cellsAsTheyStand: $0) }
            } else {
                for name in names { name.withUnsafeBytes { append($0, isGuarded: false) } }
            }
            try writer?.endRecord()
        }
    }

    /// Appends a cell, after an apostrophe where it needs one and has none.
    private func append(_ cell: UnsafeRawBufferPointer, isGuarded isReady: Bool) {
        guard !isReady, SpreadsheetGuard.isNeeded(cell) else { return writer?.append(cell: cell) ?? () }
        isGuarded = true
        let guarded = [UInt8(ascii: "'")] + cell
        guarded.withUnsafeBytes { writer?.append(cell: $0) }
    }

    /// Makes the file durable and gives it its name, if it has rows.
    func finish() throws(Failure) {
        guard let file else { return }
        try writing { try writer?.finish() }
        if isGuarded {
            try file.replace(SpreadsheetGuard.reasonInHeader, with: Array(SpreadsheetGuard.guardedReason.utf8))
        }
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
            throw error as? Failure ?? FileProblem.cannotWrite(place.path, nil, .rejects).failure
        }
    }
}

/// How rejected rows are written.
enum RejectsLayout {
    /// As they are in the file, with its delimiter, below its header.
    case raw(Dialect, header: [UInt8])
    /// Cell by cell, for formats that are no delimited text.
    case cells
}
