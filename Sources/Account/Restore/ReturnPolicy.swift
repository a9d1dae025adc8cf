internal import Recipients
internal import Snapshots
internal import Sorting

/// The rows of a state that is put back into its empty group, as far as a newer state knows something of their recipients.
struct ReturnedRows: AddressStreams {
    /// The row as it was put back.
    private(set) var stored: Row?
    /// What the newest state says that knows the recipient.
    private(set) var known: SignUp?
    private var addresses: AddressUnion
    private var history: ConsentHistory
    private var cancellation: CancellationCheck

    /// - Parameters:
    ///   - addresses: Those at which a newer state differs from the one that is put back.
    ///   - history: The newer states.
    init(_ addresses: AddressUnion, _ history: ConsentHistory, _ cancellation: CancellationCheck) {
        self.addresses = addresses
        self.history = history
        self.cancellation = cancellation
    }

    mutating func advance() throws(Failure) -> Bool {
        while let row = addresses.next() {
            try cancellation.count()
            guard let signUp = try history.find(row.key) else { continue }
            (stored, known) = (row, signUp)
            return true
        }
        try history.checkRead()
        return false
    }
}

/// Looks again at recipients who were put back: whoever has left since stays unsubscribed.
struct ReturnPolicy: MergePolicy {
    let merge: RecipientMerge

    func decide(_ rows: inout ReturnedRows, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
        guard let row = rows.stored else { return .untouched }
        return .written(merge.apply(row, to: nil, known: rows.known, into: &lines))
    }
}
