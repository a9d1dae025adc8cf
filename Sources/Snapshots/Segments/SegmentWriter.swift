internal import JSONRecords
public import Sorting
public import Storage

/// Writes a new segment. Rows must come in the order of their addresses.
public final class SegmentWriter {
    private let number: Int
    private let path: StoragePath
    private let file: any StorageWriter
    private let checksum = ChecksumStream()
    private let pool: LineBlockPool
    private var buffer = ByteBuffer(capacity: SegmentWriter.bufferBytes + 4096)
    /// How many bytes have been written or handed over.
    private var bytes = 0
    /// Writes what has been gathered, once there is more than one buffer of it.
    private var writeBehind: WriteBehind?
    /// Starts the writing thread; nil if the system cannot create one, and then this thread writes.
    var makeWriteBehind: (any StorageWriter, ChecksumStream, LineBlockPool) -> WriteBehind? = {
        WriteBehind($0, $1, $2)
    }
    /// How many rows have been written.
    public private(set) var rows = 0

    private static let bufferBytes = 1 << 18

    /// Begins a segment; its file is complete and durable only after `finish`.
    ///
    /// - Parameter number: The number that the manifest will give it.
    /// - Parameter path: The path of its file.
    /// - Parameter columns: The columns of its rows; the first is the address.
    /// - Parameter storage: The store.
    /// - Parameter pool: Receives the appended blocks once they have been written.
    public init(
        number: Int,
        at path: StoragePath,
        columns: [String],
        in storage: any Storage,
        pool: LineBlockPool = LineBlockPool()
    ) throws(SnapshotError) {
        self.number = number
        self.path = path
        self.pool = pool
        file = try storing(storage.create(path))
        buffer.append(Self.header(columns))
    }

    private static func header(_ columns: [String]) -> String {
        let names = String(decoding: JSONValue.array(columns.map { .string($0) }).bytes, as: UTF8.self)
        let format = "\"format\":\"\(Segment.Header.name)\",\"version\":\(Segment.Header.currentVersion)"
        return "{\(format),\"columns\":\(names)}\n"
    }

    /// Writes complete rows: lines with their line ends.
    @inline(__always)
    public func append(lines: UnsafeRawBufferPointer, rows count: Int = 1) throws(SnapshotError) {
        buffer.append(lines)
        rows += count
        if buffer.count >= Self.bufferBytes { try handOver() }
    }

    /// Writes the rows of a block, which is then given back to the pool.
    public func append(_ block: LineBlock) throws(SnapshotError) {
        if buffer.count + block.lines.count < Self.bufferBytes {
            try append(lines: block.lines.bytes, rows: block.rows)
            pool.giveBack(block)
        } else {
            try handOver()
            rows += block.rows
            try handOver(block)
        }
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
        var fingerprints: AddressFingerprints?
        // Until something is handed over, all of it is in the buffer. Fingerprints of a part would deny addresses.
        if bytes == 0, rows <= AddressFingerprints.mostRows {
            fingerprints = AddressFingerprints(ofLines: buffer.bytes)
        }
        if let writeBehind {
            try handOver()
            try writeBehind.finish()
        } else {
            try write(buffer.bytes)
        }
        try storing(file.finish())
        return SegmentReference(
            number: number, bytes: bytes, checksum: checksum.checksum, rows: rows, fingerprints: fingerprints)
    }

    /// Removes what has been written.
    public func abandon() {
        try? writeBehind?.finish()
        file.abandon()
    }

    /// Hands the buffer to the writing thread.
    private func handOver() throws(SnapshotError) {
        let full = pool.take(capacity: buffer.count)
        swap(&full.lines, &buffer)
        try handOver(full)
    }

    private func handOver(_ block: LineBlock) throws(SnapshotError) {
        if writeBehind == nil { writeBehind = makeWriteBehind(file, checksum, pool) }
        if let writeBehind {
            bytes += block.lines.count
            return try writeBehind.submit(block)
        }
        try write(block.lines.bytes)
        pool.giveBack(block)
    }

    private func write(_ lines: UnsafeRawBufferPointer) throws(SnapshotError) {
        checksum.update(lines)
        try storing(file.write(lines))
        bytes += lines.count
    }
}
