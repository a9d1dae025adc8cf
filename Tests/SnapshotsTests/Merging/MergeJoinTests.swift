import TestSupport
import Testing

@testable import Snapshots

@Suite struct MergeJoinTests {
    /// What a join visited: the rows that came in, and the state's.
    private struct Visit: Hashable {
        let incoming: [Record]
        let stored: Record?
    }

    private struct Recorder: JoinVisitor, ~Copyable {
        var visits: [Visit] = []

        mutating func visit(stored: Row) throws(SnapshotError) {
            visits.append(Visit(incoming: [], stored: Record(stored)))
        }

        mutating func visit<Incoming: RowCursor>(incoming: inout Incoming, stored: Row?) throws(SnapshotError) {
            var rows: [Record] = []
            guard let first = incoming.current else { return }
            while incoming.isAt(addressOf: first), let row = incoming.current {
                rows.append(Record(row))
                incoming.advance()
            }
            visits.append(Visit(incoming: rows, stored: stored.map { Record($0) }))
        }
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
        let builder = RunBuilder(
            spill: RunSpill(storage: factory.storage, group: 9, columns: ["email"], firstNumber: 1))
        // Rows of one address keep their order.
        for number in 0..<3 {
            for record in incoming.filter({ $0.cells == ["in\(number)"] }).shuffled(using: &random) {
                try builder.add(record)
            }
        }
        let state = stack.state
        let arrivals = Dictionary(grouping: incoming) { $0.key }
        let addresses = Set(arrivals.keys).union(visitsStored ? Set(state.keys) : [])
        let expected = addresses.sorted().map { Visit(incoming: arrivals[$0] ?? [], stored: state[$0]) }
        guard case .memory(let run) = try builder.finish() else {
            Issue.record("spilled")
            return
        }
        var recorder = Recorder()
        try mergeJoin(
            run.cursor, with: StackCursor(stack.segments), visitsStored: visitsStored, visitor: &recorder)
        let visits = recorder.visits
        #expect(visits == expected, "seed \(seed)")
    }
}

extension RunBuilder {
    func add(_ record: Record) throws(SnapshotError) {
        try add(keyLength: record.key.utf8.count) { record.encode(to: &$0) }
    }
}

extension SortedRows {
    var records: [Record] {
        switch self {
        case .memory(let run): run.cursor.rest
        case .files(let segments): MergingCursor(segments.map { SegmentCursor($0) }).rest
        }
    }
}

@Suite struct RunBuilderTests {
    private let storage = MemoryStorage()

    private func spill() -> RunSpill {
        RunSpill(storage: storage, group: 1, columns: ["email", "n"], firstNumber: 40)
    }

    private func files() throws -> [String] {
        (try? storage.list(StoreLayout.segments(ofGroup: 1)).map(\.name)) ?? []
    }

    /// Addresses of every length around the eight bytes that are compared first, many of them with equal beginnings.
    private func records(_ random: inout SplitMix) -> [Record] {
        (0..<Int.random(in: 0...400, using: &random)).map { number in
            let length = Int.random(in: 1...14, using: &random)
            let key = (0..<length).map { _ in "abü".randomElement(using: &random) ?? "a" }
            return Record(String(key), ["\(number)"])
        }
    }

    private func sorted(_ records: [Record]) -> [Record] {
        records.enumerated().sorted { left, right in
            let (first, second) = (left.element.key.utf8, right.element.key.utf8)
            return first.elementsEqual(second) ? left.offset < right.offset : first.lexicographicallyPrecedes(second)
        }.map(\.element)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func sortsAndKeepsTheOrderOfEqualAddresses(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let records = records(&random)
        let builder = RunBuilder(capacity: 1 << 20, spill: spill())
        for record in records { try builder.add(record) }
        let rows = try builder.finish()
        if case .files = rows { Issue.record("spilled") }
        #expect(rows.records == sorted(records), "seed \(seed)")
        #expect(try files().isEmpty)
    }

    @Test(arguments: [0, 1, 2, 3, 500, 1001]) func twoThreadsSortLikeOne(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        var rows = ByteBuffer()
        var entries: [RunEntry] = []
        for number in 0..<count {
            let record = Record("common.name\(Int.random(in: 0..<400, using: &random))@example.com", ["\(number)"])
            let offset = rows.count
            record.encode(to: &rows)
            let row = UnsafeRawBufferPointer(rebasing: rows.bytes[offset...])
            entries.append(RunEntry(row, keyLength: record.key.utf8.count, offset: offset))
        }
        var expected = entries
        RunEntry.sort(&expected, in: rows.bytes, parallelFrom: .max)
        RunEntry.sort(&entries, in: rows.bytes, parallelFrom: 0)
        #expect(entries.map(\.offset) == expected.map(\.offset))
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func spilledRunsAreTheSame(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let records = records(&random) + (0..<100).map { Record("a@b.de", ["\($0)"]) }
        let builder = RunBuilder(capacity: .random(in: 1...2000, using: &random), spill: spill())
        for record in records { try builder.add(record) }
        let rows = try builder.finish()
        guard case .files(let segments) = rows else {
            Issue.record("not spilled")
            return
        }
        #expect(rows.records == sorted(records), "seed \(seed)")
        #expect(segments.map(\.reference.rows).reduce(0, +) == records.count)
        #expect(try files().count == segments.count)
        #expect(try files().first == "000040.jsonl")
        builder.removeSpilled()
        #expect(try files().isEmpty)
        // What is mapped stays readable.
        #expect(rows.records == sorted(records), "seed \(seed)")
        builder.removeSpilled()
    }

    @Test func aRowMayBeLargerThanARun() throws {
        let builder = RunBuilder(capacity: 10, spill: spill())
        let records = ["b", "a", "c"].map { Record($0, [String(repeating: $0, count: 3 << 20)]) }
        for record in records { try builder.add(record) }
        #expect(try builder.finish().records == sorted(records))
    }

    @Test func theShortestAddressesAreCompared() throws {
        let builder = RunBuilder(capacity: 1 << 16, spill: spill())
        let records = ["b", "a\u{1}", "a", "ab", "abcdefgh", "abcdefg", "abcdefghi"].map { Record($0, []) }
        for record in records { try builder.add(record) }
        let keys = try builder.finish().records.map(\.key)
        #expect(keys == ["a", "a\u{1}", "ab", "abcdefg", "abcdefgh", "abcdefghi", "b"])
    }
}
