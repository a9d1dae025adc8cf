internal import CProcessor

/// A place in sorted rows that are merged with others.
protocol MergeSource {
    /// The row at this place; nil at the end.
    var current: Row? { get }

    /// Goes to the next row.
    mutating func advance()

    /// Goes forward to the first row whose address is not before `key`.
    mutating func seek(_ key: UnsafeRawBufferPointer)

    /// Brings the next row nearer, for a source that is one of many and comes to it later. Waiting for each row took a fifth of
    /// an import's time.
    func prefetchNext()
}

/// Merges sorted rows (Knuth, The Art of Computer Programming 3, 5.4.1): in the order of their addresses, and among equal
/// addresses in the order of the sources. A row costs one comparison for each level of the tree.
struct LoserTree<Source: MergeSource> {
    /// By rank.
    private var sources: [Source]
    /// The first place holds the source whose row is first, the place of each inner node the one that lost there.
    private var tree: [Contender]

    init(_ sources: [Source]) {
        self.sources = sources
        tree = sources.indices.map { Contender(prefix: .last, rank: $0) }
        if !sources.isEmpty { tree[0] = winner(below: 1) }
    }

    var current: Row? {
        @inline(__always) get { tree.isEmpty ? nil : sources[tree[0].rank].current }
    }

    @inline(__always)
    mutating func advance() {
        guard !tree.isEmpty else { return }
        let rank = tree[0].rank
        sources[rank].advance()
        if tree.count == 1 { return }
        sources[rank].prefetchNext()
        replay(rank)
    }

    mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 {
            let rank = tree[0].rank
            sources[rank].seek(key)
            replay(rank)
        }
    }

    /// Finds who is first after the row of a source that was first has changed.
    @inline(__always)
    private mutating func replay(_ rank: Int) {
        let changed = contender(rank)
        sources.withUnsafeBufferPointer { sources in
            tree.withUnsafeMutableBufferPointer { tree in
                var first = changed
                var node = (tree.count + rank) / 2
                while node > 0 {
                    // Which of the two is first cannot be foreseen: a branch here took a twentieth of an import's time.
                    Contender.exchange(&tree[node], &first, if: Self.isBefore(tree[node], first, in: sources))
                    node /= 2
                }
                tree[0] = first
            }
        }
    }

    /// Fills in the losers below a node. Leaves are numbered on behind the inner nodes.
    private mutating func winner(below node: Int) -> Contender {
        if node >= tree.count { return contender(node - tree.count) }
        let left = winner(below: 2 * node)
        let right = winner(below: 2 * node + 1)
        let rightWins = sources.withUnsafeBufferPointer { Self.isBefore(right, left, in: $0) }
        tree[node] = rightWins ? left : right
        return rightWins ? right : left
    }

    @inline(__always)
    private func contender(_ rank: Int) -> Contender {
        Contender(prefix: sources[rank].current.map { KeyPrefix($0.key) } ?? .last, rank: rank)
    }

    @inline(__always)
    private static func isBefore(
        _ left: Contender,
        _ right: Contender,
        in sources: UnsafeBufferPointer<Source>
    ) -> Bool {
        if left.prefix == right.prefix {
            return isBefore(sources[left.rank], sources[right.rank], left.rank < right.rank)
        }
        return left.prefix < right.prefix
    }

    /// The order of sources whose addresses begin alike. Those at their end come last.
    @inline(never)
    private static func isBefore(_ left: Source, _ right: Source, _ isEarlier: Bool) -> Bool {
        guard let leftRow = left.current else { return false }
        guard let rightRow = right.current else { return true }
        let order = compareKeys(leftRow.key, rightRow.key)
        return order < 0 || (order == 0 && isEarlier)
    }
}

/// A source with the beginning of its row's address.
private struct Contender: BitwiseCopyable {
    private(set) var prefix: KeyPrefix
    private(set) var rank: Int

    /// Exchanges two, or not, without a branch.
    @inline(__always)
    static func exchange(_ left: inout Contender, _ right: inout Contender, if condition: Bool) {
        let mask = 0 &- cbs_opaque(condition ? 1 : 0)
        KeyPrefix.exchange(&left.prefix, &right.prefix, mask)
        let difference = (left.rank ^ right.rank) & Int(truncatingIfNeeded: mask)
        left.rank ^= difference
        right.rank ^= difference
    }
}
