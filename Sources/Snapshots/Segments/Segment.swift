internal import JSONRecords
import Sorting
public import Storage
internal import Synchronization

/// An opened segment. Its checksum is right, or `checkRead()` will say that it is not. Immutable.
public final class Segment {
    /// Its number, length, checksum and number of rows, from the manifest.
    public let reference: SegmentReference
    /// The columns of its rows; the first is the address.
    public let columns: [String]
    let path: StoragePath
    private let mapped: MappedBytes
    /// The lines of the rows, after the header. Valid as long as the segment.
    public let body: UnsafeRawBufferPointer
    /// The check of the checksum, which may still be running.
    private let check: ChecksumCheck
    /// Fetches rows as they are needed; nil if all are available locally.
    let blocks: BlockwiseFile?
    /// Why rows that somebody wanted to read could not be fetched.
    let fetchProblem = Mutex<SnapshotError?>(nil)

    /// When the checksum of a segment is checked.
    public enum Check {
        /// Before it is opened.
        case first
        /// On another thread while it is read. Nothing that was read may be used before `checkRead()`.
        case meanwhile
        /// Like `meanwhile`; but if the storage provides blocks, these are fetched as they are needed, and each is
        /// checked when it arrives. The lock must be held, so that nobody removes them.
        case asNeeded
        /// Not at all: for a search, for which the whole file would have to be read. The searcher calls `checkRows()`.
        /// Blocks are fetched as for `asNeeded`.
        case never
    }

    /// Opens a segment and checks it.
    ///
    /// - Parameter reference: What the manifest says about it.
    /// - Parameter path: The path of its file.
    /// - Parameter storage: The store.
    /// - Parameter check: When its checksum is checked.
    /// - Complexity: One pass over the file, unless its blocks are fetched as they are needed.
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
                // The block of the header, and of the first rows.
                try blocks.fetch([0])
            } else {
                mapped = try storage.map(path)
            }
        } catch {
            throw SnapshotError(reading: error, path)
        }
        guard mapped.bytes.count == reference.bytes else {
            throw .damaged(path, .wrongSize(bytes: mapped.bytes.count, expected: reference.bytes))
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

    /// Whether a line was not a row. Reading stops there as at the end of the segment, and the reader checks this
    /// afterwards. Several threads may set it at once.
    private let hasMalformedRow = Atomic(false)

    func noteMalformedRow() {
        hasMalformedRow.store(true, ordering: .relaxed)
    }

    /// To be called after reading: throws if the checksum is wrong, or if a line was not a row although the checksum is
    /// right. If only some blocks were read, each of them has been checked.
    public func checkRead() throws(SnapshotError) {
        if isWhole { try checkWhole() }
        try checkRows()
    }

    /// To be called after a search: throws if it met anything but rows in order. A wrong value that still looks like a
    /// value is found only by checking the checksum.
    public func checkRows() throws(SnapshotError) {
        if let problem = fetchProblem.withLock({ $0 }) { throw problem }
        if hasMalformedRow.load(ordering: .relaxed) { throw .damaged(path, .notARecipient) }
    }

    /// Throws if the checksum is wrong. Waits for the check to end.
    public func checkWhole() throws(SnapshotError) {
        try fetchAll()
        try Self.finish(check, path)
    }

    private static func finish(_ check: ChecksumCheck, _ path: StoragePath) throws(SnapshotError) {
        if !check.isRight { throw .damaged(path, .wrongChecksum) }
    }

    /// The first line of a segment.
    struct Header {
        static let name = "cbs-segment"
        /// The version that this program writes, and the only one that it reads.
        static let currentVersion = 1

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
        else { throw .damaged(path, .other("its first line is not the header of a segment")) }
        guard header.version == Header.currentVersion else { throw .unknownFormat(path, header.version) }
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
    /// - Parameter range: Offsets in the body.
    func evict(_ range: Range<Int>) {
        let header = mapped.bytes.count - body.count
        mapped.evict(header + range.lowerBound..<header + range.upperBound)
    }
}

/// What a manifest says about a segment.
public struct SegmentReference: Hashable, Sendable {
    /// The segment's number in its group; its file is named for it.
    public let number: Int
    /// The size of the file in bytes.
    public let bytes: Int
    /// The XXH3 checksum (64 bits) of the file.
    public let checksum: Checksum
    /// The number of rows, removals included.
    public let rows: Int
    /// The fingerprints of its addresses; nil for a large segment, and for one that an older version wrote.
    public let fingerprints: AddressFingerprints?

    /// A reference with these values.
    public init(
        number: Int,
        bytes: Int,
        checksum: Checksum,
        rows: Int,
        fingerprints: AddressFingerprints? = nil
    ) {
        self.number = number
        self.bytes = bytes
        self.checksum = checksum
        self.rows = rows
        self.fingerprints = fingerprints
    }

    /// A reference to a file with the same bytes under another number.
    public func numbered(_ number: Int) -> SegmentReference {
        SegmentReference(number: number, bytes: bytes, checksum: checksum, rows: rows, fingerprints: fingerprints)
    }

    /// The same reference without fingerprints.
    public var withoutFingerprints: SegmentReference {
        SegmentReference(number: number, bytes: bytes, checksum: checksum, rows: rows)
    }

    /// Whether it may have an address with this fingerprint; if not, it does not have it.
    public func mayContain(_ fingerprint: AddressFingerprint) -> Bool {
        fingerprints?.mayContain(fingerprint) ?? true
    }
}

/// Why a state could not be read or written.
public enum SnapshotError: Error, Hashable, Sendable {
    /// The storage refused.
    case storage(StorageError)
    /// A file differs from what was written.
    case damaged(StoragePath, FileDamage)
    /// A file has a format of this version, which this program does not know.
    case unknownFormat(StoragePath, Int)
    /// The caller asked to stop.
    case cancelled

    /// The error of a required file that could not be read.
    public init(reading error: StorageError, _ path: StoragePath) {
        self = error.damage.map { .damaged(path, $0) } ?? .storage(error)
    }
}

extension FileDamage {
    /// A segment has a line that is not a row.
    public static let notARecipient = FileDamage.other("a line in it is not a recipient")
}

/// Makes a call that the storage may refuse.
func storing<Result>(_ call: @autoclosure () throws(StorageError) -> Result) throws(SnapshotError) -> Result {
    do throws(StorageError) {
        return try call()
    } catch {
        throw .storage(error)
    }
}
