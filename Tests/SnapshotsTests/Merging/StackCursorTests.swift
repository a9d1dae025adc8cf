import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct StackCursorTests {
    private let factory = SegmentFactory()
    private let pool = RandomStack.pool(120)

    @Test(arguments: 1...12) func aStateIsWhatADictionaryHolds(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        for _ in 0..<3 {
            let stack = try RandomStack(count, of: pool, from: factory, &random)
            #expect(StackCursor(stack.segments).rest == stack.state.sorted, "seed \(count)")
            let newest = RandomStack.newest(stack.contents).sorted
            #expect(StackCursor(stack.segments, showsRemovals: true).rest == newest, "seed \(count)")
        }
    }

    @Test(arguments: 1...12) func findsWhatADictionaryFinds(count: Int) throws {
        var random = SplitMix(seed: UInt64(count) + 100)
        let stack = try RandomStack(count, of: pool, from: factory, &random)
        let newest = RandomStack.newest(stack.contents)
        // Addresses that no segment has lie between those of the pool.
        let all = (["!", "~~"] + pool + pool.map { $0 + "x" }).sorted()
        for share in [0.02, 0.2, 1] {
            for showsRemovals in [false, true] {
                var cursor = StackCursor(stack.segments, showsRemovals: showsRemovals)
                for key in all where Double.random(in: 0..<1, using: &random) < share {
                    let expected = showsRemovals ? newest[key] : newest[key].flatMap { $0.cells == nil ? nil : $0 }
                    // Twice: the cursor stays at what it has found.
                    for _ in 0..<2 {
                        let found = key.withBytes { cursor.find($0).map { Record($0) } }
                        #expect(found == expected, "seed \(count), \(key), \(showsRemovals)")
                    }
                }
            }
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func seekingAndAdvancingMix(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let stack = try RandomStack(5, of: pool, from: factory, &random)
        for showsRemovals in [false, true] {
            let rows = (showsRemovals ? RandomStack.newest(stack.contents) : stack.state).sorted
            var cursor = StackCursor(stack.segments, showsRemovals: showsRemovals)
            var index = 0
            while index < rows.count {
                #expect(cursor.current.map { Record($0) } == rows[index], "seed \(seed)")
                if Bool.random(using: &random) {
                    cursor.advance()
                    index += 1
                } else if let key = pool.randomElement(using: &random) {
                    key.withBytes { cursor.seek($0) }
                    while index < rows.count, rows[index].key < key { index += 1 }
                }
            }
            #expect(cursor.current == nil)
            cursor.advance()
            #expect(cursor.current == nil)
        }
    }

    @Test func anEmptyStackHasNothing() throws {
        var cursor = StackCursor([])
        #expect(cursor.current == nil)
        cursor.advance()
        #expect("a".withBytes { cursor.find($0) == nil })
        #expect(StackCursor([try factory.segment([])]).current == nil)
        #expect(StackCursor([try factory.segment([Record("a@b.de", nil)])]).current == nil)
    }
}

@Suite struct MergingCursorTests {
    private let factory = SegmentFactory()

    /// All rows, sorted by address and among equal ones by source.
    @Test(arguments: 0...9) func theOrderIsThatOfAddressesAndThenOfSources(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        let stack = try RandomStack(count, of: RandomStack.pool(60), from: factory, &random)
        let ranked = stack.contents.enumerated().flatMap { rank, records in records.map { (rank, $0) } }
        let expected = ranked.sorted { ($0.1.key, $0.0) < ($1.1.key, $1.0) }.map(\.1)
        let start = MergingCursor(stack.segments)
        #expect(start.rest == expected, "seed \(count)")
        for key in RandomStack.pool(60).shuffled(using: &random).prefix(10) + ["", "~"] {
            var cursor = start
            key.withBytes { cursor.seek($0) }
            #expect(cursor.rest == expected.filter { $0.key >= key }, "seed \(count), \(key)")
        }
    }

    /// No such address is ever written, but a damaged file may hold anything.
    @Test func addressesOfAnyLengthAreMerged() throws {
        let long = String(repeating: "a", count: 70_000)
        let contents = [
            [Record(long, ["1"]), Record(long + "b", ["2"])], [Record(long, ["3"])],
            [Record("a", ["4"]), Record(long + "c", [])],
        ]
        let merged = MergingCursor(try contents.map { try factory.segment($0) }).rest
        #expect(merged == [contents[2][0], contents[0][0], contents[1][0], contents[0][1], contents[2][1]])
    }

    /// A source that had ended was let go of, and rows that came from it with it, though the cursor was still in use.
    @Test func rowsStayValidWhenTheirSourceHasEnded() throws {
        weak var first: Segment?
        weak var second: Segment?
        var cursor: StackCursor?
        try {
            let segments = [
                try factory.segment([Record("a@b.de", ["1"])]),
                try factory.segment([Record("b@b.de", ["2"]), Record("c@b.de", ["3"])]),
            ]
            (first, second) = (segments[0], segments[1])
            cursor = StackCursor(segments)
        }()
        let row = cursor?.current
        cursor?.advance()
        #expect(first != nil && second != nil)
        #expect(row.map { Record($0) } == Record("a@b.de", ["1"]))
        cursor?.advance()
        cursor?.advance()
        #expect(cursor?.current == nil)
        #expect(first != nil && second != nil)
        cursor = nil
        #expect(first == nil && second == nil)
    }
}
