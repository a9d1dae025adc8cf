import SystemCalls

/// Makes files and the names in folders durable, one after the other, on a thread of its own, while its owner goes on
/// with something else.
final class SyncThread {
    /// The call for a file or the one for a folder.
    typealias Call = @Sendable (Int32) throws(SystemError) -> Void

    private enum State {
        case idle
        /// The sync waits for the thread.
        case begun(Sync)
        case syncing
        /// With the error of the sync, if there was one.
        case ended(SystemError?)
        /// There will be no more syncs.
        case stopped
    }

    private struct Sync {
        let descriptor: Int32
        let call: Call

        /// The error, if there is one.
        func run() -> SystemError? {
            do throws(SystemError) {
                try call(descriptor)
                return nil
            } catch {
                return error
            }
        }
    }

    /// What both threads use. Sendable, because the state is used only under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var state = State.idle
    }

    private let shared = Shared()
    /// Started for the first sync.
    private var thread: WorkerThread?
    /// What is being synced; nil for nothing.
    private var file: FileDescriptor?

    deinit {
        try? finish()
        shared.monitor.change { shared.state = .stopped }
        thread?.join()
    }

    /// Begins to sync a file or folder; if the system cannot create a thread, it is synced now.
    ///
    /// - Precondition: The sync before has been finished.
    /// - Parameters:
    ///   - file: The open file or folder, which is closed after the sync.
    ///   - call: How it is synced.
    func begin(_ file: FileDescriptor, _ call: @escaping Call) {
        precondition(self.file == nil)
        self.file = file
        let sync = Sync(descriptor: file.descriptor, call: call)
        if thread == nil { thread = WorkerThread { [shared] in Self.work(shared) } }
        if thread == nil { return shared.state = .ended(sync.run()) }
        shared.monitor.change { shared.state = .begun(sync) }
    }

    /// Waits for the sync, if one has begun.
    ///
    /// - Throws: The error of the sync.
    func finish() throws(StorageError) {
        guard let file else { return }
        self.file = nil
        defer { file.close() }
        let error: SystemError? = shared.monitor.wait {
            guard case .ended(let error) = shared.state else { return nil }
            shared.state = .idle
            return .some(error)
        }
        if let error { throw .system(operation: "sync", path: file.path, errno: error.number) }
    }

    private static func work(_ shared: Shared) {
        while let sync = shared.monitor.wait(for: { next(shared) }) {
            let error = sync.run()
            shared.monitor.change { shared.state = .ended(error) }
        }
    }

    /// The sync to run, or nil if there will be no more; nil as a whole while there is none.
    private static func next(_ shared: Shared) -> Sync?? {
        switch shared.state {
        case .begun(let sync):
            shared.state = .syncing
            return .some(sync)
        case .stopped: return .some(nil)
        case .idle, .syncing, .ended: return nil
        }
    }
}
