internal import JSONRecords
internal import Snapshots
internal import Storage
internal import SystemCalls

/// The end of the log's file.
struct LogEnd {
    /// The last valid line; nil if there is none.
    private(set) var lastEntry: LogEntry?
    /// The size in bytes of the lines that have a line end.
    private(set) var wholeBytes = 0
    /// Whether something without a line end follows: a line that was being written when a process ended.
    private(set) var isTorn = false
    /// Whether the last line with a line end is invalid.
    private(set) var isDamaged = false
    /// The checksum of the last line with a line end; nil for none.
    private var checksum: Checksum?

    /// Where the lines with a line end end.
    var position: LogPosition {
        LogPosition(bytes: wholeBytes, sequence: lastEntry?.sequence ?? 0, checksum: checksum)
    }

    /// The end of a file that does not exist.
    init() {}

    /// The end of a file, from its last bytes and their offset; nil if these are not enough, because none of their
    /// lines is valid.
    init?(_ end: (start: Int, bytes: MappedBytes)) {
        self = end.bytes.withBytes { LogEnd($0) }
        guard end.start == 0 || (lastEntry != nil && !isDamaged) else { return nil }
        wholeBytes += end.start
    }

    /// - Complexity: Linear in the length of the last line, if that is valid.
    init(_ bytes: UnsafeRawBufferPointer) {
        wholeBytes = bytes.lineStart(before: bytes.count)
        isTorn = wholeBytes < bytes.count
        checksum = ChecksummedJSON.checksum(ofLineBefore: wholeBytes, in: bytes)
        var end = wholeBytes
        while end > 0 {
            let start = bytes.lineStart(before: end - 1)
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if let entry = LogEntry(line: line) {
                lastEntry = entry
                break
            }
            isDamaged = true
            end = start
        }
    }
}

/// The end of a line of the log.
struct LogPosition: Hashable {
    /// The size of the log up to there, in bytes.
    let bytes: Int
    /// The number of the line; 0 for none. If the line is invalid, that of the last valid one before it.
    let sequence: Int
    /// The checksum of the line, which distinguishes it from a line of another log, and a log that has grown from one
    /// that was rewritten; nil for no line.
    let checksum: Checksum?

    /// The beginning of the log.
    static let beginning = LogPosition(bytes: 0, sequence: 0, checksum: nil)

    /// Whether a log still has the line that ended here, so that whatever it holds besides has been added since.
    ///
    /// - Parameters:
    ///   - bytes: The log from an offset on.
    ///   - start: The offset, which must be before the line.
    func isIn(_ bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Bool {
        self.bytes == 0 || ChecksummedJSON.checksum(ofLineBefore: self.bytes - start, in: bytes) == checksum
    }
}

extension LogPosition: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        bytes = try members.value("bytes")
        sequence = try members.value("sequence")
        checksum = try members.optional("checksum")
    }

    var json: JSONValue {
        JSONValue(members: [
            "bytes": bytes.json,
            "sequence": sequence.json,
            "checksum": checksum?.json,
        ])
    }
}
