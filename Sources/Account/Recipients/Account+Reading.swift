public import Recipients
internal import Snapshots

extension Account {
    /// The recipients of a group or a backup.
    public func recipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        try reading(openRecipients(of: source))
    }

    private func openRecipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        switch source {
        case .group(let name):
            try readerOfGroup(name).reader
        case .backup(let reference):
            try readerOfBackup(reference).reader
        }
    }

    func readerOfGroup(_ name: String) throws(Failure) -> (group: GroupManifest, reader: RecipientReader) {
        let group = try liveGroup(name)
        return (group, try reader(group.state, fields: group.fields, of: group))
    }

    func readerOfBackup(
        _ reference: BackupReference
    ) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup, reader: RecipientReader) {
        let (group, backup) = try find(reference)
        return (group, backup, try reader(backup.state, fields: backup.fields, of: group))
    }

    func reader(
        _ state: GroupManifest.State,
        fields: [String],
        of group: GroupManifest
    ) throws(Failure) -> RecipientReader {
        RecipientReader(
            state, fields: fields, of: group, try open(state, of: group), CancellationCheck(isCancelled))
    }

    /// One recipient in a group, or in every group that has it.
    ///
    /// - Throws: `unknown-recipient` if no group has it.
    public func recipient(
        _ email: String,
        of name: String? = nil
    ) throws(Failure) -> [(group: String, fields: [String], recipient: Recipient)] {
        try reading(find(email, of: name))
    }

    private func find(
        _ email: String,
        of name: String?
    ) throws(Failure) -> [(group: String, fields: [String], recipient: Recipient)] {
        let address = try EmailAddress(email)
        let groups: [GroupManifest]
        if let name {
            groups = [try liveGroup(name)]
        } else {
            try checkAllWhole()
            groups = store.groups.values.filter { !$0.isDeleted }.sorted { $0.name < $1.name }
        }
        var found: [(group: String, fields: [String], recipient: Recipient)] = []
        for group in groups {
            guard let row = try findRow(of: address, in: group) else { continue }
            let recipient = RecipientDecoder(group, fields: group.fields).recipient(row)
            found.append((group.name, group.fields, recipient))
        }
        if let name, found.isEmpty { _ = try existingRow(of: address, in: try liveGroup(name)) }
        if found.isEmpty { throw RecipientProblem.inNoGroup(address).failure }
        return found
    }

    /// The fields of a group, with how many recipients have a value.
    public func fields(of name: String) throws(Failure) -> [FieldInfo] {
        let (group, reader) = try reading(readerOfGroup(name))
        var filled = [Int](repeating: 0, count: group.segmentColumns.count)
        while let row = try reader.nextRow() {
            var cells = row.cells
            for column in 1..<filled.count where !cells.next().isMissing { filled[column] += 1 }
        }
        return zip(group.fields, group.columnIndexes(of: group.fields)).map { FieldInfo(name: $0, filled: filled[$1]) }
    }
}

extension Account {
    /// Sees the time and what other processes wrote, for a look that is no statement: nothing is written, not even what
    /// retention asks for.
    public func look() throws(Failure) {
        if !holdsLock { try store.refresh() }
        clockReading = currentReading()
    }

    /// The addresses of a group that begin with a text in lower case, in their order.
    ///
    /// - Complexity: The group's segments are searched, not read.
    public func addresses(
        beginningWith prefix: String,
        of name: String,
        limit: Int
    ) throws(Failure) -> [String] {
        let group = try liveGroup(name)
        var cursor = StackCursor(try open(group.state, of: group))
        let start = Array(prefix.utf8)
        start.withUnsafeBytes { cursor.seek($0) }
        var found: [String] = []
        while found.count < limit, let row = cursor.current, row.key.starts(with: start) {
            found.append(String(decoding: row.key, as: UTF8.self))
            cursor.advance()
        }
        return found
    }
}
