internal import FoundationEssentials

/// Writes a new segment. Rows come in the order of their addresses.
public final class SegmentWriter {
    private let number: Int
    private let path: StoragePath
    private let file: any StorageWriter
    private let checksum = ChecksumStream()
    private var buffer = ByteBuffer(capacity: SegmentWriter.bufferBytes + 4096)
    private var bytes = 0
    /// Writes what has gathered, once there is more than one buffer of it.
    private var writeBehind: WriteBehind?
    /// How many rows have been written.
    public private(set) var rows = 0

    private static let bufferBytes = 1 << 18

    /// Begins a segment; its file is whole and durable only after `finish`.
    public init(
        number: Int,
        at path: StoragePath,
        columns: [String],
        in storage: any Storage
    ) throws(SnapshotError) {
        self.number = number
        self.path = path
        do {
            file = try storage.create(path)
        } catch {
            throw .storage(error)
        }
        buffer.append(Self.header(columns))
    }

    private static func header(_ columns: [String]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        // A struct of texts and a number can always be encoded.
        let names = (try? encoder.encode(columns)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
        return "{\"format\":\"\(Segment.Header.name)\",\"version\":1,\"columns\":\(names)}\n"
    }

    /// Writes complete rows: lines with their line ends.
    @inline(__always)
    public func append(lines: UnsafeRawBufferPointer, rows count: Int = 1) throws(SnapshotError) {
        buffer.append(lines)
        rows += count
        if buffer.count >= Self.bufferBytes { try handOver() }
    }

    /// Writes a row of another segment or run.
    @inline(__always)
    public func append(_ row: Row) throws(SnapshotError) {
        buffer.append(row.bytes)
        buffer.append(UInt8(ascii: "\n"))
        rows += 1
        if buffer.count >= Self.bufferBytes { try handOver() }
    }

    /// Ends the segment and makes it durable.
    public func finish() throws(SnapshotError) -> SegmentReference {
        if writeBehind != nil {
            try handOver()
            try writeBehind?.finish()
        } else {
            try writeBuffer()
        }
        do {
            try file.finish()
        } catch {
            throw .storage(error)
        }
        return SegmentReference(number: number, bytes: bytes, checksum: checksum.checksum, rows: rows)
    }

    /// Removes what has been written.
    public func abandon() {
        try? writeBehind?.finish()
        file.abandon()
    }

    /// Lets another thread write a full buffer.
    private func handOver() throws(SnapshotError) {
        if writeBehind == nil { writeBehind = WriteBehind(file, checksum) }
        guard let writeBehind else { return try writeBuffer() }
        bytes += buffer.count
        try writeBehind.submit(&buffer)
    }

    private func writeBuffer() throws(SnapshotError) {
        checksum.update(buffer.bytes)
        do {
            try file.write(buffer.bytes)
        } catch {
            throw .storage(error)
        }
        bytes += buffer.count
        buffer.removeAll()
    }
}
