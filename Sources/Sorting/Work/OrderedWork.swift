import SystemCalls

/// Does pieces of work on all processors, and gives what comes of them in the order of the pieces. So the result is the
/// same however many threads there are, none included.
///
/// One thread, the owner's, submits pieces and takes the outcomes. It does a piece itself whenever enough are waiting, so
/// that pieces and outcomes never pile up.
public final class OrderedWork<Piece: Sendable, Outcome: Sendable> {
    /// Does pieces. Each thread has one of its own, which may keep a state for itself.
    public typealias Worker = (Piece) -> Outcome

    /// What the threads see, under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var waiting: [(number: Int, piece: Piece)] = []
        var outcomes: [Int: Outcome] = [:]
        var isClosed = false
    }

    /// Goes to the one thread that uses it.
    private struct Transfer: @unchecked Sendable {
        let worker: Worker
    }

    private let shared = Shared()
    private let makeWorker: () -> Worker
    private let threadCount: Int
    private var threads: [WorkerThread] = []
    private lazy var ownWorker = makeWorker()
    private var submitted = 0
    private var taken = 0

    /// How many pieces wait for other threads before the owner's does one, which keeps it from what comes of them for a while:
    /// so many that none of them runs out of pieces in the meantime, and no more, since all are in memory.
    private var most: Int { threadCount + 1 }
    /// More threads than this wait for the owner's, which makes the pieces.
    private static var mostThreads: Int { 3 }

    /// - Parameters:
    ///   - threads: How many threads help the owner's; nil for what suits the processors.
    ///   - makeWorker: Called on the owner's thread, once for each thread.
    public init(threads: Int? = nil, makeWorker: @escaping () -> Worker) {
        self.makeWorker = makeWorker
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        threadCount = threads ?? max(0, min(processors - 1, Self.mostThreads))
    }

    deinit {
        shared.monitor.change {
            shared.isClosed = true
            shared.waiting = []
        }
        for thread in threads { thread.join() }
    }

    /// Does some pieces, and takes the outcome of each in their order.
    public func run<Failure: Error>(
        _ pieces: [Piece],
        take: (Outcome) throws(Failure) -> Void
    ) throws(Failure) {
        for piece in pieces {
            submit(piece)
            while let outcome = takeReady() { try take(outcome) }
        }
        while let outcome = takeNext() { try take(outcome) }
    }

    /// Adds a piece. Does an older one first if many are waiting.
    public func submit(_ piece: Piece) {
        // A single piece is not worth a thread.
        if submitted == 1 { startThreads() }
        let number = submitted
        submitted += 1
        let waiting = shared.monitor.change {
            shared.waiting.append((number, piece))
            return shared.waiting.count
        }
        if waiting > most { _ = doOldest() }
    }

    /// The outcome of the next piece in order, if it is already there.
    public func takeReady() -> Outcome? {
        let outcome = shared.monitor.change { shared.outcomes.removeValue(forKey: taken) }
        if outcome != nil { taken += 1 }
        return outcome
    }

    /// The outcome of the next piece in order; nil when those of all pieces have been taken.
    public func takeNext() -> Outcome? {
        guard taken < submitted else { return nil }
        while true {
            if let outcome = takeReady() { return outcome }
            if !doOldest() { break }
        }
        let outcome = shared.monitor.wait { shared.outcomes.removeValue(forKey: taken) }
        taken += 1
        return outcome
    }

    /// Does the piece that waits longest on the owner's thread; false if none waits.
    private func doOldest() -> Bool {
        let next = shared.monitor.change { shared.waiting.isEmpty ? nil : shared.waiting.removeFirst() }
        guard let next else { return false }
        let outcome = ownWorker(next.piece)
        shared.monitor.change { shared.outcomes[next.number] = outcome }
        return true
    }

    private func startThreads() {
        for _ in 0..<threadCount {
            let (shared, transfer) = (shared, Transfer(worker: makeWorker()))
            guard let thread = WorkerThread({ Self.work(shared, transfer) }) else { return }
            threads.append(thread)
        }
    }

    private static func work(_ shared: Shared, _ transfer: Transfer) {
        while let next = shared.monitor.wait(for: { next(shared) }) {
            let outcome = transfer.worker(next.piece)
            shared.monitor.change { shared.outcomes[next.number] = outcome }
        }
    }

    /// The piece that waits longest; `.some(nil)` when there are no more, nil when there is none yet.
    private static func next(_ shared: Shared) -> (number: Int, piece: Piece)?? {
        if !shared.waiting.isEmpty { return .some(shared.waiting.removeFirst()) }
        return shared.isClosed ? .some(nil) : nil
    }
}
