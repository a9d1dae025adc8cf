import Snapshots
import StoreTestSupport
import TestSupport
import Testing

@Suite struct SegmentCursorTests {
    /// What the rows of a segment look like.
    enum Shape: CaseIterable {
        case empty, single, tiny, short, longerThanAStep, hugeAmongShort, hugeFirst, hugeLast, mixed

        func size(_ index: Int, _ count: Int, _ random: inout SplitMix) -> Int {
            switch self {
            case .empty, .single, .tiny, .short: 20
            case .longerThanAStep: 700
            case .hugeAmongShort: index == count / 2 ? 100_000 : 30
            case .hugeFirst: index == 0 ? 100_000 : 30
            case .hugeLast: index == count - 1 ? 100_000 : 30
            case .mixed: [0, 30, 600, 5000].randomElement(using: &random) ?? 0
            }
        }

        var count: Int {
            switch self {
            case .empty: 0
            case .single: 1
            case .tiny: 7
            case .longerThanAStep: 200
            case .mixed: 150
            default: 2000
            }
        }
    }

    private func segment(_ shape: Shape, _ random: inout SplitMix) throws -> (Segment, [String]) {
        let keys = RandomStack.pool(shape.count)
        let records = keys.indices.map { index in
            Record(keys[index], [String(repeating: "x", count: shape.size(index, keys.count, &random))])
        }
        return (try SegmentFactory().segment(records), keys)
    }

    /// Where a key is, or would be, in sorted ones.
    private func position(_ key: String, in keys: [String]) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    @Test(arguments: Shape.allCases, 1...3 as ClosedRange<UInt64>)
    func seeksToTheFirstRowThatIsNotBefore(shape: Shape, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let (segment, keys) = try segment(shape, &random)
        let start = SegmentCursor(segment)
        // Each key, what lies just before and behind it, and the ends.
        var wanted = ["", "!", "~~"]
        for _ in 0..<60 {
            guard let key = keys.randomElement(using: &random) else { break }
            wanted += [key, String(key.dropLast()), key + "x"]
        }
        wanted += [keys.first, keys.last, keys.dropFirst().first, keys.dropLast().last].compactMap { $0 }
        for key in wanted {
            var cursor = start
            key.withBytes { cursor.seek($0) }
            let expected = position(key, in: keys)
            let found = cursor.current.map { Record($0).key }
            #expect(found == (expected < keys.count ? keys[expected] : nil), "\(shape), seed \(seed), \(key)")
            cursor.advance()
            let next = cursor.current.map { Record($0).key }
            #expect(next == (expected + 1 < keys.count ? keys[expected + 1] : nil), "\(shape), seed \(seed), \(key)")
        }
    }

    @Test(arguments: Shape.allCases, 1...3 as ClosedRange<UInt64>)
    func goesOnFromWhereItIs(shape: Shape, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let (segment, keys) = try segment(shape, &random)
        for gap in [1, 3, 40, 500] {
            var cursor = SegmentCursor(segment)
            var index = 0
            while index < keys.count {
                let key = Bool.random(using: &random) ? keys[index] : String(keys[index].dropLast())
                key.withBytes { cursor.seek($0) }
                guard cursor.current.map({ Record($0).key }) == keys[index] else {
                    Issue.record("\(shape), seed \(seed), gap \(gap), \(key)")
                    return
                }
                if Bool.random(using: &random) {
                    // It stays where it is for a key that is behind it.
                    keys[index / 2].withBytes { cursor.seek($0) }
                    #expect(cursor.current.map { Record($0).key } == keys[index])
                }
                index += Int.random(in: 1...gap, using: &random)
            }
            "~".withBytes { cursor.seek($0) }
            #expect(cursor.current == nil)
            "a".withBytes { cursor.seek($0) }
            cursor.advance()
            #expect(cursor.current == nil)
        }
        #expect(throws: Never.self) { try segment.checkRead() }
    }
}
