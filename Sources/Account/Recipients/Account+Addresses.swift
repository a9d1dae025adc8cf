public import Recipients
internal import Snapshots

extension Account {
    /// Sees the time and what other processes wrote, for a look that is no statement: nothing is written, not even what
    /// retention asks for.
    public func look() throws(Failure) {
        if !holdsLock { try store.refresh() }
        now = clock.now
    }

    /// The addresses of a group that begin with a text in lower case, in their order.
    ///
    /// - Complexity: The group's segments are searched, not read.
    public func addresses(
        beginningWith prefix: String,
        of name: String,
        limit: Int
    ) throws(Failure) -> [String] {
        let group = try standingGroup(name)
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
