import SystemCalls

/// Does pieces of work on all processors, and returns their outcomes in the order of the pieces. So the result does not
/// depend on the number of threads, which may be zero.
///
/// One thread, the owner's, submits pieces and takes outcomes. It does a piece itself whenever enough are waiting, so
/// that neither pieces nor outcomes pile up.
public final class OrderedWork<Piece: Sendable, Outcome: Sendable> {
    /// Does a piece. Each thread has its own worker, which may keep state.
    public typealias Worker = (Piece) -> Outcome

    /// What all threads use, under the monitor.
    private final class Shared: @unchecked Sendable {
        let monitor = Monitor()
        var waiting: [(number: Int, piece: Piece)] = []
        var outcomes: [Int: Outcome] = [:]
        var isClosed = false
    }

    /// Hands a worker to the one thread that uses it.
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

    /// How many pieces may wait for other threads before the owner does one itself, during which it takes no outcomes:
    /// enough for no thread to run out of pieces meanwhile, and no more, since all are in memory.
    private var most: Int { threadCount + 1 }
    /// With more threads than this, they wait for the owner, which makes the pieces.
    private static var mostThreads: Int { 3 }

    /// - Parameters:
    ///   - threads: How many threads help the owner's; nil for a number that suits the processors.
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

    /// Does all given pieces, and takes their outcomes in order.
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

    /// Adds a piece. If many are waiting, does the oldest one first.
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

    /// The outcome of the next piece in order; nil when all outcomes have been taken.
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

    /// Does the oldest waiting piece on the owner's thread; false if none is waiting.
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

    /// The oldest waiting piece; `.some(nil)` when there will be no more, nil while there is none.
    private static func next(_ shared: Shared) -> (number: Int, piece: Piece)?? {
        if !shared.waiting.isEmpty { return .some(shared.waiting.removeFirst()) }
        return shared.isClosed ? .some(nil) : nil
    }
}
