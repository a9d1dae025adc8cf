/// Goes through the addresses in which two states can differ, with the row of each.
///
/// Segments that both stacks have at their bottom are left out: an address that stands only there is the same in both. So
/// comparing a state with one that grew out of it costs what has changed since, not what there is.
public struct DifferenceCursor {
    private var addresses: MergingCursor
    private var left: StackCursor
    private var right: StackCursor

    /// - Parameters:
    ///   - left: A stack, oldest first.
    ///   - right: Another.
    ///   - skipsShared: False to visit every address of both.
    public init(_ left: [Segment], _ right: [Segment], skipsShared: Bool = true) {
        let shared = skipsShared ? zip(left, right).prefix { $0 === $1 }.count : 0
        addresses = MergingCursor(Array(left.dropFirst(shared) + right.dropFirst(shared)))
        self.left = StackCursor(left)
        self.right = StackCursor(right)
    }

    /// Fetches what a cursor through two states reads, where that is far away, and the same addresses of other segments.
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

    /// The next address's rows; nil at the end. At least one of the two is there.
    public mutating func next() -> (left: Row?, right: Row?)? {
        while let row = addresses.current {
            repeat { addresses.advance() } while addresses.isAt(addressOf: row)
            let pair = (left.find(row.key), right.find(row.key))
            if pair.0 != nil || pair.1 != nil { return pair }
        }
        return nil
    }
}

/// Goes through the addresses that several differences between one state and others have in common or apart, each once,
/// with its row in that one state.
public struct AddressUnion {
    private var differences: [DifferenceCursor]
    private var heads: [Row?]

    /// - Parameter differences: All with the same left state.
    public init(_ differences: [DifferenceCursor]) {
        self.differences = differences
        heads = []
        for index in self.differences.indices { heads.append(Self.nextLeft(&self.differences[index])) }
    }

    /// The next address that the left state has and in which any of the others may differ.
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
