import CProcessor
import Sorting
internal import SystemCalls

/// Finds lines that may meet a condition, by a text that the condition requires, without locating any cell.
///
/// A line that meets the condition contains the bytes of the cell; or it spells the same text in another way, and then
/// contains a byte that occurs only in texts with several spellings. A line with neither does not meet the condition.
final class LineFilter {
    /// The bytes of the required cell, with its quotes.
    private let needle: ByteBuffer
    /// Two of its bytes are searched for first: the one after the opening quote, and the one this many bytes further.
    private let distance: Int
    /// Bytes from this one on occur in texts that can be spelled in several ways.
    private let lowestOther: UInt8

    /// - Parameter condition: The condition on the rows.
    /// - Returns: Nil unless the condition requires a text of every row for which it is not false.
    init?(_ condition: RowCondition) {
        guard let (column, text) = condition.requiredText, !text.isEmpty else { return nil }
        var needle = ByteBuffer()
        TextTester.appendCell(of: text, to: &needle)
        // The distance to the last byte of the text, or to the closing quote if there is only one.
        distance = min(max(1, needle.count - 3), Self.mostDistance)
        lowestOther = TextTester.lowestOther(isAddress: column == 0)
        self.needle = needle
    }

    /// In bytes: how far beyond a block is read.
    private static let mostDistance = 16
    /// In bytes: how many are compared at once.
    private static let block = 64

    /// The first line from an offset on that may meet the condition, with its line end; nil if there is none.
    ///
    /// - Parameters:
    ///   - start: The offset of the beginning of a line.
    ///   - lines: Whole lines.
    ///   - readable: The end of the memory that can be read.
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
                if lines[found] >= lowestOther || isNeedle(around: found, in: lines) {
                    let line = lines.line(around: found, notBefore: start)
                    return line.lowerBound..<min(line.upperBound + 1, lines.count)
                }
                bits &= bits &- 1
            }
            place += Self.block
        }
        return nil
    }

    @inline(__always)
    private func bits(of block: UnsafeRawPointer) -> UInt64 {
        // In bounds: the required text is not empty.
        let bytes = needle.bytes.baseAddress.unsafelyUnwrapped
        return cbs_bits_pair(
            block, bytes.load(fromByteOffset: 1, as: UInt8.self),
            bytes.load(fromByteOffset: 1 + distance, as: UInt8.self), distance, lowestOther)
    }

    /// The bits of the remaining bytes, where less than a block can be read.
    @inline(never)
    private func bits(ofRest rest: UnsafeRawBufferPointer) -> UInt64 {
        rest.withPadding(to: Self.block + Self.mostDistance) { bits(of: $0) }
    }

    /// Whether the required cell is there, with its opening quote just before a place.
    @inline(__always)
    private func isNeedle(around place: Int, in lines: UnsafeRawBufferPointer) -> Bool {
        let start = place - 1
        guard start >= 0, start + needle.count <= lines.count else { return false }
        return UnsafeRawBufferPointer(rebasing: lines[start..<start + needle.count]).hasSameBytes(as: needle.bytes)
    }
}

extension RowCondition {
    /// A text that a cell has in every row for which the condition is not false; nil if there is none.
    fileprivate var requiredText: (column: Int, text: String)? {
        switch self {
        case .test(.text(let column, .equals(let text))): return (column, text)
        case .all(let conditions):
            for condition in conditions {
                if let text = condition.requiredText { return text }
                // Rows for which this condition is undecided must be asked about, whatever the next ones say.
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

extension UnsafeRawBufferPointer {
    /// Gives a closure `count` bytes to read: the first of these, followed by zeros if there are not enough.
    func withPadding<Result>(to count: Int, _ body: (UnsafeRawPointer) -> Result) -> Result {
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { bytes in
            bytes.initializeMemory(as: UInt8.self, repeating: 0)
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: prefix(count)))
            return body(UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped))
        }
    }
}
