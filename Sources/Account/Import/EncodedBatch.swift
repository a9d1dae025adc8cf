internal import DelimitedText
internal import Recipients
internal import Snapshots

/// What became of a batch of records.
struct EncodedBatch: Sendable {
    /// Where the batch's records begin that are none of the header.
    let first: Int
    let batch: RecordBatch
    /// The rows for the run; nil for none.
    var rows: RunBlock?
    /// The records that could not be imported, and why.
    var refused: [(record: Int, failure: Failure)] = []
    /// Rows that say that their recipient has left, but not when.
    var undated = 0
    var addresses = AddressRemarks()

    var read: Int { max(0, batch.count - first) }
}

/// Records on their way to be encoded.
struct BatchToEncode: Sendable {
    let batch: RecordBatch
    let first: Int
}
