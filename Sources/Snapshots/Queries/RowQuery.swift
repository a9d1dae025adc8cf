import Sorting

/// A query over the rows of a stack, answered on their bytes and on all processors. The answer does not depend on how
/// many there are.
///
/// If the condition leaves a row undecided, `decide` is called, on the caller's thread and in the order of the rows.
/// The segments may have been opened without having been checked: the caller must then check them before it uses the
/// answer.
public struct RowQuery {
    private let parts: StackParts
    private let condition: RowCondition

    /// Whether a row meets the condition.
    public typealias Decision<Problem: Error> = (_ row: Row) throws(Problem) -> Bool

    /// A query over the rows of a stack.
    ///
    /// - Parameters:
    ///   - segments: The stack, oldest first. It is kept alive.
    ///   - condition: The condition that rows must meet.
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

    /// Counts the rows.
    ///
    /// - Parameters:
    ///   - check: Called now and then; an error that it throws ends the query.
    ///   - decide: Whether a row that the condition leaves undecided meets it.
    public func count<Problem: Error>(
        _ check: () throws(Problem) -> Void,
        decide: Decision<Problem>
    ) throws(Problem) -> Int {
        var count = 0
        _ = try collect({ CountingCollector() }, check) { (outcome, _) throws(Problem) in
            count += outcome.count
            for found in outcome.rows where try decide(found.row) { count += 1 }
        }
        return count
    }

    /// Counts the rows for each combination of cells, in the order of the first row of each. Equal values with
    /// different bytes are different combinations.
    ///
    /// - Parameters:
    ///   - columns: The cells.
    ///   - check: Called now and then; an error that it throws ends the query.
    ///   - decide: Whether a row that the condition leaves undecided meets it.
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

    /// The first rows in a given order; rows that are equal in it keep theirs.
    ///
    /// - Parameters:
    ///   - limit: How many rows. No more are kept at any time.
    ///   - keys: What the rows are sorted by.
    ///   - check: Called now and then; an error that it throws ends the query.
    ///   - decide: Whether a row that the condition leaves undecided meets it.
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

    /// Collects rows on each thread.
    ///
    /// - Parameters:
    ///   - empty: Makes a collector for a thread.
    ///   - take: Receives what each part left for the caller's thread, in order, and the reader of that thread.
    /// - Returns: The collectors, in no particular order.
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

    /// The most parts that are read ahead: what is found in them is kept in memory.
    private static let mostAhead = 8

    init(_ work: OrderedWork<Int, PartOutcome>, parts: Int) {
        self.work = work
        self.parts = parts
    }

    /// The next row, valid while the segments are; nil at the end.
    public func nextRow() -> (row: Row, isUndecided: Bool)? {
        while next >= outcome.rows.count {
            // At first only one part: it may have all rows that are wanted.
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
