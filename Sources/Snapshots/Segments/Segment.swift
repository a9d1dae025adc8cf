internal import JSONRecords
import Sorting
public import Storage
internal import Synchronization

/// A segment that has been opened: its checksum is right, or `checkRead()` says that it is not. Immutable.
public final class Segment {
    /// Its number, length, checksum and rows, as its manifest has them.
    public let reference: SegmentReference
    /// The columns of its rows; the first is the address.
    public let columns: [String]
    let path: StoragePath
    private let mapped: MappedBytes
    /// The rows' lines, after the header. Valid while the segment is.
    public let body: UnsafeRawBufferPointer
    /// A check that may not have ended.
    private let check: ChecksumCheck
    /// Where the rows are fetched from as they are needed; nil where all are at hand.
    let blocks: BlockwiseFile?
    /// Why rows could not be fetched that somebody wanted to read.
    let fetchProblem = Mutex<SnapshotError?>(nil)

    /// When a segment's checksum is compared.
    public enum Check {
        /// Before it is opened.
        case first
        /// On another thread while it is read. Nothing may come of what was read before `checkRead()`.
        case meanwhile
        /// As `meanwhile`; but where the storage gives blocks, these are fetched as they are needed, and each is checked when it comes.
        /// The lock is held, so that nobody removes them.
        case asNeeded
        /// Not at all: for a search, which would have to read the whole file for it. Whoever searches calls `checkRows()`. Blocks are
        /// fetched as for `asNeeded`.
        case never
    }

    /// Opens a segment and checks it as a whole.
    ///
    /// - Parameter reference: What the manifest says of it.
    /// - Parameter path: Where its file is.
    /// - Parameter storage: The store.
    /// - Parameter check: When its checksum is compared.
    /// - Complexity: One pass over the file.
    public init(
        _ reference: SegmentReference,
        at path: StoragePath,
        in storage: any Storage,
        check: Check = .first
    ) throws(SnapshotError) {
        let blocks: BlockwiseFile?
        let mapped: MappedBytes
        do throws(StorageError) {
            blocks = check == .asNeeded || check == .never ? try storage.blocks(of: path) : nil
            if let blocks {
                mapped = blocks.mapped
                // The header, and the first rows.
                try blocks.fetch([0])
            } else {
                mapped = try storage.map(path)
            }
        } catch {
            throw SnapshotError(reading: error, path)
        }
        guard mapped.bytes.count == reference.bytes else {
            throw .damaged(path, problem: "it has \(mapped.bytes.count) bytes instead of \(reference.bytes)")
        }
        let checking = ChecksumCheck(
            mapped, reference.checksum, ahead: blocks == nil && (check == .meanwhile || check == .asNeeded))
        if check == .first { try Self.finish(checking, path) }
        let header: (columns: [String], length: Int)
        do throws(SnapshotError) {
            header = try Self.readHeader(mapped.bytes, path)
        } catch {
            if blocks == nil { try Self.finish(checking, path) }
            throw error
        }
        self.blocks = blocks
        self.check = checking
        self.reference = reference
        self.path = path
        self.mapped = mapped
        columns = header.columns
        body = UnsafeRawBufferPointer(rebasing: mapped.bytes[header.length...])
    }

    /// Whether a line that is not a row was met. Reading continues without it, as at the segment's end; who has read checks.
    /// Threads that read beside each other may all meet one.
    private let hasMalformedRow = Atomic(false)

    func noteMalformedRow() {
        hasMalformedRow.store(true, ordering: .relaxed)
    }

    /// Called after reading: throws if the checksum is wrong, or if a line was no row although it is right. Where only some blocks
    /// were read, these were checked.
    public func checkRead() throws(SnapshotError) {
        if isWhole { try checkWhole() }
        try checkRows()
    }

    /// Called after a search: throws if it met anything but rows in their order. A value that is wrong and still looks like
    /// one is found by a comparison of the checksum only.
    public func checkRows() throws(SnapshotError) {
        if let problem = fetchProblem.withLock({ $0 }) { throw problem }
        if hasMalformedRow.load(ordering: .relaxed) { throw .damaged(path, problem: "a line in it is not a recipient") }
    }

    /// Throws if the checksum is wrong. Waits for the check to end.
    public func checkWhole() throws(SnapshotError) {
        try fetchAll()
        try Self.finish(check, path)
    }

    private static func finish(_ check: ChecksumCheck, _ path: StoragePath) throws(SnapshotError) {
        if !check.isRight { throw .damaged(path, problem: "its checksum is wrong") }
    }

    /// The first line of a segment.
    struct Header {
        static let name = "cbs-segment"

        let version: Int
        let columns: [String]

        /// - Returns: Nil where the line is not the header of a segment.
        init?(_ line: UnsafeRawBufferPointer) {
            guard let json = try? JSONValue(reading: Array(line)), json["format"]?.string == Self.name,
                let version = json["version"]?.integer, let columns = json["columns"]?.array
            else { return nil }
            self.version = version
            self.columns = columns.compactMap(\.string)
            guard self.columns.count == columns.count, self.columns.first == "email" else { return nil }
        }
    }

    private static func readHeader(
        _ bytes: UnsafeRawBufferPointer,
        _ path: StoragePath
    ) throws(SnapshotError) -> (columns: [String], length: Int) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let header = Header(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        else { throw .damaged(path, problem: "its first line is not the header of a segment") }
        guard header.version == 1 else {
            throw .damaged(
                path, problem: "it has format version \(header.version), which this version of cbs does not know")
        }
        return (header.columns, end + 1)
    }

    /// Lets the system take back the pages before a row that has been read.
    func evict(before line: UnsafeRawPointer) {
        guard let start = mapped.bytes.baseAddress else { return }
        mapped.evict(0..<(line - start))
    }

    /// Lets the system take back the first pages of a large segment's rows.
    func evict(upTo offset: Int) {
        if body.count > Self.largestKept, let start = body.baseAddress { evict(before: start + offset) }
    }
}

extension Segment {
    /// Lets the system take back the pages of rows that have been read.
    ///
    /// - Parameter range: In the body.
    func evict(_ range: Range<Int>) {
        let header = mapped.bytes.count - body.count
        mapped.evict(header + range.lowerBound..<header + range.upperBound)
    }
}

/// What a manifest knows of a segment.
public struct SegmentReference: Hashable, Sendable {
    /// The segment's number in its group; its file is named for it.
    public let number: Int
    /// The length of the file.
    public let bytes: Int
    /// The XXH3 checksum (64 bits) of the file.
    public let checksum: Checksum
    /// How many rows it has, removals included.
    public let rows: Int

    /// What a manifest says of a segment.
    public init(number: Int, bytes: Int, checksum: Checksum, rows: Int) {
        self.number = number
        self.bytes = bytes
        self.checksum = checksum
        self.rows = rows
    }
}

/// Why a state could not be read or written.
public enum SnapshotError: Error, Hashable, Sendable {
    /// The storage refused.
    case storage(StorageError)
    /// A file is not what was written.
    case damaged(StoragePath, problem: String)
    /// Whoever reads or writes was asked to stop.
    case cancelled

    /// A file that is needed could not be read.
    public init(reading error: StorageError, _ path: StoragePath) {
        self = error.damage.map { .damaged(path, problem: $0) } ?? .storage(error)
    }
}

/// Does what the storage may refuse.
func storing<Result>(_ call: @autoclosure () throws(StorageError) -> Result) throws(SnapshotError) -> Result {
    do throws(StorageError) {
        return try call()
    } catch {
        throw .storage(error)
    }
}
