/// What is above and below a segment in the stacks that contain it.
public struct StackNeighbours {
    /// The parts of the stacks above the segment, which cover it. Only the shortest ones, since what hides a row in a
    /// part hides it in every longer part too. An empty part means that a stack shows the segment as it is.
    public let coverings: [[Int]]
    /// The parts of the stacks below it, each part once.
    public let foundations: [[Int]]

    /// - Parameters:
    ///   - above: The parts of stacks above a segment.
    ///   - below: The parts below it.
    fileprivate init(above: Set<[Int]>, below: Set<[Int]>) {
        coverings =
            above.contains([])
            ? [[]]
            : above.filter { part in !above.contains { $0.count < part.count && part.starts(with: $0) } }
        foundations = Array(below)
    }
}

/// The stacks of a group, by the segments in them.
public struct StackMap {
    private let stacks: [[Int]]
    /// The places of each segment: the index of the stack, and that in the stack.
    private var places: [Int: [(stack: Int, index: Int)]] = [:]
    /// What has taken the place of segments: another one, or none.
    private var replacements: [Int: Int?] = [:]

    /// - Parameter stacks: Every stack, oldest segment first.
    /// - Complexity: Linear in the size of all stacks together.
    public init(_ stacks: Set<[Int]>) {
        self.stacks = Array(stacks)
        for (stack, segments) in self.stacks.enumerated() {
            for (index, segment) in segments.enumerated() { places[segment, default: []].append((stack, index)) }
        }
    }

    /// The segments in all stacks, lower ones first.
    public var segmentsFromTheBottom: [Int] {
        places.map { (segment: $0.key, height: $0.value.reduce(0) { max($0, $1.index) }) }
            .sorted { ($0.height, $0.segment) < ($1.height, $1.segment) }.map(\.segment)
    }

    /// Notes that a segment has been replaced in every stack.
    ///
    /// - Parameters:
    ///   - segment: One of the original segments.
    ///   - replacement: The number of the new one; nil for none.
    public mutating func replace(_ segment: Int, with replacement: Int?) {
        replacements[segment] = .some(replacement)
    }

    /// What is above and below one of the original segments now.
    ///
    /// - Complexity: Linear in the size of the stacks that contain it.
    public func neighbours(of segment: Int) -> StackNeighbours {
        var above: Set<[Int]> = []
        var below: Set<[Int]> = []
        for place in places[segment] ?? [] {
            let stack = stacks[place.stack]
            above.insert(current(stack[(place.index + 1)...]))
            below.insert(current(stack[..<place.index]))
        }
        return StackNeighbours(above: above, below: below)
    }

    private func current(_ part: ArraySlice<Int>) -> [Int] {
        replacements.isEmpty ? Array(part) : part.compactMap { replacements[$0] ?? $0 }
    }
}
