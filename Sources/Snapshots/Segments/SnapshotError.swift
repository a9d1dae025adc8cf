/// Why a state could not be read or written.
public enum SnapshotError: Error, Hashable, Sendable {
    /// The storage refused.
    case storage(StorageError)
    /// A file is not what was written.
    case damaged(StoragePath, problem: String)
    /// Whoever reads or writes was asked to stop.
    case cancelled
}
