import Testing

@testable import Snapshots

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
        final class Counter {
            var count = 0
        }
        let work = OrderedWork<Int, Int> {
            let own = Counter()
            return { piece in
                own.count += 1
                return piece
            }
        }
        for number in 0..<200 { work.submit(number) }
        var sum = 0
        while let outcome = work.takeNext() { sum += outcome }
        #expect(sum == 199 * 100)
    }

    @Test func workMayBeGivenUp() {
        for _ in 0..<20 {
            let work = OrderedWork<Int, Int> { { slowSquare($0) } }
            for number in 0..<10 { work.submit(number) }
            _ = work.takeNext()
        }
    }
}
