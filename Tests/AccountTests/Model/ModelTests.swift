import Foundation
import Testing

/// Random histories against a naive account. A failure names the seed and shows the shortest history that goes wrong.
///
/// `CBS_HISTORIES=10000` runs as many; `CBS_HISTORY_SEED=7` begins with another seed than 1.
@Suite struct ModelTests {
    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }

    private static let steps = 30

    @Test func randomHistoriesAgree() {
        let first = Self.setting("CBS_HISTORY_SEED") ?? 1
        let count = Self.setting("CBS_HISTORIES") ?? 100
        let clock = ContinuousClock()
        let start = clock.now
        let broken = LockedList()
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let seed = UInt64(first + index)
            if History.problem(in: History.steps(seed: seed, count: Self.steps)) != nil { broken.append(seed) }
        }
        print("\(count) histories of \(Self.steps) steps, seeds \(first) to \(first + count - 1): \(clock.now - start)")
        for seed in broken.seeds.sorted().prefix(3) {
            let steps = History.shrunk(History.steps(seed: seed, count: Self.steps))
            Issue.record("seed \(seed):\n\(History.problem(in: steps) ?? "does not go wrong again")")
        }
        #expect(broken.seeds.isEmpty)
    }
}

/// The seeds of histories that went wrong, on any thread.
private final class LockedList: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [UInt64] = []

    func append(_ seed: UInt64) {
        lock.withLock { list.append(seed) }
    }

    var seeds: [UInt64] { lock.withLock { list } }
}
