import SystemCalls

/// Makes the names in a folder durable, on a thread of its own, while its owner goes on with something else.
final class FolderSync {
    private enum State {
        case idle
        /// A folder waits for the thread, which then syncs it.
        case begun(descriptor: Int32)
        case syncing
        /// With the error of the sync, if there was one.
        case ended(SystemError?)
        /// There will be no more folders.
        case stopped
    }

    /// What both threads use. Sendable, because the state is used only under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var state = State.idle
    }

    private let shared = Shared()
    private var thread: WorkerThread?
    /// The folder that is being synced; nil if none is.
    private var folder: FileDescriptor?

    deinit {
        try? finish()
        shared.monitor.change { shared.state = .stopped }
        thread?.join()
    }

    /// Begins to sync a folder.
    ///
    /// - Precondition: The sync before has been finished.
    /// - Parameter folder: The open folder, which is closed after the sync.
    func begin(_ folder: FileDescriptor) {
        precondition(self.folder == nil)
        self.folder = folder
        if thread == nil { thread = WorkerThread { [shared] in Self.work(shared) } }
        if thread == nil { return shared.state = .ended(Self.sync(folder.descriptor)) }
        shared.monitor.change { shared.state = .begun(descriptor: folder.descriptor) }
    }

    /// Waits for the sync, if one has begun.
    ///
    /// - Throws: The error of the sync.
    func finish() throws(StorageError) {
        guard let folder else { return }
        self.folder = nil
        defer { folder.close() }
        let error: SystemError? = shared.monitor.wait {
            guard case .ended(let error) = shared.state else { return nil }
            shared.state = .idle
            return .some(error)
        }
        if let error { throw .system(operation: "sync", path: folder.path, errno: error.number) }
    }

    private static func work(_ shared: Shared) {
        while let descriptor = shared.monitor.wait(for: { next(shared) }) {
            let error = sync(descriptor)
            shared.monitor.change { shared.state = .ended(error) }
        }
    }

    /// The folder to sync, or nil if there will be no more; nil as a whole while there is none.
    private static func next(_ shared: Shared) -> Int32?? {
        switch shared.state {
        case .begun(let descriptor):
            shared.state = .syncing
            return .some(descriptor)
        case .stopped: return .some(nil)
        case .idle, .syncing, .ended: return nil
        }
    }

    private static func sync(_ descriptor: Int32) -> SystemError? {
        do {
            try SystemCalls.syncFolder(descriptor)
            return nil
        } catch {
            return error
        }
    }
}
