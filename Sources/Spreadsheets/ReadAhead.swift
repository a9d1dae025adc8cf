import SystemCalls

/// Unpacks a file on a separate thread while the pieces before are parsed. Only one thread may take the pieces.
final class ReadAhead {
    /// What both threads use, under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        /// Only the unpacking thread uses it until that has ended.
        let entry: ZipEntry
        var pieces: [(bytes: [UInt8], count: Int)] = []
        /// Buffers that have been parsed and can be reused.
        var free: [[UInt8]] = []
        /// Why there are no more pieces.
        var end: Result<Void, SpreadsheetProblem>?
        var isAbandoned = false

        init(_ entry: ZipEntry) {
            self.entry = entry
        }
    }

    private let shared: Shared
    private let thread: WorkerThread

    /// The most pieces that are unpacked ahead of the parser.
    private static let maximumPieces = 8
    /// Files that are smaller than this when packed are not worth a thread.
    static let leastPackedBytes = 64 << 10

    /// Nil if the system cannot create a thread.
    ///
    /// - Parameters:
    ///   - entry: Nothing else may read it, or any other file of its archive, as long as this object lives.
    ///   - pieceBytes: How many bytes are unpacked at a time.
    init?(_ entry: ZipEntry, pieceBytes: Int) {
        let shared = Shared(entry)
        guard let thread = WorkerThread({ Self.work(shared, pieceBytes) }) else { return nil }
        self.shared = shared
        self.thread = thread
    }

    deinit {
        shared.monitor.change { shared.isAbandoned = true }
        thread.join()
    }

    /// Replaces a buffer that has been parsed with the next piece; returns the number of its bytes, 0 at the end.
    func next(_ buffer: inout [UInt8]) throws(SpreadsheetProblem) -> Int {
        let parsed = buffer
        buffer = []
        let result: Result<([UInt8], Int), SpreadsheetProblem> = shared.monitor.wait {
            if !shared.pieces.isEmpty {
                shared.free.append(parsed)
                return .success(shared.pieces.removeFirst())
            }
            return shared.end?.map { (parsed, 0) }
        }
        let count: Int
        (buffer, count) = try result.get()
        return count
    }

    private static func work(_ shared: Shared, _ pieceBytes: Int) {
        while var piece = shared.monitor.wait(for: { nextBuffer(shared, pieceBytes) }) {
            do throws(SpreadsheetProblem) {
                let count = try shared.entry.read(into: &piece)
                shared.monitor.change {
                    if count == 0 { shared.end = .success(()) } else { shared.pieces.append((piece, count)) }
                }
                if count == 0 { return }
            } catch {
                shared.monitor.change { shared.end = .failure(error) }
                return
            }
        }
    }

    /// A buffer to unpack into; `.some(nil)` if nobody takes pieces any more, nil while enough has been unpacked.
    private static func nextBuffer(_ shared: Shared, _ pieceBytes: Int) -> [UInt8]?? {
        if shared.isAbandoned { return .some(nil) }
        guard shared.pieces.count < maximumPieces else { return nil }
        return .some(shared.free.popLast() ?? [UInt8](repeating: 0, count: pieceBytes))
    }
}
