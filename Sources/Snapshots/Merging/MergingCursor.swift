/// A place in several segments at once: all their rows in the order of addresses, and among equal addresses in the
/// order of the segments.
public struct MergingCursor: RowCursor {
    /// By rank.
    private var sources: [LineCursor]
    /// What the sources are of. Those at their end stay, for rows are valid while the cursor lives.
    private let segments: [Segment]
    /// A tree of losers (Knuth, The Art of Computer Programming 3, 5.4.1): the first place holds the source whose row is
    /// first, the place of each inner node the one that lost there. A row costs one comparison a level.
    private var tree: [Contender]

    /// A source with the beginning of its row's address.
    private struct Contender: BitwiseCopyable {
        let prefix: KeyPrefix
        let rank: Int
    }

    /// A cursor over these; among equal addresses the row of the earlier one comes first.
    public init(_ segments: [Segment]) {
        self.init(segments.map { LineCursor($0.body, of: $0) }, of: segments)
    }

    /// - Parameter lines: Places in lines that the caller keeps.
    init(lines: [LineCursor]) {
        self.init(lines, of: [])
    }

    private init(_ sources: [LineCursor], of segments: [Segment]) {
        self.segments = segments
        self.sources = sources
        tree = sources.indices.map { Contender(prefix: .last, rank: $0) }
        if !sources.isEmpty { tree[0] = winner(below: 1) }
    }

    public var current: Row? {
        @inline(__always) get { tree.isEmpty ? nil : sources[tree[0].rank].current }
    }

    @inline(__always)
    public mutating func advance() {
        guard !tree.isEmpty else { return }
        let rank = tree[0].rank
        sources[rank].advance()
        if tree.count == 1 { return }
        sources[rank].prefetchNext()
        replay(rank)
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 {
            let rank = tree[0].rank
            sources[rank].seek(key)
            replay(rank)
        }
    }

    /// Finds who is first after the row of a source that was first has changed.
    @inline(__always)
    private mutating func replay(_ rank: Int) {
        var first = contender(rank)
        var node = (tree.count + rank) / 2
        while node > 0 {
            let loser = tree[node]
            if isBefore(loser, first) {
                tree[node] = first
                first = loser
            }
            node /= 2
        }
        tree[0] = first
    }

    /// Fills in the losers below a node. Leaves are numbered on behind the inner nodes.
    private mutating func winner(below node: Int) -> Contender {
        if node >= tree.count { return contender(node - tree.count) }
        let left = winner(below: 2 * node)
        let right = winner(below: 2 * node + 1)
        let rightWins = isBefore(right, left)
        tree[node] = rightWins ? left : right
        return rightWins ? right : left
    }

    @inline(__always)
    private func contender(_ rank: Int) -> Contender {
        Contender(prefix: sources[rank].current.map { KeyPrefix($0.key) } ?? .last, rank: rank)
    }

    @inline(__always)
    private func isBefore(_ left: Contender, _ right: Contender) -> Bool {
        let order = KeyPrefix.compare(left.prefix, right.prefix)
        return order != 0 ? order < 0 : isBefore(left.rank, right.rank)
    }

    /// The order of sources whose addresses begin alike. Those at their end come last.
    @inline(never)
    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        guard let leftRow = sources[left].current else { return false }
        guard let rightRow = sources[right].current else { return true }
        let order = compareKeys(leftRow.key, rightRow.key)
        return order < 0 || (order == 0 && left < right)
    }
}
