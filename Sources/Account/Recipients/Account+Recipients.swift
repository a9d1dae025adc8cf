public import Recipients
internal import Snapshots

/// A value for a field of a recipient; an empty text means no value.
public struct FieldValue: Hashable, Sendable {
    /// The name of the field, in any case.
    public let field: String
    /// The value as text; an empty one clears the field.
    public let text: String

    /// A value for a field of a recipient.
    public init(field: String, text: String) {
        self.field = field
        self.text = text
    }
}

/// The recipient that a command changed.
public struct RecipientReference: Hashable, Sendable {
    /// The group's name.
    public let group: String
    /// The address, normalised.
    public let email: String
    /// Fields that the group did not have before.
    public var newFields: [String] = []
}

extension Account {
    /// Adds one recipient, registered and activated now unless the values say otherwise.
    public func addRecipient(
        _ email: String,
        to name: String,
        values: [FieldValue]
    ) throws(Failure) -> RecipientReference {
        try beginChange()
        let group = try liveGroup(name)
        let address = try EmailAddress(email)
        if let row = try findRow(of: address, in: group) {
            let isUnsubscribed = RecipientDraft(row, columns: group.segmentColumns.count).signUp.status == .unsubscribed
            throw RecipientProblem.alreadyThere(address, group: group.name, isUnsubscribed: isUnsubscribed).failure
        }
        var recipient = RecipientDraft(SignUp(registered: now, activated: now), columns: group.segmentColumns.count)
        var changed = group
        try recipient.set(values, in: &changed, zone)
        changed.forgetLeaver(AddressTrace(address))
        try put(recipient, address, .add, before: group, after: changed, was: nil)
        try forgetErasure(of: address)
        return RecipientReference(group: group.name, email: address.text, newFields: changed.newFields(since: group))
    }

    /// Changes fields of one recipient.
    public func updateRecipient(
        _ email: String,
        of name: String,
        values: [FieldValue]
    ) throws(Failure) -> RecipientReference {
        try beginChange()
        let group = try liveGroup(name)
        let address = try EmailAddress(email)
        let stored = try existingRow(of: address, in: group)
        var recipient = RecipientDraft(stored, columns: group.segmentColumns.count)
        var changed = group
        let was = recipient.signUp.status
        try recipient.set(values, in: &changed, zone)
        try put(recipient, address, .update, before: group, after: changed, was: was)
        return RecipientReference(group: group.name, email: address.text, newFields: changed.newFields(since: group))
    }

    /// Removes one recipient, with its activity, from a group.
    public func removeRecipient(_ email: String, from name: String) throws(Failure) -> RecipientReference {
        try beginChange()
        let group = try liveGroup(name)
        let address = try EmailAddress(email)
        let stored = try existingRow(of: address, in: group)
        var tally = RowTally()
        tally.noteRemoval(of: stored, group.memory(store.account))
        let changes = ChangeWriter(store.storage, group)
        try write(changes) { (writer) throws(SnapshotError) in
            try writer.appendRemoval(of: stored.key)
        } then: { (segment) throws(Failure) in
            let change = RowChange(before: group, after: group, segment: segment, tally: tally)
            try apply(change, to: group, entry(.remove, group, recipients: 1))
        }
        return RecipientReference(group: group.name, email: address.text)
    }

    /// Records that a recipient has left. Somebody who had left before keeps the date.
    public func unsubscribe(_ email: String, from name: String) throws(Failure) -> RecipientReference {
        try beginChange()
        let group = try liveGroup(name)
        let address = try EmailAddress(email)
        var recipient = RecipientDraft(try existingRow(of: address, in: group), columns: group.segmentColumns.count)
        let was = recipient.signUp.status
        if was != .unsubscribed {
            // Never before the activation, or it would not count.
            recipient.signUp.deactivated = max(now, recipient.signUp.activated ?? now)
        }
        try put(recipient, address, .unsubscribe, before: group, after: group, was: was)
        return RecipientReference(group: group.name, email: address.text)
    }

    /// The row of a recipient.
    ///
    /// - Throws: `unknown-recipient`.
    func existingRow(of address: EmailAddress, in group: GroupManifest) throws(Failure) -> Row {
        if let row = try findRow(of: address, in: group) { return row }
        throw RecipientProblem.notInGroup(address, group: group.name).failure
    }

    /// The row of an address in a group, valid while the store keeps its segments open; nil if there is none. The lock
    /// is held.
    func findRow(of address: EmailAddress, in group: GroupManifest) throws(Failure) -> Row? {
        let segments = try open(group.state, of: group, check: .asNeeded)
        var state = StackCursor(segments)
        let row = Array(address.text.utf8).withUnsafeBytes { state.find($0) }
        try segments.checkRead()
        return row
    }

    private func put(
        _ recipient: RecipientDraft,
        _ address: EmailAddress,
        _ action: LogEntry.Action,
        before: GroupManifest,
        after: GroupManifest,
        was: Status?
    ) throws(Failure) {
        var tally = RowTally()
        tally.note(from: was, to: recipient.signUp.status)
        let changes = ChangeWriter(store.storage, after)
        try write(changes) { (writer) throws(SnapshotError) in
            let line = recipient.line(for: address)
            try writer.append(line: line.bytes)
        } then: { (segment) throws(Failure) in
            let change = RowChange(before: before, after: after, segment: segment, tally: tally)
            try apply(change, to: after, entry(action, after, recipients: 1))
        }
    }

    /// Writes rows, finishes their segment and applies the change; removes what was written if any of this fails.
    func write<Result>(
        _ changes: ChangeWriter,
        _ rows: (ChangeWriter) throws(SnapshotError) -> Void,
        then apply: (SegmentReference?) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do throws(Failure) {
            let segment = try storing { () throws(SnapshotError) in
                try rows(changes)
                return try changes.finish()
            }
            return try apply(segment)
        } catch {
            changes.abandon(store)
            throw error
        }
    }
}

extension GroupManifest {
    func newFields(since before: GroupManifest) -> [String] {
        let known = Set(before.fields)
        return fields.filter { !known.contains($0) }
    }
}
