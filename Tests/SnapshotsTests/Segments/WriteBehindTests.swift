import StoreTestSupport
import Testing

@testable import Snapshots
@testable import Sorting
@testable import Storage

@Suite struct WriteBehindTests {
    /// Keeps what is written, and fails at one of the calls.
    private final class File: StorageWriter {
        private(set) var bytes: [UInt8] = []
        private(set) var isAbandoned = false
        private var remaining: Int

        init(failsAt call: Int = .max) {
            remaining = call
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            remaining -= 1
            if remaining <= 0 { throw .system(operation: "write", path: StoragePath("x"), errno: 28) }
            self.bytes += bytes
        }

        func finish() throws(StorageError) {}

        func abandon() { isAbandoned = true }
    }

    private let pool = LineBlockPool()

    private func piece(_ number: Int) -> [UInt8] {
        Array(repeating: UInt8(truncatingIfNeeded: number), count: 1 + number % 1000)
    }

    private func submit(_ count: Int, to behind: WriteBehind) throws -> [UInt8] {
        var expected: [UInt8] = []
        for number in 0..<count {
            let block = pool.take(capacity: 100)
            #expect(block.lines.count == 0)
            piece(number).withUnsafeBytes { block.lines.append($0) }
            expected += piece(number)
            try behind.submit(block)
        }
        return expected
    }

    @Test func writesEveryPieceInOrder() throws {
        let file = File()
        let checksum = ChecksumStream()
        let behind = try #require(WriteBehind(file, checksum, pool))
        let expected = try submit(500, to: behind)
        try behind.finish()
        #expect(file.bytes == expected)
        #expect(checksum.checksum == expected.withUnsafeBytes { Checksum(of: $0) })
    }

    @Test(arguments: [1, 2, 7, 100]) func anErrorIsThrownAtTheLatestWhenFinishing(call: Int) throws {
        let file = File(failsAt: call)
        let behind = try #require(WriteBehind(file, ChecksumStream(), pool))
        #expect(throws: SnapshotError.self) {
            _ = try submit(100, to: behind)
            try behind.finish()
        }
    }

    @Test func aSegmentLargerThanABufferIsWhole() throws {
        let factory = SegmentFactory()
        let records = (0..<20_000).map { Record("u\(100_000 + $0)@example.com", ["a text that is not short \($0)"]) }
        let segment = try factory.segment(records)
        #expect(segment.reference.bytes > 1 << 18)
        #expect(SegmentCursor(segment).rest == records)
    }

    @Test(arguments: [10, 100, 400_000]) func blocksAndRowsMayAlternate(bytes: Int) throws {
        let factory = SegmentFactory()
        let writer = try factory.writer()
        var expected: [Record] = []
        for number in 0..<20 {
            let block = pool.take(capacity: 100)
            for kind in ["a", "b"] {
                let record = Record("u\(100 + number)\(kind)@example.com", [String(repeating: "x", count: bytes)])
                expected.append(record)
                if kind == "a" {
                    record.encode(to: &block.lines)
                    block.rows = 1
                    try writer.append(block)
                } else {
                    try record.line.withBytes { line throws in try writer.append(lines: line) }
                }
            }
        }
        let segment = try factory.open(try writer.finish())
        #expect(segment.reference.rows == 40)
        #expect(SegmentCursor(segment).rest == expected)
    }

    /// Then the rows before the last buffer have been written by the time that it is finished.
    @Test(arguments: [1, 100_000]) func withoutAThreadFingerprintsDenyNoAddress(bytes: Int) throws {
        let factory = SegmentFactory()
        let writer = try factory.writer()
        writer.makeWriteBehind = { _, _, _ in nil }
        let records = (0..<20).map { Record("u\(100 + $0)@example.com", [String(repeating: "x", count: bytes)]) }
        for record in records { try record.line.withBytes { line throws in try writer.append(lines: line) } }
        let segment = try factory.open(try writer.finish())
        #expect(SegmentCursor(segment).rest == records)
        #expect((segment.reference.fingerprints != nil) == (bytes == 1))
        for record in records {
            let fingerprint = record.key.withBytes { AddressFingerprint(of: $0) }
            #expect(segment.reference.mayContain(fingerprint), "\(record.key)")
        }
    }

    @Test func anAbandonedLargeSegmentLeavesNothing() throws {
        let factory = SegmentFactory()
        let writer = try factory.writer()
        let line = Array((String(repeating: "x", count: 999) + "\n").utf8)
        for _ in 0..<2_000 { try line.withUnsafeBytes { bytes in try writer.append(lines: bytes) } }
        writer.abandon()
        #expect(try factory.storage.version(of: factory.path(of: 1)) == nil)
    }
}
