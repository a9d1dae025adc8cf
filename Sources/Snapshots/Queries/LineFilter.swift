import CProcessor
import Sorting

/// Finds the lines that may meet a condition by a text that it asks for, without locating their cells.
///
/// A line has the text of a cell in its bytes, unless it has the same text in other bytes: then it has a byte beyond those that every
/// text has in one way only. What has neither does not meet the condition.
final class LineFilter {
    /// The cell as lines have it, in its quotes.
    private let needle: ByteBuffer
    /// Which two of its bytes are looked for first: the one behind the opening quote, and one so far behind that.
    private let distance: Int
    /// From this byte on, a text may be written in more than one way.
    private let lowestOther: UInt8

    /// - Parameter condition: Of which rows are meant.
    /// - Returns: nil if the condition does not ask for a text in each row for which it is not false.
    init?(_ condition: RowCondition) {
        guard let (column, text) = condition.requiredText, !text.isEmpty else { return nil }
        var needle = ByteBuffer()
        TextTester.appendCell(of: text, to: &needle)
        // The last byte of the text, or the quote behind a single one.
        distance = min(max(1, needle.count - 3), Self.mostDistance)
        lowestOther = TextTester.lowestOther(isAddress: column == 0)
        self.needle = needle
    }

    /// In bytes: so many are read behind a block.
    private static let mostDistance = 16
    /// In bytes: what is looked at together.
    private static let block = 64

    /// The first line from a place on that may meet the condition, with its line end; nil if there is none.
    ///
    /// - Parameters:
    ///   - start: The beginning of a line.
    ///   - lines: Whole lines.
    ///   - readable: The end of what may be read behind them.
    func nextLine(
        from start: Int,
        in lines: UnsafeRawBufferPointer,
        readableTo readable: UnsafeRawPointer
    ) -> Range<Int>? {
        guard let origin = lines.baseAddress else { return nil }
        var place = start
        while place < lines.count {
            let block = origin + place
            var bits =
                block + Self.block + distance <= readable
                ? bits(of: block) : bits(ofRest: UnsafeRawBufferPointer(rebasing: lines[place...]))
            if lines.count - place < Self.block { bits &= 1 << UInt64(lines.count - place) &- 1 }
            while bits != 0 {
                let found = place + bits.trailingZeroBitCount
                if lines[found] >= lowestOther || isNeedle(behind: found, in: lines) {
                    return Self.line(around: found, from: start, in: lines)
                }
                bits &= bits &- 1
            }
            place += Self.block
        }
        return nil
    }

    @inline(__always)
    private func bits(of block: UnsafeRawPointer) -> UInt64 {
        // In bounds: a text is not empty.
        let bytes = needle.bytes.baseAddress.unsafelyUnwrapped
        return cbs_bits_pair(
            block, bytes.load(fromByteOffset: 1, as: UInt8.self),
            bytes.load(fromByteOffset: 1 + distance, as: UInt8.self), distance, lowestOther)
    }

    /// The bits of fewer bytes than can be read together.
    @inline(never)
    private func bits(ofRest rest: UnsafeRawBufferPointer) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: Self.block + Self.mostDistance, alignment: 16) { bytes in
            bytes.initializeMemory(as: UInt8.self, repeating: 0)
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(bytes.count)))
            return bits(of: UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped))
        }
    }

    /// Whether the cell stands there, its opening quote before a place.
    @inline(__always)
    private func isNeedle(behind place: Int, in lines: UnsafeRawBufferPointer) -> Bool {
        let start = place - 1
        guard start >= 0, start + needle.count <= lines.count else { return false }
        return UnsafeRawBufferPointer(rebasing: lines[start..<start + needle.count]).hasSameBytes(as: needle.bytes)
    }

    @inline(__always)
    private static func line(around place: Int, from start: Int, in lines: UnsafeRawBufferPointer) -> Range<Int> {
        var first = place
        while first > start, lines[first - 1] != UInt8(ascii: "\n") { first -= 1 }
        let end = place + UnsafeRawBufferPointer(rebasing: lines[place...]).firstIndexOfLineEnd + 1
        return first..<min(end, lines.count)
    }
}

extension RowCondition {
    /// A text that a cell must have in each row for which the condition is not false; nil if it asks for none.
    fileprivate var requiredText: (column: Int, text: String)? {
        switch self {
        case .test(.text(let column, .equals(let text))): return (column, text)
        case .all(let conditions):
            for condition in conditions {
                if let text = condition.requiredText { return text }
                // A row that this one leaves undecided is asked about, whatever those behind it say.
                if condition.mayBeUndecided { return nil }
            }
            return nil
        default: return nil
        }
    }

    private var mayBeUndecided: Bool {
        switch self {
        case .always, .never: false
        case .undecided, .test(.number): true
        case .test: false
        case .not(let condition): condition.mayBeUndecided
        case .all(let conditions), .any(let conditions): conditions.contains(where: \.mayBeUndecided)
        }
    }
}
