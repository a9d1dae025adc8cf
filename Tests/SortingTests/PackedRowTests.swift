import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting

@Suite struct PackedRowTests {
    /// What becomes of a record that is packed and unpacked: its line, and how many bytes it took.
    private func pack(_ record: Record) throws -> (line: String, size: Int) {
        var builder = SortedBlockBuilder(BlockMemory())
        builder.add(record)
        let taken = builder.takeBlock()
        let block = try #require(taken)
        let row = try #require(SortedBlockCursor(block.rows).current)
        #expect(String(decoding: row.key, as: UTF8.self) == record.key)
        #expect(row.bytes.count == block.rows.count)
        #expect(Record(row, nil) == record)
        guard !row.isRemoval else { return (record.line, row.bytes.count) }
        var buffer = ByteBuffer()
        buffer.append("what was there before")
        let line = row.unpacked(into: &buffer, nil)
        return (String(decoding: line.bytes, as: UTF8.self) + "\n", row.bytes.count)
    }

    private func expectSame(_ record: Record) throws {
        #expect(try pack(record).line == record.line)
    }

    /// Texts of every length around the sixteen bytes that are copied at a time, with what must be escaped anywhere.
    @Test(arguments: 0...40) func textsAreEscapedWherever(length: Int) throws {
        for special in ["", "\"", "\\", "\u{1F}", "\n", "ü", "\u{7F}"] {
            for place in 0...length {
                var text = Array(String(repeating: "x", count: length).utf8)
                text.replaceSubrange(place..<min(place + 1, length), with: Array(special.utf8))
                let value = String(decoding: text, as: UTF8.self)
                try expectSame(Record("a@b.de", [value, nil, value]))
            }
        }
    }

    @Test(arguments: [1, 249, 250, 251, 252, 253, 254, 255, 256, 257, 65_536]) func textsOfAnyLength(length: Int) throws
    {
        let text = String(repeating: "y", count: length)
        try expectSame(Record("a@b.de", [text, "2024-01-31T10:00:00Z", text]))
        try expectSame(Record("a@b.de", [text]))
    }

    @Test func missingValuesAndRemovals() throws {
        for cells: [String?]? in [[], [nil], [nil, nil, "x"], ["x", nil], ["x", nil, nil, "y", nil], nil] {
            try expectSame(Record("a@b.de", cells))
            try expectSame(Record("b", cells))
        }
    }

    @Test func instantsTakeLittleRoom() throws {
        let (first, second) = ("2018-11-23T11:28:00Z", "9876-54-32T19:08:57Z")
        let bare = try pack(Record("a@b.de", [])).size
        #expect(try pack(Record("a@b.de", [first])).size == bare + 8)
        #expect(try pack(Record("a@b.de", [first, first, nil, first])).size == bare + 11)
        #expect(try pack(Record("a@b.de", [first, second, first])).size == bare + 24)
        for cells in [
            [first], [first, first], [first, "x", first], [nil, second, first, first], ["x", first, second],
        ] {
            try expectSame(Record("a@b.de", cells))
        }
    }

    /// What has the form of an instant but for one byte stays a text.
    @Test func textsLikeInstants() throws {
        let instant = Array("2018-11-23T11:28:09Z".utf8)
        for place in instant.indices {
            for byte in Array(UInt8(0x01)..<0x80) {
                var text = instant
                text[place] = byte
                let value = String(decoding: text, as: UTF8.self)
                try expectSame(Record("a@b.de", [value, "2018-11-23T11:28:09Z"]))
            }
        }
        try expectSame(
            Record(
                "a@b.de",
                ["2018-11-23T11:28:éZ", "2018-11-2éT11:28:00Z", "2018-11-23T11:28:00", "2018-11-23T11:28:00ZZ"]))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func randomRows(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let cells: [String?] = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                switch Int.random(in: 0..<5, using: &random) {
                case 0: nil
                case 1: "20\(Int.random(in: 10...12, using: &random))-01-02T03:04:05Z"
                case 2: String(repeating: "ä\"z", count: Int.random(in: 1...90, using: &random))
                default: String(repeating: "k", count: Int.random(in: 1...40, using: &random))
                }
            }
            try expectSame(Record("u\(Int.random(in: 0..<1000, using: &random))@example.com", cells))
        }
    }
}
