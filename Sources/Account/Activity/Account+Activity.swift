internal import DelimitedText
internal import JSONRecords
public import Recipients
internal import Snapshots
internal import Storage

/// Something that a recipient did. Activity is never part of a backup.
public struct ActivityEntry: Hashable, Sendable {
    /// The address of the recipient.
    public let email: String
    /// What happened.
    public let event: ActivityEvent
    /// When it happened, which may be before it was recorded.
    public let at: Instant
    /// The mailing it belongs to; nil if none was given.
    public let campaign: String?

    /// An event; making one neither checks nor records it.
    public init(email: String, event: ActivityEvent, at: Instant, campaign: String?) {
        self.email = email
        self.event = event
        self.at = at
        self.campaign = campaign
    }
}

/// What a recipient did with a mail, or what happened to the mail.
public enum ActivityEvent: String, CaseIterable, Sendable {
    /// `open`: it was opened; `click`: a link in it was followed; `bounce`: it could not be delivered.
    case open, click, bounce
}

extension ActivityEntry: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        email = try members.value("email")
        event = try members.value("event")
        at = try members.value("at")
        campaign = try members.optional("campaign")
    }

    var json: JSONValue {
        JSONValue(members: [
            "email": email.json,
            "event": event.json,
            "at": at.json,
            "campaign": campaign?.json,
        ])
    }
}

extension ActivityEvent: JSONRepresentable {}

extension Account {
    /// What the recipients of a group have done, sorted by time; events with the same time in the order in which they
    /// were recorded.
    public func activity(of name: String) throws(Failure) -> [ActivityEntry] {
        let entries = try reading(readActivity(of: try liveGroup(name)))
        return entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// Records something that a recipient of a group did.
    ///
    /// - Parameter event: What the recipient did.
    /// - Parameter email: The address; it must be in the group.
    /// - Parameter name: The name of the group.
    /// - Parameter instant: When it happened; nil for now.
    /// - Parameter campaign: The mailing that it belongs to; nil or nothing but white space for none.
    public func record(
        _ event: ActivityEvent,
        of email: String,
        in name: String,
        at instant: Instant?,
        campaign: String?
    ) throws(Failure) -> (group: String, email: String) {
        try beginChange()
        var group = try liveGroup(name)
        let address = try EmailAddress(email)
        _ = try existingRow(of: address, in: group)
        let campaign = campaign.flatMap { WhiteSpace.areAll(of: $0) ? nil : $0 }
        let entry = ActivityEntry(email: address.text, event: event, at: instant ?? now, campaign: campaign)
        var reference = try endOfActivity(of: group)
        let line = reference.append(entry)
        try storing(store.storage.append(line, to: group.activityPath))
        group.activity = reference
        try store.commit(group, nil)
        return (group.name, address.text)
    }

    /// Removes the activity of recipients that a group no longer has, by writing the rest into a new file.
    ///
    /// The manifest refers to the file, so that recipients and activity change in one step.
    func pruneActivity(of manifest: inout GroupManifest) throws(Failure) {
        let entries = try readActivity(of: manifest)
        var state = StackCursor(try open(manifest.state, of: manifest))
        var remaining: Set<String> = []
        for email in Set(entries.map(\.email)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let isThere = Array(email.utf8).withUnsafeBytes { state.find($0) != nil }
            if isThere { remaining.insert(email) }
        }
        try dropActivity(of: &manifest) { remaining.contains($0) }
    }

    /// Removes the activity of all but some recipients, by writing theirs into a new file.
    ///
    /// - Returns: How many records were removed.
    @discardableResult
    func dropActivity(
        of manifest: inout GroupManifest,
        keeping isKept: (_ email: String) -> Bool
    ) throws(Failure) -> Int {
        let entries = try readActivity(of: manifest)
        let kept = entries.filter { isKept($0.email) }
        guard kept.count < entries.count else { return 0 }
        try storing(manifest.rewriteActivity(kept, in: store.storage))
        return entries.count - kept.count
    }

    private func readActivity(of group: GroupManifest) throws(Failure) -> [ActivityEntry] {
        try ActivityFile.open(group, store.storage).entries
    }

    /// Where the next record goes. Anything that a crash left after the last record is cut off first.
    private func endOfActivity(of group: GroupManifest) throws(Failure) -> ActivityReference {
        let size = try storing(store.storage.version(of: group.activityPath)?.size ?? 0)
        // The whole file is read only if something is wrong with it.
        if let reference = group.activity, size == reference.bytes { return reference }
        let file = try ActivityFile.open(group, store.storage)
        guard let reference = group.activity else {
            throw StoreProblem.oldActivity(group: group.name).failure
        }
        let mapped = try storing(store.storage.map(group.activityPath))
        try mapped.withBytes { (bytes) throws(Failure) in
            let whole = UnsafeRawBufferPointer(rebasing: bytes[..<file.wholeBytes])
            try storing(store.storage.replace(group.activityPath, with: whole))
        }
        return reference
    }
}

extension ActivityFile {
    /// - Throws: `damaged`, naming the group.
    static func open(_ group: GroupManifest, _ storage: any Storage) throws(Failure) -> ActivityFile {
        do {
            return try ActivityFile(group, storage)
        } catch {
            guard case .damaged(let path, let damage) = error else { throw error.failure }
            throw StoreProblem.damaged(path, damage, affects: group.affectedByActivity).failure
        }
    }
}
