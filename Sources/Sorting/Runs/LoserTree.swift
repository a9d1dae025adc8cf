public import CProcessor

/// A place in sorted rows that are merged with others.
public protocol MergeSource: KeyedCursor {
    /// Goes forward to the first row whose address is not before `key`.
    mutating func seek(_ key: UnsafeRawBufferPointer)

    /// Where the row after the current one begins, or the end.
    var next: UnsafeRawPointer { get }
}

extension MergeSource {
    /// Brings the next row nearer, for a source that is one of many and comes to it later. Waiting for each row took a fifth of
    /// an import's time.
    @inlinable @inline(__always)
    func prefetchNext() {
        cbs_prefetch(next)
        cbs_prefetch(next + 64)
        cbs_prefetch(next + 128)
    }
}

/// Merges sorted rows (Knuth, The Art of Computer Programming 3, 5.4.1): in the order of their addresses, and among equal
/// addresses in the order of the sources. A row costs one comparison for each level of the tree.
public struct LoserTree<Source: MergeSource> {
    /// By rank.
    @usableFromInline var sources: [Source]
    /// The first place holds the source whose row is first, the place of each inner node the one that lost there.
    @usableFromInline var tree: [Contender]

    /// Merges these; among equal addresses the row of the earlier one comes first.
    @inlinable
    public init(_ sources: [Source]) {
        self.sources = sources
        tree = sources.indices.map { Contender(nil, rank: $0) }
        if !sources.isEmpty { tree[0] = winner(below: 1) }
    }

    /// The first of the sources' rows; nil when all are at their end.
    public var current: Source.CursorRow? {
        @inlinable @inline(__always) get { tree.isEmpty ? nil : sources[tree[0].rank].current }
    }

    /// By its place, the source whose row is first.
    ///
    /// - Precondition: There are sources.
    public var rank: Int { tree[0].rank }

    /// The source whose row is first; nil if there is none.
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

    /// Finds who is first after the row of a source that was first has changed.
    @inlinable @inline(__always)
    mutating func replay(_ rank: Int) {
        var first = contender(rank)
        tree.withUnsafeMutableBufferPointer { tree in
            var node = (tree.count + rank) / 2
            while node > 0 {
                // Which of the two is first cannot be foreseen: a branch here took a twentieth of an import's time.
                Contender.exchange(&tree[node], &first, if: tree[node].isBefore(first))
                node /= 2
            }
            tree[0] = first
        }
    }

    /// Fills in the losers below a node. Leaves are numbered on after the inner nodes.
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

/// What is compared of a source's row.
@usableFromInline
struct Contender: BitwiseCopyable {
    @usableFromInline var prefix: KeyPrefix
    /// Where the address is; zero for a source at its end.
    @usableFromInline var keyStart: UInt
    /// The source's rank, and in the last 40 bits the length of the address: a damaged file may have one of any length.
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

    /// The order of addresses that begin alike. Sources at their end come last. It takes words, so that contenders can stay in
    /// registers.
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

    /// Exchanges two, or not, without a branch.
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
