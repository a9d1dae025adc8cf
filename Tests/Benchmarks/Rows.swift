import Snapshots
import Sorting
import Storage

/// Rows of recipients in memory.
enum Rows {
    static func address(_ number: Int) -> String { "first.last\(1_000_000 + number)@example.com" }

    static func csv(_ count: Int) -> [UInt8] {
        let rows = (0..<count).map { "\(address($0 * 7919 % count)),2024-01-31T10:00:00Z,\"A, B\",Berlin,\($0)\n" }
        return Array(("email,registered,name,city,number\n" + rows.joined()).utf8)
    }

    /// Adds a recipient to a run.
    static func add(_ number: Int, to block: inout SortedBlockBuilder) {
        // The texts are literals in the program's memory, which continues after them.
        let texts: [StaticString] = ["2024-01-31T10:00:00Z               ", "web               "]
        let cells = zip(texts, [20, 3]).map { UnsafeRawBufferPointer(start: $0.utf8Start, count: $1) }
        let address = Array(address(number).utf8)
        (address + [UInt8](repeating: 0, count: SortedBlockBuilder.readAfterCells)).withUnsafeBytes { bytes in
            let key = UnsafeRawBufferPointer(rebasing: bytes[..<address.count])
            [cells[0], cells[0], UnsafeRawBufferPointer(start: nil, count: 0), cells[1]].withUnsafeBufferPointer {
                block.add(key: key, cells: $0)
            }
        }
    }

    static func write(_ number: Int, to buffer: inout ByteBuffer) {
        buffer.append("[\"\(address(number))\",\"2024-01-31T10:00:00Z\",\"2024-01-31T10:00:00Z\",null,\"web\"]\n")
    }

    /// A segment of so many recipients.
    static func segment(_ count: Int) throws -> Segment {
        let storage = MemoryStorage()
        let path = StoragePath("segment.jsonl")
        let writer = try SegmentWriter(number: 1, at: path, columns: ["email"], in: storage)
        var line = ByteBuffer()
        for recipient in 0..<count {
            line.removeAll()
            write(recipient, to: &line)
            try writer.append(lines: line.bytes)
        }
        return try Segment(try writer.finish(), at: path, in: storage)
    }
}
