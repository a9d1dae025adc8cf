import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct CompactionTests {
    private struct History {
        var sizes: [Int] = []
        var imported = 0
        var written = 0
        var deepest = 0

        /// An import, and the compaction it may lead to; merging is taken to save nothing.
        mutating func add(_ size: Int) {
            sizes.append(size)
            imported += size
            written += size
            while let part = CompactionPolicy().choose(sizes) {
                #expect(part.upperBound == sizes.count && part.count >= 8 && part.lowerBound >= 0)
                let sum = sizes[part].reduce(0, +)
                sizes.replaceSubrange(part, with: [sum])
                written += sum
            }
            deepest = max(deepest, sizes.count)
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>) func depthAndWritingAreBounded(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var history = History()
        let scale = [100, 10_000, 1_000_000, 100_000_000].randomElement(using: &random) ?? 1
        let kind = Int.random(in: 0..<3, using: &random)
        for _ in 0..<1000 {
            switch kind {
            case 0: history.add(Int.random(in: 1...scale, using: &random))
            case 1: history.add(Int.random(in: 0..<50, using: &random) == 0 ? scale * 50 : scale / 50)
            default: history.add(1 << Int.random(in: 0...26, using: &random))
            }
        }
        #expect(history.deepest < 64, "seed \(seed)")
        // What is written again has grown by half since, so that it is a matter of the logarithm.
        #expect(history.written <= 8 * history.imported, "seed \(seed): \(history.written) of \(history.imported)")
    }

    @Test(arguments: [100_000_000, 1_000_000_000, 20_000_000]) func thirtyDailyImportsAreNotMerged(base: Int) {
        var history = History()
        history.add(base)
        for _ in 0..<30 { history.add(base / 100) }
        #expect(history.sizes == [base] + Array(repeating: base / 100, count: 30))
    }

    @Test func nothingAndLittleIsLeftAlone() {
        let policy = CompactionPolicy()
        #expect(policy.choose([]) == nil)
        #expect(policy.choose([1000]) == nil)
        #expect(policy.choose([0, 0]) == nil)
        #expect(policy.choose(Array(repeating: 100, count: 7)) == nil)
        #expect(policy.choose(Array(repeating: 100, count: 8)) == 0..<8)
        #expect(policy.choose([100_000_000] + Array(repeating: 100, count: 8)) == 1..<9)
        #expect(policy.choose(Array(repeating: 1_000_000, count: 31)) == nil)
        #expect(policy.choose(Array(repeating: 1_000_000, count: 32)) == 0..<32)
    }

    private let factory = SegmentFactory()

    private func compacted(_ part: [Segment], isBottom: Bool) throws -> Segment {
        let writer = try factory.writer()
        try compact(part, isBottom: isBottom, into: writer)
        return try factory.open(try writer.finish())
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func keepsTheState(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let count = Int.random(in: 1...8, using: &random)
        let stack = try RandomStack(count, of: RandomStack.pool(60), from: factory, &random)
        for start in 0..<count {
            for end in start + 1...count {
                var segments = stack.segments
                let whole = try compacted(Array(segments[start..<end]), isBottom: start == 0)
                segments.replaceSubrange(start..<end, with: [whole])
                #expect(StackCursor(segments).rest == stack.state.sorted, "seed \(seed), \(start)..<\(end)")
                let rows = SegmentCursor(whole).rest
                let newest = RandomStack.newest(stack.contents[start..<end])
                let expected = start == 0 ? newest.filter { $0.value.cells != nil } : newest
                #expect(rows == expected.sorted, "seed \(seed), \(start)..<\(end)")
                #expect(whole.reference.rows == rows.count)
            }
        }
    }

    @Test func removalsStayAboveTheBottomAndGoAtIt() throws {
        let bottom = try factory.segment([Record("a@b.de", ["1"]), Record("b@b.de", ["2"])])
        let top = [try factory.segment([Record("a@b.de", ["3"])]), try factory.segment([Record("a@b.de", nil)])]
        let above = try compacted(top, isBottom: false)
        #expect(SegmentCursor(above).rest == [Record("a@b.de", nil)])
        #expect(StackCursor([bottom, above]).rest == [Record("b@b.de", ["2"])])
        #expect(SegmentCursor(try compacted([bottom] + top, isBottom: true)).rest == [Record("b@b.de", ["2"])])
    }

    @Test func aMalformedSegmentIsNotCompactedInSilence() throws {
        let header = "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\"]}\n"
        let segment = try factory.segment(text: header + "[\"a@b.de\"]\nnonsense\n[\"c@b.de\"]\n")
        #expect(throws: SnapshotError.damaged(segment.path, .notARecipient)) {
            try compacted([segment], isBottom: true)
        }
    }
}
