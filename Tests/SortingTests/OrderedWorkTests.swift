import Synchronization
import SystemCalls
import Testing

@testable import Sorting

@Suite struct OrderedWorkTests {
    /// Work of uneven length, so that threads finish out of turn.
    private func slowSquare(_ number: Int) -> Int {
        var sum = 0
        for step in 0..<(number * 7919 % 5000) { sum &+= step &* step }
        return sum == -1 ? 0 : number * number
    }

    @Test(arguments: [0, 1, 2, 3, 100, 1000]) func outcomesComeInTheOrderOfThePieces(count: Int) {
        let work = OrderedWork<Int, Int> { { slowSquare($0) } }
        var outcomes: [Int] = []
        for number in 0..<count {
            work.submit(number)
            while let outcome = work.takeReady() { outcomes.append(outcome) }
        }
        while let outcome = work.takeNext() { outcomes.append(outcome) }
        #expect(outcomes == (0..<count).map { $0 * $0 })
        #expect(work.takeNext() == nil)
    }

    @Test func eachThreadHasAWorkerOfItsOwn() {
        final class Use {
            var pieces = 0
            var threads: Set<UInt> = []
        }
        var uses: [Use] = []
        let work = OrderedWork<Int, Int> {
            let own = Use()
            uses.append(own)
            return { piece in
                own.pieces += 1
                own.threads.insert(UInt(bitPattern: pthread_self().hashValue))
                return slowSquare(piece)
            }
        }
        for number in 0..<200 { work.submit(number) }
        while work.takeNext() != nil {}
        #expect(uses.reduce(0) { $0 + $1.pieces } == 200)
        #expect(uses.allSatisfy { $0.threads.count <= 1 })
        let threads = uses.flatMap(\.threads)
        #expect(Set(threads).count == threads.count)
    }

    @Test(arguments: 1...20) func workThatIsGivenUpEndsBeforeItsOwnerGoesOn(taken: Int) {
        let begun = Mutex(0)
        do {
            let work = OrderedWork<Int, Int> {
                { piece in
                    begun.withLock { $0 += 1 }
                    return slowSquare(piece)
                }
            }
            for number in 0..<20 { work.submit(number) }
            for _ in 0..<taken { _ = work.takeNext() }
        }
        let afterwards = begun.withLock { $0 }
        #expect((taken...20).contains(afterwards))
        usleep(2000)
        #expect(begun.withLock { $0 } == afterwards)
    }
}
