internal import CProcessor
internal import DelimitedText
internal import Snapshots
internal import Sorting

/// Writes the cells of a row as delimited text, all of them in order. It copies sixteen bytes at a time, since most
/// texts are the same in both forms.
struct CellCopy {
    private let row: Row
    private let delimiter: UInt8
    private let columns: Int

    /// How many bytes after a row are read.
    static let overreach = 16

    /// - Parameters:
    ///   - row: Not a removal; `overreach` bytes after it can be read.
    ///   - columns: How many cells are written, the address included.
    @inline(__always)
    init(_ row: Row, delimiter: UInt8, columns: Int) {
        self.row = row
        self.delimiter = delimiter
        self.columns = columns
    }

    /// Appends the record with its line end.
    @inline(__always)
    func write(to output: inout ByteBuffer) {
        // Room for each byte doubled, added quotes, delimiters, a line end, and what is copied beyond the last cell.
        output.append(upTo: 2 * row.bytes.count + 3 * columns + 2 * Self.overreach) { target in
            let start = target.baseAddress.unsafelyUnwrapped
            return write(to: start) - start
        }
    }

    @inline(__always)
    private func write(to start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var target = start
        // `["address",…]`: each cell follows the bracket or a comma; `end` is the position of the closing bracket.
        var place = row.bytes.baseAddress.unsafelyUnwrapped + 1
        let end = row.bytes.baseAddress.unsafelyUnwrapped + (row.bytes.count - 1)
        var left = columns
        while true {
            if place.load(as: UInt8.self) == UInt8(ascii: "\"") {
                copyCell(&place, before: end, to: &target)
            } else {
                // `null`.
                place += 4
            }
            left -= 1
            guard left > 0 else { break }
            guard place < end, place.load(as: UInt8.self) == UInt8(ascii: ",") else {
                for _ in 0..<left { append(delimiter, to: &target) }
                break
            }
            append(delimiter, to: &target)
            place += 1
        }
        append(UInt8(ascii: "\n"), to: &target)
        return target
    }

    /// Copies a cell that needs no quotes and has no escapes to resolve; hands any other to `quote` or `copyEscaped`.
    ///
    /// - Parameters:
    ///   - place: The position of its opening quote; moved to after its closing quote.
    ///   - target: Where it is written; moved to after it.
    @inline(__always)
    private func copyCell(
        _ place: inout UnsafeRawPointer,
        before end: UnsafeRawPointer,
        to target: inout UnsafeMutableRawPointer
    ) {
        let source = place + 1
        var offset = 0
        var delimiters: UInt64 = 0
        while source + offset < end {
            let bits = cbs_copy_from_json(target + offset, source + offset, delimiter)
            let quotes = bits & 0xFFFF
            // The bytes before the first quote.
            let before = ~quotes & (quotes &- 1)
            guard bits >> 16 & before & 0xFFFF == 0 else { return copyEscaped(&place, before: end, to: &target) }
            delimiters |= bits >> 32 & before
            guard quotes != 0 else {
                offset += 16
                continue
            }
            let length = offset + quotes.trailingZeroBitCount
            place = source + length + 1
            if delimiters == 0, !mayLoseEnds(source, length) {
                target += length
            } else {
                quote(UnsafeRawBufferPointer(start: source, count: length), hasDelimiter: delimiters != 0, to: &target)
            }
            return
        }
        // The opening quote has no closing quote: this cell and the rest of the row are missing.
        place = end
    }

    /// Whether a cell may begin or end with white space: a control character, an ASCII space, or a byte beyond ASCII.
    @inline(__always)
    private func mayLoseEnds(_ cell: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count > 0 else { return false }
        return cell.load(as: Int8.self) <= 0x20 || cell.load(fromByteOffset: count - 1, as: Int8.self) <= 0x20
    }

    /// Writes a cell without quotes or escapes, in quotes if it needs them.
    @inline(never)
    private func quote(_ cell: UnsafeRawBufferPointer, hasDelimiter: Bool, to target: inout UnsafeMutableRawPointer) {
        let isNeeded = hasDelimiter || CellQuoting.losesItsEnds(cell)
        if isNeeded { append(UInt8(ascii: "\""), to: &target) }
        target.copyMemory(from: cell.baseAddress.unsafelyUnwrapped, byteCount: cell.count)
        target += cell.count
        if isNeeded { append(UInt8(ascii: "\""), to: &target) }
    }

    /// Writes a cell with escapes: as if it needed quotes, which are removed afterwards if it does not.
    @inline(never)
    private func copyEscaped(
        _ place: inout UnsafeRawPointer,
        before end: UnsafeRawPointer,
        to target: inout UnsafeMutableRawPointer
    ) {
        let start = target + 1
        var out = start
        var source = place + 1
        var isNeeded = false
        while source < end {
            let bits = cbs_copy_from_json(out, source, delimiter)
            let stops = (bits | bits >> 16) & 0xFFFF
            let count = stops == 0 ? 16 : stops.trailingZeroBitCount
            if bits >> 32 & (1 << UInt64(count) - 1) != 0 { isNeeded = true }
            source += count
            out += count
            if stops == 0 { continue }
            if bits >> UInt64(count) & 1 != 0 { break }
            let rest = UnsafeRawBufferPointer(start: source, count: end - source)
            let (byte, length) = JSONEscape.unescaped(rest)
            source += length
            guard let byte else { continue }
            if byte == UInt8(ascii: "\"") { append(byte, to: &out) }
            append(byte, to: &out)
            isNeeded = isNeeded || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D || byte == delimiter
        }
        guard source < end else {
            // No closing quote.
            place = end
            return
        }
        place = source + 1
        if isNeeded || CellQuoting.losesItsEnds(UnsafeRawBufferPointer(start: start, count: out - start)) {
            target.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
            append(UInt8(ascii: "\""), to: &out)
            target = out
        } else {
            // The source and the target overlap.
            target.copyMemory(from: start, byteCount: out - start)
            target += out - start
        }
    }

    @inline(__always)
    private func append(_ byte: UInt8, to target: inout UnsafeMutableRawPointer) {
        target.storeBytes(of: byte, as: UInt8.self)
        target += 1
    }
}
