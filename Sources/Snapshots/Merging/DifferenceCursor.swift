/// Goes through the addresses at which two states can differ, with the rows of both.
///
/// Segments that both stacks have at their bottom are left out: an address that is only there is the same in both. So
/// comparing a state with one that grew out of it costs what has changed since, not what there is.
public struct DifferenceCursor {
    private var addresses: MergingCursor
    private var left: StackCursor
    private var right: StackCursor

    /// - Parameters:
    ///   - left: A stack, oldest segment first.
    ///   - right: Another stack.
    ///   - skipsShared: Whether to leave out the segments that both have at their bottom; false visits every address of
    ///     both.
    public init(_ left: [Segment], _ right: [Segment], skipsShared: Bool = true) {
        let shared = skipsShared ? zip(left, right).prefix { $0 === $1 }.count : 0
        addresses = MergingCursor(Array(left.dropFirst(shared) + right.dropFirst(shared)))
        self.left = StackCursor(left)
        self.right = StackCursor(right)
    }

    /// Fetches what a cursor through two states will read, if that is remote, and the same addresses in other segments.
    public static func fetch(
        _ left: [Segment],
        _ right: [Segment],
        beside others: [Segment] = []
    ) throws(SnapshotError) {
        let shared = zip(left, right).prefix { $0 === $1 }.count
        let own = Array(left.dropFirst(shared) + right.dropFirst(shared))
        for segment in own { try segment.fetchAll() }
        try (left.prefix(shared) + others).fetch(rowsOf: MergingCursor(own))
    }

    /// The rows of the next address, of which at least one exists; nil at the end.
    public mutating func next() -> (left: Row?, right: Row?)? {
        while let row = addresses.current {
            repeat { addresses.advance() } while addresses.isAt(addressOf: row)
            let pair = (left.find(row.key), right.find(row.key))
            if pair.0 != nil || pair.1 != nil { return pair }
        }
        return nil
    }
}

/// The union of the addresses of several differences between one state and others, each address once, with its row in
/// that one state.
public struct AddressUnion {
    private var differences: [DifferenceCursor]
    private var heads: [Row?]

    /// - Parameter differences: Differences with the same left state.
    public init(_ differences: [DifferenceCursor]) {
        self.differences = differences
        heads = []
        for index in self.differences.indices { heads.append(Self.nextLeft(&self.differences[index])) }
    }

    /// The next address at which any of the others may differ, as a row of the left state; nil at the end.
    public mutating func next() -> Row? {
        guard let first = heads.compactMap({ $0 }).min(by: { $0.isBefore($1) }) else { return nil }
        for index in heads.indices {
            if let head = heads[index], !first.isBefore(head) {
                heads[index] = Self.nextLeft(&differences[index])
            }
        }
        return first
    }

    private static func nextLeft(_ difference: inout DifferenceCursor) -> Row? {
        while let pair = difference.next() {
            if let left = pair.left { return left }
        }
        return nil
    }
}
