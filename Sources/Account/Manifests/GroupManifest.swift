internal import JSONRecords
internal import Recipients
internal import Snapshots

/// The content of `group.json`: everything about a group except its recipients and its activity. Replacing it commits a
/// change of the group.
struct GroupManifest: Hashable {
    var format = Self.currentFormat
    /// Who wrote this manifest; nil before format 3.
    var writer: ManifestWriter?
    let number: Int
    var name: String
    var created: Instant
    /// When the group was deleted; nil if it is not deleted.
    var deleted: Instant?
    /// The group's own setting for automatic backups.
    var keepsBackups = true
    /// The columns of its segments after the fixed ones, in order. Columns are only ever added at the end, so that the
    /// columns of an older segment are the first of these.
    var columns: [String] = []
    /// The columns that are currently fields of the group.
    var fields: [String] = []
    var state = State()
    var backups: [Backup] = []
    /// The people who left and were then removed; nil for nobody.
    var leavers: LeaverRegister?
    /// When each removed backup expired.
    var expired: [ExpiredBackup] = []
    /// Every segment that the state or a backup refers to.
    var segments: [SegmentReference] = []
    var nextSegment = 1
    /// Whether the data of an expired backup may still be in segments that others need.
    var holdsHiddenRows = false
    /// The number of the activity file.
    var activityFile = 0
    /// How much of the activity file counts; nil in format 1, which did not record it.
    var activity: ActivityReference?
    /// The log entry of the last change, in case it did not reach the log.
    var journal: LogEntry?

    static let currentFormat = 3
    static let knownFormats = 1...currentFormat

    init(number: Int, name: String, created: Instant) {
        self.number = number
        self.name = name
        self.created = created
        activity = ActivityReference(emptyFile: activityFile, ofGroup: number)
    }

    /// The recipients at some time.
    struct State: Hashable {
        /// The stack: numbers of segments, oldest first.
        var segments: [Int] = []
        var counts = StatusCounts()
    }

    struct ExpiredBackup: Hashable {
        let id: Int
        let created: Instant
        /// When it expired.
        let at: Instant
    }

    var isDeleted: Bool { deleted != nil }

    /// Whether it has something that should be gone: rows that no state shows any more, or the whole group.
    var hasRemains: Bool { holdsHiddenRows || isDeleted && backups.isEmpty }

    /// The size in bytes of the segments and the activity file.
    var bytes: Int { segments.reduce(activity?.bytes ?? 0) { $0 + $1.bytes } }

    /// The columns of the group's segments, from the address on.
    var segmentColumns: [String] { Field.fixed.map(\.name) + columns }

    /// The highest id that this group's backups have had; 0 for none.
    var highestBackup: Int {
        max(backups.last?.id ?? 0, expired.lazy.map(\.id).max() ?? 0)
    }

    /// Makes it a deleted group, which has neither fields nor activity. Its recipients are the caller's business.
    mutating func delete(at instant: Instant) {
        deleted = instant
        fields = []
        startActivityFile()
    }

    /// Removes the segments that nothing refers to any more, and returns their numbers.
    mutating func dropUnreferencedSegments() -> [Int] {
        var referenced: Set<Int> = []
        for state in states { referenced.formUnion(state.segments) }
        let dropped = segments.filter { !referenced.contains($0.number) }
        segments.removeAll { !referenced.contains($0.number) }
        return dropped.map(\.number)
    }
}

extension GroupManifest: JSONRepresentable {
    /// The member that only the manifest of a deleted group has.
    private static let deletedKey = "deleted"
    /// What the bytes of such a manifest contain, and those of no other: inside a text the quotes would be escaped.
    static let deletionMark = "\"\(deletedKey)\":\""

    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        format = try members.value("format")
        writer = try members.optional("writer")
        number = try members.value("number")
        name = try members.value("name")
        created = try members.value("created")
        deleted = try members.optional(Self.deletedKey)
        keepsBackups = try members.value("keepsBackups")
        columns = try members.value("columns")
        fields = try members.value("fields")
        state = try members.value("state")
        backups = try members.value("backups")
        leavers = try members.optional("leavers")
        expired = try members.value("expired")
        segments = try members.value("segments")
        nextSegment = try members.value("nextSegment")
        holdsHiddenRows = try members.value("holdsHiddenRows")
        activityFile = try members.value("activityFile")
        activity = try members.optional("activity")
        journal = try members.optional("journal")
    }

    var json: JSONValue {
        JSONValue(members: [
            "format": format.json,
            "writer": writer?.json,
            "number": number.json,
            "name": name.json,
            "created": created.json,
            Self.deletedKey: deleted?.json,
            "keepsBackups": keepsBackups.json,
            "columns": columns.json,
            "fields": fields.json,
            "state": state.json,
            "backups": backups.json,
            "leavers": leavers?.json,
            "expired": expired.json,
            "segments": segments.json,
            "nextSegment": nextSegment.json,
            "holdsHiddenRows": holdsHiddenRows.json,
            "activityFile": activityFile.json,
            "activity": activity?.json,
            "journal": journal?.json,
        ])
    }
}

extension GroupManifest.State: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        segments = try members.value("segments")
        counts = try members.value("counts")
    }

    var json: JSONValue {
        JSONValue(members: [
            "segments": segments.json,
            "counts": counts.json,
        ])
    }
}

extension GroupManifest.ExpiredBackup: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        id = try members.value("id")
        created = try members.value("created")
        at = try members.value("at")
    }

    var json: JSONValue {
        JSONValue(members: [
            "id": id.json,
            "created": created.json,
            "at": at.json,
        ])
    }
}
