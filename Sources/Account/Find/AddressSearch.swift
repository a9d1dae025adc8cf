internal import Recipients
internal import Snapshots

/// An address in all states of a group. Each segment is searched once, however many states share it, unless its
/// fingerprints tell that it does not have the address.
///
/// The segments are searched rather than read, so their checksums are not checked. Whatever the search meets must be
/// rows in order; anything that changes the group or reads a whole state checks the checksums.
struct AddressSearch {
    let group: GroupManifest
    private let segments: [Segment]
    /// For each segment that has the address, its row there, which may be a removal.
    private var rows: [Int: Row] = [:]

    /// Whether any segment knows the address.
    var isKnown: Bool { !rows.isEmpty }

    /// - Parameter states: The states that will be asked about.
    init(
        _ address: EmailAddress,
        in group: GroupManifest,
        _ states: [GroupManifest.State],
        _ store: Store
    ) throws(Failure) {
        self.group = group
        let key = Array(address.text.utf8)
        let fingerprint = address.fingerprint
        let others = Set(group.segments.lazy.filter { !$0.mayContain(fingerprint) }.map(\.number))
        let searched = Set(states.lazy.flatMap(\.segments)).subtracting(others)
        segments = try store.open(searched.sorted(), of: group, check: .never)
        for segment in segments {
            if let row = key.withUnsafeBytes({ segment.row(of: $0) }) { rows[segment.reference.number] = row }
        }
        try segments.checkRows()
    }

    /// Throws if any file that was searched is damaged, even where the damage looks like a row.
    ///
    /// - Complexity: One pass over the files, unless blocks of them were fetched: those have been checked.
    func checkWhole() throws(Failure) {
        try segments.checkRead()
    }

    /// The recipient in a state; nil if the state does not have it.
    ///
    /// - Parameter fields: The group's fields whose values are wanted.
    func recipient(in state: GroupManifest.State, fields: [String] = []) -> Recipient? {
        withExtendedLifetime(segments) {
            guard let row = rows.newest(in: state) else { return nil }
            return RecipientDecoder(group, fields: fields).recipient(row)
        }
    }
}

extension [Int: Row] {
    /// The row that counts in a state; nil if there is none, or if the newest one is a removal.
    func newest(in state: GroupManifest.State) -> Row? {
        for segment in state.segments.reversed() {
            if let row = self[segment] { return row.isRemoval ? nil : row }
        }
        return nil
    }
}
