internal import DelimitedText
internal import Recipients

/// The file that rejected rows are written to. It can be imported again: the line and the reason precede the cells of
/// each row.
///
/// Cells that a spreadsheet would run as formulas are guarded by `SpreadsheetGuard`, since people look at rejected rows
/// in spreadsheets. If nothing had to be guarded, the file holds the rows unchanged, and its header is an ordinary one.
///
/// It is begun with the first rejected row, and gets its name just before the import takes effect. A failed import
/// leaves no file; a crash between the two leaves a complete one.
final class RejectsFile {
    private let place: UserFile
    private let layout: RejectsLayout
    private let headers: [String]
    /// The headers that differ from the file's, by the indices of their columns.
    private let declaringHeaders: [Int: String]
    /// The number of leading columns that are left out, because the imported file is itself one of rejected rows.
    private let skipped: Int
    /// Whether the rejected rows are guarded already.
    private let areRowsGuarded: Bool
    /// Whether anything in this file is guarded.
    private var isGuarded: Bool
    private var file: (any OutputFile)?
    private var writer: DelimitedWriter?
    private var isFinished = false
    private(set) var rows = 0

    /// - Parameter assignment: What the columns of the imported file are.
    /// - Throws: `file-exists`.
    init(_ place: UserFile, _ source: any RecordSource, _ assignment: ColumnAssignment) throws(Failure) {
        self.place = place
        layout = source.rejectsLayout
        headers = source.headers
        declaringHeaders = assignment.declaringHeaders
        skipped = assignment.precedingColumns
        areRowsGuarded = source.isGuarded
        isGuarded = source.isGuarded
        try Self.check(place)
    }

    deinit {
        if !isFinished { file?.abandon() }
    }

    /// Throws if the file exists already.
    static func check(_ place: UserFile) throws(Failure) {
        try place.files.check(place.path, as: .rejects, overwrites: false)
    }

    /// The file's name; nil if it has no rows.
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
            let names = headers.enumerated().dropFirst(skipped).map { index, header in
                Array((declaringHeaders[index] ?? header).utf8)
            }
            let needsGuard = !areRowsGuarded && names.contains { $0.withUnsafeBytes { SpreadsheetGuard.isNeeded($0) } }
            if case .raw(_, let header) = layout, skipped == 0, declaringHeaders.isEmpty, !needsGuard {
                header.withUnsafeBytes { writer?.append(cellsAsTheyStand: $0) }
            } else {
                for name in names { name.withUnsafeBytes { append($0, isGuarded: false) } }
            }
            try writer?.endRecord()
        }
    }

    /// Appends a cell, with an apostrophe before it if it needs one and has none.
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
    /// As they are in the file, with its delimiter and below its header.
    case raw(Dialect, header: [UInt8])
    /// Cell by cell, for formats other than delimited text.
    case cells
}
