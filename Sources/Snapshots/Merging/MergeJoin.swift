public import Sorting

/// What happens to the recipients of a state and of rows that come in, address by address in their order.
public protocol JoinVisitor: ~Copyable {
    /// An address that only the state has. Called only if the join was asked to visit these.
    mutating func visit(stored: Row)

    /// An address that comes in.
    ///
    /// - Parameters:
    ///   - incoming: At the first row with the address; the visitor advances it past the last one.
    ///   - stored: The state's row, if it has one.
    mutating func visit(incoming: inout SortedCursor, stored: Row?)
}

/// Brings together rows that come in and a state, both sorted by address.
///
/// - Parameter incoming: The rows that come in, all of the range; of several for an address, all are visited together.
/// - Parameter state: The state that they meet, from its beginning.
/// - Parameter range: Which addresses are brought together.
/// - Parameter visitsStored: Whether addresses that only the state has are visited too. If not, the state is searched
///   and not read, which for few rows takes time in their number and not in the size of the state.
/// - Parameter visitor: Is told of each address, in their order, and decides what becomes of it.
public func mergeJoin<Visitor: JoinVisitor & ~Copyable>(
    _ incoming: SortedCursor,
    with state: StackCursor,
    in range: KeyRange = .all,
    visitsStored: Bool,
    visitor: inout Visitor
) {
    var incoming = incoming
    var state = state
    range.lower?.withUnsafeBytes { state.seek($0) }
    while let row = incoming.current {
        if visitsStored { visit(&state, upTo: row.key, &visitor) }
        let stored = state.find(row.key)
        visitor.visit(incoming: &incoming, stored: stored)
        if visitsStored, stored != nil { state.advance() }
    }
    guard visitsStored else { return }
    if let upper = range.upper {
        upper.withUnsafeBytes { visit(&state, upTo: $0, &visitor) }
    } else {
        visit(&state, upTo: nil, &visitor)
    }
}

/// Visits what only the state has, up to an address or to its end.
private func visit<Visitor: JoinVisitor & ~Copyable>(
    _ state: inout StackCursor,
    upTo key: UnsafeRawBufferPointer?,
    _ visitor: inout Visitor
) {
    while let stored = state.current {
        if let key, compareKeys(stored.key, key) >= 0 { return }
        visitor.visit(stored: stored)
        state.advance()
    }
}
