import Sorting

/// Finds the rows of a segment that no stack shows: those that every covering part hides, and marks of removed recipients
/// below whom there is nobody left.
public struct Trimming {
    private let segment: Segment
    /// The rows that can go, in their order.
    public private(set) var rows: [Row] = []

    /// - Parameters:
    ///   - segment: The segment, oldest first.
    ///   - coverings: The opened parts of stacks above it.
    ///   - foundations: The opened parts of stacks below it.
    public init(_ segment: Segment, coverings: [[Segment]], foundations: [[Segment]]) {
        self.segment = segment
        findHidden(coverings)
        findNeedlessRemovals(foundations)
    }

    /// Goes through the addresses of one covering part, looks for each in the segment and in the other parts.
    private mutating func findHidden(_ coverings: [[Segment]]) {
        guard let first = coverings.first, coverings.allSatisfy({ !$0.isEmpty }) else { return }
        var covering = StackCursor(first, showsRemovals: true)
        var others = coverings.dropFirst().map { StackCursor($0, showsRemovals: true) }
        var cursor = SegmentCursor(segment)
        while let row = covering.current {
            cursor.seek(row.key)
            if let hidden = cursor.current, compareKeys(hidden.key, row.key) == 0 {
                var isHidden = true
                for index in others.indices where isHidden { isHidden = others[index].find(row.key) != nil }
                if isHidden { rows.append(hidden) }
            }
            covering.advance()
        }
    }

    private mutating func findNeedlessRemovals(_ foundations: [[Segment]]) {
        // Upper segments are small beside what they stand on; the lowest has no marks but those of a group that began empty.
        var below = foundations.map { StackCursor($0, showsRemovals: true) }
        var cursor = SegmentCursor(segment)
        var needless: [Row] = []
        while let row = cursor.current {
            if row.isRemoval {
                var isNeedless = true
                for index in below.indices where isNeedless { isNeedless = below[index].find(row.key) == nil }
                if isNeedless { needless.append(row) }
            }
            cursor.advance()
        }
        guard !needless.isEmpty else { return }
        let all = (rows + needless).sorted { $0.isBefore($1) }
        // A mark that is hidden as well stands in both lists.
        rows = []
        for row in all where rows.last.map({ $0.isBefore(row) }) ?? true { rows.append(row) }
    }
}
