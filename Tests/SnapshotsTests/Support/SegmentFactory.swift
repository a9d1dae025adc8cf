import StoreTestSupport
import TestSupport

@testable import Snapshots
@testable import Sorting
@testable import Storage

/// Makes segments in a memory of their own.
final class SegmentFactory {
    let storage: any Storage
    private var number = 0

    init(_ storage: any Storage = MemoryStorage()) {
        self.storage = storage
    }

    func path(of number: Int) -> StoragePath { StoragePath("segments/\(number).jsonl") }

    /// A segment with these rows, which are sorted by address.
    func segment(_ records: [Record]) throws -> Segment {
        let writer = try self.writer()
        for record in records {
            var buffer = ByteBuffer()
            record.encode(to: &buffer)
            try writer.append(lines: buffer.bytes)
        }
        return try open(try writer.finish())
    }

    func writer() throws -> SegmentWriter {
        number += 1
        return try SegmentWriter(number: number, at: path(of: number), columns: ["email", "name"], in: storage)
    }

    func open(_ reference: SegmentReference) throws -> Segment {
        try Segment(reference, at: path(of: reference.number), in: storage)
    }

    /// A segment file with this text, whatever it is, and the checksum that is right for it.
    func segment(text: String) throws -> Segment {
        number += 1
        try storage.replace(path(of: number), with: Array(text.utf8))
        let checksum = text.withBytes { Checksum(of: $0) }
        return try open(SegmentReference(number: number, bytes: text.utf8.count, checksum: checksum, rows: 0))
    }
}

/// Random stacks of segments and what they hold.
struct RandomStack {
    let segments: [Segment]
    let contents: [[Record]]

    /// - Parameter pool: The addresses that may occur, sorted.
    init(_ count: Int, of pool: [String], from factory: SegmentFactory, _ random: inout SplitMix) throws {
        var segments: [Segment] = []
        var contents: [[Record]] = []
        for _ in 0..<count {
            let share = [0.02, 0.3, 0.9].randomElement(using: &random) ?? 0.3
            var records: [Record] = []
            for key in pool where Double.random(in: 0..<1, using: &random) < share {
                let isRemoval = Int.random(in: 0..<4, using: &random) == 0
                records.append(Record(key, isRemoval ? nil : [Self.text(&random), nil, Self.text(&random)]))
            }
            segments.append(try factory.segment(records))
            contents.append(records)
        }
        self.segments = segments
        self.contents = contents
    }

    /// The addresses of a pool, sorted by bytes, as are those between them.
    static func pool(_ count: Int) -> [String] {
        (0..<count).map { "u\(String(1_000_000 + $0 * 2).dropFirst())@example.com" }
    }

    private static func text(_ random: inout SplitMix) -> String? {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: nil
        case 1: String(repeating: "long ", count: .random(in: 1...200, using: &random))
        case 2: "quote \" \\ \n"
        default: "v\(Int.random(in: 0..<1000, using: &random))"
        }
    }

    /// The newest row of every address, removals included.
    static func newest(_ contents: some Sequence<[Record]>) -> [String: Record] {
        var newest: [String: Record] = [:]
        for records in contents {
            for record in records { newest[record.key] = record }
        }
        return newest
    }

    /// What the state holds, by address.
    static func state(_ contents: some Sequence<[Record]>) -> [String: Record] {
        newest(contents).filter { $0.value.cells != nil }
    }

    var state: [String: Record] { Self.state(contents) }
}

extension [String: Record] {
    var sorted: [Record] { values.sorted { $0.key < $1.key } }
}
