import Snapshots
import Sorting
import StoreTestSupport
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

/// Segments on a server of which only what is needed is fetched.
@Suite(.enabled(if: TestServer.isInstalled)) struct BlockwiseTests {
    private let name = TestServer.uniqueName()
    private let path = StoragePath("groups/0001/segments/000001.jsonl")

    private func key(_ number: Int) -> String { "r\(1_000_000 + number)@example.com" }

    private func record(_ number: Int) -> Record {
        Record(key(number), number % 50 == 7 ? nil : ["name \(number)", String(repeating: "x", count: number % 300)])
    }

    /// Writes a segment of every other number.
    private func write(_ numbers: some Sequence<Int>) throws -> SegmentReference {
        let writer = try SegmentWriter(
            number: 1, at: path, columns: ["email", "name", "text"], in: ServerStorage.make(name))
        for number in numbers {
            var line = ByteBuffer()
            record(number).encode(to: &line)
            try writer.append(lines: line.bytes)
        }
        return try writer.finish()
    }

    /// A storage that fetches every segment in blocks.
    private func open(_ proxy: ServerProxy? = nil) throws -> PostgresStorage {
        let address = try proxy?.address ?? ServerStorage.server.get().address()
        let storage = try PostgresStorage(PostgresSession(ServerAddress(address), account: name))
        storage.wholeBytes = 0
        return storage
    }

    private func bytes(_ key: String) -> [UInt8] { Array(key.utf8) }

    /// In pieces whose blocks are packed, and in one that is too short for that.
    @Test(arguments: [(30_000, 1), (30_000, 2), (300, 3)] as [(Int, UInt64)])
    func everyRowIsFoundAndNoOther(count: Int, seed: UInt64) throws {
        let reference = try write((0..<count).map { 2 * $0 })
        let isPacked = "select min(octet_length(content)) < min(unpacked) from cbs.pieces where account = '\(name)'"
        #expect(try ServerStorage.server.get().sql(isPacked) == (count > 300 ? "t\n" : "\n"))
        var random = SplitMix(seed: seed)
        let wanted = (0..<400).map { _ in Int.random(in: 0...2 * count, using: &random) }.sorted()
        // One by one, and together.
        let segment = try Segment(reference, at: path, in: open(), check: .asNeeded)
        #expect(!segment.isWhole)
        for number in wanted.prefix(40).shuffled(using: &random) {
            let row = bytes(key(number)).withUnsafeBytes { segment.row(of: $0) }
            #expect(row.map { Record($0) } == (number % 2 == 0 && number < 2 * count ? record(number) : nil))
        }
        let other = try Segment(reference, at: path, in: open(), check: .asNeeded)
        var cursor = SegmentCursor(other)
        for number in wanted {
            bytes(key(number)).withUnsafeBytes { cursor.seek($0) }
            let next = number + number % 2
            #expect(cursor.current.map { Record($0) } == (next < 2 * count ? record(next) : nil), "\(number)")
        }
        for segment in [segment, other] { try segment.checkRead() }
    }

    @Test func aWholeSegmentIsReadInFewAnswers() throws {
        let reference = try write(0..<60_000)
        let proxy = try ServerProxy(to: ServerStorage.server.get())
        let storage = try open(proxy)
        let before = proxy.requestCount
        let segment = try Segment(reference, at: path, in: storage, check: .asNeeded)
        var cursor = SegmentCursor(segment)
        var number = 0
        while let row = cursor.current {
            if number % 1000 == 0 { #expect(Record(row) == record(number)) }
            cursor.advance()
            number += 1
        }
        #expect(number == 60_000 && segment.isWhole)
        try segment.checkRead()
        #expect(proxy.requestCount - before <= 10)
        #expect(try storage.map(path).bytes.count == reference.bytes)
    }

    /// Few addresses of many, those between two rows among them.
    @Test func whatASearchNeedsIsFetchedInThreeAnswers() throws {
        let reference = try write((0..<60_000).map { 2 * $0 })
        let proxy = try ServerProxy(to: ServerStorage.server.get())
        let storage = try open(proxy)
        let (requests, received) = (proxy.requestCount, proxy.receivedBytes)
        let segment = try Segment(reference, at: path, in: storage, check: .asNeeded)
        let wanted = stride(from: 1, to: 120_000, by: 111).map { $0 }
        let keys = TestCursor(wanted.map { PackedKey(bytes(key($0))) })
        try [segment].fetch(rowsOf: keys)
        var cursor = SegmentCursor(segment)
        for number in wanted {
            let row = bytes(key(number)).withUnsafeBytes { cursor.find($0) }
            #expect(row.map { Record($0) } == (number % 2 == 0 ? record(number) : nil))
        }
        try segment.checkRead()
        #expect(proxy.requestCount - requests == 3)
        #expect(proxy.receivedBytes - received < reference.bytes / 2)
    }

    /// A rehearsal fetches no more than the run that it rehearses.
    @Test func anOverlayHasTheBlocksOfWhatItHasNotChanged() throws {
        _ = try write(0..<3000)
        let overlay = OverlayStorage(over: try open())
        #expect(try overlay.blocks(of: path) != nil)
        try overlay.replace(path, with: [0x31])
        #expect(try overlay.blocks(of: path) == nil)
        try overlay.remove(path)
        #expect(try overlay.blocks(of: path) == nil)
    }

    // MARK: Damage

    @Test func aDamagedBlockIsNoticedWhereItIsRead() throws {
        let reference = try write(0..<30_000)
        let server = try ServerStorage.server.get()
        let storage = try open()
        try server.sql(
            """
            update cbs.pieces set content = set_byte(content, 50000, 33)
             where account = '\(name)' and start = (select max(start) from cbs.pieces where account = '\(name)' and start < 2000000)
            """)
        let segment = try Segment(reference, at: path, in: storage, check: .asNeeded)
        #expect(bytes(key(5)).withUnsafeBytes { segment.row(of: $0) } != nil)
        try segment.checkRead()
        let isNoticed = ["the checksum of a block is wrong", "a block of it cannot be unpacked"]
        #expect(isNoticed.contains(damage { try segment.fetchAll() } ?? "not at all"))
        #expect(damage { _ = try Segment(reference, at: path, in: open()) } != nil)
        try server.sql(
            "update cbs.pieces set blocks = set_byte(blocks, 100, 33) where account = '\(name)' and start = 0")
        #expect(
            damage { _ = try Segment(reference, at: path, in: open(), check: .asNeeded) }
                == "its list of blocks has been changed")
    }

    private func damage(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch SnapshotError.damaged(_, let damage) {
            return damage.words
        } catch {
            return "\(error)"
        }
    }

    @Test func whatAnotherProcessRemovesIsMissing() throws {
        let reference = try write(0..<30_000)
        let (reader, writer) = (try open(), try open())
        let segment = try Segment(reference, at: path, in: reader, check: .asNeeded)
        try writer.remove(path)
        #expect(bytes(key(25_000)).withUnsafeBytes { segment.row(of: $0) } == nil)
        #expect(damage { try segment.checkRows() } == "the file is missing")
    }

    /// The writer that took over has compacted the group.
    @Test func aWriterThatLosesWhatItReadsHasBeenOvertaken() throws {
        let reference = try write(0..<30_000)
        let storage = try open()
        try storage.lock()
        let segment = try Segment(reference, at: path, in: storage, check: .asNeeded)
        try ServerStorage.server.get().sql(
            """
            update cbs.accounts set epoch = epoch + 1 where account = '\(name)';
            delete from cbs.pieces where account = '\(name)'
            """)
        #expect(throws: SnapshotError.storage(.overtaken(by: nil))) { try segment.fetchAll() }
        storage.unlock()
    }

    /// Pieces that a cbs wrote before there were blocks.
    @Test func piecesWithoutBlocksAreFetchedAsAWhole() throws {
        let reference = try write(0..<30_000)
        try ServerStorage.server.get().sql(
            "update cbs.pieces set blocks = null where account = '\(name)' and start > 0")
        let segment = try Segment(reference, at: path, in: open(), check: .asNeeded)
        #expect(segment.isWhole)
        try segment.checkRead()
    }

    // MARK: Pieces

    @Test func piecesAreDescribedByTheirBlocks() throws {
        let lines = (0..<500).map { record($0).line }.joined()
        let lengths = try #require(cut(bytes(lines)))
        let packed = try #require(bytes(lines).withUnsafeBytes { PackedBlocks($0, lengths) })
        for packed in [nil, packed.lengths] {
            let described = bytes(lines).withUnsafeBytes { PieceBlocks.describe($0, lengths, packed: packed) }
            let blocks = try #require(self.blocks(described, arePacked: packed != nil))
            #expect(blocks.count > 5 && blocks.map(\.bytes) == lengths && lengths.reduce(0, +) == lines.utf8.count)
            #expect(blocks.map(\.stored.count) == packed ?? lengths)
            #expect(String(decoding: described[blocks[0].opening], as: UTF8.self) == "[\"\(key(0))\"")
            #expect(self.blocks(described.dropLast(), arePacked: packed != nil) == nil, "it is cut off")
        }
        #expect(cut(bytes("no line end")) == nil)
    }

    private func cut(_ bytes: [UInt8]) -> [Int]? { bytes.withUnsafeBytes { PieceBlocks.cut($0) } }

    private func blocks(_ entries: [UInt8], arePacked: Bool) -> [PieceBlocks.Block]? {
        entries.withUnsafeBytes { PieceBlocks($0, arePacked: arePacked)?.blocks }
    }

    @Test func severalSmallFilesAreFetchedAtOnce() throws {
        let paths = (1...5).map { StoragePath("groups/0001/segments/00000\($0).jsonl") }
        let writer = try ServerStorage.make(name)
        for path in paths { try writer.write("segment \(path)\n", to: path.text) }
        let proxy = try ServerProxy(to: ServerStorage.server.get())
        let storage = try open(proxy)
        storage.wholeBytes = 1000
        let before = proxy.requestCount
        try storage.prepare(paths)
        for path in paths { #expect(try storage.text(of: path.text) == "segment \(path)\n") }
        #expect(proxy.requestCount - before == 1)
    }
}

/// An address by itself.
private final class PackedKey: KeyedRow {
    private let memory: UnsafeMutableRawBufferPointer
    var key: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }

    init(_ bytes: [UInt8]) {
        memory = .allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
    }

    deinit { memory.deallocate() }
}

private struct TestCursor: KeyedCursor {
    var rest: ArraySlice<PackedKey>

    init(_ keys: [PackedKey]) { rest = keys[...] }

    var current: PackedKey? { rest.first }
    mutating func advance() { rest = rest.dropFirst() }
}
