/// What happens to the recipients of a state and of rows that come in, address by address in their order.
public protocol JoinVisitor: ~Copyable {
    /// An address that only the state has. Called only if the join was asked to visit these.
    mutating func visit(stored: Row) throws(SnapshotError)

    /// An address that comes in.
    ///
    /// - Parameters:
    ///   - incoming: At the first row with the address; the visitor advances it past the last one.
    ///   - stored: The state's row, if it has one.
    mutating func visit<Incoming: RowCursor>(incoming: inout Incoming, stored: Row?) throws(SnapshotError)
}

/// Brings together rows that come in and a state, both sorted by address.
///
/// - Parameter incoming: The rows that come in; of several for an address, all are visited together.
/// - Parameter state: The state that they meet.
/// - Parameter visitsStored: Whether addresses that only the state has are visited too. If not, the state is searched
///   and not read, which for few rows takes time in their number and not in the size of the state.
/// - Parameter visitor: Is told of each address, in their order, and decides what becomes of it.
public func mergeJoin<Incoming: RowCursor, Visitor: JoinVisitor & ~Copyable>(
    _ incoming: Incoming,
    with state: StackCursor,
    visitsStored: Bool,
    visitor: inout Visitor
) throws(SnapshotError) {
    var incoming = incoming
    var state = state
    while let row = incoming.current {
        if visitsStored {
            while let stored = state.current, compareKeys(stored.key, row.key) < 0 {
                try visitor.visit(stored: stored)
                state.advance()
            }
        }
        let stored = state.find(row.key)
        try visitor.visit(incoming: &incoming, stored: stored)
        if visitsStored, stored != nil { state.advance() }
    }
    guard visitsStored else { return }
    while let stored = state.current {
        try visitor.visit(stored: stored)
        state.advance()
    }
}

extension RowCursor {
    /// Whether this cursor stands at a row with the same address.
    @inline(__always)
    public func isAt(addressOf row: Row) -> Bool {
        guard let current else { return false }
        return compareKeys(current.key, row.key) == 0
    }
}
