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
    private let filter: LineFilter?
    // At a place of its own: within an object, each use of it would be checked for others.
    private let collected: UnsafeMutablePointer<Collector>

    init(_ parts: StackParts, _ condition: RowCondition, _ collector: Collector) {
        self.parts = parts
        program = RowProgram(condition)
        filter = LineFilter(condition)
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
        var run = Run(number: UInt64(part) << Self.partShift)
        parts.forEachRun(of: part) { lines, readable, segment in
            if let filter {
                read(lines, readableTo: readable, by: filter, &run)
            } else {
                read(lines, readableTo: readable, &run)
            }
            if run.row.isMalformed { segment.noteMalformedRow() }
        }
        parts.giveBack(part)
        return run.outcome
    }

    /// The state of reading a part, and what has been found in it.
    private struct Run: ~Copyable {
        var outcome = PartOutcome()
        /// Of the last row.
        var number: UInt64
        var row = RowScanner()

        init(number: UInt64) { self.number = number }
    }

    /// Reads the lines that the filter finds; where there are many of them, it reads all the rest.
    @inline(__always)
    private func read(
        _ lines: UnsafeRawBufferPointer,
        readableTo readable: UnsafeRawPointer,
        by filter: LineFilter,
        _ run: inout Run
    ) {
        var (place, found) = (0, 0)
        while let line = filter.nextLine(from: place, in: lines, readableTo: readable) {
            read(UnsafeRawBufferPointer(rebasing: lines[line]), readableTo: readable, &run)
            place = line.upperBound
            found += 1
            if found * Self.worthwhileBytes > place + Self.triedBytes {
                return read(UnsafeRawBufferPointer(rebasing: lines[place...]), readableTo: readable, &run)
            }
        }
    }

    /// A filter is worth its cost if it skips this many bytes, about four lines, for each line that it finds.
    private static var worthwhileBytes: Int { 512 }
    /// In bytes: it is judged only after it has been tried on this many.
    private static var triedBytes: Int { 1 << 14 }

    /// Reads all lines.
    @inline(__always)
    private func read(_ lines: UnsafeRawBufferPointer, readableTo readable: UnsafeRawPointer, _ run: inout Run) {
        run.row.begin(lines, readableTo: readable)
        while run.row.advance() {
            run.number += 1
            switch program.verdict(&run.row) {
            case .no: continue
            case .yes: collected.pointee.add(&run.row, run.number, to: &run.outcome)
            case .undecided:
                run.outcome.rows.append(FoundRow(row: run.row.row, number: run.number, isUndecided: true))
            }
        }
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
