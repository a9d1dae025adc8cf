import Synchronization
import SystemCalls

/// Small files that have been written and closed to writing, and are still to be made durable: together with the file whose
/// replacement refers to them, at the same time. Three syncs one after the other take three times as long.
struct PendingSyncs {
    /// A file that has been written, opened.
    private struct File {
        let path: StoragePath
        let descriptor: Int32
    }

    /// Larger files are synced when they are finished: their bytes are most of what there is to wait for.
    static let largestBytes = 1 << 20
    /// Beyond, whoever finishes a file waits for the others: what is open is bounded.
    private static let most = 8

    private var files: [File] = []

    var isEmpty: Bool { files.isEmpty }
    var isFull: Bool { files.count >= Self.most }

    /// Takes over a descriptor, which is closed after the sync.
    mutating func add(_ descriptor: Int32, _ path: StoragePath) {
        files.append(File(path: path, descriptor: descriptor))
    }

    /// Forgets what was never committed.
    mutating func discard() {
        for file in files { _ = SystemCalls.close(file.descriptor) }
        files = []
    }

    /// Makes the files and their names durable while something else is done.
    ///
    /// - Throws: The first error of a sync; what else is done has then come to its end.
    mutating func sync<Result>(
        in storage: FolderStorage,
        beside other: () throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        guard !files.isEmpty else { return try other() }
        var work: [SyncWork] = []
        defer {
            for item in work { _ = SystemCalls.close(item.descriptor) }
        }
        for file in files { work.append(SyncWork(file.descriptor, file.path)) }
        let folders = Set(files.compactMap(\.path.folder))
        files = []
        for folder in folders {
            work.append(SyncWork(try FileDescriptor.open(storage, folder, O_RDONLY | O_DIRECTORY).descriptor, folder))
        }
        for item in work { item.start() }
        let result = Swift.Result { () throws(StorageError) in try other() }
        for item in work { item.finish() }
        for item in work { try item.check() }
        return try result.get()
    }
}

/// One sync, on its own thread where the system has one to give.
private final class SyncWork {
    private final class Outcome: Sendable {
        /// What the system said: 0 for no error.
        let errorNumber = Atomic<Int32>(0)
    }

    let descriptor: Int32
    private let path: StoragePath
    private let outcome = Outcome()
    private var thread: WorkerThread?

    init(_ descriptor: Int32, _ path: StoragePath) {
        self.descriptor = descriptor
        self.path = path
    }

    func start() {
        let (descriptor, outcome) = (descriptor, outcome)
        thread = WorkerThread { Self.sync(descriptor, outcome) }
        if thread == nil { Self.sync(descriptor, outcome) }
    }

    func finish() {
        thread?.join()
    }

    func check() throws(StorageError) {
        let number = outcome.errorNumber.load(ordering: .acquiring)
        if number != 0 { throw .system(operation: "sync", path: path, errno: number) }
    }

    private static func sync(_ descriptor: Int32, _ outcome: Outcome) {
        // Some file systems cannot sync folders and say so with EINVAL.
        let failed = fsync(descriptor) != 0 && errno != EINVAL
        outcome.errorNumber.store(failed ? errno : 0, ordering: .releasing)
    }
}
