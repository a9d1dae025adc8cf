/// Goes through the addresses that several differences between one state and others have in common or apart, each once,
/// with its row in that one state.
public struct AddressUnion {
    private var differences: [DifferenceCursor]
    private var heads: [Row?]

    /// - Parameter differences: All with the same left state.
    public init(_ differences: [DifferenceCursor]) {
        self.differences = differences
        heads = []
        for index in self.differences.indices { heads.append(Self.nextLeft(&self.differences[index])) }
    }

    /// The next address that the left state has and in which any of the others may differ.
    public mutating func next() -> Row? {
        guard let first = heads.compactMap({ $0 }).min(by: { $0.isBefore($1) }) else { return nil }
        for index in heads.indices {
            if let head = heads[index], !first.isBefore(head) {
                heads[index] = Self.nextLeft(&differences[index])
            }
        }
        return first
    }

    private static func nextLeft(_ difference: inout DifferenceCursor) -> Row? {
        while let pair = difference.next() {
            if let left = pair.left { return left }
        }
        return nil
    }
}
