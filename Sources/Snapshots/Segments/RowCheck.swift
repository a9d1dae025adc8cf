internal import CProcessor
import Sorting
import SystemCalls

extension Segment {
    /// Examines every row on all processors: whether each line is a row, and whether the rows are in order.
    ///
    /// - Parameters:
    ///   - columns: How many columns rows may have.
    ///   - makeTally: Called for each piece of the segment; makes the tally of that piece.
    ///   - note: Counts a row in a tally.
    ///   - take: Receives the tally of the next piece. If a problem is returned, the tallies must not be used.
    /// - Returns: The number of rows, and the first problem.
    public func examine<Tally: AnyObject & Sendable>(
        columns: Int,
        makeTally: @escaping @Sendable () -> Tally,
        note: @escaping @Sendable (Row, Tally) -> Void,
        take: (Tally) -> Void
    ) -> (rows: Int, problem: RowDamage?) {
        let work = OrderedWork<LinePiece, (LinePiece.Finding, Tally)> {
            { piece in
                let tally = makeTally()
                return (piece.examine(columns: columns) { note($0, tally) }, tally)
            }
        }
        var whole = LinePiece.Finding()
        work.run(pieces()) { (finding, tally) in
            whole.add(finding)
            take(tally)
            if let last = finding.last { evict(before: last.start) }
        }
        return (whole.rows, whole.problem)
    }

    private func pieces() -> [LinePiece] {
        guard let start = body.baseAddress else { return [] }
        let end = start + body.count
        var pieces: [LinePiece] = []
        var next = start
        while next < end {
            let probe = min(next + LinePiece.usualBytes, end)
            let lineEnd = memchr(probe, 0x0A, end - probe).map { UnsafeRawPointer($0) + 1 } ?? end
            pieces.append(LinePiece(start: next, end: lineEnd, readableEnd: end))
            next = lineEnd
        }
        return pieces
    }
}

/// What is wrong with the rows of a segment.
public enum RowDamage: Sendable {
    /// A line is not a row, or one of its cells is not a text.
    case notARow
    /// An address comes before the one in the row above it, or is the same.
    case notInOrder
}

/// Some consecutive lines of a segment. Sendable, because nobody writes to them; the segment keeps them alive.
struct LinePiece: @unchecked Sendable {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    /// The end of the memory that can be read.
    let readableEnd: UnsafeRawPointer

    /// In bytes: enough to be worth handing from thread to thread.
    static let usualBytes = 1 << 20

    /// An address. Sendable as its piece is.
    struct Key: @unchecked Sendable {
        let start: UnsafeRawPointer
        let count: Int

        fileprivate init(_ key: UnsafeRawBufferPointer) {
            // The address of a row is not empty.
            start = key.baseAddress.unsafelyUnwrapped
            count = key.count
        }

        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
    }

    /// What was found in a piece, or in a piece and those before it.
    struct Finding: Sendable {
        fileprivate(set) var rows = 0
        fileprivate(set) var problem: RowDamage?
        fileprivate(set) var first: Key?
        fileprivate(set) var last: Key?

        /// Adds what was found in the next piece.
        fileprivate mutating func add(_ next: Finding) {
            guard problem == nil else { return }
            if let last, let first = next.first, compareKeys(last.bytes, first.bytes) >= 0 { problem = .notInOrder }
            problem = problem ?? next.problem
            rows += next.rows
            first = first ?? next.first
            last = next.last ?? last
        }
    }

    /// Examines the rows, up to the first problem.
    func examine(columns: Int, _ note: (Row) -> Void) -> Finding {
        var finding = Finding()
        var next = start
        var previous: UnsafeRawBufferPointer?
        while next < end {
            let lineEnd = memchr(next, 0x0A, end - next).map { UnsafeRawPointer($0) } ?? end
            let line = UnsafeRawBufferPointer(start: next, count: lineEnd - next)
            guard let row = Row(line: line), row.isWellFormed(columns: columns, readableEnd: readableEnd) else {
                finding.problem = .notARow
                break
            }
            if let previous, compareKeys(previous, row.key) >= 0 {
                finding.problem = .notInOrder
                break
            }
            if previous == nil { finding.first = Key(row.key) }
            previous = row.key
            finding.rows += 1
            note(row)
            next = lineEnd + 1
        }
        finding.last = previous.map { Key($0) }
        return finding
    }
}

extension Row {
    /// Whether each cell is a text or missing, and there are no more cells than columns, the address included; or
    /// whether the row is the mark of a removal.
    ///
    /// - Parameter readableEnd: The end of the memory that can be read.
    func isWellFormed(columns: Int, readableEnd: UnsafeRawPointer) -> Bool {
        let start = bytes.baseAddress.unsafelyUnwrapped
        // The closing bracket.
        let end = start + (bytes.count - 1)
        var place = start + Self.keyOffset
        guard Self.skipText(&place, before: end, readableEnd), place == start + Self.keyOffset + keyLength + 1 else {
            return false
        }
        var cells = 1
        while place < end {
            guard place.load(as: UInt8.self) == UInt8(ascii: ",") else { return false }
            place += 1
            if place.load(as: UInt8.self) == UInt8(ascii: "\"") {
                place += 1
                guard Self.skipText(&place, before: end, readableEnd) else { return false }
            } else if !Self.skip("null", &place, before: end) {
                return Self.skip("false", &place, before: end) && cells == 1 && place == end
            }
            cells += 1
        }
        return place == end && cells <= columns
    }

    /// Skips to after the quote that closes a text; false if there is none, or if a control character precedes it.
    @inline(__always)
    private static func skipText(
        _ place: inout UnsafeRawPointer,
        before end: UnsafeRawPointer,
        _ readableEnd: UnsafeRawPointer
    ) -> Bool {
        while place < end {
            if readableEnd - place >= 16 {
                let stops = cbs_bits_text_end(place)
                guard stops != 0 else {
                    place += 16
                    continue
                }
                place += stops.trailingZeroBitCount
                guard place < end else { return false }
            }
            switch place.load(as: UInt8.self) {
            case UInt8(ascii: "\""):
                place += 1
                return true
            case UInt8(ascii: "\\"): place += 2
            case 0..<0x20: return false
            default: place += 1
            }
        }
        return false
    }

    @inline(__always)
    private static func skip(_ word: StaticString, _ place: inout UnsafeRawPointer, before end: UnsafeRawPointer)
        -> Bool
    {
        let count = word.utf8CodeUnitCount
        guard end - place >= count, memcmp(place, word.utf8Start, count) == 0 else { return false }
        place += count
        return true
    }
}
