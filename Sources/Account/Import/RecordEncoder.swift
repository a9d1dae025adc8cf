internal import DelimitedText
internal import Recipients
internal import Sorting
import SystemCalls

/// How the records of a file become rows.
struct RecordEncoding: Sendable {
    let columns: PatchColumns
    let headers: [String]
    let now: Instant
    /// Whether cells are guarded against spreadsheets by `SpreadsheetGuard`.
    let isGuarded: Bool
    /// The columns whose values decide whether they are about consent.
    let tallied: [Int]
    /// The columns whose values are counted.
    let counted: [Int]
    /// The addresses that have been erased; nil if there are none.
    let erased: AddressRegister?
}

/// Encodes batches of records as sorted rows. Each thread needs its own.
final class RecordEncoder {
    private let columns: PatchColumns
    private let encoding: RecordEncoding
    /// For each column of the segments after the sign-up information, the column of the file; -1 for none.
    private let fields: UnsafeBufferPointer<Int>
    private let key: UnsafeMutableRawBufferPointer
    /// The texts of a row after its address, and its mark if it has one.
    private let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>
    /// Room for texts that are not in the file: three dates and a mark.
    private let written: UnsafeMutableRawBufferPointer
    // Nothing that runs while one of these is being changed comes back here; checking that took a twentieth of an
    // import's time.
    @exclusivity(unchecked) private var rows: SortedBlockBuilder
    @exclusivity(unchecked) private var observer = AddressObserver()
    @exclusivity(unchecked) private var domains = DomainMemory()
    @exclusivity(unchecked) private var consent = ConsentMemory()

    init(_ encoding: RecordEncoding, _ memory: BlockMemory) {
        precondition(RecordBatch.readableAfter >= SortedBlockBuilder.readAfterCells)
        self.encoding = encoding
        columns = encoding.columns
        rows = SortedBlockBuilder(memory)
        key = .allocate(byteCount: EmailAddress.maximumLength + SortedBlockBuilder.readAfterCells, alignment: 16)
        key.initializeMemory(as: UInt8.self, repeating: 0)
        texts = .allocate(capacity: max(3, columns.sources.count) + 1)
        written = .allocate(byteCount: 4 * Self.writtenBytes, alignment: 16)
        written.initializeMemory(as: UInt8.self, repeating: 0)
        texts.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
        let sources = UnsafeMutableBufferPointer<Int>.allocate(capacity: max(0, columns.sources.count - 3))
        _ = sources.initialize(fromContentsOf: columns.sources.dropFirst(3))
        fields = UnsafeBufferPointer(sources)
    }

    deinit {
        fields.deallocate()
        written.deallocate()
        texts.deallocate()
        key.deallocate()
    }

    /// In bytes: the longest of these texts, and the bytes that are read after it.
    private static let writtenBytes = RowMark.maximumLength + SortedBlockBuilder.readAfterCells

    func encode(_ batches: [SourceRows]) -> EncodedBatches {
        var result = EncodedBatches(flags: columns.flags.count)
        for rows in batches { encode(rows, &result) }
        result.rows = rows.takeBlock()
        result.addresses = observer.takeRemarks()
        return result
    }

    private func encode(_ batch: SourceRows, _ result: inout EncodedBatches) {
        if !encoding.tallied.isEmpty {
            for (column, tally) in batch.tallies(of: encoding.tallied, remembering: &consent) {
                result.tallies[column, default: ConsentTally()].add(tally)
            }
        }
        if !encoding.counted.isEmpty { countValues(of: batch, &result) }
        batch.records.withRecords { (records) in
            let mayHaveNUL = records.contains(0)
            let hasRefused = !batch.refused.isEmpty
            let refusedBefore = result.refused.count
            for record in batch.rows {
                do throws(Failure) {
                    if hasRefused, let problem = batch.refused[record] {
                        throw refuse(record, of: records, problem)
                    }
                    try add(record, of: records, mayHaveNUL, &result)
                } catch {
                    result.refused.append((record, batch.records, error))
                }
            }
            if records.contains(ErrorWords.sign) {
                let refused = Set(result.refused[refusedBefore...].lazy.map(\.record))
                noteErrorWords(batch.rows, without: refused, of: records, &result)
            }
            if let erased = encoding.erased {
                for record in batch.rows {
                    result.erasedMentions.note(record, of: records, in: columns.sources, email: columns.email, erased)
                }
            }
            result.read += batch.rows.count
            result.length += records.length
        }
    }

    /// Counts the values of the columns of which a remark tells the number.
    @inline(never)
    private func countValues(of batch: SourceRows, _ result: inout EncodedBatches) {
        batch.records.withRecords { (records) in
            for column in encoding.counted {
                for record in batch.rows where column < records.cellCount(of: record) {
                    let cell = records.cell(column, of: record)
                    if !cell.isEmpty { result.values[column, default: ExampleCount()].note(cell) }
                }
            }
        }
    }

    /// Counts the error words in the columns that are used, in the rows that are imported. Of other rows it is told
    /// why they are not.
    @inline(never)
    private func noteErrorWords(
        _ rows: Range<Int>,
        without refused: Set<Int>,
        of records: borrowing RecordBatch.Records,
        _ result: inout EncodedBatches
    ) {
        for record in rows where !refused.contains(record) {
            for column in columns.sources where column >= 0 {
                let cell = records.cell(column, of: record)
                guard ErrorWords.contains(cell) else { continue }
                result.errorWords.note(cell, column: column, line: records.line(of: record))
            }
        }
    }

    /// The cell with a record's address.
    @inline(__always)
    private func address(of record: Int, in records: borrowing RecordBatch.Records) -> UnsafeRawBufferPointer {
        let cell =
            columns.email < records.cellCount(of: record)
            ? records.cell(columns.email, of: record) : UnsafeRawBufferPointer(start: nil, count: 0)
        return encoding.isGuarded ? SpreadsheetGuard.unguarded(cell) : cell
    }

    /// Keeps the recipient of a record that is known to be invalid, and returns the reason.
    private func refuse(_ record: Int, of records: borrowing RecordBatch.Records, _ problem: InvalidRowProblem)
        -> Failure
    {
        let address = address(of: record, in: records)
        if case .success(let length) = EmailAddress.normalize(address, into: key, remembering: &domains) {
            keep(UnsafeRawBufferPointer(rebasing: key[..<length]))
        } else {
            keepMentioned(in: address)
        }
        return problem.failure
    }

    /// Adds the row of a record.
    ///
    /// - Throws: Why that is not possible. The recipient's address, if it is known, is kept.
    private func add(
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ mayHaveNUL: Bool,
        _ result: inout EncodedBatches
    ) throws(Failure) {
        switch EmailAddress.normalize(address(of: record, in: records), into: key, remembering: &domains) {
        case .success(let length): try add(record, of: records, keyLength: length, mayHaveNUL, &result)
        case .failure(let problem): try addUnwrapped(record, of: records, problem, mayHaveNUL, &result)
        }
    }

    /// The same for a record whose cell is not an address, but may contain one.
    @inline(never)
    private func addUnwrapped(
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ problem: AddressProblem,
        _ mayHaveNUL: Bool,
        _ result: inout EncodedBatches
    ) throws(Failure) {
        let address = address(of: record, in: records)
        guard let length = unwrap(address) else {
            keepMentioned(in: address)
            throw Failure(problem, of: String(decoding: address, as: UTF8.self))
        }
        try add(record, of: records, keyLength: length, mayHaveNUL, &result)
        observer.noteUnwrapped(address)
    }

    /// The same for a record whose address has been written to the key.
    private func add(
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        keyLength: Int,
        _ mayHaveNUL: Bool,
        _ result: inout EncodedBatches
    ) throws(Failure) {
        let cells = records.cellCount(of: record)
        let normalized = UnsafeRawBufferPointer(rebasing: key[..<keyLength])
        if cells > encoding.headers.count, hasSurplus(record, of: records) {
            keep(normalized)
            throw InvalidRowProblem.tooManyCells(cells, header: encoding.headers.count).failure
        }
        if mayHaveNUL, records.rawRecord(record).contains(0) {
            keep(normalized)
            throw InvalidRowProblem.containsNUL.failure
        }
        guard let dates = SignUpCells.canonical(columns, record, of: records) else {
            return try addParsed(normalized, record, of: records, &result)
        }
        observer.note(normalized)
        (texts[0], texts[1], texts[2]) = dates
        if !dates.deactivated.isEmpty { result.left.note(dates.deactivated) }
        add(normalized, record, of: records, mark: nil)
    }

    /// The same for a record whose cells about the sign-up must be parsed.
    @inline(never)
    private func addParsed(
        _ address: UnsafeRawBufferPointer,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ result: inout EncodedBatches
    ) throws(Failure) {
        let said = SignUpCells(columns, record, of: records, now: encoding.now, &consent, &result.flagged)
        guard let dates = said else {
            keep(address)
            throw SignUpCells.problem(columns, record, of: records, encoding.headers, &consent).failure
        }
        if dates.mark != nil { result.marked += 1 }
        if dates.hasDateOfLeaving {
            result.left.note(SignUpCells.cell(columns.signUp.deactivated, of: record, in: records))
        }
        observer.note(address)
        texts[0] = text(of: dates.signUp.registered, at: 0)
        texts[1] = text(of: dates.signUp.activated, at: 1)
        texts[2] = text(of: dates.signUp.deactivated, at: 2)
        add(address, record, of: records, mark: dates.mark)
    }

    /// Takes an address out of its wrapping and writes it to the key; returns its length, or nil if there is no
    /// address.
    @inline(never)
    private func unwrap(_ text: UnsafeRawBufferPointer) -> Int? {
        guard let inner = WrappedAddress.content(of: text),
            case .success(let length) = EmailAddress.normalize(inner, into: key, remembering: &domains)
        else { return nil }
        return length
    }

    /// Whether a record has a value in a cell beyond the header's.
    private func hasSurplus(_ record: Int, of records: borrowing RecordBatch.Records) -> Bool {
        for column in encoding.headers.count..<records.cellCount(of: record)
        where !records.cell(column, of: record).isEmpty {
            return true
        }
        return false
    }

    /// Adds the row of a record whose sign-up texts have been written.
    @inline(__always)
    private func add(
        _ address: UnsafeRawBufferPointer,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        mark: RowMark?
    ) {
        var count = 3
        for source in fields {
            texts[count] = text(source, of: record, of: records)
            count += 1
        }
        if let mark {
            texts[count] = text(of: mark)
            count += 1
        }
        rows.add(key: address, cells: UnsafeBufferPointer(rebasing: texts[..<count]))
    }

    /// A date as a row has it; empty for nil.
    private func text(of date: Instant?, at place: Int) -> UnsafeRawBufferPointer {
        let target = room(place)
        return UnsafeRawBufferPointer(rebasing: target[..<(date?.write(to: target) ?? 0)])
    }

    private func text(of mark: RowMark) -> UnsafeRawBufferPointer {
        let target = room(3)
        return UnsafeRawBufferPointer(rebasing: target[..<mark.write(to: target)])
    }

    /// The room for one of the four texts that are not in the file.
    private func room(_ place: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            rebasing: written[place * Self.writtenBytes..<(place + 1) * Self.writtenBytes])
    }

    /// The text of a cell, without a guard against spreadsheets.
    @inline(__always)
    private func text(
        _ column: Int,
        of record: Int,
        of records: borrowing RecordBatch.Records
    ) -> UnsafeRawBufferPointer {
        let cell = records.cell(column, of: record)
        return encoding.isGuarded ? SpreadsheetGuard.unguarded(cell) : cell
    }

    /// Adds the address of a row that cannot be imported, so that `replace` does not remove its recipient. It is added
    /// as a removal, which no row of a file can be.
    private func keep(_ address: UnsafeRawBufferPointer) {
        rows.addRemoval(of: address)
    }

    /// Keeps the recipient whose address is the only one that a text contains: `Anna <anna@example.com>`. Where it is
    /// open how far the address reaches, each possibility is kept.
    @inline(never)
    private func keepMentioned(in text: UnsafeRawBufferPointer) {
        var mentioned: [[UInt8]] = []
        for at in text.indices where text[at] == UInt8(ascii: "@") {
            var found: [[UInt8]] = []
            _ = AddressMentions.visit(around: at, in: text) { _, address in
                found.append(Array(address))
                return false
            }
            if found.isEmpty { continue }
            if !mentioned.isEmpty, !found.contains(where: mentioned.contains) { return }
            mentioned += found
        }
        for address in mentioned { address.withUnsafeBytes { keep($0) } }
    }
}

extension RecordBatch.Records {
    /// The number of bytes from the first cell to the last.
    fileprivate var length: Int {
        guard count > 0 else { return 0 }
        let last = count - 1
        let end = cell(cellCount(of: last) - 1, of: last)
        guard let first = cell(0, of: 0).baseAddress, let lastStart = end.baseAddress else { return 0 }
        return max(0, lastStart - first + end.count)
    }
}
