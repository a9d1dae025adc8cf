internal import DelimitedText
internal import Recipients
internal import Snapshots

/// Turns the records of a file into rows of a run.
struct RecordImporter: ~Copyable {
    private let columns: PatchColumns
    private let headers: [String]
    private let isStrict: Bool
    private let key: UnsafeMutableRawBufferPointer
    var progress: ProgressCounter?
    private(set) var read = 0
    private(set) var invalid = 0
    /// The first invalid rows, for people.
    private(set) var firstInvalid: [InvalidRow] = []

    private static let shownInvalid = 3

    init(_ columns: PatchColumns, headers: [String], isStrict: Bool) {
        self.columns = columns
        self.headers = headers
        self.isStrict = isStrict
        key = .allocate(byteCount: EmailAddress.maximumLength, alignment: 1)
    }

    deinit {
        key.deallocate()
    }

    /// Adds a batch's records, from one on.
    mutating func add(_ batch: RecordBatch, from first: Int, to run: RunBuilder) throws(Failure) {
        for record in first..<max(first, batch.count) {
            read += 1
            try add(record, of: batch, to: run)
        }
        progress?.add(batch.length)
    }

    private mutating func add(_ record: Int, of batch: RecordBatch, to run: RunBuilder) throws(Failure) {
        let cells = batch.cellCount(of: record)
        let address =
            columns.email < cells ? batch.cell(columns.email, of: record) : UnsafeRawBufferPointer(start: nil, count: 0)
        let keyLength: Int
        switch EmailAddress.normalize(address, into: key) {
        case .success(let length): keyLength = length
        case .failure(let problem):
            let text = String(decoding: address, as: UTF8.self)
            let failure = Failure(.invalidEmail, "\"\(text)\" is not an e-mail address: \(problem.reason)")
            return try refuse(record, of: batch, failure)
        }
        let normalized = UnsafeRawBufferPointer(rebasing: key[..<keyLength])
        if cells > headers.count {
            try keep(normalized, in: run)
            let failure = Failure(.malformedFile, "the row has \(cells) cells, the header only \(headers.count)")
            return try refuse(record, of: batch, failure)
        }
        guard let dates = SignUpCells(columns, record, of: batch) else {
            try keep(normalized, in: run)
            return try refuse(record, of: batch, unreadableDate(record, of: batch))
        }
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
                row.append(text: batch.cell(source, of: record), to: &buffer)
            } else {
                row.appendMissing()
            }
        }
        if dates.isStatedUnsubscribed {
            row.append(text: StatedUnsubscribed.mark, to: &buffer)
        }
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
        if firstInvalid.count < Self.shownInvalid { firstInvalid.append(InvalidRow(line: line, failure: failure)) }
    }

    private func unreadableDate(_ record: Int, of batch: RecordBatch) -> Failure {
        for column in columns.dateColumns where column >= 0 && column < batch.cellCount(of: record) {
            let cell = batch.cell(column, of: record)
            if SignUpDate(cell) == nil {
                let text = String(decoding: cell, as: UTF8.self)
                return Failure(.invalidValue, "\"\(text)\" in the column \"\(headers[column])\" is not a date")
            }
        }
        return Failure(.invalidValue, "a date cannot be read")
    }
}

/// The mark, in the column after the last, of rows that the file itself holds for unsubscribed.
enum StatedUnsubscribed {
    private static let text: StaticString = "unsubscribed"

    static var mark: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}

/// The sign-up cells of a record.
struct SignUpCells {
    /// What the columns that are used say.
    let signUp: SignUp
    /// Whether the columns that the user has assigned elsewhere say that this recipient has left.
    let isStatedUnsubscribed: Bool

    /// Nil if a date that is used cannot be read.
    @inline(__always)
    init?(_ columns: PatchColumns, _ record: Int, of batch: RecordBatch) {
        let cells = batch.cellCount(of: record)
        func date(_ column: Int) -> SignUpDate? {
            column >= 0 && column < cells ? SignUpDate(batch.cell(column, of: record)) : .never
        }
        guard let registered = date(columns.sources[0]), let activated = date(columns.sources[1]),
            let deactivated = date(columns.sources[2])
        else { return nil }
        signUp = SignUp(
            registered: registered.instant, activated: activated.instant, deactivated: deactivated.instant)
        if let overridden = columns.overridden {
            // A date that cannot be read is still something: somebody who has left counts as such.
            let left = date(overridden[2]).map(\.instant) ?? .latest
            let stated = SignUp(activated: date(overridden[1])?.instant, deactivated: left)
            isStatedUnsubscribed = stated.status == .unsubscribed
        } else {
            isStatedUnsubscribed = false
        }
    }
}

extension PatchColumns {
    /// The columns of the source that hold dates.
    var dateColumns: [Int] { Array(sources.prefix(3)) }
}
