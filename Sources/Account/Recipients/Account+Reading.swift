public import Recipients
internal import Snapshots

extension Account {
    /// The recipients of a group or a backup.
    public func recipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        try reading(openRecipients(of: source))
    }

    private func openRecipients(of source: RecipientSource) throws(Failure) -> RecipientReader {
        try reader(state(source))
    }

    func reader(_ found: GroupState, check: Segment.Check = .first) throws(Failure) -> RecipientReader {
        RecipientReader(
            found.state, fields: found.fields, of: found.group, try open(found.state, of: found.group, check: check),
            CancellationCheck(isCancelled))
    }

    /// A state with a reader of its recipients.
    ///
    /// - Parameters:
    ///   - source: The state.
    ///   - check: When checksums are checked. Unless that is before reading, nothing that was read may be used before
    ///     the end of the reader.
    func stateAndReader(
        _ source: RecipientSource,
        check: Segment.Check = .first
    ) throws(Failure) -> (state: GroupState, reader: RecipientReader) {
        let found = try state(source)
        return (found, try reader(found, check: check))
    }

    /// One recipient, in one group or in every group that has it.
    ///
    /// - Throws: `unknown-recipient` if no group has it, naming the backups that do; `damaged` if what a group says of
    ///   it may be wrong.
    /// - Complexity: Segments are searched rather than read. Only the checksums of a group that has the recipient are
    ///   compared, once for each program.
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
            groups = try store.groups.values.filter { !$0.isDeleted }.sorted { $0.name < $1.name }
        }
        var found: [(group: String, fields: [String], recipient: Recipient)] = []
        for group in groups {
            let search = try AddressSearch(address, in: group, [group.state], store)
            guard let recipient = search.recipient(in: group.state, fields: group.fields) else { continue }
            try search.checkWhole()
            found.append((group.name, group.fields, recipient))
        }
        if found.isEmpty {
            let backups = try find(address.text).filter { place in
                place.backup != nil
                    && (name == nil || groups.contains { $0.backups.contains { $0.id == place.backup } })
            }
            throw RecipientProblem.nowhere(
                address, group: name.map { _ in groups[0].name },
                backups: backups.compactMap(\.backup).sorted()
            ).failure
        }
        return found
    }

    /// Whether a state has a recipient with an address. A text in another form than the one in which addresses are kept
    /// is never one.
    ///
    /// - Complexity: Segments are searched rather than read.
    public func has(_ email: String, in source: RecipientSource) throws(Failure) -> Bool {
        try reading(find(email, in: source))
    }

    private func find(_ email: String, in source: RecipientSource) throws(Failure) -> Bool {
        let found = try state(source)
        guard let address = try? EmailAddress(email), address.text == email else { return false }
        let search = try AddressSearch(address, in: found.group, [found.state], store)
        return search.recipient(in: found.state) != nil
    }

    /// The fields of a group, each with the number of recipients that have a value.
    public func fields(of name: String) throws(Failure) -> [FieldInfo] {
        let (found, reader) = try reading(stateAndReader(.group(name)))
        let group = found.group
        var filled = [Int](repeating: 0, count: group.segmentColumns.count)
        while let row = try reader.nextRow() {
            var cells = row.cells
            for column in 1..<filled.count where !cells.next().isMissing { filled[column] += 1 }
        }
        return zip(group.fields, group.columnIndexes(of: group.fields)).map { FieldInfo(name: $0, filled: filled[$1]) }
    }
}

extension Account {
    /// Reads the time and what other processes have written, for a look that is not part of a statement: nothing is
    /// written, even if backups have expired.
    public func look() throws(Failure) {
        if !holdsLock { try store.refresh() }
        clockReading = currentReading()
    }

    /// The addresses of a group that begin with a text in lower case, in order.
    ///
    /// - Complexity: The group's segments are searched rather than read.
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

    /// Some of the values of a field that begin with a text, without regard to case, in the order of texts. For a quick
    /// look: only the first recipients are read.
    ///
    /// - Parameters:
    ///   - name: A field of the group's own, or `source`.
    ///   - source: The state whose recipients are read.
    ///   - prefix: The beginning of the values.
    ///   - limit: The most values to return. If there are more that begin with an empty prefix, the field has too many
    ///     different values, and none is returned.
    public func values(
        ofField name: String,
        in source: RecipientSource,
        beginningWith prefix: String,
        limit: Int
    ) throws(Failure) -> [String] {
        let reader = try recipients(of: source)
        let (wanted, start) = (name.lowercased(), prefix.lowercased())
        let place = reader.fields.firstIndex { $0.lowercased() == wanted }
        guard place != nil || wanted == Field.source.name else { return [] }
        var found: Set<String> = []
        for _ in 0..<Self.readForALook where found.count <= limit {
            guard let recipient = try reader.next() else { break }
            guard let value = place.map({ recipient.values[$0] }) ?? recipient.source,
                value.lowercased().hasPrefix(start)
            else { continue }
            found.insert(value)
        }
        if found.count > limit, prefix.isEmpty { return [] }
        return found.map { ($0, CollationKey($0)) }.sorted { $0.1 < $1.1 }.prefix(limit).map(\.0)
    }

    /// The most recipients that a quick look reads: a fraction of a second.
    private static var readForALook: Int { 20_000 }
}
