/// What was found in a part of a stack: the rows that are wanted individually, in order, and a count.
///
/// Sendable, because nobody writes to the bytes that its rows borrow.
struct PartOutcome: @unchecked Sendable {
    /// They borrow the bytes of segments, which do not change and which the caller keeps alive.
    var rows: [FoundRow] = []
    /// How many rows met the condition.
    var count = 0
}

/// A row that was found, with its position among all rows.
struct FoundRow {
    let row: Row
    /// Increases from row to row, and from part to part.
    let number: UInt64
    /// Whether the condition left the row undecided.
    let isUndecided: Bool
}

/// Collects the rows that meet a condition, on one thread, in order.
protocol RowCollector {
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome)
}

/// Counts the rows and keeps none.
struct CountingCollector: RowCollector {
    @inline(__always)
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome) {
        outcome.count += 1
    }
}

/// Keeps all rows.
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
    // Allocated separately: in a stored property, each use would be checked for exclusive access.
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

    /// What has been collected so far.
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
        /// The number of the last row.
        var number: UInt64
        var row = RowScanner()

        init(number: UInt64) { self.number = number }
    }

    /// Reads the lines that the filter finds; if these are many, it reads all the remaining lines.
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
    /// In bytes: the filter is judged only after it has been tried on this many.
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

    /// Adds a row that was undecided and turned out to meet the condition.
    func add(_ found: FoundRow) {
        var row = RowScanner()
        row.show(found.row)
        var outcome = PartOutcome()
        collected.pointee.add(&row, found.number, to: &outcome)
    }

    /// A part has fewer rows than can be counted in this many bits: more lines would not fit into memory.
    private static var partShift: Int { 40 }
}
