import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting
@testable import Storage

@Suite struct MergeJoinTests {
    /// What a join visited: the rows that came in, and the state's.
    private struct Visit: Hashable {
        let incoming: [Record]
        let stored: Record?
    }

    /// Everything that a join visits.
    private func visits(_ join: MergeJoin) -> [Visit] {
        var join = join
        var visits: [Visit] = []
        while join.advance() {
            var rows: [Record] = []
            if join.isIncoming, let first = join.incoming.current {
                while join.incoming.isAt(addressOf: first), let row = join.incoming.current {
                    rows.append(Record(row, join.incoming.repeated))
                    join.incoming.advance()
                }
            }
            visits.append(Visit(incoming: rows, stored: join.stored.map { Record($0) }))
        }
        return visits
    }

    private let factory = SegmentFactory()
    private let pool = RandomStack.pool(80)

    @Test(arguments: 1...15 as ClosedRange<UInt64>, [true, false])
    func agreesWithANaiveJoin(seed: UInt64, visitsStored: Bool) throws {
        var random = SplitMix(seed: seed)
        let stack = try RandomStack(.random(in: 0...6, using: &random), of: pool, from: factory, &random)
        let share: Double = [0, 0.05, 0.5, 1].randomElement(using: &random) ?? 0
        var incoming: [Record] = []
        for key in pool + ["!", "~"] where Double.random(in: 0..<1, using: &random) < share {
            for number in 0..<Int.random(in: 1...3, using: &random) { incoming.append(Record(key, ["in\(number)"])) }
        }
        let builder = RowSorter(
            spill: RowSpill { () throws(StorageError) in try MemoryStorage().makeScratch(StoragePath("runs")) })
        // Rows of one address keep their order.
        for number in 0..<3 {
            let records = incoming.filter { $0.cells == ["in\(number)"] }.shuffled(using: &random)
            try builder.add(records, inBlocksOf: .random(in: 1...30, using: &random))
        }
        let state = stack.state
        let arrivals = Dictionary(grouping: incoming) { $0.key }
        let addresses = Set(arrivals.keys).union(visitsStored ? Set(state.keys) : [])
        let expected = addresses.sorted().map { Visit(incoming: arrivals[$0] ?? [], stored: state[$0]) }
        let rows = try builder.finish()
        func visits(in range: KeyRange) throws -> [Visit] {
            try rows.read(range) {
                self.visits(
                    MergeJoin($0, with: StackCursor(stack.segments), in: range, visitsStored: visitsStored))
            }
        }
        #expect(try visits(in: .all) == expected, "seed \(seed)")
        // Range by range it is the same.
        let ranges = rows.ranges(beside: visitsStored ? stack.segments : [], of: .random(in: 1...4000, using: &random))
        #expect(try ranges.flatMap { try visits(in: $0) } == expected, "seed \(seed)")
    }
}
