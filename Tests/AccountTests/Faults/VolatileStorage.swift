import Snapshots
import Storage
import TestSupport

/// A storage that keeps what is not synced only until the power goes, and dies at a step that the test names.
///
/// Every step of a folder storage counts by itself: making a name, writing, syncing a file, renaming, syncing a folder.
final class VolatileStorage: UnsharedStorage {
    /// What the disk has of what was not synced.
    enum Loss: Sendable {
        /// Nothing: bytes since the last sync and names since the folder's last sync are gone.
        case everything
        /// All names, but files are torn at the last border of 512 bytes.
        case tornFiles
        /// For each name and each file one or the other, as the seed has it.
        case some(seed: UInt64)
    }

    private final class File {
        var bytes: [UInt8] = []
        var synced: [UInt8] = []
    }

    private var names: [StoragePath: File] = [:]
    private var durableNames: [StoragePath: File] = [:]
    /// The names that files have had and those that they were given for them, in one step, which was not synced yet.
    private var renames: [StoragePath: StoragePath] = [:]
    /// What has been finished and is synced before the next replacement.
    private var pending: [StoragePath: File] = [:]
    /// The folder of what has been replaced for now.
    private var unfinished: StoragePath?
    /// Where something may be half done, as long as the power does not go.
    private var touched: Set<StoragePath> = []
    private var remaining: Int
    private let view = MemoryStorage()

    var isDead: Bool { remaining <= 0 }

    init(_ files: [StoragePath: [UInt8]], diesAt step: Int) throws {
        remaining = step
        for (path, bytes) in files {
            let file = File()
            (file.bytes, file.synced) = (bytes, bytes)
            names[path] = file
            try view.replace(path, with: bytes)
        }
        durableNames = names
    }

    /// Another process continues where one was killed, with the power on: nothing is lost yet.
    func goOn(diesAt step: Int) {
        remaining = step
        pending = [:]
    }

    /// What is on the disk when the power is back.
    func afterPowerLoss(_ loss: Loss) throws -> MemoryStorage {
        var random = SplitMix(seed: 0)
        if case .some(let seed) = loss { random = SplitMix(seed: seed) }
        func isLost() -> Bool {
            switch loss {
            case .everything: true
            case .tornFiles: false
            case .some: Bool.random(using: &random)
            }
        }
        var files: [StoragePath: [UInt8]] = [:]
        var isNameLost: [StoragePath: Bool] = [:]
        // A name comes before what has been renamed to it, which is longer.
        for path in Set(names.keys).union(durableNames.keys).sorted(by: { $0.text < $1.text }) {
            let isThisLost = renames[path].flatMap { isNameLost[$0] } ?? isLost()
            isNameLost[path] = isThisLost
            guard let file = (isThisLost ? durableNames : names)[path] else { continue }
            let unsynced = file.bytes.count - file.synced.count
            let isSynced = file.bytes == file.synced || (unsynced > 0 && isLost())
            files[path] = isSynced ? file.synced : Array(file.bytes.prefix(file.bytes.count / 512 * 512))
            if let torn = files[path], torn.count < file.synced.count { files[path] = file.synced }
        }
        return try MemoryStorage(files)
    }

    private func step(_ path: StoragePath) throws(StorageError) {
        let parts = path.text.split(separator: "/").prefix(2)
        if parts.count == 2 { touched.insert(StoragePath(parts.joined(separator: "/"))) }
        remaining -= 1
        if isDead { throw .system(operation: "reach", path: path, errno: 5) }
    }

    private func name(_ path: StoragePath, _ file: File?) {
        names[path] = file
    }

    private func show(_ path: StoragePath) throws(StorageError) {
        if let file = names[path] { try view.replace(path, with: file.bytes) } else { try view.remove(path) }
    }

    // MARK: Storage

    func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try step(path)
        let file = File()
        name(path, file)
        return Writer(self, path, file)
    }

    func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile { try view.makeScratch(path) }

    func unsettled() throws(StorageError) -> Unsettled? { .folders(touched) }

    func settle() {
        if !isDead { touched = [] }
    }

    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path, isDurable: true)
    }

    func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path, isDurable: false)
    }

    private func append(
        _ bytes: UnsafeRawBufferPointer, to path: StoragePath, isDurable: Bool
    ) throws(StorageError) {
        let isNew = names[path] == nil
        let file = names[path] ?? File()
        if isNew {
            try step(path)
            name(path, file)
        }
        try step(path)
        file.bytes += bytes
        try show(path)
        if isDurable {
            try step(path)
            file.synced = file.bytes
        }
        if isNew, let folder = path.folder { try syncFolder(folder) }
    }

    private func syncPending() throws(StorageError) {
        for (path, file) in pending.sorted(by: { $0.key.text < $1.key.text }) {
            try step(path)
            file.synced = file.bytes
            if let folder = path.folder { try syncFolder(folder) }
            pending[path] = nil
        }
    }

    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        let version = try replaceForNow(path, with: bytes, replacing: known) {}
        try finishReplacing()
        return version
    }

    var replacesForNow: Bool { true }

    func replaceForNow(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        finishing finish: () throws(StorageError) -> Void
    ) throws(StorageError) -> FileVersion {
        try check(path, isStill: known)
        let temporary = StoragePath(path.text + ".new")
        let writer = try create(temporary)
        try writer.write(bytes)
        try step(path)
        guard let file = names[temporary] else { throw .missing(temporary) }
        file.synced = file.bytes
        try syncPending()
        try finish()
        try step(path)
        name(temporary, nil)
        name(path, file)
        try show(path)
        unfinished = path.folder
        guard let version = try version(of: path) else { throw .missing(path) }
        return version
    }

    func finishReplacing() throws(StorageError) {
        guard let folder = unfinished else { return }
        unfinished = nil
        try syncFolder(folder)
    }

    /// In the steps of a folder storage.
    func beginSwitch() throws(StorageError) -> any StorageSwitch { Switch(self) }

    func remove(_ path: StoragePath) throws(StorageError) {
        try step(path)
        try view.remove(path)
        name(path, nil)
    }

    func removeFolder(_ path: StoragePath) throws(StorageError) {
        try step(path)
        try view.removeFolder(path)
    }

    func syncFolder(_ folder: StoragePath) throws(StorageError) {
        try step(folder)
        for path in Set(names.keys).union(durableNames.keys) where path.folder == folder {
            durableNames[path] = names[path]
            renames[path] = nil
        }
    }

    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes { try view.map(path) }

    func version(of path: StoragePath) throws(StorageError) -> FileVersion? { try view.version(of: path) }

    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] { try view.list(folder) }

    func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int { known + 1 }

    /// A program whose power goes in the middle of a switch does nothing more; the test looks at the files by a folder
    /// storage.
    private final class Switch: StorageSwitch {
        private let storage: VolatileStorage
        private var paths: [StoragePath] = []

        init(_ storage: VolatileStorage) {
            self.storage = storage
        }

        private func next(_ path: StoragePath) -> StoragePath { StoragePath(path.text + ".next") }

        func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            let writer = try storage.create(next(path))
            try writer.write(bytes)
            try storage.step(path)
            guard let file = storage.names[next(path)] else { throw .missing(path) }
            file.synced = file.bytes
            paths.append(path)
        }

        func commit() throws(StorageError) {
            let folders = Set(paths.compactMap(\.folder)).sorted { $0.text < $1.text }
            for folder in folders { try storage.syncFolder(folder) }
            let list = "cbs-switch \(paths.count)\n" + paths.map { "\($0)\n" }.joined()
            try storage.replace(StoragePath("switch"), with: Array(list.utf8))
            for path in paths {
                try storage.step(path)
                storage.name(path, storage.names[next(path)])
                storage.name(next(path), nil)
                storage.renames[next(path)] = path
                try storage.show(path)
            }
            for folder in folders { try storage.syncFolder(folder) }
            try storage.remove(StoragePath("switch"))
            try storage.syncFolder(.root)
        }

        func abandon() {
            guard !storage.isDead else { return }
            for path in paths { storage.name(next(path), nil) }
        }
    }

    private final class Writer: StorageWriter {
        private let storage: VolatileStorage
        private let path: StoragePath
        private let file: File

        init(_ storage: VolatileStorage, _ path: StoragePath, _ file: File) {
            self.storage = storage
            self.path = path
            self.file = file
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            try storage.step(path)
            file.bytes += bytes
        }

        func finish() throws(StorageError) {
            try storage.step(path)
            storage.pending[path] = file
            try storage.show(path)
        }

        func abandon() {
            guard !storage.isDead else { return }
            storage.pending[path] = nil
            storage.name(path, nil)
            try? storage.view.remove(path)
        }
    }
}
