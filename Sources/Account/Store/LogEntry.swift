public import Recipients

/// A line of the account's log. It holds no personal data.
public struct LogEntry: Codable, Hashable, Sendable {
    /// Lines are numbered through from 1, so that one that is missing can be told.
    var sequence = 0
    /// When it happened, by the store's clock.
    public let at: Instant
    /// What happened: the verb of the command.
    public let action: String
    /// The group's name of then, if it was about one.
    public var group: String?
    /// How many recipients it touched.
    public var recipients: Int?
    /// The id of the backup that was kept.
    public var backup: Int?
    /// What else is worth knowing, such as the mode; never an address.
    public var note: String?

    /// The number of the group, which its name may no longer tell.
    var groupNumber: Int?
    /// The highest number of a group until then; nil in older logs.
    var highestGroup: Int?
}

/// What stands at the end of the log's file.
struct LogEnd {
    /// The number of the last line that is right; 0 for none.
    private(set) var lastSequence = 0
    /// The highest number of a group that there was then; 0 where the line does not say.
    private(set) var highestGroup = 0
    /// How many bytes of lines with a line end there are.
    private(set) var wholeBytes = 0
    /// Whether something without a line end follows: a line that was being written when a process ended.
    private(set) var isTorn = false
    /// Whether the last line with a line end is wrong.
    private(set) var isDamaged = false

    /// No file.
    init() {}

    /// - Complexity: In the length of the last line, if it is right.
    init(_ bytes: UnsafeRawBufferPointer) {
        wholeBytes = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        isTorn = wholeBytes < bytes.count
        var end = wholeBytes
        while end > 0 {
            let start = bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line), entry.problem == nil {
                lastSequence = entry.sequence
                highestGroup = entry.highestGroup ?? 0
                break
            }
            isDamaged = true
            end = start
        }
    }
}
