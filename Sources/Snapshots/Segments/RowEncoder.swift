public import Recipients
public import Sorting

/// Writes rows, in their canonical form, to the end of a buffer.
public struct RowEncoder {
    /// Missing values that have not been written: they are written when a value follows, so that trailing ones are left
    /// out.
    private var pendingMissing = 0

    /// An encoder that has written nothing.
    public init() {}

    /// Begins a row.
    ///
    /// - Parameter key: A normalised address.
    /// - Parameter buffer: Receives the row; it must be the same one until `end`.
    @inline(__always)
    public mutating func begin(_ key: UnsafeRawBufferPointer, in buffer: inout ByteBuffer) {
        pendingMissing = 0
        buffer.append(UInt8(ascii: "["))
        buffer.append(key, between: UInt8(ascii: "\""))
    }

    /// Appends a cell of another row as it is.
    @inline(__always)
    public mutating func append(_ cell: Cell, to buffer: inout ByteBuffer) {
        if cell.isMissing {
            pendingMissing += 1
        } else {
            separate(in: &buffer)
            buffer.append(cell.json)
        }
    }

    /// Appends a text; an empty one is a missing value.
    @inline(__always)
    public mutating func append(text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        guard !text.isEmpty else {
            pendingMissing += 1
            return
        }
        separate(in: &buffer)
        guard JSONEscape.isNeeded(in: text) else { return buffer.append(text, between: UInt8(ascii: "\"")) }
        Self.appendEscaped(text, to: &buffer)
    }

    /// Appends a text between quotes, with its escapes.
    @inline(never)
    static func appendEscaped(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        for byte in text { JSONEscape.appendEscaped(byte, to: &buffer) }
        buffer.append(UInt8(ascii: "\""))
    }

    /// Appends an instant as a JSON string; nil is a missing value.
    public mutating func append(_ instant: Instant?, to buffer: inout ByteBuffer) {
        guard let instant else {
            pendingMissing += 1
            return
        }
        separate(in: &buffer)
        buffer.append(UInt8(ascii: "\""))
        buffer.append(upTo: Instant.maximumTextLength) { instant.write(to: $0) }
        buffer.append(UInt8(ascii: "\""))
    }

    /// Appends the rest of another row, from its next cell to its end, and ends this row.
    @inline(__always)
    public mutating func appendRest(of cells: CellReader, to buffer: inout ByteBuffer) {
        let rest = cells.rest
        guard rest.count > 1 else { return end(in: &buffer) }
        for _ in 0..<pendingMissing { buffer.append(",null" as StaticString) }
        buffer.append(rest)
        buffer.append(UInt8(ascii: "\n"))
    }

    /// Ends the row, with its line end.
    @inline(__always)
    public mutating func end(in buffer: inout ByteBuffer) {
        buffer.append("]\n" as StaticString)
    }

    /// Writes the mark that a recipient was removed.
    public static func appendRemoval(of key: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        buffer.append("[\"" as StaticString)
        buffer.append(key)
        buffer.append("\",false]\n" as StaticString)
    }

    @inline(__always)
    private mutating func separate(in buffer: inout ByteBuffer) {
        while pendingMissing > 0 {
            buffer.append(",null" as StaticString)
            pendingMissing -= 1
        }
        buffer.append(UInt8(ascii: ","))
    }
}
