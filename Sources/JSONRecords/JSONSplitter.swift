internal import DelimitedText

/// Finds the objects of a text: the elements of one array, objects one after another, or those of the list within an
/// envelope.
///
/// Only brackets and quotes are examined; the reader of an object checks what is in it.
struct JSONSplitter: ~Copyable {
    /// The longest object that is read, in bytes: an unclosed bracket in a huge file must not use up the memory.
    static let maximumBytes = 64 << 20
    private static let chunkBytes = 256 << 10

    var encoding: TextEncoding { reader.encoding }

    private var reader: TextReader
    private var buffer: UnsafeMutableRawBufferPointer
    /// The bounds of the text in the buffer that has not been used yet.
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private var line = 1
    private var shape = Shape.unknown

    private enum Shape {
        case unknown, sequence, array, ended
    }

    private let envelope: JSONEnvelope?

    init(_ source: any ByteSource, encoding: TextEncoding?, within envelope: JSONEnvelope? = nil) throws {
        reader = try TextReader(source, encoding: encoding)
        buffer = .allocate(byteCount: Self.chunkBytes, alignment: 16)
        self.envelope = envelope
    }

    /// Skips to the list within an envelope.
    private mutating func enter(_ envelope: JSONEnvelope) throws {
        var left = envelope.offset
        while left > end - start {
            left -= end - start
            start = end
            if try !refill() { throw JSONProblem(reason: .changedWhileRead, line: line) }
        }
        start += left
        line = envelope.line
        guard try peek() == UInt8(ascii: "[") else { throw JSONProblem(reason: .changedWhileRead, line: line) }
    }

    deinit {
        buffer.deallocate()
    }

    /// Whether there is nothing in the text; known only at its end.
    var isEmpty: Bool {
        if case .unknown = shape { true } else { false }
    }

    /// The next object, valid until the next call, and the line that it begins on, from 1; nil at the end.
    mutating func next() throws -> (text: UnsafeRawBufferPointer, line: Int)? {
        switch shape {
        case .unknown:
            if let envelope { try enter(envelope) }
            guard let byte = try peek() else { return nil }
            shape = byte == UInt8(ascii: "[") ? .array : .sequence
            if shape == .sequence { return try object() }
            start += 1
            if try peek() == UInt8(ascii: "]") { return try finish() }
            return try object()
        case .sequence:
            return try peek() == nil ? nil : try object()
        case .array:
            switch try peek() {
            case UInt8(ascii: "]"): return try finish()
            case UInt8(ascii: ","):
                start += 1
                return try object()
            case nil: throw JSONProblem(reason: .listUnclosed, line: line)
            default: throw JSONProblem(reason: .missingComma(or: "]"), line: line)
            }
        case .ended: return nil
        }
    }

    private mutating func finish() throws -> (text: UnsafeRawBufferPointer, line: Int)? {
        start += 1
        shape = .ended
        // What surrounds the list was checked when the envelope was found.
        if envelope != nil { return nil }
        if try peek() != nil { throw JSONProblem(reason: .afterList, line: line) }
        return nil
    }

    /// The next byte that is not white space; nil at the end.
    private mutating func peek() throws -> UInt8? {
        while true {
            while start < end {
                let byte = buffer[start]
                if byte == 0x0A {
                    line += 1
                } else if byte != 0x20 && byte != 0x0D && byte != 0x09 {
                    guard byte == Self.endMark, try isLast() else { return byte }
                }
                start += 1
            }
            if try !refill() { return nil }
        }
    }

    /// Ctrl-Z, with which some programs still end a text, of which it is not part.
    private static let endMark: UInt8 = 0x1A

    /// Whether nothing follows the next byte.
    private mutating func isLast() throws -> Bool {
        if start + 1 < end { return false }
        return try !refill()
    }

    private mutating func object() throws -> (text: UnsafeRawBufferPointer, line: Int)? {
        guard try peek() == UInt8(ascii: "{") else { throw JSONProblem(reason: .expectedObject, line: line) }
        let firstLine = line
        var scan = JSONBracketScan()
        while true {
            // In bounds: the scan does not go past the end of the text.
            let text = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
            let isComplete = scan.scan(text)
            line = firstLine + scan.lines
            if isComplete {
                start += scan.offset
                return (UnsafeRawBufferPointer(rebasing: text[..<scan.offset]), firstLine)
            }
            if end - start > Self.maximumBytes {
                throw JSONProblem(reason: .objectTooLong, line: firstLine)
            }
            if try !refill() {
                throw JSONProblem(reason: .objectUnclosed, line: firstLine)
            }
        }
    }

    /// Reads more text into the buffer; false at the end.
    private mutating func refill() throws -> Bool {
        if isAtEnd { return false }
        if start > 0 {
            // The source and the target are both in the buffer and may overlap.
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
            end -= start
            start = 0
        }
        if buffer.count - end < Self.chunkBytes / 2 {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * buffer.count, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
            buffer.deallocate()
            buffer = larger
        }
        // Does not fill the buffer at once: an object that is too long must be noticed before all of it has been read.
        let room = buffer[end...].prefix(Self.chunkBytes)
        let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: room))
        end += count
        isAtEnd = count == 0
        return count > 0
    }
}
