internal import JSONRecords
public import Recipients
internal import Storage

/// A line of the account's log. It holds no personal data.
public struct LogEntry: Hashable, Sendable {
    /// Lines are numbered through from 1, so that one that is missing can be told.
    var sequence = 0
    /// When it happened, by the store's clock.
    public let at: Instant
    /// What happened.
    public let action: Action
    /// The group's name of then, if it was about one.
    public var group: String?
    /// How many recipients it touched.
    public var recipients: Int?
    /// The id of the backup that was kept.
    public var backup: Int?
    /// What else is worth knowing: what the user notes, or the mode; never an address.
    public var note: String?
    /// Who made the change; nil for what nobody asked for, and in older logs.
    public var user: String?
    /// The last part of the imported file's name; never an address.
    public var file: String?
    /// Of an undo: the backup whose change it took back.
    public var undone: Int?

    /// The number of the group, which its name may no longer tell.
    var groupNumber: Int?
    /// The highest number of a group until then; nil in older logs.
    var highestGroup: Int?
}

extension LogEntry {
    /// What a line of the log tells of, by the verb of its command. A log may hold actions that this version does not know.
    public struct Action: RawRepresentable, Hashable, Sendable {
        /// The action as the log has it.
        public let rawValue: String

        /// The action of this verb.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        private init(_ rawValue: String) {
            self.init(rawValue: rawValue)
        }

        /// The change that a backup was made before.
        init(_ reason: BackupReason) {
            switch reason {
            case .import: self = .importRows
            case .restore: self = .restore
            case .deleteGroup: self = .deleteGroup
            case .undo: self = .undo
            }
        }

        static let createGroup = Action("create group")
        static let renameGroup = Action("rename group")
        static let deleteGroup = Action("delete group")
        static let importRows = Action("import")
        static let restore = Action("restore")
        static let undo = Action("undo")
        static let redo = Action("redo")
        static let add = Action("add")
        static let update = Action("update")
        static let remove = Action("remove")
        static let unsubscribe = Action("unsubscribe")
        static let erase = Action("erase")
        static let expire = Action("expire")
        static let compact = Action("compact")
        static let setBackup = Action("set backup")
        static let setRetention = Action("set retention")
        static let setGuard = Action("set guard")
        static let setTimeZone = Action("set time zone")
        static let clockSet = Action("clock set")
        static let clockAdvance = Action("clock advance")
        static let clockReset = Action("clock reset")
        /// The line itself was lost, and a salvage put this one in its place.
        static let lost = Action("lost")

        /// Whether it changes which recipients a group has, or what they are. A group is created before any of its states.
        var changesRecipients: Bool {
            [.importRows, .restore, .undo, .redo, .deleteGroup, .add, .update, .remove, .unsubscribe].contains(self)
        }
    }
}

extension LogEntry {
    /// Whether somebody changed the account. What time does to it by itself, and how its files are laid out, is no change.
    var isChange: Bool {
        switch action {
        case .expire, .compact: false
        case .clockReset: user != nil
        default: true
        }
    }

    /// Which manifest has the change in its journal, and every later one of its own.
    enum Owner: Hashable {
        case account
        case group(Int)

        /// The group's number; nil for the account.
        var group: Int? {
            if case .group(let number) = self { number } else { nil }
        }
    }

    /// Nil where the line does not tell: in the logs of older versions, and for what a salvage put in.
    var owner: Owner? {
        if let groupNumber { return .group(groupNumber) }
        return group == nil && action != .lost ? .account : nil
    }
}

extension LogEntry: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        sequence = try members.value("sequence")
        at = try members.value("at")
        action = try members.value("action")
        group = try members.optional("group")
        recipients = try members.optional("recipients")
        backup = try members.optional("backup")
        note = try members.optional("note")
        user = try members.optional("user")
        file = try members.optional("file")
        undone = try members.optional("undone")
        groupNumber = try members.optional("groupNumber")
        highestGroup = try members.optional("highestGroup")
    }

    var json: JSONValue {
        JSONValue(members: [
            "sequence": sequence.json,
            "at": at.json,
            "action": action.json,
            "group": group?.json,
            "recipients": recipients?.json,
            "backup": backup?.json,
            "note": note?.json,
            "user": user?.json,
            "file": file?.json,
            "undone": undone?.json,
            "groupNumber": groupNumber?.json,
            "highestGroup": highestGroup?.json,
        ])
    }
}

extension LogEntry.Action: JSONRepresentable {}

/// What is at the end of the log's file.
struct LogEnd {
    /// The last line that is right; nil for none.
    private(set) var lastEntry: LogEntry?
    /// How many bytes of lines with a line end there are.
    private(set) var wholeBytes = 0
    /// Whether something without a line end follows: a line that was being written when a process ended.
    private(set) var isTorn = false
    /// Whether the last line with a line end is wrong.
    private(set) var isDamaged = false

    /// No file.
    init() {}

    /// What the last lines of a file tell, which begin at a place in it; nil if that is not enough, because none of them is right.
    init?(_ end: (start: Int, bytes: MappedBytes)) {
        self = end.bytes.withBytes { LogEnd($0) }
        guard end.start == 0 || (lastEntry != nil && !isDamaged) else { return nil }
        wholeBytes += end.start
    }

    /// - Complexity: In the length of the last line, if it is right.
    init(_ bytes: UnsafeRawBufferPointer) {
        wholeBytes = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        isTorn = wholeBytes < bytes.count
        var end = wholeBytes
        while end > 0 {
            let start = bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line), entry.problem == nil {
                lastEntry = entry
                break
            }
            isDamaged = true
            end = start
        }
    }
}
