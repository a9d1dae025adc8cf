internal import FoundationEssentials

/// A segment that has been opened: its checksum was right. Immutable.
public final class Segment {
    /// Its number, length, checksum and rows, as its manifest has them.
    public let reference: SegmentReference
    /// The columns of its rows; the first is the address.
    public let columns: [String]
    let path: StoragePath
    private let mapped: MappedBytes
    /// The rows' lines, after the header.
    let body: UnsafeRawBufferPointer

    /// Opens a segment and checks it as a whole.
    ///
    /// - Parameter reference: What the manifest says of it.
    /// - Parameter path: Where its file is.
    /// - Parameter storage: The store.
    /// - Parameter isChecked: False for a file that this program has just written for itself.
    /// - Complexity: One pass over the file.
    public init(
        _ reference: SegmentReference,
        at path: StoragePath,
        in storage: any Storage,
        isChecked: Bool = true
    ) throws(SnapshotError) {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(path)
        } catch {
            throw SnapshotError(reading: error, path)
        }
        guard mapped.bytes.count == reference.bytes else {
            throw .damaged(path, problem: "it has \(mapped.bytes.count) bytes instead of \(reference.bytes)")
        }
        guard !isChecked || Self.checksum(of: mapped) == reference.checksum else {
            throw .damaged(path, problem: "its checksum is wrong")
        }
        let header = try Self.readHeader(mapped.bytes, path)
        self.reference = reference
        self.path = path
        self.mapped = mapped
        columns = header.columns
        body = UnsafeRawBufferPointer(rebasing: mapped.bytes[header.length...])
    }

    /// Whether a line was met that is no row. Reading goes on without it, as at the segment's end; who has read checks.
    private var hasMalformedRow = false

    func noteMalformedRow() {
        hasMalformedRow = true
    }

    /// Called after reading: throws if a line was no row, although the checksum was right.
    public func checkRead() throws(SnapshotError) {
        if hasMalformedRow { throw .damaged(path, problem: "a line in it is not a recipient") }
    }

    /// The first line of a segment.
    struct Header: Codable {
        var format = Self.name
        var version = 1
        let columns: [String]

        static let name = "cbs-segment"
    }

    /// Checks a large file in pieces and lets go of each, so that checking does not fill the memory.
    private static func checksum(of mapped: MappedBytes) -> Checksum {
        guard mapped.bytes.count > MappedBytes.evictionBytes else { return Checksum(of: mapped.bytes) }
        let stream = ChecksumStream()
        var start = 0
        while start < mapped.bytes.count {
            let end = min(start + MappedBytes.evictionBytes, mapped.bytes.count)
            stream.update(UnsafeRawBufferPointer(rebasing: mapped.bytes[start..<end]))
            mapped.evict(start..<end)
            start = end
        }
        return stream.checksum
    }

    private static func readHeader(
        _ bytes: UnsafeRawBufferPointer,
        _ path: StoragePath
    ) throws(SnapshotError) -> (columns: [String], length: Int) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[..<end])),
            header.format == Header.name, header.columns.first == "email"
        else { throw .damaged(path, problem: "its first line is not a segment's") }
        guard header.version == 1 else {
            throw .damaged(path, problem: "it has the format version \(header.version), which this cbs does not know")
        }
        return (header.columns, end + 1)
    }

    /// Lets the system take back the pages before a row that has been read.
    func evict(before line: UnsafeRawPointer) {
        guard let start = mapped.bytes.baseAddress else { return }
        mapped.evict(0..<(line - start))
    }
}
