internal import DelimitedText
internal import Recipients
internal import Sorting
internal import Storage

/// What was found while reading the rows of a file.
struct ReadingSummary {
    fileprivate(set) var read = 0
    fileprivate(set) var invalid = 0
    /// Rows with a date of leaving.
    fileprivate(set) var left = ExampleCount()
    /// Rows that have a mark.
    fileprivate(set) var marked = 0
    /// For each column of flags, the rows that say that their recipient does not get mail.
    fileprivate(set) var flagged: [ExampleCount] = []
    /// The tallies of the columns that may be about consent.
    fileprivate(set) var tallies: [Int: ConsentTally] = [:]
    /// For each column whose values are counted, how many it has; nothing for one without any.
    fileprivate(set) var values: [Int: ExampleCount] = [:]
    fileprivate var addresses = AddressRemarks()
    fileprivate var errorWords = ErrorWordCounts()
    fileprivate var erasedMentions = ErasedMentionCounts()
    /// The first invalid rows.
    fileprivate(set) var firstInvalid: [InvalidRow] = []

    /// The findings about the rows.
    ///
    /// - Parameters:
    ///   - headers: The headers of the file.
    ///   - email: The index of the column with the addresses.
    func findings(_ headers: [String], email: Int) -> [ImportFinding] {
        erasedMentions.findings(headers) + errorWords.findings(headers) + addresses.findings(column: headers[email])
    }
}

/// Turns the records of a file into sorted rows, on all processors. The result does not depend on the number of
/// processors.
final class RecordImporter {
    private let isStrict: Bool
    private let rejects: RejectsFile?
    private let sorter: RowSorter
    private let work: OrderedWork<[SourceRows], EncodedBatches>
    /// Batches that will be encoded and sorted together once there are enough.
    private var waiting: [SourceRows] = []
    var progress: ProgressCounter?
    private(set) var summary = ReadingSummary()

    private static let shownInvalid = 3
    /// The more rows are sorted within a processor's cache, the less there is to merge.
    private static let batchesTogether = 3

    /// - Parameters:
    ///   - rejects: Receives the records that cannot be imported; nil to drop them.
    ///   - sorter: Receives the rows.
    init(_ encoding: RecordEncoding, isStrict: Bool, rejects: RejectsFile?, to sorter: RowSorter) {
        self.isStrict = isStrict
        self.rejects = rejects
        self.sorter = sorter
        let memory = sorter.memory
        work = OrderedWork {
            let encoder = RecordEncoder(encoding, memory)
            return { encoder.encode($0) }
        }
    }

    /// Adds the next rows.
    func add(_ rows: SourceRows) throws(Failure) {
        waiting.append(rows)
        if waiting.count >= Self.batchesTogether { submit() }
        while let encoded = work.takeReady() { try take(encoded) }
    }

    /// Waits until all rows that were added are in the sorter.
    func finish() throws(Failure) {
        if !waiting.isEmpty { submit() }
        while let encoded = work.takeNext() { try take(encoded) }
    }

    private func submit() {
        work.submit(waiting)
        waiting = []
    }

    private func take(_ encoded: EncodedBatches) throws(Failure) {
        for (record, batch, failure) in encoded.refused { try refuse(record, of: batch, failure) }
        if let rows = encoded.rows { try storing(sorter.add(rows)) }
        summary.read += encoded.read
        summary.left.add(encoded.left)
        summary.marked += encoded.marked
        if summary.flagged.isEmpty { summary.flagged = encoded.flagged.map { _ in ExampleCount() } }
        for (index, count) in encoded.flagged.enumerated() { summary.flagged[index].add(count) }
        for (column, tally) in encoded.tallies { summary.tallies[column, default: ConsentTally()].add(tally) }
        for (column, count) in encoded.values { summary.values[column, default: ExampleCount()].add(count) }
        summary.addresses.add(encoded.addresses)
        summary.errorWords.add(encoded.errorWords)
        summary.erasedMentions.add(encoded.erasedMentions)
        progress?.add(encoded.length)
    }

    private func refuse(_ record: Int, of batch: RecordBatch, _ failure: Failure) throws(Failure) {
        let line = batch.line(of: record)
        if isStrict { throw ImportProblem.invalidRow(failure, line: line).failure }
        summary.invalid += 1
        try rejects?.append(record, of: batch, reason: failure.message)
        if summary.firstInvalid.count < Self.shownInvalid {
            summary.firstInvalid.append(InvalidRow(line: line, failure: failure))
        }
    }
}

/// What came of some consecutive batches of records.
struct EncodedBatches: Sendable {
    /// The sorted rows; nil if there are none.
    var rows: SortedBlock?
    /// The records that cannot be imported, and why.
    var refused: [(record: Int, batch: RecordBatch, failure: Failure)] = []
    var read = 0
    /// The size of the batches' text in bytes.
    var length = 0
    /// Rows that have a mark.
    var marked = 0
    /// Rows with a date of leaving.
    var left = ExampleCount()
    /// For each column of flags, the rows that say that their recipient does not get mail.
    var flagged: [ExampleCount]
    /// The tallies of the columns that may be about consent.
    var tallies: [Int: ConsentTally] = [:]
    /// The values of the columns for which they are counted.
    var values: [Int: ExampleCount] = [:]
    var addresses = AddressRemarks()
    var errorWords = ErrorWordCounts()
    var erasedMentions = ErasedMentionCounts()

    init(flags: Int) {
        flagged = Array(repeating: ExampleCount(), count: flags)
    }
}
