import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct StackPartsTests {
    private let factory = SegmentFactory()

    /// Parts of any size, read one after the other, have the rows that a cursor over the stack has.
    @Test(arguments: 0...12) func thePartsAreTheStack(count: Int) throws {
        var random = SplitMix(seed: UInt64(count) + 7)
        for partBytes in [1, 100, 5000, 1 << 20] {
            let stack = try RandomStack(count, of: RandomStack.pool(150), from: factory, &random)
            let parts = StackParts(stack.segments, partBytes: partBytes, firstPartBytes: partBytes / 2)
            var found: [Record] = []
            for part in 0..<parts.count {
                let reader = PartReader(parts, .always, RowList())
                found += reader.read(part).rows.map { Record($0.row) }
            }
            #expect(found == stack.state.sorted, "\(count) segments in parts of \(partBytes)")
            for segment in stack.segments { try segment.checkRead() }
        }
    }

    @Test func theRowsOfAQueryComeInOrder() throws {
        var random = SplitMix(seed: 99)
        let stack = try RandomStack(3, of: RandomStack.pool(30_000), from: factory, &random)
        let rows = RowQuery(stack.segments).rows()
        var found: [Record] = []
        while let next = rows.nextRow() { found.append(Record(next.row)) }
        #expect(found == stack.state.sorted)
        let count = RowQuery(stack.segments).count({}, decide: { _ in false })
        #expect(count == found.count)
    }

    @Test(arguments: [
        "{}\n[\"a@b.de\",\"x\"\n", "{}\n[\"a@b.de\"\n", "{}\n{\"a@b.de\":1}\n", "{}\n[\"a@b.de\",\"x\"]\n[]\n",
        "{}\n[\"\",\"x\"]\n",
        "{}\n[\"a@b.de",
    ])
    func aLineThatIsNoRowIsTold(text: String) throws {
        let header = "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\",\"name\"]}"
        let segment = try factory.segment(text: header + text.dropFirst(2))
        let test = RowCondition.test(.text(column: 1, .isOneOf(["none"])))
        #expect(RowQuery([segment], where: test).count({}, decide: { _ in false }) == 0)
        #expect(throws: SnapshotError.self) { try segment.checkRead() }
    }
}
