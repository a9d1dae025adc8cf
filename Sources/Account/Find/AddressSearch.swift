internal import Recipients
internal import Snapshots

/// An address in all states of a group: it is looked up once in each segment, whatever number of states share that.
///
/// Its segments are searched, not read, and so their checksums are not compared: what the search meets must be rows in their
/// order, and whatever changes the group or reads a state as a whole compares them.
struct AddressSearch {
    let group: GroupManifest
    private let segments: [Segment]
    /// The row or the removal in each segment that has the address.
    private var rows: [Int: Row] = [:]

    /// Whether any segment knows the address.
    var isKnown: Bool { !rows.isEmpty }

    /// - Parameter states: Those that will be asked about.
    init(
        _ address: EmailAddress,
        in group: GroupManifest,
        _ states: [GroupManifest.State],
        _ store: Store
    ) throws(Failure) {
        self.group = group
        segments = try store.open(Set(states.flatMap(\.segments)).sorted(), of: group, check: .never)
        let key = Array(address.text.utf8)
        for segment in segments {
            if let row = key.withUnsafeBytes({ segment.row(of: $0) }) { rows[segment.reference.number] = row }
        }
        try segments.checkRows()
    }

    /// The recipient in a state; nil if it is not there.
    ///
    /// - Parameter fields: The fields of the group whose values are wanted.
    func recipient(in state: GroupManifest.State, fields: [String] = []) -> Recipient? {
        withExtendedLifetime(segments) {
            guard let row = rows.newest(in: state) else { return nil }
            return RecipientDecoder(group, fields: fields).recipient(row)
        }
    }
}

extension [Int: Row] {
    /// The row that counts in a state; nil if it has none or the newest says that the recipient was removed.
    func newest(in state: GroupManifest.State) -> Row? {
        for segment in state.segments.reversed() {
            if let row = self[segment] { return row.isRemoval ? nil : row }
        }
        return nil
    }
}
