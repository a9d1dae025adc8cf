public import Recipients

extension Account {
    /// The recipients of a group or a backup.
    public func recipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        try reading { () throws(Failure) in try openRecipients(of: source) }
    }

    private func openRecipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        switch source {
        case .group(let name):
            let group = try standingGroup(name)
            return try reader(group.state, fields: group.fields, of: group)
        case .backup(let reference):
            let (group, backup) = try find(reference)
            return try reader(backup.state, fields: backup.fields, of: group)
        }
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
        try reading { () throws(Failure) in try find(email, of: name) }
    }

    private func find(
        _ email: String,
        of name: String?
    ) throws(Failure) -> [(group: String, fields: [String], recipient: Recipient)] {
        let address = try EmailAddress(email)
        let groups: [GroupManifest]
        if let name {
            groups = [try standingGroup(name)]
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
        if let name, found.isEmpty { _ = try existingRow(of: address, in: try standingGroup(name)) }
        if found.isEmpty { throw Failure(.unknownRecipient, "\"\(address.text)\" is in no group") }
        return found
    }

    /// The fields of a group, with how many recipients have a value.
    public func fields(of name: String) throws(Failure) -> [FieldInfo] {
        let (group, reader) = try reading { () throws(Failure) in
            let group = try standingGroup(name)
            return (group, try self.reader(group.state, fields: [], of: group))
        }
        var filled = [Int](repeating: 0, count: group.segmentColumns.count)
        while let row = try reader.nextRow() {
            var cells = row.cells
            for column in 1..<filled.count where !cells.next().isMissing { filled[column] += 1 }
        }
        return zip(group.fields, group.columnIndexes(of: group.fields)).map { FieldInfo(name: $0, filled: filled[$1]) }
    }
}
