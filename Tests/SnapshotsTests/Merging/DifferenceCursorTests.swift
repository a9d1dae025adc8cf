import Snapshots
import StoreTestSupport
import TestSupport
import Testing

@Suite struct DifferenceCursorTests {
    private struct Pair: Hashable {
        let left: Record?
        let right: Record?
    }

    private let factory = SegmentFactory()
    private let pool = RandomStack.pool(80)

    private func pairs(_ cursor: DifferenceCursor) -> [Pair] {
        var cursor = cursor
        var pairs: [Pair] = []
        while let (left, right) = cursor.next() {
            pairs.append(Pair(left: left.map { Record($0) }, right: right.map { Record($0) }))
        }
        return pairs
    }

    @Test(arguments: 1...15 as ClosedRange<UInt64>) func visitsTheAddressesOfWhatIsNotShared(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func stack() throws -> RandomStack {
            try RandomStack(.random(in: 0...4, using: &random), of: pool, from: factory, &random)
        }
        let (shared, left, right) = (try stack(), try stack(), try stack())
        let leftState = RandomStack.state(shared.contents + left.contents)
        let rightState = RandomStack.state(shared.contents + right.contents)
        let ownAddresses = Set((left.contents + right.contents).joined().map(\.key))
        let allAddresses = ownAddresses.union(shared.contents.joined().map(\.key))
        for (skipsShared, addresses) in [(true, ownAddresses), (false, allAddresses)] {
            let expected = addresses.sorted().map { Pair(left: leftState[$0], right: rightState[$0]) }
                .filter { $0.left != nil || $0.right != nil }
            let cursor = DifferenceCursor(
                shared.segments + left.segments, shared.segments + right.segments, skipsShared: skipsShared)
            #expect(pairs(cursor) == expected, "seed \(seed), \(skipsShared)")
        }
        // Every address whose rows differ has been visited.
        let differing = pool.filter { leftState[$0] != rightState[$0] }
        #expect(ownAddresses.isSuperset(of: differing), "seed \(seed)")
        #expect(pairs(DifferenceCursor(left.segments, left.segments)).isEmpty)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func aUnionVisitsEachAddressOnce(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let shared = try RandomStack(2, of: pool, from: factory, &random)
        let left = try RandomStack(.random(in: 0...3, using: &random), of: pool, from: factory, &random)
        let others = try (0..<Int.random(in: 0...3, using: &random)).map { _ in
            try RandomStack(.random(in: 0...3, using: &random), of: pool, from: factory, &random)
        }
        let leftState = RandomStack.state(shared.contents + left.contents)
        var union = AddressUnion(
            others.map { DifferenceCursor(shared.segments + left.segments, shared.segments + $0.segments) })
        var found: [Record] = []
        while let row = union.next() { found.append(Record(row)) }
        let addresses = others.isEmpty ? [] : (left.contents + others.flatMap(\.contents)).joined().map(\.key)
        #expect(found == Set(addresses).sorted().compactMap { leftState[$0] }, "seed \(seed)")
        #expect(union.next() == nil)
    }
}
