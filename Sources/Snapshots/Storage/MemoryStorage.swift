/// A storage in memory, for in-memory stores, overlays and tests.
public final class MemoryStorage: Storage {
    private var files: [StoragePath: File] = [:]
    private var changes: UInt64 = 0

    private struct File {
        var region: HeapRegion
        var change: UInt64
    }

    public init() {}

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        guard let file = files[path] else { throw .missing(path) }
        return MappedBytes(file.region.bytes, owner: file.region)
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        files[path].map { FileVersion(inode: $0.change, size: Int64($0.region.count), modified: 0) }
    }

    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        Writer { [self] region in store(region, at: path) }
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        let region = files[path]?.region ?? HeapRegion(capacity: bytes.count)
        store(region.append(bytes) ? region : region.grown(by: bytes), at: path)
    }

    public func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let region = HeapRegion(capacity: bytes.count)
        _ = region.append(bytes)
        store(region, at: path)
    }

    public func remove(_ path: StoragePath) throws(StorageError) {
        guard files.removeValue(forKey: path) != nil else { throw .missing(path) }
    }

    public func removeFolder(_ path: StoragePath) throws(StorageError) {}

    public func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        let prefix = folder.text.isEmpty ? "" : folder.text + "/"
        var entries: [String: StorageEntry] = [:]
        for (path, file) in files where path.text.hasPrefix(prefix) {
            let rest = path.text.dropFirst(prefix.count)
            let name = String(rest.prefix { $0 != "/" })
            let isFolder = name.count < rest.count
            entries[name] = StorageEntry(name: name, isFolder: isFolder, size: isFolder ? 0 : file.region.count)
        }
        if entries.isEmpty, !folder.text.isEmpty { throw .missing(folder) }
        return entries.values.sorted { $0.name < $1.name }
    }

    public func lock() throws(StorageError) {}

    public func unlock() {}

    func contains(_ path: StoragePath) -> Bool { files[path] != nil }

    private func store(_ region: HeapRegion, at path: StoragePath) {
        changes += 1
        files[path] = File(region: region, change: changes)
    }

    private final class Writer: StorageWriter {
        private var region = HeapRegion(capacity: 1 << 12)
        private let store: (HeapRegion) -> Void

        init(store: @escaping (HeapRegion) -> Void) {
            self.store = store
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            if !region.append(bytes) { region = region.grown(by: bytes) }
        }

        func finish() throws(StorageError) { store(region) }

        func finishTemporary() throws(StorageError) { store(region) }

        func abandon() {}
    }
}
