/// Makes the bytes of a large file durable while more are written, on a thread of its own: the sync at the end would
/// otherwise wait for all of them. Starting the disk's work early is not enough. A disk may keep what it has been given
/// in memory of its own, and take most of the time to empty that.
package final class SyncAhead {
    /// What both threads use. Sendable, because it is used under the monitor, or when the thread has been joined.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        /// How many bytes have been written, as far as the thread has been told.
        var written = 0
        /// How many of them it had when the last sync began.
        var begun = 0
        var isStopped = false
        /// The first error of a sync. The system reports each only once.
        var error: SystemError?
    }

    private let shared = Shared()
    private var thread: WorkerThread?
    /// How many bytes have been written.
    package private(set) var written = 0
    /// How many of them the thread has been told of.
    private var told = 0

    /// How many bytes the file must have gained for another sync. If the disk is slower than the writing, more have
    /// come in by the end of a sync.
    private static let stepBytes = 8 << 20
    /// How many bytes the file must have gained for the thread to be woken.
    private static let toldBytes = 2 << 20

    package init() {}

    deinit {
        stop()
    }

    /// Notes that bytes have been written. Small files need no thread.
    ///
    /// - Parameters:
    ///   - count: How many bytes, after those before.
    ///   - descriptor: The open file. It must stay open until `sync(_:)` or `stop()`.
    package func note(_ count: Int, in descriptor: Int32) {
        written += count
        guard written >= Self.stepBytes, written - told >= Self.toldBytes else { return }
        told = written
        if thread == nil { thread = WorkerThread { [shared] in Self.work(shared, descriptor) } }
        shared.monitor.change { shared.written = told }
    }

    /// Makes the whole file durable, and ends the thread.
    ///
    /// - Throws: The error of this sync or of an earlier one.
    package func sync(_ descriptor: Int32) throws(SystemError) {
        // Before the thread has ended: the disk does the rest beside what it is doing.
        let rest = Result { () throws(SystemError) in try SystemCalls.sync(descriptor) }
        stop()
        if let error = shared.error { throw error }
        try rest.get()
    }

    /// Ends the thread, of a file that is given up.
    package func stop() {
        shared.monitor.change { shared.isStopped = true }
        thread?.join()
        thread = nil
    }

    private static func work(_ shared: Shared, _ descriptor: Int32) {
        while shared.monitor.wait(for: { isDue(shared) }) {
            do {
                try SystemCalls.syncData(descriptor)
            } catch {
                shared.monitor.change {
                    shared.error = error
                    shared.isStopped = true
                }
            }
        }
    }

    /// Whether to sync once more; false when there will be no more bytes, nil while there are too few.
    private static func isDue(_ shared: Shared) -> Bool? {
        if shared.isStopped { return false }
        guard shared.written - shared.begun >= stepBytes else { return nil }
        shared.begun = shared.written
        return true
    }
}
