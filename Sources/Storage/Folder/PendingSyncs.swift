import SystemCalls

/// Small files that have been written but are not durable yet. They are synced in parallel with the file whose
/// replacement refers to them: three syncs in sequence take three times as long.
struct PendingSyncs {
    /// In bytes. Larger files are synced when they are finished: most of the waiting is for their own bytes.
    static let largestBytes = 1 << 20
    /// The most files. If there are more, each is synced when it is finished: the number of open files is bounded.
    private static let maximumFiles = 8

    /// Written, and still open.
    private var files: [FileDescriptor] = []
    /// As many as there were ever syncs in parallel. They go on to the next commit.
    private var threads: [SyncThread] = []

    var isEmpty: Bool { files.isEmpty }
    var isFull: Bool { files.count >= Self.maximumFiles }

    /// Takes over an open file, which is closed after the sync.
    mutating func add(_ file: FileDescriptor) {
        files.append(file)
    }

    /// Drops the files: nothing was committed that refers to them.
    mutating func discard() {
        for file in files { file.close() }
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
        let folders = try openFolders(in: storage)
        let count = files.count + folders.count
        while threads.count < count { threads.append(SyncThread()) }
        for (thread, file) in zip(threads, files) { thread.begin(file, SystemCalls.sync) }
        for (thread, folder) in zip(threads[files.count...], folders) { thread.begin(folder, SystemCalls.syncFolder) }
        files = []
        let result = Swift.Result { () throws(StorageError) in try other() }
        let syncs = threads[..<count].map { thread in Swift.Result { () throws(StorageError) in try thread.finish() } }
        for sync in syncs { try sync.get() }
        return try result.get()
    }

    /// Opens the folders of the files; if one cannot be opened, the files are dropped.
    private mutating func openFolders(in storage: FolderStorage) throws(StorageError) -> [FileDescriptor] {
        var open: [FileDescriptor] = []
        do throws(StorageError) {
            for folder in Set(files.compactMap(\.path.folder)) {
                open.append(try FileDescriptor.open(storage, folder, O_RDONLY | O_DIRECTORY))
            }
            return open
        } catch {
            for folder in open { folder.close() }
            discard()
            throw error
        }
    }
}
