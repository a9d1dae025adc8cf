internal import Storage

/// A committed change whose manifest's name is not durable yet.
struct UnfinishedCommit {
    /// The manifest.
    let path: StoragePath
    /// Its line of the log, which is appended once the change is durable.
    let entry: LogEntry
}

extension Store {
    /// Whether there is a committed change that is not durable yet.
    var isCommitUnfinished: Bool { unfinished != nil }

    /// Notes that a change has been committed for now.
    func noteUnfinished(_ commit: UnfinishedCommit) {
        unfinished = commit
        log.noteUnfinished(commit.entry)
    }

    /// Whether the last change is unfinished, and its line need not be in the log before the next change is numbered.
    func isAwaited(before entry: LogEntry) -> Bool {
        guard let unfinished else { return false }
        return unfinished.entry.owner != entry.owner
    }

    /// Waits until the last change is durable, and appends its line to the log.
    func finishCommit() {
        guard let commit = unfinished else { return }
        unfinished = nil
        do throws(StorageError) {
            try storage.finishReplacing()
            log.append(commit.entry)
        } catch {
            // The manifest has been replaced, which a power cut could undo.
            isUncertain = true
            manifests.setVersion(nil, of: commit.path)
            try? reload()
            warn(.changeMayBeLost(error.failure))
            log.append(commit.entry, isDurable: true)
        }
    }
}
