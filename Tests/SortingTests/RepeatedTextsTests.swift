import Storage
import StoreTestSupport
import TestSupport
import Testing

@testable import Sorting

@Suite struct RepeatedTextsTests {
    private let memory = BlockMemory()

    /// The blocks of a builder, the records given to it in equal parts.
    private func blocks(_ records: [Record], count: Int) -> [SortedBlock] {
        var builder = SortedBlockBuilder(memory)
        var blocks: [SortedBlock] = []
        for part in 0..<count {
            for index in records.indices where index * count / records.count == part { builder.add(records[index]) }
            if let block = builder.takeBlock() { blocks.append(block) }
        }
        return blocks
    }

    private func records(in blocks: [SortedBlock]) throws -> [Record] {
        try blocks.flatMap { try SortedRows(blocks: [$0], memory.repeated).read { $0.rest } }
    }

    /// Enough of each text for it to get a code if it can have one.
    ///
    /// - Parameter start: What the first address has.
    private func repeated(_ texts: [String], times: Int = 60, from start: Int = 100_000) -> [Record] {
        (0..<times * texts.count).map { Record("u\(start + $0)@b.de", [nil, texts[$0 % texts.count], "\($0)"]) }
    }

    @Test(arguments: 1...40) func textsOfAnyLengthStayTheSame(length: Int) throws {
        let texts = ["x", "ü", "\"", "\\", "\n", "\u{7F}"].flatMap { special in
            [special + String(repeating: "a", count: length), String(repeating: "a", count: length) + special]
        }
        let records = repeated(texts)
        #expect(try self.records(in: blocks(records, count: 4)) == records)
    }

    /// Texts of which one is the beginning of another, or the same but for a byte.
    @Test func similarTextsAreToldApart() throws {
        let long = String(repeating: "abcdefgh", count: 4)
        var texts = (2...32).map { String(long.prefix($0)) }
        texts += (0..<32).map { place in String(long.enumerated().map { $0 == place ? "z" : $1 }) }
        let records = repeated(texts)
        #expect(try self.records(in: blocks(records, count: 4)) == records)
    }

    @Test func repeatedTextsTakeOneByte() throws {
        let records = repeated(["Frankfurt am Main", "Köln"])
        let blocks = blocks(records, count: 5)
        #expect(try self.records(in: blocks) == records)
        let lengths = try blocks.map { block in
            try #require(SortedBlockCursor(block.rows).current).cells.count
        }
        // The missing value, the text, and the number of two digits with its length.
        #expect(lengths[0] == 1 + 18 + 2)
        #expect(lengths[4] == 1 + 1 + 3)
    }

    /// The number in the last cell never repeats, so no code is looked for there.
    @Test func codesAreLookedForWhereTextsRepeat() throws {
        _ = blocks(repeated(["one", "two"]), count: 3)
        #expect(memory.repeated?.table.columns == 0b10)
    }

    /// More texts than there are codes, and some that only come later.
    @Test(arguments: [100, 124, 125, 600]) func thereMayBeMoreTextsThanCodes(count: Int) throws {
        let texts = (0..<count).map { "text \($0 * $0)" }
        let records = repeated(texts, times: 40) + repeated(texts.map { "later \($0)" }, times: 2, from: 200_000)
        #expect(try self.records(in: blocks(records, count: 7)) == records)
        // Of six hundred, none is often enough among the rows that are looked at.
        #expect(memory.repeated?.table.columns == (count < 600 ? 0b10 : 0))
    }

    /// Rows with codes and rows without, in runs of a file and in memory.
    @Test(arguments: [1, 2_000, 1 << 30]) func spilledRowsKeepTheirTexts(capacity: Int) throws {
        let storage = MemoryStorage()
        let spill = RowSpill { () throws(StorageError) in try storage.makeScratch(StoragePath("scratch")) }
        let sorter = RowSorter(capacity: capacity, spill: spill)
        let records = repeated(["Berlin", "Köln", "say \"hi\""])
        try sorter.add(records.reversed(), inBlocksOf: 15)
        let rows = try sorter.finish()
        #expect((rows.file != nil) == (capacity < 1 << 30))
        #expect(try rows.read { $0.rest } == records)
    }

    /// Builders of one memory share their texts.
    @Test func textsAreChosenOnce() {
        let found = (0..<2).map { number in
            var builder = SortedBlockBuilder(memory)
            for _ in 0..<4 {
                for _ in 0..<10 { builder.add(Record("a", ["text \(number)"])) }
                _ = builder.takeBlock()
            }
            return memory.repeated
        }
        #expect(found[0] != nil && found[0] === found[1])
    }
}
