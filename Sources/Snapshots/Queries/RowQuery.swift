import Sorting

/// A question about the rows of a stack, answered on their bytes and on all processors. The answer does not depend on how many
/// there are.
///
/// Where the condition leaves a row undecided, `decide` is asked, on the caller's thread and in the order of the rows. The
/// segments may have been opened without having been checked: who asks compares their checksums before anything comes of it.
public struct RowQuery {
    private let parts: StackParts
    private let condition: RowCondition

    /// Whether a row meets the condition.
    public typealias Decision<Problem: Error> = (_ row: Row) throws(Problem) -> Bool

    /// Asks about the rows of a stack.
    ///
    /// - Parameters:
    ///   - segments: The stack, oldest first. They are kept.
    ///   - condition: Which rows are meant.
    public init(_ segments: [Segment], where condition: RowCondition = .always) {
        parts = StackParts(segments)
        self.condition = condition
    }

    /// The rows, one by one.
    public func rows() -> MatchingRows {
        let (parts, condition) = (parts, condition)
        let work = OrderedWork<Int, PartOutcome> {
            let reader = PartReader(parts, condition, RowList())
            return { reader.read($0) }
        }
        return MatchingRows(work, parts: parts.count)
    }

    /// How many rows there are.
    ///
    /// - Parameters:
    ///   - check: Called now and then; what it throws ends the search.
    ///   - decide: Whether a row is meant of which the condition says nothing.
    public func count<Problem: Error>(
        _ check: () throws(Problem) -> Void,
        decide: Decision<Problem>
    ) throws(Problem) -> Int {
        var count = 0
        _ = try collect({ RowCount() }, check) { (outcome, _) throws(Problem) in
            count += outcome.count
            for found in outcome.rows where try decide(found.row) { count += 1 }
        }
        return count
    }

    /// How many rows there are for each combination of cells, in the order of the first row of each. Values that are the same in
    /// other bytes are combinations of their own.
    ///
    /// - Parameters:
    ///   - columns: The cells.
    ///   - check: Called now and then; what it throws ends the search.
    ///   - decide: Whether a row is meant of which the condition says nothing.
    public func groups<Problem: Error>(
        by columns: [RowColumn],
        _ check: () throws(Problem) -> Void,
        decide: Decision<Problem>
    ) throws(Problem) -> [RowGroup] {
        let collectors = try collect({ RowGroups(by: columns) }, check) {
            (outcome, own) throws(Problem) in
            for found in outcome.rows where try decide(found.row) { own.add(found) }
        }
        return RowGroups.merged(collectors)
    }

    /// The first rows in an order; those that are equal in it in the order they have.
    ///
    /// - Parameters:
    ///   - limit: How many. No more are kept at any time.
    ///   - keys: What the order is by.
    ///   - check: Called now and then; what it throws ends the search.
    ///   - decide: Whether a row is meant of which the condition says nothing.
    public func first<Problem: Error>(
        _ limit: Int,
        by keys: [RowKey],
        _ check: () throws(Problem) -> Void,
        decide: Decision<Problem>
    ) throws(Problem) -> [Row] {
        let collectors = try collect({ FirstRows(limit, by: keys) }, check) {
            (outcome, own) throws(Problem) in
            for found in outcome.rows where try decide(found.row) { own.add(found) }
        }
        return FirstRows.merged(collectors)
    }

    /// Lets each thread collect rows of its parts.
    ///
    /// - Parameters:
    ///   - empty: Makes a collector for a thread.
    ///   - take: Gets what each part left to the caller's thread, in order, and a collector of its own.
    /// - Returns: What was collected, in no order.
    private func collect<Collector: RowCollector, Problem: Error>(
        _ empty: @escaping () -> Collector,
        _ check: () throws(Problem) -> Void,
        take: (PartOutcome, PartReader<Collector>) throws(Problem) -> Void
    ) throws(Problem) -> [Collector] {
        let (parts, condition) = (parts, condition)
        let own = PartReader(parts, condition, empty())
        var readers = [own]
        let work = OrderedWork<Int, PartOutcome> {
            let reader = PartReader(parts, condition, empty())
            readers.append(reader)
            return { reader.read($0) }
        }
        try work.run(Array(0..<parts.count)) { (outcome) throws(Problem) in
            try check()
            try take(outcome, own)
        }
        return readers.map(\.collector)
    }
}

/// The rows that meet a condition, in the order of their addresses, read ahead on all processors.
public final class MatchingRows {
    private let work: OrderedWork<Int, PartOutcome>
    private let parts: Int
    private var submitted = 0
    private var taken = 0
    private var outcome = PartOutcome()
    private var next = 0

    /// How many parts are read ahead at most: what is found in them is kept.
    private static let mostAhead = 8

    init(_ work: OrderedWork<Int, PartOutcome>, parts: Int) {
        self.work = work
        self.parts = parts
    }

    /// The next row, valid while the segments are; nil at the end.
    public func nextRow() -> (row: Row, isUndecided: Bool)? {
        while next >= outcome.rows.count {
            // The first part alone: it may hold all that is wanted.
            let ahead = min(Self.mostAhead, 2 * taken + 1)
            while submitted < parts, submitted - taken < ahead {
                work.submit(submitted)
                submitted += 1
            }
            guard let outcome = work.takeNext() else { return nil }
            taken += 1
            (self.outcome, next) = (outcome, 0)
        }
        defer { next += 1 }
        return (outcome.rows[next].row, outcome.rows[next].isUndecided)
    }
}
