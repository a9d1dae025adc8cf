internal import DelimitedText
internal import Recipients
internal import Snapshots

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns the records of a file into rows of a run.
struct RecordImporter: ~Copyable {
    private let columns: PatchColumns
    private let signUpColumns: SignUpColumns
    private let headers: [String]
    private let isStrict: Bool
    private let now: Instant
    private let rejects: RejectsFile?
    private let isGuarded: Bool
    private let key: UnsafeMutableRawBufferPointer
    var progress: ProgressCounter?
    private(set) var read = 0
    private(set) var invalid = 0
    /// Rows that say that their recipient has left, but not when.
    private(set) var undated = 0
    private var observer = AddressObserver()
    /// The first invalid rows, for people.
    private(set) var firstInvalid: [InvalidRow] = []

    private static let shownInvalid = 3

    init(
        _ columns: PatchColumns, headers: [String], isStrict: Bool, now: Instant, rejects: RejectsFile? = nil,
        isGuarded: Bool
    ) {
        self.columns = columns
        signUpColumns = columns.signUp
        self.headers = headers
        self.isStrict = isStrict
        self.now = now
        self.rejects = rejects
        self.isGuarded = isGuarded
        key = .allocate(byteCount: EmailAddress.maximumLength, alignment: 1)
    }

    deinit {
        key.deallocate()
    }

    /// What the rows held that people should know of.
    var remarks: ImportRemarks {
        var remarks = ImportRemarks()
        remarks.undatedUnsubscriptions = undated
        remarks.roleAddresses = observer.roles
        remarks.likelyTypos = observer.likelyTypos
        return remarks
    }

    /// Adds a batch's records, from one on.
    mutating func add(_ batch: RecordBatch, from first: Int, to run: RunBuilder) throws(Failure) {
        // The cells are the batch's memory; the optimiser may let go of it after the last look at the batch itself.
        defer { withExtendedLifetime(batch) {} }
        for record in first..<max(first, batch.count) {
            read += 1
            try add(record, of: batch, to: run)
        }
        progress?.add(batch.length)
    }

    private mutating func add(_ record: Int, of batch: RecordBatch, to run: RunBuilder) throws(Failure) {
        let cells = batch.cellCount(of: record)
        var address =
            columns.email < cells ? batch.cell(columns.email, of: record) : UnsafeRawBufferPointer(start: nil, count: 0)
        if isGuarded { address = SpreadsheetGuard.unguarded(address) }
        let keyLength: Int
        switch EmailAddress.normalize(address, into: key) {
        case .success(let length): keyLength = length
        case .failure(let problem):
            return try refuse(record, of: batch, Failure(problem, of: String(decoding: address, as: UTF8.self)))
        }
        let normalized = UnsafeRawBufferPointer(rebasing: key[..<keyLength])
        if cells > headers.count {
            try keep(normalized, in: run)
            let failure = Failure(.malformedFile, "the row has \(cells) cells, the header only \(headers.count)")
            return try refuse(record, of: batch, failure)
        }
        let raw = batch.rawRecord(record)
        if let start = raw.baseAddress, memchr(start, 0, raw.count) != nil {
            try keep(normalized, in: run)
            let failure = Failure(.invalidValue, "the row contains a NUL character, which no text has")
            return try refuse(record, of: batch, failure)
        }
        guard let dates = SignUpCells(signUpColumns, columns, record, of: batch, now: now) else {
            try keep(normalized, in: run)
            return try refuse(record, of: batch, unreadableDate(record, of: batch))
        }
        if dates.mark == .undated { undated += 1 }
        observer.note(normalized)
        try snapshotting { () throws(SnapshotError) in
            try run.add(keyLength: keyLength) { buffer in
                encode(record, of: batch, normalized, dates, into: &buffer)
            }
        }
    }

    @inline(__always)
    private func encode(
        _ record: Int,
        of batch: RecordBatch,
        _ address: UnsafeRawBufferPointer,
        _ dates: SignUpCells,
        into buffer: inout ByteBuffer
    ) {
        let cells = batch.cellCount(of: record)
        var row = RowEncoder()
        row.begin(address, in: &buffer)
        row.append(dates.signUp.registered, to: &buffer)
        row.append(dates.signUp.activated, to: &buffer)
        row.append(dates.signUp.deactivated, to: &buffer)
        for source in columns.sources.dropFirst(3) {
            if source >= 0, source < cells {
                let cell = batch.cell(source, of: record)
                row.append(text: isGuarded ? SpreadsheetGuard.unguarded(cell) : cell, to: &buffer)
            } else {
                row.appendMissing()
            }
        }
        if let mark = dates.mark { row.append(text: mark.text, to: &buffer) }
        row.end(in: &buffer)
    }

    /// Notes an address whose row cannot be imported, so that `replace` does not remove its recipient: as a removal, which
    /// no row of a file can be.
    private func keep(_ address: UnsafeRawBufferPointer, in run: RunBuilder) throws(Failure) {
        try snapshotting { () throws(SnapshotError) in
            try run.add(keyLength: address.count) { RowEncoder.appendRemoval(of: address, to: &$0) }
        }
    }

    private mutating func refuse(_ record: Int, of batch: RecordBatch, _ failure: Failure) throws(Failure) {
        let line = batch.line(of: record)
        if isStrict {
            throw Failure(
                failure.code, "line \(line): \(failure.message)", help: "without --strict, invalid rows are left out")
        }
        invalid += 1
        try rejects?.append(record, of: batch, reason: failure.message)
        if firstInvalid.count < Self.shownInvalid { firstInvalid.append(InvalidRow(line: line, failure: failure)) }
    }

    private func unreadableDate(_ record: Int, of batch: RecordBatch) -> Failure {
        for (index, column) in columns.sources.prefix(3).enumerated()
        where column >= 0 && column < batch.cellCount(of: record) {
            let cell = batch.cell(column, of: record)
            guard SignUpCells.date(cell) == nil, index < 2 || !SignUpCells.isYes(cell) else { continue }
            let text = String(decoding: cell, as: UTF8.self)
            let place = "\"\(text)\" in the column \"\(headers[column])\""
            if SubscriptionFlag.answer(cell) == true {
                return Failure(.invalidValue, "\(place) says that, but not when")
            }
            return Failure(.invalidValue, "\(place) is not a date")
        }
        return Failure(.invalidValue, "a date cannot be read")
    }
}
