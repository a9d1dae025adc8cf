/// Goes through the addresses in which two states can differ, with the row of each.
///
/// Segments that both stacks have at their bottom are left out: an address that stands only there is the same in both. So
/// comparing a state with one that grew out of it costs what has changed since, not what there is.
public struct DifferenceCursor {
    private var addresses: MergingCursor
    private var left: StackCursor
    private var right: StackCursor

    /// - Parameters:
    ///   - left: A stack, oldest first.
    ///   - right: Another.
    ///   - skipsShared: False to visit every address of both.
    public init(_ left: [Segment], _ right: [Segment], skipsShared: Bool = true) {
        let shared = skipsShared ? zip(left, right).prefix { $0 === $1 }.count : 0
        addresses = MergingCursor(Array(left.dropFirst(shared) + right.dropFirst(shared)))
        self.left = StackCursor(left)
        self.right = StackCursor(right)
    }

    /// The next address's rows; nil at the end. At least one of the two is there.
    public mutating func next() -> (left: Row?, right: Row?)? {
        while let row = addresses.current {
            repeat { addresses.advance() } while addresses.isAt(addressOf: row)
            let pair = (left.find(row.key), right.find(row.key))
            if pair.0 != nil || pair.1 != nil { return pair }
        }
        return nil
    }
}
