import SystemCalls

/// A storage in memory, for in-memory stores, overlays and tests.
public final class MemoryStorage: UnsharedStorage {
    private var files: [StoragePath: File] = [:]
    private var folders: Set<StoragePath> = [.root]
    private var changes: UInt64 = 0
    private var epoch = 0
    private var isLocked = false

    private struct File {
        var region: HeapRegion
        var change: UInt64
    }

    /// A storage without files.
    public init() {}

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        guard let file = files[path] else { throw absence(of: path) }
        return MappedBytes(file.region.bytes, owner: file.region)
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        guard let file = files[path] else {
            if folders.contains(path) { throw .unexpectedKind(path) }
            return nil
        }
        return version(change: file.change, file.region)
    }

    /// Versions name the storage, so that its files differ from those of a storage below it.
    private func version(change: UInt64, _ region: HeapRegion) -> FileVersion {
        let storage = Int(bitPattern: ObjectIdentifier(self))
        return FileVersion(number: change, size: Int64(region.count), modified: Int64(storage))
    }

    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        addFolders(for: path)
        return Writer { [self] region in store(region, at: path) }
    }

    public func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        Scratch()
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        let region = files[path]?.region ?? HeapRegion(capacity: bytes.count)
        store(region.extended(by: bytes), at: path)
    }

    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        try check(path, isStill: known)
        let region = HeapRegion(capacity: bytes.count)
        _ = region.append(bytes)
        store(region, at: path)
        return version(change: changes, region)
    }

    public func beginSwitch() throws(StorageError) -> any StorageSwitch {
        Switch { [self] files in
            for (path, region) in files { store(region, at: path) }
        }
    }

    public func remove(_ path: StoragePath) throws(StorageError) {
        guard files.removeValue(forKey: path) != nil else { throw absence(of: path) }
    }

    public func removeFolder(_ path: StoragePath) throws(StorageError) {
        guard try list(path).isEmpty else { throw .system(operation: "remove", path: path, errno: ENOTEMPTY) }
        folders.remove(path)
    }

    public func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        guard folders.contains(folder) else {
            throw files[folder] == nil ? .missing(folder) : .unexpectedKind(folder)
        }
        let prefix = folder.text.isEmpty ? "" : folder.text + "/"
        func name(of path: StoragePath) -> String? {
            guard path.text.hasPrefix(prefix) else { return nil }
            let name = path.text.dropFirst(prefix.count)
            return name.isEmpty || name.contains("/") ? nil : String(name)
        }
        var entries = files.compactMap { path, file in
            name(of: path).map { StorageEntry(name: $0, isFolder: false, size: file.region.count) }
        }
        entries += folders.compactMap { path in
            name(of: path).map { StorageEntry(name: $0, isFolder: true, size: 0) }
        }
        return entries.sorted { $0.name < $1.name }
    }

    public func syncFolder(_ folder: StoragePath) throws(StorageError) {}

    public func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int {
        if isLocked { return epoch }
        epoch = max(epoch, known) + 1
        isLocked = true
        return epoch
    }

    public func unlock() {
        isLocked = false
    }

    /// Whether there is a file or a folder with this path.
    func contains(_ path: StoragePath) -> Bool { files[path] != nil || folders.contains(path) }

    private func absence(of path: StoragePath) -> StorageError {
        folders.contains(path) ? .unexpectedKind(path) : .missing(path)
    }

    private func addFolders(for path: StoragePath) {
        var folder = path.folder
        while let next = folder, folders.insert(next).inserted { folder = next.folder }
    }

    private func store(_ region: HeapRegion, at path: StoragePath) {
        addFolders(for: path)
        changes += 1
        files[path] = File(region: region, change: changes)
    }

    /// Sendable: threads share it only for reading, which changes nothing.
    private final class Scratch: ScratchFile, @unchecked Sendable {
        private var region = HeapRegion(capacity: 1 << 12)

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            region = region.extended(by: bytes)
        }

        func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError) {
            memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: region.bytes[offset..<offset + memory.count]))
        }

        func map() throws(StorageError) -> MappedBytes { MappedBytes(region.bytes, owner: region) }
    }

    private final class Switch: StorageSwitch {
        private var files: [(StoragePath, HeapRegion)] = []
        private let store: ([(StoragePath, HeapRegion)]) -> Void

        init(store: @escaping ([(StoragePath, HeapRegion)]) -> Void) {
            self.store = store
        }

        func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            let region = HeapRegion(capacity: bytes.count)
            _ = region.append(bytes)
            files.append((path, region))
        }

        func commit() throws(StorageError) { store(files) }

        func abandon() {}
    }

    private final class Writer: StorageWriter {
        private var region = HeapRegion(capacity: 1 << 12)
        private let store: (HeapRegion) -> Void

        init(store: @escaping (HeapRegion) -> Void) {
            self.store = store
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            region = region.extended(by: bytes)
        }

        func finish() throws(StorageError) { store(region) }

        func abandon() {}
    }
}
