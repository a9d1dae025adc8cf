import TestSupport
import Testing

@testable import Sorting

@Suite struct FirstInOrderTests {
    @Test(arguments: [0, 1, 2, 7, 100, 1000, Int.max]) func theFirstAreThoseOfAWholeSort(limit: Int) {
        var random = SplitMix(seed: UInt64(limit % 1000))
        let numbers = (0..<500).map { ($0, Int.random(in: 0..<50, using: &random)) }
        func areInOrder(_ one: (Int, Int), _ other: (Int, Int)) -> Bool { (one.1, one.0) < (other.1, other.0) }
        var collections = [FirstInOrder(limit, by: areInOrder), FirstInOrder(limit, by: areInOrder)]
        for (index, number) in numbers.enumerated() { collections[index % 2].add(number) }
        let found = FirstInOrder.merged(collections).map(\.0)
        #expect(found == numbers.sorted(by: areInOrder).prefix(limit).map(\.0))
    }
}
