internal import JSONRecords
public import Recipients

/// A line of the account's log. It contains no personal data.
public struct LogEntry: Hashable, Sendable {
    /// Lines are numbered from 1 without gaps, so that a missing one is noticed.
    var sequence = 0
    /// When it happened, by the store's clock.
    public let at: Instant
    /// What happened.
    public let action: Action
    /// The name of the group at that time; nil if it was not about a group.
    public var group: String?
    /// How many recipients it touched.
    public var recipients: Int?
    /// The id of the backup that was kept.
    public var backup: Int?
    /// What else is worth knowing, such as the user's note or the mode; never an address.
    public var note: String?
    /// Who made the change; nil for what happens by itself, and in older logs.
    public var user: String?
    /// The last part of the imported file's name; never an address.
    public var file: String?
    /// The external interface that the change came through; never an address. Older logs have it only in the note.
    var via: String?
    /// For an undo: the backup whose change it took back.
    public var undone: Int?

    /// The number of the group, which may not be clear from its name.
    var groupNumber: Int?
    /// The highest group number at that time; nil in older logs.
    var highestGroup: Int?
    /// The write that committed the change, which no other change has; nil in older logs.
    var write: String?
}

extension LogEntry {
    /// What a log entry is about: the verb of its command. A log may have actions that this version does not know.
    public struct Action: RawRepresentable, Hashable, Sendable {
        /// The action as the log has it.
        public let rawValue: String

        /// The action with this verb.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        private init(_ rawValue: String) {
            self.init(rawValue: rawValue)
        }

        /// The action of a change that a backup was made for.
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
        /// The deletion of a group.
        public static let deleteGroup = Action("delete group")
        /// An import.
        public static let importRows = Action("import")
        /// A restore.
        public static let restore = Action("restore")
        /// An undo.
        public static let undo = Action("undo")
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
        /// The original line was lost, and a salvage put this one in its place.
        static let lost = Action("lost")

        /// The actions that this version knows.
        static let known = [
            createGroup, renameGroup, deleteGroup, importRows, restore, undo, redo, add, update, remove, unsubscribe,
            erase, expire, compact, setBackup, setRetention, setGuard, setTimeZone, clockSet, clockAdvance, clockReset,
            lost,
        ]

        /// Whether it changes which recipients a group has, or what they are. Creating a group does not: it comes
        /// before all of its states.
        var changesRecipients: Bool {
            [.importRows, .restore, .undo, .redo, .deleteGroup, .add, .update, .remove, .unsubscribe].contains(self)
        }

        /// Whether somebody who takes back the newest change may mean it.
        var mayBeMeantByUndo: Bool {
            changesRecipients || [.createGroup, .renameGroup, .erase].contains(self)
        }
    }
}

extension LogEntry {
    /// What the note says before the name of an interface.
    static let interfacePrefix = "via "

    /// The interface that the change came through; nil for none. In entries of older versions only the note names it,
    /// after the user's own text, if there is any.
    var interface: String? {
        if let via { return via }
        guard let note, let reason = note.split(separator: "; ").last, reason.hasPrefix(Self.interfacePrefix) else {
            return nil
        }
        return String(reason.dropFirst(Self.interfacePrefix.count))
    }

    /// Whether the change may have deleted its group. An undo deletes the group that an import had created.
    var mayDeleteGroup: Bool { [.deleteGroup, .undo, .redo].contains(action) }

    /// Whether somebody changed the account. What happens by itself in time, and how files are laid out, is not a
    /// change.
    var isChange: Bool {
        switch action {
        case .expire, .compact: false
        case .clockReset: user != nil
        default: true
        }
    }

    /// The manifest that has the change in its journal, as it will have every later change of its own.
    enum Owner: Hashable {
        case account
        case group(Int)

        /// The group's number; nil for the account.
        var group: Int? {
            if case .group(let number) = self { number } else { nil }
        }
    }

    /// The owner of the change; nil if that is not known: in the logs of older versions, and for lines that a salvage
    /// put in.
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
        via = try members.optional("via")
        undone = try members.optional("undone")
        groupNumber = try members.optional("groupNumber")
        highestGroup = try members.optional("highestGroup")
        write = try members.optional("write")
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
            "via": via?.json,
            "undone": undone?.json,
            "groupNumber": groupNumber?.json,
            "highestGroup": highestGroup?.json,
            "write": write?.json,
        ])
    }
}

extension LogEntry {
    /// The entry of a line of the log; nil if the line has been changed, or says what is impossible.
    init?(line: UnsafeRawBufferPointer) {
        guard let entry = try? ChecksummedJSON.decode(LogEntry.self, from: line), entry.problem == nil else {
            return nil
        }
        self = entry
    }
}

extension LogEntry.Action: JSONRepresentable {}
