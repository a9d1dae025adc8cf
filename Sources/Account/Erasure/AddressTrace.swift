internal import Snapshots
internal import Sorting
import SystemCalls

/// Looks for an address in what stands in the cells of other recipients, without regard to the case of ASCII letters, but
/// not within a longer address.
struct AddressTrace {
    private let address: [UInt8]
    /// Where the `@` stands.
    private let at: Int

    /// - Parameter address: Normalised.
    init(_ address: String) {
        self.address = Array(address.utf8)
        at = self.address.firstIndex(of: UInt8(ascii: "@")) ?? 0
    }

    /// Whether a cell of another recipient holds the address.
    ///
    /// - Complexity: One pass over the segment, from one `@` to the next.
    func occurs(in segment: Segment) -> Bool {
        var start = 0
        while let place = find(in: segment.body, from: start) {
            let line = Self.line(around: place, in: segment.body)
            if let row = Row(line: UnsafeRawBufferPointer(rebasing: segment.body[line])), occurs(in: row) {
                return true
            }
            start = line.upperBound
        }
        return false
    }

    /// Whether a cell of a row holds the address.
    func occurs(in row: Row) -> Bool {
        guard find(in: row.tail, from: 0) != nil else { return false }
        var cells = row.cells
        while !cells.isAtEnd {
            if occurs(in: cells.next()) { return true }
        }
        return false
    }

    /// Writes a row without the cells that hold the address, with its line end; false if none does.
    func rewrite(_ row: Row, into buffer: inout ByteBuffer) -> Bool {
        guard occurs(in: row) else { return false }
        var encoder = RowEncoder()
        encoder.begin(row.key, in: &buffer)
        var cells = row.cells
        while !cells.isAtEnd {
            let cell = cells.next()
            encoder.append(occurs(in: cell) ? .missing : cell, to: &buffer)
        }
        encoder.end(in: &buffer)
        return true
    }

    private func occurs(in cell: Cell) -> Bool {
        guard cell.hasEscapes else { return standsAlone(in: cell.escapedText) }
        var text = ByteBuffer(capacity: cell.json.count)
        cell.appendText(to: &text)
        return standsAlone(in: text.bytes)
    }

    /// Whether a text holds the address, and not only as a part of a longer one.
    private func standsAlone(in text: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while let place = find(in: text, from: start) {
            let end = place + address.count
            let goesOn = end < text.count && (Self.isOfWord(text[end]) || Self.isDotBeforeWord(text, end))
            if !goesOn, place == 0 || !Self.isOfLocalPart(text[place - 1]) { return true }
            start = place + at + 1
        }
        return false
    }

    /// Where the address begins, whatever stands around it; nil if it does not come any more.
    private func find(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = text.baseAddress else { return nil }
        var from = start
        while from < text.count, let found = memchr(base + from, Int32(UInt8(ascii: "@")), text.count - from) {
            let place = UnsafeRawPointer(found) - base
            from = place + 1
            let first = place - at
            guard first >= 0, first + address.count <= text.count else { continue }
            if matches(UnsafeRawBufferPointer(rebasing: text[first..<first + address.count])) { return first }
        }
        return nil
    }

    private func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        zip(text, address).allSatisfy { byte, expected in
            byte == expected || ((0x41...0x5A).contains(byte) && byte | 0x20 == expected)
        }
    }

    private static func line(around place: Int, in text: UnsafeRawBufferPointer) -> Range<Int> {
        var start = place
        while start > 0, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start..<(text[place...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count)
    }

    /// Whether a byte can go on with a domain, or is of a character that can.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), 0x80...: true
        default: false
        }
    }

    private static func isDotBeforeWord(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        text[place] == UInt8(ascii: ".") && place + 1 < text.count && isOfWord(text[place + 1])
    }

    /// Whether a byte can stand before others of a local part. Of the signs that can, those that people put around addresses
    /// do not count.
    private static func isOfLocalPart(_ byte: UInt8) -> Bool {
        isOfWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
    }
}
