import SystemCalls

/// A storage that reads from another one and keeps every change in memory: the base is never written.
///
/// It serves `--simulate`, `run --dry-run` and `rehearse`.
public final class OverlayStorage: Storage {
    private let base: any Storage
    private let changed = MemoryStorage()
    private var removed: Set<StoragePath> = []
    /// Whether what was unsettled in the base has been settled here.
    private var isSettled = false

    /// An overlay that shows what its base holds and never changes it.
    public init(over base: any Storage) {
        self.base = base
    }

    public var user: String? { base.user }

    public func heed(_ isCancelled: @escaping () -> Bool) { base.heed(isCancelled) }

    public func look() throws(StorageError) { try base.look() }

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        if changed.contains(path) { return try changed.map(path) }
        if removed.contains(path) { throw .missing(path) }
        return try base.map(path)
    }

    public func prepare(_ paths: [StoragePath]) throws(StorageError) {
        try base.prepare(paths.filter { !changed.contains($0) && !removed.contains($0) })
    }

    public func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile? {
        changed.contains(path) || removed.contains(path) ? nil : try base.blocks(of: path)
    }

    public func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes) {
        if changed.contains(path) || removed.contains(path) { return (0, try map(path)) }
        return try base.mapEnd(of: path)
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        if changed.contains(path) { return try changed.version(of: path) }
        return removed.contains(path) ? nil : try base.version(of: path)
    }

    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try changed.create(path)
    }

    public func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        try changed.makeScratch(path)
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        if !changed.contains(path), !removed.contains(path) {
            do {
                try base.map(path).withBytes { (bytes) throws(StorageError) in try changed.replace(path, with: bytes) }
            } catch .missing {
                // The first line of a new file.
            }
        }
        try changed.append(bytes, to: path)
    }

    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        try check(path, isStill: known)
        return try changed.replace(path, with: bytes, replacing: try changed.version(of: path))
    }

    public func beginSwitch() throws(StorageError) -> any StorageSwitch { try changed.beginSwitch() }

    public func lookForSwitch() throws(StorageError) -> FileVersion? { try base.lookForSwitch() }

    public func remove(_ path: StoragePath) throws(StorageError) {
        let inBase = removed.contains(path) ? false : try base.version(of: path) != nil
        if changed.contains(path) {
            try changed.remove(path)
        } else if !inBase {
            throw .missing(path)
        }
        if inBase { removed.insert(path) }
    }

    public func removeFolder(_ path: StoragePath) throws(StorageError) {
        guard try list(path).isEmpty else { throw .system(operation: "remove", path: path, errno: ENOTEMPTY) }
        if changed.contains(path) { try changed.removeFolder(path) }
        removed.insert(path)
    }

    public func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        var entries: [String: StorageEntry] = [:]
        var isMissing = true
        do {
            for entry in try base.list(folder) where !removed.contains(folder.appending(entry.name)) {
                entries[entry.name] = entry
            }
            isMissing = removed.contains(folder)
        } catch .missing {}
        do {
            for entry in try changed.list(folder) { entries[entry.name] = entry }
            isMissing = false
        } catch .missing {}
        if isMissing { throw .missing(folder) }
        return entries.values.sorted { $0.name < $1.name }
    }

    public func syncFolder(_ folder: StoragePath) throws(StorageError) {}

    public func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int {
        try changed.lock(patience, above: known)
    }

    public func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        try changed.lockForClearing(above: known)
    }

    public func unlock() { changed.unlock() }

    public func checkUnlocked() throws(StorageError) { try changed.checkUnlocked() }

    public func unsettled() throws(StorageError) -> Unsettled? {
        isSettled ? .folders([]) : try base.unsettled()
    }

    public func settle() {
        isSettled = true
    }

    public func pin(isCancelled: @escaping () -> Bool) throws(StorageError) {
        try base.pin(isCancelled: isCancelled)
    }

    public func unpin() { base.unpin() }

    public func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool { true }

    public func endRemoving() {}
}
