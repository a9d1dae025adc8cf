internal import Recipients
internal import Snapshots
internal import Sorting
import SystemCalls

/// Searches for an address: as the recipient of a row, and in other recipients' cells and other texts, however it is
/// spelled, but not as part of a longer address.
struct AddressTrace {
    private enum Target {
        /// A normalised address, and the index of its `@`.
        case address([UInt8], at: Int)
        /// The hash of an address that the store no longer has.
        case hash(UInt64, AddressHash)
    }

    private let target: Target

    init(_ address: EmailAddress) {
        let bytes = Array(address.text.utf8)
        target = .address(bytes, at: bytes.firstIndex(of: UInt8(ascii: "@")) ?? 0)
    }

    /// Searches for an address of which only the hash is known.
    ///
    /// - Complexity: The search computes a hash of every address that it meets.
    init(hash: UInt64, under function: AddressHash) {
        target = .hash(hash, function)
    }

    /// Whether a normalised address is the one that is searched for.
    func isMeant(_ address: UnsafeRawBufferPointer) -> Bool {
        switch target {
        case .address(let bytes, _): bytes.elementsEqual(address)
        case .hash(let hash, let function): function(address) == hash
        }
    }

    /// The hash of the address.
    ///
    /// - Returns: Nil if only a hash of the address is known, and that with another key.
    func hash(under function: AddressHash) -> UInt64? {
        switch target {
        case .address(let bytes, _): bytes.withUnsafeBytes { function($0) }
        case .hash(let hash, let own): own == function ? hash : nil
        }
    }

    /// What a segment contains of the address.
    struct Findings {
        /// The row of the address, or the mark of its removal; valid as long as the segment.
        var row: Row?
        /// Other rows with cells that contain it, in order; valid as long as the segment.
        var traces: [Row] = []
    }

    /// - Complexity: One pass over the segment, from one `@` to the next.
    func find(in segment: Segment) -> Findings {
        var findings = Findings()
        var cursor = SegmentCursor(segment)
        switch target {
        case .address(let address, _):
            findings.row = address.withUnsafeBytes { cursor.find($0) }
            findings.traces = traces(in: segment)
        case .hash:
            while let row = cursor.current {
                if isMeant(row.key) {
                    findings.row = row
                } else if occurs(in: row) {
                    findings.traces.append(row)
                }
                cursor.advance()
            }
        }
        return findings
    }

    /// The rows, other than that of the address itself, with cells that contain it.
    private func traces(in segment: Segment) -> [Row] {
        var traces: [Row] = []
        let body = segment.body
        var start = 0
        while let at = body.nextAt(from: start) {
            start = at + 1
            guard canBeMeant(body, at: at) else { continue }
            let line = body.line(around: at)
            start = line.upperBound
            guard let row = Row(line: UnsafeRawBufferPointer(rebasing: body[line])) else { continue }
            if !isMeant(row.key), occurs(in: row) { traces.append(row) }
        }
        return traces
    }

    /// Whether a cell of a row contains the address.
    func occurs(in row: Row) -> Bool {
        guard row.tail.nextAt(from: 0) != nil else { return false }
        var cells = row.cells
        while !cells.isAtEnd {
            if occurs(in: cells.next()) { return true }
        }
        return false
    }

    /// Writes a row, with its line end, without the cells that contain the address; false if none does.
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
        guard cell.hasEscapes else { return occurs(in: cell.escapedText) }
        var text = ByteBuffer(capacity: cell.json.count)
        cell.appendText(to: &text)
        return occurs(in: text.bytes)
    }

    /// Whether a text contains the address.
    func occurs(in text: String?) -> Bool {
        guard var text else { return false }
        return text.withUTF8 { occurs(in: UnsafeRawBufferPointer($0)) }
    }

    private func occurs(in text: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while let at = text.nextAt(from: start) {
            if canBeMeant(text, at: at), AddressMentions.visit(around: at, in: text, { _, address in isMeant(address) })
            {
                return true
            }
            start = at + 1
        }
        return false
    }

    /// Whether an `@` may belong to the address, judging by the bytes beside it: nearly every `@` in a segment belongs
    /// to another.
    private func canBeMeant(_ text: UnsafeRawBufferPointer, at: Int) -> Bool {
        guard case .address(let address, let expectedAt) = target else { return true }
        guard at > 0, at + 1 < text.count, expectedAt > 0 else { return false }
        // A character beyond ASCII may be normalised to one in ASCII, and decomposed letters and `xn--` become
        // characters beyond ASCII.
        let (before, behind) = (text[at - 1], text[at + 1])
        guard before >= 0x80 || before.lowercasedASCII == address[expectedAt - 1] else { return false }
        let domain = address[(expectedAt + 1)...]
        guard behind < 0x80, domain.first.map({ $0 < 0x80 }) ?? false else { return true }
        if behind.lowercasedASCII == domain.first { return true }
        return behind.lowercasedASCII == UInt8(ascii: "x") && domain.contains { $0 >= 0x80 }
    }
}

extension UnsafeRawBufferPointer {
    /// The index of the next `@`.
    fileprivate func nextAt(from start: Int) -> Int? {
        guard let base = baseAddress, start < count,
            let found = memchr(base + start, Int32(UInt8(ascii: "@")), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
