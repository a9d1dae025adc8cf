/// What a part of a stack holds for whoever asked: the rows that are wanted one by one, in their order.
struct PartOutcome: @unchecked Sendable {
    /// They borrow the bytes of segments, which do not change and are kept by whoever asked.
    var rows: [FoundRow] = []
    /// How many rows met the condition.
    var count = 0
}

/// A row that was found, and its place among all of them.
struct FoundRow {
    let row: Row
    /// Grows from row to row, and from part to part.
    let number: UInt64
    /// Whether the condition says nothing of it.
    let isUndecided: Bool
}

/// Takes rows that meet a condition, on one thread, in their order.
protocol RowCollector {
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome)
}

/// Only counts them.
struct RowCount: RowCollector {
    @inline(__always)
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome) {
        outcome.count += 1
    }
}

/// Keeps them all.
struct RowList: RowCollector {
    @inline(__always)
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome) {
        outcome.rows.append(FoundRow(row: row.row, number: number, isUndecided: false))
    }
}

/// Goes through parts of a stack on one thread.
final class PartReader<Collector: RowCollector> {
    private let parts: StackParts
    private let program: RowProgram
    // At a place of its own: within an object, each use of it would be checked for others.
    private let collected: UnsafeMutablePointer<Collector>

    init(_ parts: StackParts, _ condition: RowCondition, _ collector: Collector) {
        self.parts = parts
        program = RowProgram(condition)
        collected = .allocate(capacity: 1)
        collected.initialize(to: collector)
    }

    deinit {
        collected.deinitialize(count: 1)
        collected.deallocate()
    }

    /// What has come together so far.
    var collector: Collector { collected.pointee }

    func read(_ part: Int) -> PartOutcome {
        var outcome = PartOutcome()
        var number = UInt64(part) << Self.partShift
        var row = RowScanner()
        parts.forEachRun(of: part) { lines, readable, segment in
            row.begin(lines, readableTo: readable)
            while row.advance() {
                number += 1
                switch program.verdict(&row) {
                case .no: continue
                case .yes: collected.pointee.add(&row, number, to: &outcome)
                case .undecided: outcome.rows.append(FoundRow(row: row.row, number: number, isUndecided: true))
                }
            }
            if row.isMalformed { segment.noteMalformedRow() }
        }
        parts.giveBack(part)
        return outcome
    }

    /// Adds a row that has been found to meet the condition after all.
    func add(_ found: FoundRow) {
        var row = RowScanner()
        row.show(found.row)
        var outcome = PartOutcome()
        collected.pointee.add(&row, found.number, to: &outcome)
    }

    /// A part has fewer rows than this has bits left: its lines would not fit into the memory.
    private static var partShift: Int { 40 }
}
