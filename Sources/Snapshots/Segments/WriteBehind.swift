/// Checks and writes the pieces of a file on a thread of its own, in their order, while the next ones are made.
final class WriteBehind {
    /// What both threads see, under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        let file: any StorageWriter
        let checksum: ChecksumStream
        var waiting: [Piece] = []
        var free: [Piece] = []
        var isClosed = false
        var error: StorageError?

        init(_ file: any StorageWriter, _ checksum: ChecksumStream) {
            self.file = file
            self.checksum = checksum
        }
    }

    /// Bytes on their way.
    private final class Piece {
        var bytes: ByteBuffer

        init(capacity: Int) {
            bytes = ByteBuffer(capacity: capacity)
        }
    }

    private let shared: Shared
    private let thread: WorkerThread
    private var pieces = 0

    /// How many pieces may be on their way; then whoever makes them waits.
    private static let most = 8

    /// Nil where the system has no thread to give.
    ///
    /// - Parameters:
    ///   - file: Takes the pieces; until `finish()` nobody else may use it.
    ///   - checksum: Of all pieces; likewise.
    init?(_ file: any StorageWriter, _ checksum: ChecksumStream) {
        let shared = Shared(file, checksum)
        guard let thread = WorkerThread({ Self.work(shared) }) else { return nil }
        self.shared = shared
        self.thread = thread
    }

    deinit {
        close()
    }

    /// Takes the bytes of a buffer, and leaves an empty one in their place.
    ///
    /// - Throws: What writing an earlier piece threw.
    func submit(_ buffer: inout ByteBuffer) throws(SnapshotError) {
        let piece = takeFree() ?? Piece(capacity: buffer.count)
        piece.bytes.removeAll()
        swap(&piece.bytes, &buffer)
        let error = shared.monitor.change {
            shared.waiting.append(piece)
            return shared.error
        }
        if let error { throw .storage(error) }
    }

    /// Waits until everything is written.
    func finish() throws(SnapshotError) {
        close()
        if let error = shared.error { throw .storage(error) }
    }

    private func takeFree() -> Piece? {
        if pieces < Self.most {
            pieces += 1
            return nil
        }
        return shared.monitor.wait { shared.free.popLast() }
    }

    private func close() {
        shared.monitor.change { shared.isClosed = true }
        thread.join()
    }

    /// What the thread does: it takes all pieces that wait, so that the threads seldom have to wake each other. After an
    /// error the rest is thrown away.
    private static func work(_ shared: Shared) {
        while let pieces = shared.monitor.wait(for: { next(shared) }) {
            for piece in pieces where shared.error == nil {
                shared.checksum.update(piece.bytes.bytes)
                do throws(StorageError) {
                    try shared.file.write(piece.bytes.bytes)
                } catch {
                    shared.monitor.change { shared.error = error }
                }
            }
            shared.monitor.change { shared.free += pieces }
        }
    }

    /// The next pieces; `.some(nil)` when there are no more, nil when there is none yet.
    private static func next(_ shared: Shared) -> [Piece]?? {
        guard shared.waiting.isEmpty else {
            defer { shared.waiting = [] }
            return .some(shared.waiting)
        }
        return shared.isClosed ? .some(nil) : nil
    }
}
