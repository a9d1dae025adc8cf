import Synchronization
import SystemCalls

/// Small files that have been written but are not durable yet. They are synced in parallel with the file whose
/// replacement refers to them: three syncs in sequence take three times as long.
struct PendingSyncs {
    /// A written file, still open.
    private struct File {
        let path: StoragePath
        let descriptor: Int32
    }

    /// In bytes. Larger files are synced when they are finished: most of the waiting is for their own bytes.
    static let largestBytes = 1 << 20
    /// The most files. If there are more, each is synced when it is finished: the number of open files is bounded.
    private static let maximumFiles = 8

    private var files: [File] = []

    var isEmpty: Bool { files.isEmpty }
    var isFull: Bool { files.count >= Self.maximumFiles }

    /// Takes over a descriptor, which is closed after the sync.
    mutating func add(_ descriptor: Int32, _ path: StoragePath) {
        files.append(File(path: path, descriptor: descriptor))
    }

    /// Drops the files: nothing was committed that refers to them.
    mutating func discard() {
        for file in files { _ = SystemCalls.close(file.descriptor) }
        files = []
    }

    /// Makes the files and their names durable while something else runs.
    ///
    /// - Throws: The first error of a sync; `other` has then finished.
    mutating func sync<Result>(
        in storage: FolderStorage,
        beside other: () throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        guard !files.isEmpty else { return try other() }
        var work: [SyncWork] = []
        defer {
            for item in work { _ = SystemCalls.close(item.descriptor) }
        }
        for file in files { work.append(SyncWork(file.descriptor, file.path, SystemCalls.sync)) }
        let folders = Set(files.compactMap(\.path.folder))
        files = []
        for folder in folders {
            let open = try FileDescriptor.open(storage, folder, O_RDONLY | O_DIRECTORY)
            work.append(SyncWork(open.descriptor, folder, SystemCalls.syncFolder))
        }
        for item in work { item.start() }
        let result = Swift.Result { () throws(StorageError) in try other() }
        for item in work { item.finish() }
        for item in work { try item.check() }
        return try result.get()
    }
}

/// One sync, on a separate thread if the system can create one.
private final class SyncWork {
    private final class Outcome: Sendable {
        /// The `errno` of the sync; 0 for none.
        let errorNumber = Atomic<Int32>(0)
    }

    let descriptor: Int32
    private let path: StoragePath
    private let call: SyncCall
    private let outcome = Outcome()
    private var thread: WorkerThread?

    /// The call for a file or the one for a folder.
    typealias SyncCall = @Sendable (Int32) throws(SystemError) -> Void

    init(_ descriptor: Int32, _ path: StoragePath, _ call: @escaping SyncCall) {
        self.descriptor = descriptor
        self.path = path
        self.call = call
    }

    func start() {
        let (descriptor, call, outcome) = (descriptor, call, outcome)
        thread = WorkerThread { Self.sync(descriptor, call, outcome) }
        if thread == nil { Self.sync(descriptor, call, outcome) }
    }

    func finish() {
        thread?.join()
    }

    func check() throws(StorageError) {
        let number = outcome.errorNumber.load(ordering: .acquiring)
        if number != 0 { throw .system(operation: "sync", path: path, errno: number) }
    }

    private static func sync(_ descriptor: Int32, _ call: SyncCall, _ outcome: Outcome) {
        do {
            try call(descriptor)
            outcome.errorNumber.store(0, ordering: .releasing)
        } catch {
            outcome.errorNumber.store(error.number, ordering: .releasing)
        }
    }
}
