import Snapshots
import Storage
import SystemCalls

/// Lets the Nth call of a storage fail, once or from then on.
final class FailingStorage: Storage {
    enum Fault: CaseIterable, Sendable {
        /// The call does nothing and fails.
        case refused
        /// A write or an append writes half of its bytes and fails; other calls do nothing.
        case torn
        /// The call does what it should and fails nevertheless, as when a folder cannot be synced after a renaming.
        case late
        /// All later calls fail as well, as on a full disk.
        case fromThenOn

        /// Its place among all, from 0.
        var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// Which calls are counted.
    enum Calls: CaseIterable, Sendable { case changes, reads }

    private let base: any Storage
    private let calls: Calls
    private let fault: Fault
    private let errorNumber: Int32
    private var remaining: Int
    /// What has been replaced for now.
    private var unfinished: StoragePath?
    private(set) var hasFailed = false

    init(
        _ base: any Storage,
        failsAt number: Int,
        _ fault: Fault,
        _ calls: Calls = .changes,
        errno errorNumber: Int32 = ENOSPC
    ) {
        self.base = base
        self.calls = calls
        self.fault = fault
        self.errorNumber = errorNumber
        remaining = number
    }

    private func check(_ kind: Calls, _ path: StoragePath) throws(StorageError) {
        guard kind == calls else { return }
        remaining -= 1
        guard remaining == 0 || (remaining < 0 && fault == .fromThenOn) else { return }
        hasFailed = true
        throw .system(operation: kind == .reads ? "read" : "write", path: path, errno: errorNumber)
    }

    /// Makes a change, fails, or both.
    fileprivate func change(
        _ path: StoragePath,
        torn: () throws(StorageError) -> Void = {},
        _ body: () throws(StorageError) -> Void
    ) throws(StorageError) {
        do throws(StorageError) {
            try check(.changes, path)
        } catch {
            if fault == .torn { try torn() }
            if fault == .late { try body() }
            throw error
        }
        try body()
    }

    func look() throws(StorageError) {
        try check(.reads, .root)
        try base.look()
    }

    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        try check(.reads, path)
        return try base.map(path)
    }

    func prepare(_ paths: [StoragePath]) throws(StorageError) {
        try check(.reads, paths.first ?? .root)
        try base.prepare(paths)
    }

    func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile? {
        try check(.reads, path)
        return try base.blocks(of: path)
    }

    func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes) {
        try check(.reads, path)
        return try base.mapEnd(of: path)
    }

    func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        try check(.reads, path)
        return try base.version(of: path)
    }

    func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try check(.changes, path)
        return Writer(self, path, try base.create(path))
    }

    func resume(
        _ path: StoragePath,
        of content: String
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int) {
        try check(.changes, path)
        let (writer, written) = try base.resume(path, of: content)
        return (Writer(self, path, writer), written)
    }

    func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        try check(.changes, path)
        return try base.makeScratch(path)
    }

    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try change(path) { () throws(StorageError) in
            try base.append(bytes.half, to: path)
        } _: { () throws(StorageError) in
            try base.append(bytes, to: path)
        }
    }

    func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try change(path) { () throws(StorageError) in
            try base.appendForNow(bytes.half, to: path)
        } _: { () throws(StorageError) in
            try base.appendForNow(bytes, to: path)
        }
    }

    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        var version: FileVersion?
        try change(path) { () throws(StorageError) in
            try base.replace(StoragePath(path.text + ".new"), with: bytes.half)
        } _: { () throws(StorageError) in
            version = try base.replace(path, with: bytes, replacing: known)
        }
        guard let version else { throw .missing(path) }
        return version
    }

    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool) {
        var result: (version: FileVersion, isAdded: Bool)?
        try change(path) { () throws(StorageError) in
            try base.replace(StoragePath(path.text + ".new"), with: bytes.half)
        } _: { () throws(StorageError) in
            result = try base.replace(path, with: bytes, replacing: known, adding: addition)
        }
        guard let result else { throw .missing(path) }
        return result
    }

    var replacesForNow: Bool { true }

    func replaceForNow(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        finishing finish: () throws(StorageError) -> Void
    ) throws(StorageError) -> FileVersion {
        try finish()
        unfinished = path
        return try replace(path, with: bytes, replacing: known)
    }

    func finishReplacing() throws(StorageError) {
        guard let path = unfinished else { return }
        unfinished = nil
        try change(path) { () throws(StorageError) in try base.finishReplacing() }
    }

    func removeUnfinished() throws(StorageError) { try base.removeUnfinished() }

    func reclaim() throws(StorageError) -> Bool { try base.reclaim() }

    func beginSwitch() throws(StorageError) -> any StorageSwitch {
        try check(.changes, .root)
        return Switch(self, try base.beginSwitch())
    }

    func lookForSwitch() throws(StorageError) -> FileVersion? {
        try check(.reads, .root)
        return try base.lookForSwitch()
    }

    func remove(_ path: StoragePath) throws(StorageError) {
        try change(path) { () throws(StorageError) in try base.remove(path) }
    }

    func removeFolder(_ path: StoragePath) throws(StorageError) {
        try change(path) { () throws(StorageError) in try base.removeFolder(path) }
    }

    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        try check(.reads, folder)
        return try base.list(folder)
    }

    func syncFolder(_ folder: StoragePath) throws(StorageError) {
        try change(folder) { () throws(StorageError) in try base.syncFolder(folder) }
    }

    func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int {
        try base.lock(patience, above: known)
    }

    func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        try base.lockForClearing(above: known)
    }

    func unlock() { base.unlock() }

    func checkUnlocked() throws(StorageError) { try base.checkUnlocked() }

    func unsettled() throws(StorageError) -> Unsettled? { try base.unsettled() }

    func settle() { base.settle() }

    func pin(isCancelled: @escaping () -> Bool) throws(StorageError) { try base.pin(isCancelled: isCancelled) }

    func unpin() { base.unpin() }

    func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool { try base.beginRemoving(patience) }

    func endRemoving() { base.endRemoving() }

    private final class Switch: StorageSwitch {
        private let storage: FailingStorage
        private let base: any StorageSwitch

        init(_ storage: FailingStorage, _ base: any StorageSwitch) {
            self.storage = storage
            self.base = base
        }

        func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            try storage.change(path) { () throws(StorageError) in try base.add(path, bytes) }
        }

        func commit() throws(StorageError) {
            try storage.change(.root) { () throws(StorageError) in try base.commit() }
        }

        func abandon() { base.abandon() }
    }

    private final class Writer: StorageWriter {
        private let storage: FailingStorage
        private let path: StoragePath
        private let base: any StorageWriter

        init(_ storage: FailingStorage, _ path: StoragePath, _ base: any StorageWriter) {
            self.storage = storage
            self.path = path
            self.base = base
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            try storage.change(path) { () throws(StorageError) in
                try base.write(bytes.half)
            } _: { () throws(StorageError) in
                try base.write(bytes)
            }
        }

        func finish() throws(StorageError) {
            try storage.change(path) { () throws(StorageError) in try base.finish() }
        }

        func abandon() { base.abandon() }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var half: Self { Self(rebasing: self[..<(count / 2)]) }
}
