import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting
@testable import Storage

@Suite struct RowSorterTests {
    private func spill() -> RowSpill {
        RowSpill { () throws(StorageError) in try MemoryStorage().makeScratch(StoragePath("runs")) }
    }

    /// Addresses of every length around the bytes that are compared first, many of them with equal beginnings.
    private func records(_ random: inout SplitMix) -> [Record] {
        (0..<Int.random(in: 0...400, using: &random)).map { number in
            let common = ["", "common.", "a.long.common.beginning"].randomElement(using: &random) ?? ""
            let length = Int.random(in: 1...14, using: &random)
            let key = (0..<length).map { _ in "abü".randomElement(using: &random) ?? "a" }
            return Record(common + String(key), ["\(number)"])
        }
    }

    private func sorted(_ records: [Record]) -> [Record] {
        records.enumerated().sorted { left, right in
            let (first, second) = (left.element.key.utf8, right.element.key.utf8)
            return first.elementsEqual(second) ? left.offset < right.offset : first.lexicographicallyPrecedes(second)
        }.map(\.element)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>, [1, 7, 1000])
    func sortsAndKeepsTheOrderOfEqualAddresses(seed: UInt64, blockRows: Int) throws {
        var random = SplitMix(seed: seed)
        let records = records(&random)
        let builder = RowSorter(spill: spill())
        try builder.add(records, inBlocksOf: blockRows)
        #expect(try builder.finish().read { $0.rest } == sorted(records), "seed \(seed)")
    }

    @Test(arguments: [1, 20, 3_000, 1 << 20], [0, 50_000, 1 << 30]) func rangesHoldEveryRowOnce(
        target: Int, capacity: Int
    )
        throws
    {
        var random = SplitMix(seed: 5)
        let common = String(repeating: "p", count: 30)
        let records = (0..<5_000).map {
            let number = Int.random(in: 0..<2_000, using: &random)
            return Record("\(number % 3 == 0 ? common : "")u\(number)@example.com", ["\($0)"])
        }
        let builder = RowSorter(capacity: capacity, spill: spill())
        try builder.add(records, inBlocksOf: 300)
        let rows = try builder.finish()
        let ranges = rows.ranges(beside: [], of: target)
        #expect(try ranges.flatMap { try rows.read($0) { $0.rest } } == sorted(records))
        // Runs in a file have fewer samples.
        if capacity == 1 << 30 { #expect(target > 3_000 ? ranges == [.all] : ranges.count > 5) }
    }

    @Test(arguments: [1 << 30, 200_000]) func rangesAreAboutEquallyLarge(capacity: Int) throws {
        var random = SplitMix(seed: 6)
        let records = (0..<20_000).map {
            Record("u\(Int.random(in: 0..<1_000_000, using: &random))@example.com", ["\($0)"])
        }
        let builder = RowSorter(capacity: capacity, spill: spill())
        try builder.add(records, inBlocksOf: 700)
        let rows = try builder.finish()
        let ranges = rows.ranges(beside: [], of: rows.bytes / 10)
        #expect(8...12 ~= ranges.count)
        #expect(try ranges.allSatisfy { try rows.read($0) { $0.rest.count } < 4_000 })
    }

    /// Sorted already, backwards, in no order, and numbers of rows around powers of two.
    @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 1_023, 1_024, 1_025, 20_000]) func blocksOfAnyOrderAreSorted(count: Int)
        throws
    {
        let numbers = Array(0..<count)
        for order in [
            numbers, numbers.reversed(), numbers.map { _ in 0 }, numbers.map { $0 * 7919 % max(1, count / 2) },
        ] {
            let records = order.enumerated().map { Record("u\(100_000 + $0.element)@example.com", ["\($0.offset)"]) }
            let builder = RowSorter(spill: spill())
            try builder.add(records, inBlocksOf: .max)
            #expect(try builder.finish().read { $0.rest } == sorted(records))
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func spilledRunsAreTheSame(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let records = records(&random) + (0..<100).map { Record("a@b.de", ["\($0)"]) }
        let builder = RowSorter(capacity: .random(in: 1...1200, using: &random), spill: spill())
        try builder.add(records, inBlocksOf: .random(in: 1...40, using: &random))
        let rows = try builder.finish()
        #expect(rows.file != nil)
        #expect(try rows.read { $0.rest } == sorted(records), "seed \(seed)")
    }

    /// Rows of one address are in one range, however many they are: more than are read into the memory at once.
    @Test func oneAddressMayHaveMoreRowsThanTheMemoryHolds() throws {
        let folder = try TemporaryFolder()
        let storage = FolderStorage(root: folder.path)
        let path = StoragePath("rows/scratch")
        let spill = RowSpill { () throws(StorageError) in try storage.makeScratch(path) }
        let builder = RowSorter(capacity: 8 << 20, spill: spill)
        let text = String(repeating: "text ", count: 200_000)
        let records = (0..<60).map { Record($0 % 20 == 7 ? "z" : "a", ["\($0) \(text)"]) }
        try builder.add(records, inBlocksOf: 3)
        let rows = try builder.finish()
        #expect(rows.file != nil && rows.ranges().count <= 2)
        #expect(try rows.ranges().flatMap { try rows.read($0) { $0.rest } } == sorted(records))
        #expect(try storage.list(StoragePath("rows")).isEmpty)
    }

    /// The disk is full, or fails, at one of the calls.
    @Test(arguments: FailingScratch.Call.allCases, 1...4) func aFailingDiskIsAnError(
        call: FailingScratch.Call, number: Int
    ) {
        let spill = RowSpill { () throws(StorageError) in try FailingScratch(at: call, number) }
        let builder = RowSorter(capacity: 100, spill: spill)
        let records = (0..<300).map { Record("u\(1000 + $0)@example.com", ["\($0)"]) }
        #expect(throws: FailingScratch.error) {
            try builder.add(records, inBlocksOf: 10)
            let rows = try builder.finish()
            for range in rows.ranges(beside: [], of: 1_000) { _ = try rows.read(range) { $0.rest } }
        }
    }

    @Test func aRowMayBeLargerThanARun() throws {
        let builder = RowSorter(capacity: 10, spill: spill())
        let records = ["b", "a", "c"].map { Record($0, [String(repeating: $0, count: 10 << 20)]) }
        try builder.add(records, inBlocksOf: 1)
        #expect(try builder.finish().read { $0.rest } == sorted(records))
    }

    @Test func theShortestAddressesAreCompared() throws {
        let builder = RowSorter(capacity: 1 << 16, spill: spill())
        let records = ["b", "a\u{1}", "a", "ab", "abcdefgh", "abcdefg", "abcdefghi"].map { Record($0, []) }
        try builder.add(records, inBlocksOf: 2)
        let keys = try builder.finish().read { $0.rest.map(\.key) }
        #expect(keys == ["a", "a\u{1}", "ab", "abcdefg", "abcdefgh", "abcdefghi", "b"])
    }

    @Test func memoryIsUsedAgain() throws {
        let memory = BlockMemory()
        var first: Set<UnsafeRawPointer> = []
        for _ in 0..<3 {
            var builder = SortedBlockBuilder(memory)
            builder.add(Record("a", [String(repeating: "x", count: 3_000_000)]))
            let block = builder.takeBlock()
            first.insert(try #require(block?.rows.baseAddress))
            let next = builder.takeBlock()
            #expect(next == nil)
        }
        #expect(first.count == 1)
    }
}
