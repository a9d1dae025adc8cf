internal import DelimitedText
internal import Recipients
internal import Sorting
internal import Storage

/// Turns the records of a file into rows of a run, on all processors. What comes of them is the same on one.
final class RecordImporter {
    private let isStrict: Bool
    private let rejects: RejectsFile?
    private let run: RowSorter
    private let work: OrderedWork<[BatchToEncode], EncodedBatches>
    /// Batches that are encoded and sorted together once there are enough.
    private var waiting: [BatchToEncode] = []
    var progress: ProgressCounter?
    private(set) var read = 0
    private(set) var invalid = 0
    /// Rows that say that their recipient has left, but not when.
    private(set) var undated = 0
    private var addresses = AddressRemarks()
    /// The first invalid rows, for people.
    private(set) var firstInvalid: [InvalidRow] = []

    private static let shownInvalid = 3
    /// The larger what is sorted in a processor's cache, the less there is to merge.
    private static let batchesTogether = 3

    /// - Parameters:
    ///   - rejects: Takes the records that cannot be imported.
    ///   - run: Takes the rows.
    init(_ encoding: RecordEncoding, isStrict: Bool, rejects: RejectsFile?, to run: RowSorter) {
        self.isStrict = isStrict
        self.rejects = rejects
        self.run = run
        let memory = BlockMemory()
        work = OrderedWork {
            let encoder = RecordEncoder(encoding, memory)
            return { encoder.encode($0) }
        }
    }

    /// What the rows held that people should know of.
    var remarks: ImportRemarks {
        var remarks = ImportRemarks()
        remarks.undatedUnsubscriptions = undated
        remarks.roleAddresses = addresses.roles
        remarks.likelyTypos = addresses.likelyTypos
        return remarks
    }

    /// Adds a batch's records, from one on.
    func add(_ batch: RecordBatch, from first: Int) throws(Failure) {
        waiting.append(BatchToEncode(batch: batch, first: first))
        if waiting.count >= Self.batchesTogether { submit() }
        while let encoded = work.takeReady() { try take(encoded) }
    }

    /// Waits until everything that was added is in the run.
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
        if let rows = encoded.rows { try storing { () throws(StorageError) in try run.add(rows) } }
        read += encoded.read
        undated += encoded.undated
        addresses.add(encoded.addresses)
        progress?.add(encoded.length)
    }

    private func refuse(_ record: Int, of batch: RecordBatch, _ failure: Failure) throws(Failure) {
        let line = batch.line(of: record)
        if isStrict {
            throw Failure(
                failure.code, "line \(line): \(failure.message)", help: "without --strict, invalid rows are left out")
        }
        invalid += 1
        try rejects?.append(record, of: batch, reason: failure.message)
        if firstInvalid.count < Self.shownInvalid { firstInvalid.append(InvalidRow(line: line, failure: failure)) }
    }
}
