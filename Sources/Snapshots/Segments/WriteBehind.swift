import Sorting
import Storage
import SystemCalls

/// Checks and writes the pieces of a file on a thread of its own, in their order, while the next ones are made.
final class WriteBehind {
    /// What both threads see, under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        let file: any StorageWriter
        let checksum: ChecksumStream
        let pool: LineBlockPool
        var waiting: [LineBlock] = []
        /// The bytes of the pieces that are not written.
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

    /// How many bytes may be on their way; then whoever makes them waits.
    private static let most = 4 << 20

    /// Nil where the system has no thread to give.
    ///
    /// - Parameters:
    ///   - file: Takes the pieces; until `finish()` nobody else may use it.
    ///   - checksum: Of all pieces; likewise.
    ///   - pool: Takes back pieces that are written.
    init?(_ file: any StorageWriter, _ checksum: ChecksumStream, _ pool: LineBlockPool) {
        let shared = Shared(file, checksum, pool)
        guard let thread = WorkerThread({ Self.work(shared) }) else { return nil }
        self.shared = shared
        self.thread = thread
    }

    deinit {
        close()
    }

    /// Takes a piece.
    ///
    /// - Throws: What writing an earlier piece threw.
    func submit(_ piece: LineBlock) throws(SnapshotError) {
        let count = piece.lines.count
        let error = shared.monitor.wait { () -> StorageError?? in
            guard shared.bytes == 0 || shared.bytes + count <= Self.most else { return nil }
            shared.waiting.append(piece)
            shared.bytes += count
            return .some(shared.error)
        }
        if let error { throw .storage(error) }
    }

    /// Waits until everything is written.
    func finish() throws(SnapshotError) {
        close()
        if let error = shared.error { throw .storage(error) }
    }

    private func close() {
        shared.monitor.change { shared.isClosed = true }
        thread.join()
    }

    /// What the thread does: it takes all pieces that wait, so that the threads seldom have to wake each other. After an
    /// error the rest is thrown away.
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

    /// The next pieces; `.some(nil)` when there are no more, nil when there is none yet.
    private static func next(_ shared: Shared) -> [LineBlock]?? {
        guard shared.waiting.isEmpty else {
            defer { shared.waiting = [] }
            return .some(shared.waiting)
        }
        return shared.isClosed ? .some(nil) : nil
    }
}
