import Sorting
import Storage
import SystemCalls

/// Computes the checksum of the pieces of a file and writes them, in order, on a separate thread while the next pieces
/// are made.
final class WriteBehind {
    /// What both threads use. Sendable, because only the writing thread uses the file and the checksum until it has
    /// been joined, and what changes is used under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        let file: any StorageWriter
        let checksum: ChecksumStream
        let pool: LineBlockPool
        var waiting: [LineBlock] = []
        /// The bytes of the pieces that have not been written.
        var bytes = 0
        var isClosed = false
        var error: StorageError?

        init(_ file: any StorageWriter, _ checksum: ChecksumStream, _ pool: LineBlockPool) {
            self.file = file
            self.checksum = checksum
            self.pool = pool
        }
    }

    private let shared: Shared
    private let thread: WorkerThread

    /// The most bytes that may be waiting; then whoever makes more waits.
    private static let maximumBytes = 4 << 20

    /// Nil if the system cannot create a thread.
    ///
    /// - Parameters:
    ///   - file: Receives the pieces; nobody else may use it until `finish()`.
    ///   - checksum: Receives the pieces too; nobody else may use it until `finish()`.
    ///   - pool: Receives pieces that have been written.
    init?(_ file: any StorageWriter, _ checksum: ChecksumStream, _ pool: LineBlockPool) {
        let shared = Shared(file, checksum, pool)
        guard let thread = WorkerThread({ Self.work(shared) }) else { return nil }
        self.shared = shared
        self.thread = thread
    }

    deinit {
        close()
    }

    /// Hands over a piece.
    ///
    /// - Throws: The error of writing an earlier piece.
    func submit(_ piece: LineBlock) throws(SnapshotError) {
        let count = piece.lines.count
        let error = shared.monitor.wait { () -> StorageError?? in
            guard shared.bytes == 0 || shared.bytes + count <= Self.maximumBytes else { return nil }
            shared.waiting.append(piece)
            shared.bytes += count
            return .some(shared.error)
        }
        if let error { throw .storage(error) }
    }

    /// Waits until everything has been written.
    func finish() throws(SnapshotError) {
        close()
        if let error = shared.error { throw .storage(error) }
    }

    private func close() {
        shared.monitor.change { shared.isClosed = true }
        thread.join()
    }

    /// The thread's loop: it takes all waiting pieces at once, so that the threads seldom have to wake each other.
    /// After an error the rest is dropped.
    private static func work(_ shared: Shared) {
        while let pieces = shared.monitor.wait(for: { next(shared) }) {
            for piece in pieces {
                write(piece, shared)
                shared.monitor.change { shared.bytes -= piece.lines.count }
                shared.pool.giveBack(piece)
            }
        }
    }

    private static func write(_ piece: LineBlock, _ shared: Shared) {
        guard shared.error == nil else { return }
        shared.checksum.update(piece.lines.bytes)
        do throws(StorageError) {
            try shared.file.write(piece.lines.bytes)
        } catch {
            shared.monitor.change { shared.error = error }
        }
    }

    /// The next pieces; `.some(nil)` when there will be no more, nil while there are none.
    private static func next(_ shared: Shared) -> [LineBlock]?? {
        guard shared.waiting.isEmpty else {
            defer { shared.waiting = [] }
            return .some(shared.waiting)
        }
        return shared.isClosed ? .some(nil) : nil
    }
}
