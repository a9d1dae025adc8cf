internal import DelimitedText
internal import Recipients
internal import Sorting

/// Records on their way to be encoded.
struct BatchToEncode: Sendable {
    let batch: RecordBatch
    /// The first record that is none of the header.
    let first: Int
}

/// What became of some consecutive batches of records.
struct EncodedBatches: Sendable {
    /// The rows for the run; nil for none.
    var rows: SortedBlock?
    /// The records that could not be imported, and why.
    var refused: [(record: Int, batch: RecordBatch, failure: Failure)] = []
    var read = 0
    /// How many bytes of text the batches have.
    var length = 0
    /// Rows that say that their recipient has left, but not when.
    var undated = 0
    var addresses = AddressRemarks()
}
