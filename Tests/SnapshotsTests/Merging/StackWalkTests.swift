import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting

/// Ranges that are gone through beside each other are the state, in its order.
@Suite struct StackWalkTests {
    private let factory = SegmentFactory()
    private let pool = RandomStack.pool(300)

    private func rows(_ segments: [Segment], rangeBytes: Int) -> [Record] {
        var rows: [Record] = []
        StackWalk(segments, rangeBytes: rangeBytes).run {
            { cursor in cursor.rest }
        } take: {
            rows += $0
        }
        return rows
    }

    @Test(arguments: 1...8) func aWalkIsWhatACursorGivesInWhateverRanges(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        let stack = try RandomStack(count, of: pool, from: factory, &random)
        for rangeBytes in [1, 50, 500, 5_000, 1 << 20] {
            #expect(rows(stack.segments, rangeBytes: rangeBytes) == stack.state.sorted, "seed \(count), \(rangeBytes)")
        }
    }

    @Test func noRowsAreARangeOfNothing() throws {
        #expect(rows([], rangeBytes: 1).isEmpty)
        #expect(rows([try factory.segment([])], rangeBytes: 1).isEmpty)
    }

    @Test func whatIsNoRowIsNoted() throws {
        let header = "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\"]}\n"
        let lines = (100..<400).map { $0 == 250 ? "x\n" : "[\"u\($0)@x.de\"]\n" }
        let segment = try factory.segment(text: header + lines.joined())
        _ = rows([segment], rangeBytes: 200)
        #expect(throws: SnapshotError.self) { try segment.checkRows() }
    }

    /// The current row's memory can be read at least to the end of its line.
    @Test func theReadableEndIsBehindTheRow() throws {
        var random = SplitMix(seed: 7)
        let stack = try RandomStack(4, of: pool, from: factory, &random)
        StackWalk(stack.segments, rangeBytes: 300).run {
            { (cursor: inout StackCursor) -> Bool in
                while let row = cursor.current {
                    let end = row.bytes.baseAddress.map { $0 + row.bytes.count }
                    guard let end, let readableEnd = cursor.readableEnd, end < readableEnd else { return false }
                    cursor.advance()
                }
                return true
            }
        } take: {
            #expect($0)
        }
    }
}
