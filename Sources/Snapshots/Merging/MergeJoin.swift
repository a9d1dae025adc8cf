public import Sorting

/// Joins incoming rows with a state, both sorted by address: one address at a time, in order.
public struct MergeJoin {
    /// The incoming rows, positioned at the first row of the address. Whoever takes the address must advance past its
    /// last row.
    public var incoming: SortedCursor
    /// The state's row at the address; nil if it has none.
    public private(set) var stored: Row?
    /// Whether there are incoming rows for the address; if not, only the state has it.
    public private(set) var isIncoming = false
    /// Nil where the state is empty, as that of a new group: nothing is searched then.
    private var state: StackCursor?
    private let visitsStored: Bool
    private let upper: [UInt8]?

    /// A join positioned before its first address.
    ///
    /// - Parameters:
    ///   - incoming: All incoming rows of the range.
    ///   - state: The state to join them with, from its beginning.
    ///   - range: The addresses to join.
    ///   - visitsStored: Whether addresses that only the state has are visited too. If not, the state is searched
    ///     rather than read, so that a few rows take time in proportion to their number and not to the size of the
    ///     state.
    public init(
        _ incoming: SortedCursor,
        with state: StackCursor,
        in range: KeyRange = .all,
        visitsStored: Bool
    ) {
        self.incoming = incoming
        self.visitsStored = visitsStored
        upper = range.upper
        guard state.current != nil else { return }
        self.state = state
        range.lower?.withUnsafeBytes { self.state?.seek($0) }
    }

    /// Goes to the next address; false at the end.
    public mutating func advance() -> Bool {
        if visitsStored, stored != nil { state?.advance() }
        let row = incoming.current
        isIncoming = row != nil
        if visitsStored, let next = state?.current, isBeforeIncoming(next, row) {
            isIncoming = false
            stored = next
            return true
        }
        stored = row.flatMap { state?.find($0.key) }
        return isIncoming
    }

    /// Whether a row of the state comes before the next incoming row or, if there is none, is still in the range.
    private func isBeforeIncoming(_ stored: Row, _ incoming: PackedRow?) -> Bool {
        if let incoming { return compareKeys(stored.key, incoming.key) < 0 }
        return upper?.withUnsafeBytes { compareKeys(stored.key, $0) < 0 } ?? true
    }
}
