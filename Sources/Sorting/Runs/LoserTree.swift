public import CProcessor

/// A position in sorted rows that are merged with others.
public protocol MergeSource: KeyedCursor {
    /// Goes forward to the first row whose address is not before `key`.
    mutating func seek(_ key: UnsafeRawBufferPointer)

    /// The beginning of the row after the current one, or the end.
    var next: UnsafeRawPointer { get }
}

extension MergeSource {
    /// Prefetches the next row of a source, which will be needed only after those of other sources. Waiting for memory
    /// at each row took a fifth of an import's time.
    @inlinable @inline(__always)
    func prefetchNext() {
        cbs_prefetch(next)
        cbs_prefetch(next + 64)
        cbs_prefetch(next + 128)
    }
}

/// Merges sorted rows (Knuth, The Art of Computer Programming 3, 5.4.1): in the order of their addresses, and for equal
/// addresses in the order of the sources. A row costs one comparison for each level of the tree.
public struct LoserTree<Source: MergeSource> {
    /// The sources, by rank.
    @usableFromInline var sources: [Source]
    /// The first element is the source whose row is first; each inner node's element is the source that lost there.
    @usableFromInline var tree: [Contender]

    /// Merges these sources; for equal addresses the row of the earlier source comes first.
    @inlinable
    public init(_ sources: [Source]) {
        self.sources = sources
        tree = sources.indices.map { Contender(nil, rank: $0) }
        if !sources.isEmpty { tree[0] = winner(below: 1) }
    }

    /// The first of the sources' rows; nil when all sources are at their ends.
    public var current: Source.CursorRow? {
        @inlinable @inline(__always) get { tree.isEmpty ? nil : sources[tree[0].rank].current }
    }

    /// The index of the source whose row is first.
    ///
    /// - Precondition: There is at least one source.
    public var rank: Int { tree[0].rank }

    /// The source whose row is first; nil if there are no sources.
    public var first: Source? {
        @inlinable @inline(__always) get { tree.isEmpty ? nil : sources[tree[0].rank] }
    }

    /// Goes to the next row.
    @inlinable @inline(__always)
    public mutating func advance() {
        guard !tree.isEmpty else { return }
        let rank = tree[0].rank
        sources[rank].advance()
        if tree.count == 1 { return }
        sources[rank].prefetchNext()
        replay(rank)
    }

    /// Goes forward to the first row whose address is not before `key`.
    @inlinable
    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 {
            let rank = tree[0].rank
            sources[rank].seek(key)
            replay(rank)
        }
    }

    /// Finds the new first row, after the source that was first has changed its row.
    @inlinable @inline(__always)
    mutating func replay(_ rank: Int) {
        var first = contender(rank)
        tree.withUnsafeMutableBufferPointer { tree in
            var node = (tree.count + rank) / 2
            while node > 0 {
                // Which of the two is first cannot be predicted: a branch here took a twentieth of an import's time.
                Contender.exchange(&tree[node], &first, if: tree[node].isBefore(first))
                node /= 2
            }
            tree[0] = first
        }
    }

    /// Fills in the losers below a node. The numbers of leaves follow those of the inner nodes.
    @inlinable
    mutating func winner(below node: Int) -> Contender {
        if node >= tree.count { return contender(node - tree.count) }
        let left = winner(below: 2 * node)
        let right = winner(below: 2 * node + 1)
        let rightWins = right.isBefore(left)
        tree[node] = rightWins ? left : right
        return rightWins ? right : left
    }

    @inlinable @inline(__always)
    func contender(_ rank: Int) -> Contender {
        Contender(sources[rank].current?.key, rank: rank)
    }
}

/// What is compared of the current row of a source.
@usableFromInline
struct Contender: BitwiseCopyable {
    @usableFromInline var prefix: KeyPrefix
    /// The address of the key in memory; zero for a source at its end.
    @usableFromInline var keyStart: UInt
    /// The source's rank, and in the lowest 40 bits the length of the key: in a damaged file that may be anything.
    @usableFromInline var rankAndLength: UInt

    @inlinable static var lengthBits: UInt { 40 }

    @inlinable @inline(__always)
    init(_ key: UnsafeRawBufferPointer?, rank: Int) {
        prefix = key.map { KeyPrefix($0) } ?? .last
        keyStart = UInt(bitPattern: key?.baseAddress)
        rankAndLength = UInt(rank) << Self.lengthBits | UInt(key?.count ?? 0)
    }

    @usableFromInline var rank: Int {
        @inlinable @inline(__always) get { Int(rankAndLength >> Self.lengthBits) }
    }

    @inlinable @inline(__always)
    func isBefore(_ other: Contender) -> Bool {
        if prefix == other.prefix {
            return Self.isBeforeByKey(keyStart, rankAndLength, other.keyStart, other.rankAndLength)
        }
        return prefix < other.prefix
    }

    /// The order of keys with equal prefixes. Sources at their ends come last. It takes words, so that contenders can
    /// stay in registers.
    @usableFromInline @inline(never)
    static func isBeforeByKey(_ left: UInt, _ leftTail: UInt, _ right: UInt, _ rightTail: UInt) -> Bool {
        guard let leftStart = UnsafeRawPointer(bitPattern: left) else { return false }
        guard let rightStart = UnsafeRawPointer(bitPattern: right) else { return true }
        let length: UInt = (1 << lengthBits) - 1
        let order = compareKeys(
            UnsafeRawBufferPointer(start: leftStart, count: Int(leftTail & length)),
            UnsafeRawBufferPointer(start: rightStart, count: Int(rightTail & length)))
        return order < 0 || (order == 0 && leftTail >> lengthBits < rightTail >> lengthBits)
    }

    /// Exchanges two contenders if a condition holds, without a branch.
    @inlinable @inline(__always)
    static func exchange(_ left: inout Contender, _ right: inout Contender, if condition: Bool) {
        let mask = 0 &- cbs_opaque(condition ? 1 : 0)
        KeyPrefix.exchange(&left.prefix, &right.prefix, mask)
        let start = (left.keyStart ^ right.keyStart) & UInt(mask)
        left.keyStart ^= start
        right.keyStart ^= start
        let rank = (left.rankAndLength ^ right.rankAndLength) & UInt(mask)
        left.rankAndLength ^= rank
        right.rankAndLength ^= rank
    }
}
