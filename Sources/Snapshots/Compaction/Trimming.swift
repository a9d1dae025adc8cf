import Sorting

/// Finds the rows of a segment that no stack shows: rows that every covering part hides, and removed rows without a
/// recipient below them.
public struct Trimming {
    private let segment: Segment
    /// The rows that can be dropped, in order.
    public private(set) var rows: [Row] = []

    /// - Parameters:
    ///   - segment: The segment.
    ///   - coverings: The parts of stacks above it, opened, oldest segment first.
    ///   - foundations: Opens the parts of stacks below it, oldest segment first. Called only if the segment has marks
    ///     of removals, which most have not.
    public init<Problem: Error>(
        _ segment: Segment,
        coverings: [[Segment]],
        foundations: () throws(Problem) -> [[Segment]]
    ) throws(Problem) {
        self.segment = segment
        findHidden(coverings)
        var cursor = SegmentCursor(segment)
        while let row = cursor.current, !row.isRemoval { cursor.advance() }
        if cursor.current != nil { findNeedlessRemovals(try foundations(), from: cursor) }
    }

    /// Goes through the addresses of one covering part and looks for each in the segment and in the other parts.
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

    /// - Parameter first: The place of the first removed row.
    private mutating func findNeedlessRemovals(_ foundations: [[Segment]], from first: consuming SegmentCursor) {
        // Upper segments are small compared with what they stand on; the lowest has removed rows only if its group
        // began empty.
        var below = foundations.map { StackCursor($0, showsRemovals: true) }
        var cursor = first
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
        // A removed row that is hidden as well is in both lists.
        rows = []
        for row in all where rows.last.map({ $0.isBefore(row) }) ?? true { rows.append(row) }
    }
}
