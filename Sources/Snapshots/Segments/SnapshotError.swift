public import Storage

/// Why a state could not be read or written.
public enum SnapshotError: Error, Hashable, Sendable {
    /// The storage refused.
    case storage(StorageError)
    /// A file is not what was written.
    case damaged(StoragePath, problem: String)
    /// Whoever reads or writes was asked to stop.
    case cancelled

    /// A file that is needed could not be read.
    public init(reading error: StorageError, _ path: StoragePath) {
        self = error.damage.map { .damaged(path, problem: $0) } ?? .storage(error)
    }
}

/// Does what the storage may refuse.
func storing<Result>(_ body: () throws(StorageError) -> Result) throws(SnapshotError) -> Result {
    do throws(StorageError) {
        return try body()
    } catch {
        throw .storage(error)
    }
}
