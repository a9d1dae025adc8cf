import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct SegmentTests {
    private let factory = SegmentFactory()
    private let records = [
        Record("a@b.de", ["x", nil, "\"\n"]), Record("b@b.de", nil), Record("c@b.de", []), Record("ü@b.de", ["ä"]),
    ]

    @Test func rowsAreReadAsTheyWereWritten() throws {
        for count in [0, 1, 4] {
            let segment = try factory.segment(Array(records.prefix(count)))
            #expect(SegmentCursor(segment).rest == Array(records.prefix(count)))
            #expect(segment.reference.rows == count)
            #expect(segment.columns == ["email", "name"])
            try segment.checkRead()
        }
    }

    @Test(arguments: [StorageKind.folder, .memory]) func largeSegmentsToo(kind: StorageKind) throws {
        let fixture = try kind.make()
        let factory = SegmentFactory(fixture.storage)
        let rows = (0..<6000).map { Record("user\(100_000 + $0)@example.com", [String(repeating: "x", count: 60)]) }
        let segment = try factory.segment(rows)
        #expect(segment.reference.bytes > 500_000)
        #expect(SegmentCursor(segment).rest == rows)
        #expect(try fixture.storage.map(factory.path(of: 1)).array.count == segment.reference.bytes)
    }

    @Test func theFileIsAHeaderAndLines() throws {
        _ = try factory.segment(records)
        #expect(
            try factory.storage.text(of: factory.path(of: 1).text) == """
                {"format":"cbs-segment","version":1,"columns":["email","name"]}
                ["a@b.de","x",null,"\\"\\n"]
                ["b@b.de",false]
                ["c@b.de"]
                ["ü@b.de","ä"]

                """)
    }

    @Test func columnsMayHaveAnyName() throws {
        let columns = ["email", "a/b", "\"quoted\"", "line\nbreak", "ä 😀"]
        let path = factory.path(of: 1)
        let writer = try SegmentWriter(number: 1, at: path, columns: columns, in: factory.storage)
        let segment = try factory.open(try writer.finish())
        #expect(segment.columns == columns)
        #expect(SegmentCursor(segment).current == nil)
    }

    @Test func rowsOfAnotherSegmentAreCopied() throws {
        let segment = try factory.segment(records)
        let writer = try factory.writer()
        var cursor = SegmentCursor(segment)
        while let row = cursor.current {
            try writer.append(row)
            cursor.advance()
        }
        #expect(writer.rows == 4)
        let reference = try writer.finish()
        #expect(reference.checksum == segment.reference.checksum && reference.bytes == segment.reference.bytes)
    }

    @Test func anAbandonedSegmentIsGone() throws {
        let writer = try factory.writer()
        writer.abandon()
        #expect(try factory.storage.version(of: factory.path(of: 1)) == nil)
    }

    private func damage(_ reference: SegmentReference, _ bytes: [UInt8]) throws -> SnapshotError? {
        try factory.storage.replace(factory.path(of: reference.number), with: bytes)
        do {
            _ = try factory.open(reference)
            return nil
        } catch let error as SnapshotError {
            return error
        }
    }

    @Test func everyFlippedBitIsFound() throws {
        let reference = try factory.segment(records).reference
        let path = factory.path(of: 1)
        let bytes = try factory.storage.map(path).array
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                #expect(try damage(reference, flipped) == .damaged(path, .wrongChecksum))
            }
        }
        #expect(try damage(reference, bytes) == nil)
    }

    @Test func everyCutAndAdditionIsFound() throws {
        let reference = try factory.segment(records).reference
        let bytes = try factory.storage.map(factory.path(of: 1)).array
        for count in 0..<bytes.count {
            let found = try damage(reference, Array(bytes.prefix(count)))
            #expect(found == .damaged(factory.path(of: 1), .wrongSize(bytes: count, expected: bytes.count)))
        }
        #expect(try damage(reference, bytes + [0x0A]) != nil)
        #expect(try damage(reference, bytes + bytes) != nil)
    }

    @Test func aMissingFileIsDamage() throws {
        let reference = try factory.segment(records).reference
        try factory.storage.remove(factory.path(of: 1))
        #expect(throws: SnapshotError.damaged(factory.path(of: 1), .missing)) {
            try factory.open(reference)
        }
        let folder = factory.path(of: 1).appending("x")
        try factory.storage.write("", to: folder.text)
        #expect(throws: SnapshotError.damaged(factory.path(of: 1), .irregular)) { try factory.open(reference) }
    }

    @Test(arguments: [
        "", "\n", "x", "{}\n", "[\"a@b.de\"]\n", "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\"]}",
        "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"name\"]}\n",
        "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[]}\n",
        "{\"format\":\"cbs-segment\",\"version\":1}\n",
        "{\"format\":\"other\",\"version\":1,\"columns\":[\"email\"]}\n",
        "{\"format\":\"cbs-segment\",\"version\":\"1\",\"columns\":[\"email\"]}\n",
    ])
    func aForeignHeaderIsRefused(text: String) {
        #expect(
            throws: SnapshotError.damaged(
                factory.path(of: 1), .other("its first line is not the header of a segment"))
        ) {
            try factory.segment(text: text)
        }
    }

    @Test func aNewerVersionIsRefusedAndNamed() {
        #expect(throws: SnapshotError.unknownFormat(factory.path(of: 1), 2)) {
            try factory.segment(text: "{\"format\":\"cbs-segment\",\"version\":2,\"columns\":[\"email\"]}\n")
        }
    }

    private static let header = "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\",\"name\"]}\n"

    @Test(arguments: RowTests.noRows) func aLineThatIsNoRowIsNoticed(line: String) throws {
        for (before, after) in [("", ""), ("[\"a\"]\n", ""), ("", "[\"z\"]\n"), ("[\"a\"]\n", "[\"z\"]\n")] {
            let segment = try factory.segment(text: Self.header + before + line + "\n" + after)
            var cursor = StackCursor([segment])
            while cursor.current != nil { cursor.advance() }
            #expect(throws: SnapshotError.damaged(segment.path, .notARecipient)) {
                try segment.checkRead()
            }
        }
    }

    @Test func aLineWithoutEndIsARow() throws {
        let segment = try factory.segment(text: Self.header + "[\"a\"]\n[\"b\",\"x\"]")
        #expect(SegmentCursor(segment).rest == [Record("a", []), Record("b", ["x"])])
        let cut = try factory.segment(text: Self.header + "[\"a\"]\n[\"b\",\"x")
        #expect(SegmentCursor(cut).rest == [Record("a", [])])
        #expect(throws: SnapshotError.self) { try cut.checkRead() }
    }

    /// Seeks, merges and differences end, and touch nothing outside of the file, whatever its lines are.
    @Test(arguments: 1...30 as ClosedRange<UInt64>) func randomLinesDoNotTrap(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pieces = [
            "[\"", "\"", ",", "]", "a", "b", "null", "false", "\\", "\\u00", "\n", "[\"c\",\"d\"]\n", "[\"e\"]\n",
        ]
        var segments: [Segment] = []
        for _ in 0..<4 {
            let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            segments.append(try factory.segment(text: Self.header + text.joined()))
        }
        var steps = 0
        for key in ["", "a", "c", "d", "e", "f", "\"", "~"] {
            var cursor = StackCursor(segments, showsRemovals: Bool.random(using: &random))
            _ = key.withBytes { cursor.find($0).map { Record($0) } }
            steps += cursor.rest.count
            for segment in segments {
                var cursor = SegmentCursor(segment)
                key.withBytes { cursor.seek($0) }
                steps += cursor.rest.count
            }
        }
        var difference = DifferenceCursor(Array(segments[..<2]), segments)
        while difference.next() != nil { steps += 1 }
        #expect(steps >= 0)
    }
}

@Suite struct ChecksumTests {
    @Test func isWrittenAsSixteenDigits() {
        for text in ["", "a", "cbs"] {
            let checksum = text.withBytes { Checksum(of: $0) }
            #expect(checksum.description.utf8.count == 16)
            #expect(Checksum(checksum.description) == checksum)
        }
        // The value that the algorithm's description gives for no bytes at all.
        #expect("".withBytes { Checksum(of: $0) }.description == "2d06800538d394c2")
        #expect(Checksum("000000000000000a")?.description == "000000000000000a")
        #expect(Checksum("+00000000000000a") == nil)
    }

    @Test(arguments: ["", "2d06800538d394c", "2d06800538d394c22", "2d06800538d394cg", " 2d06800538d394c"])
    func refuses(text: String) {
        #expect(Checksum(text) == nil)
    }
}
