internal import Recipients
internal import Snapshots

extension Account {
    /// Makes a group remember everybody who has left according to a state that will no longer be shown.
    ///
    /// - Complexity: Reads the state, unless nobody in it has left.
    func rememberLeavers(of state: GroupManifest.State, in manifest: inout GroupManifest) throws(Failure) {
        guard state.counts.unsubscribed > 0 else { return }
        let segments = try open(state, of: manifest)
        var tally = RowTally()
        let memory = manifest.memory(store.account)
        var cancellation = CancellationCheck(isCancelled)
        var cursor = StackCursor(segments)
        while let row = cursor.current {
            try cancellation.count()
            tally.noteRemoval(of: row, memory)
            cursor.advance()
        }
        try segments.checkRead()
        _ = manifest.remember(tally.leavers, store.account)
    }

    /// Makes a restored group remember those who had left when it was deleted and are not restored with it: its backups
    /// know them, but not forever.
    ///
    /// - Parameter manifest: The group with its new state.
    /// - Complexity: Linear in the differences between that state and the one in which it was deleted.
    func rememberDeletedLeavers(in manifest: inout GroupManifest) throws(Failure) {
        guard let deletion = manifest.backups.last(where: \.isDeletion), deletion.state.counts.unsubscribed > 0,
            deletion.state.segments != manifest.state.segments
        else { return }
        let (old, new) = (try open(deletion.state, of: manifest), try open(manifest.state, of: manifest))
        var tally = RowTally()
        let memory = manifest.memory(store.account)
        var cancellation = CancellationCheck(isCancelled)
        var difference = DifferenceCursor(old, new)
        while let (deleted, present) = difference.next() {
            try cancellation.count()
            if let deleted, present == nil { tally.noteRemoval(of: deleted, memory) }
        }
        try (old + new).checkRead()
        _ = manifest.remember(tally.leavers, store.account)
    }
}
