internal import CProcessor
public import Recipients
public import Sorting

extension PackedRow {
    /// The row as a line. It is valid until the buffer is next changed.
    ///
    /// - Precondition: It is not a removal.
    /// - Parameters:
    ///   - buffer: Receives the line; what it held before is dropped.
    ///   - repeated: The texts that the row's codes stand for; nil if it has none.
    @inline(__always)
    public func unpacked(into buffer: inout ByteBuffer, _ repeated: RepeatedTexts.Table?) -> Row {
        buffer.removeAll()
        appendLine(to: &buffer, repeated)
        let line = UnsafeRawBufferPointer(rebasing: buffer.bytes.dropLast())
        return Row(line: line, keyLength: key.count)
    }

    /// Appends the row's line, with its line end.
    ///
    /// - Precondition: It is not a removal.
    /// - Parameters:
    ///   - buffer: Receives the line.
    ///   - repeated: The texts that the row's codes stand for; nil if it has none.
    public func appendLine(to buffer: inout ByteBuffer, _ repeated: RepeatedTexts.Table?) {
        precondition(!isRemoval)
        var line = LineUnpacker(key, in: &buffer)
        var instant = PackedInstant(packed: 0)
        var next = cells.baseAddress.unsafelyUnwrapped
        let end = next + cells.count
        while next < end {
            let kind = next.load(as: UInt8.self)
            next += 1
            switch kind {
            case PackedCell.missing:
                line.appendMissing()
            case PackedCell.instant:
                // In bounds: bytes can be read beyond the end of rows.
                instant = PackedInstant(packed: UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
                next += PackedInstant.size
                line.append(instant, to: &buffer)
            case PackedCell.sameInstant:
                line.append(instant, to: &buffer)
            case PackedCell.longText:
                let count = Int(UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
                next += MemoryLayout<UInt64>.size
                line.append(UnsafeRawBufferPointer(start: next, count: count), to: &buffer)
                next += count
            case PackedCell.codes:
                guard let repeated else { preconditionFailure("a row with codes comes with their texts") }
                line.appendPlain(repeated.text(kind), to: &buffer)
            default:
                line.append(UnsafeRawBufferPointer(start: next, count: Int(kind)), to: &buffer)
                next += Int(kind)
            }
        }
        line.end(in: &buffer)
    }

    /// The status that the sign-up cells make; nil where only the line tells, since one of them is written in another
    /// way than nearly all.
    public var status: Status? {
        var next = cells.baseAddress.unsafelyUnwrapped
        let end = next + cells.count
        var last: UInt64?
        /// The digits of the next instant, in their order; zero for a missing one.
        func nextInstant() -> UInt64? {
            guard next < end else { return 0 }
            let kind = next.load(as: UInt8.self)
            next += 1
            switch kind {
            case PackedCell.missing: return 0
            case PackedCell.sameInstant: return last
            case PackedCell.instant:
                let word = UInt64(littleEndian: next.loadUnaligned(as: UInt64.self))
                next += PackedInstant.size
                last = (PackedInstant(packed: word).packed << 8).byteSwapped
                return last
            default: return nil
            }
        }
        guard nextInstant() != nil, let activated = nextInstant(), let deactivated = nextInstant() else { return nil }
        if deactivated == 0 { return activated == 0 ? .inactive : .active }
        return activated <= deactivated ? .unsubscribed : .active
    }
}

/// Writes the line of a packed row to the end of a buffer, which must not be used in any other way before the line's
/// end.
private struct LineUnpacker {
    private var writer: ByteWriter
    /// Missing values that are written once a value follows them, so that trailing ones are left out.
    private var missing = 0

    /// More than what a cell takes besides its text, and what is written after it.
    private static let cellRoom = 32 + ByteBuffer.overreach

    /// Begins a line.
    ///
    /// - Parameter key: `ByteBuffer.overreach` bytes after it can be read.
    @inline(__always)
    init(_ key: UnsafeRawBufferPointer, in buffer: inout ByteBuffer) {
        writer = buffer.beginWriting(room: key.count + Self.cellRoom)
        writer.write(Row.opening)
        writer.write(padded: key)
        writer.write(UInt8(ascii: "\""))
    }

    @inline(__always)
    mutating func appendMissing() {
        missing += 1
    }

    /// Appends a text.
    ///
    /// - Parameter text: Not empty; `ByteBuffer.overreach` bytes after it can be read.
    @inline(__always)
    mutating func append(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        beginCell(room: text.count, in: &buffer)
        let source = text.baseAddress.unsafelyUnwrapped
        let target = writer.next + 2
        writer.next.storeBytes(of: Self.pair(",", "\"").littleEndian, as: UInt16.self)
        var bits = cbs_copy_for_json(target, source)
        var needsEscape: UInt64 = 0
        var left = text.count - 16
        var offset = 16
        while left > 0 {
            needsEscape |= bits
            bits = cbs_copy_for_json(target + offset, source + offset)
            offset += 16
            left -= 16
        }
        // Of the last sixteen bytes, those that belong to the text.
        needsEscape |= bits & (0xFFFF &>> UInt64(truncatingIfNeeded: -left))
        guard needsEscape == 0 else { return appendEscaped(text, to: &buffer) }
        target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: text.count, as: UInt8.self)
        writer.next = target + text.count + 1
    }

    /// Appends a text of `RepeatedTexts`.
    @inline(__always)
    mutating func appendPlain(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        beginCell(room: RepeatedTexts.Table.paddedLength, in: &buffer)
        writer.write(Self.pair(",", "\""))
        let source = text.baseAddress.unsafelyUnwrapped
        for offset in stride(from: 0, to: RepeatedTexts.Table.paddedLength, by: 16) {
            let part = (source + offset).loadUnaligned(as: SIMD16<UInt8>.self)
            writer.next.storeBytes(of: part, toByteOffset: offset, as: SIMD16<UInt8>.self)
        }
        writer.next += text.count
        writer.write(UInt8(ascii: "\""))
    }

    @inline(never)
    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        writer.write(UInt8(ascii: ","))
        buffer.endWriting(writer)
        RowEncoder.appendEscaped(text, to: &buffer)
        writer = buffer.beginWriting(room: Self.cellRoom)
    }

    @inline(__always)
    mutating func append(_ instant: PackedInstant, to buffer: inout ByteBuffer) {
        beginCell(room: PackedInstant.textLength, in: &buffer)
        writer.write(Self.pair(",", "\""))
        instant.write(to: writer.next)
        writer.next += PackedInstant.textLength
        writer.write(UInt8(ascii: "\""))
    }

    /// Ends the line.
    @inline(__always)
    mutating func end(in buffer: inout ByteBuffer) {
        writer.reserve(2, in: &buffer)
        writer.write(Self.pair("]", "\n"))
        buffer.endWriting(writer)
    }

    /// Makes room for a cell, and writes the missing values before it.
    @inline(__always)
    private mutating func beginCell(room: Int, in buffer: inout ByteBuffer) {
        writer.reserve(missing * Self.nullLength + room + Self.cellRoom, in: &buffer)
        while missing > 0 {
            writer.next.storeBytes(of: Self.null.littleEndian, as: UInt64.self)
            writer.next += Self.nullLength
            missing -= 1
        }
    }

    /// `,null` as the lowest bytes of a number.
    private static var null: UInt64 { 0x6C_6C75_6E2C }
    private static var nullLength: Int { 5 }

    /// Two characters as the bytes of a number, the first one lowest.
    @inline(__always)
    private static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt16 {
        UInt16(UInt8(ascii: first)) | UInt16(UInt8(ascii: second)) << 8
    }
}
