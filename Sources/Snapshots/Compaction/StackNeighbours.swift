/// What stands above and below a segment in the stacks that have it.
public struct StackNeighbours {
    /// What covers the segment: the parts of the stacks above it. Only the shortest ones, since what hides a row in a part
    /// hides it in every longer one. An empty part means that a stack shows the segment as it is.
    public let coverings: [[Int]]
    /// The parts of the stacks below it, each once.
    public let foundations: [[Int]]

    /// - Parameters:
    ///   - segment: The number of a segment.
    ///   - stacks: Every stack of its group, oldest segment first.
    public init(of segment: Int, in stacks: some Sequence<[Int]>) {
        var above: Set<[Int]> = []
        var below: Set<[Int]> = []
        for stack in stacks {
            guard let index = stack.firstIndex(of: segment) else { continue }
            above.insert(Array(stack[(index + 1)...]))
            below.insert(Array(stack[..<index]))
        }
        coverings = above.filter { part in
            !above.contains { $0.count < part.count && part.starts(with: $0) }
        }
        foundations = Array(below)
    }
}
