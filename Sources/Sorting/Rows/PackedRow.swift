/// A row of a run. It takes less than half the memory of its line: texts follow their lengths instead of being quoted,
/// or a code stands for them, instants are packed, and an instant equal to the one before takes a single byte.
///
/// It borrows its bytes, which are valid while the run is read.
public struct PackedRow: KeyedRow, BitwiseCopyable {
    @usableFromInline let start: UnsafeRawPointer
    @usableFromInline let lengths: RowLengths

    /// - Parameter start: The beginning of a row, where its lengths are.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        self.start = start
        lengths = RowLengths(at: start)
    }

    @inlinable @inline(__always)
    public var key: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + RowLengths.size, count: lengths.key)
    }

    /// The row, including its lengths.
    @inline(__always)
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: RowLengths.size + lengths.key + lengths.cells)
    }

    /// Whether this row marks a removal.
    @inlinable @inline(__always)
    public var isRemoval: Bool {
        lengths.cells == 1 && cells[0] == PackedCell.removal
    }

    /// What follows the address, encoded as `PackedCell` says.
    public var cells: UnsafeRawBufferPointer {
        @inlinable @inline(__always) get {
            UnsafeRawBufferPointer(start: start + RowLengths.size + lengths.key, count: lengths.cells)
        }
    }

    /// Calls a closure with each text of a row without codes, and the index of its cell.
    ///
    /// Lines are made by a loop of their own: an iterator over cells for both took 3 to 6 % of an import's
    /// instructions.
    func forEachText(_ body: (Int, UnsafeRawBufferPointer) -> Void) {
        guard !isRemoval else { return }
        var next = cells.baseAddress.unsafelyUnwrapped
        let end = next + cells.count
        var index = 0
        while next < end {
            let kind = next.load(as: UInt8.self)
            next += 1
            switch kind {
            case PackedCell.missing, PackedCell.sameInstant: break
            case PackedCell.instant: next += PackedInstant.size
            case PackedCell.longText:
                next += MemoryLayout<UInt64>.size + Int(UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
            default:
                body(index, UnsafeRawBufferPointer(start: next, count: Int(kind)))
                next += Int(kind)
            }
            index += 1
        }
    }
}

/// The first byte of a packed row's cell: the length of the text that follows, or one of these.
public enum PackedCell {
    /// A missing value.
    @inlinable public static var missing: UInt8 { 0 }
    /// The codes of `RepeatedTexts`.
    @inlinable public static var codes: ClosedRange<UInt8> { 0x80...0xFB }
    /// A length of eight bytes and the text follow.
    @inlinable public static var longText: UInt8 { 0xFC }
    /// A packed instant follows.
    @inlinable public static var instant: UInt8 { 0xFD }
    /// The same instant as the last one in this row.
    @inlinable public static var sameInstant: UInt8 { 0xFE }
    /// The only cell of a row that marks a removal.
    @inlinable public static var removal: UInt8 { 0xFF }
}

/// Writes a packed row to the end of a buffer, which must not be used in any other way before the row's end.
struct RowPacker {
    /// The offset of the row.
    let start: Int
    private let keyLength: Int
    private var writer: ByteWriter
    /// How many bytes of missing values are at the end.
    private var missing = 0
    private var instant: PackedInstant?

    /// More than what a cell takes besides its text, and what is written after it.
    private static let cellRoom = 16 + ByteBuffer.overreach

    /// Begins a row.
    ///
    /// - Parameter key: `ByteBuffer.overreach` bytes after it can be read.
    @inline(__always)
    init(_ key: UnsafeRawBufferPointer, in buffer: inout ByteBuffer) {
        start = buffer.count
        keyLength = key.count
        writer = buffer.beginWriting(room: RowLengths.size + key.count + Self.cellRoom)
        writer.next += RowLengths.size
        writer.write(padded: key)
    }

    /// Appends a text; an empty one is a missing value.
    ///
    /// - Parameters:
    ///   - text: `ByteBuffer.overreach` bytes after it can be read.
    ///   - repeated: The texts that codes stand for; nil for none.
    @inline(__always)
    mutating func append(
        padded text: UnsafeRawBufferPointer, _ repeated: RepeatedTexts.Table?, to buffer: inout ByteBuffer
    ) {
        writer.reserve(text.count + Self.cellRoom, in: &buffer)
        guard !text.isEmpty else {
            writer.write(PackedCell.missing)
            missing += 1
            return
        }
        missing = 0
        if text.count == PackedInstant.textLength,
            let packed = PackedInstant(text.baseAddress.unsafelyUnwrapped)
        {
            append(packed)
        } else if let code = repeated?.code(of: text) {
            writer.write(code)
        } else if text.count < Int(PackedCell.codes.lowerBound) {
            writer.write(UInt8(truncatingIfNeeded: text.count))
            writer.write(padded: text)
        } else {
            writer.write(PackedCell.longText)
            writer.write(UInt64(text.count))
            writer.write(padded: text)
        }
    }

    @inline(__always)
    private mutating func append(_ packed: PackedInstant) {
        if packed == instant { return writer.write(PackedCell.sameInstant) }
        instant = packed
        writer.write(packed.packed << 8 | UInt64(PackedCell.instant))
    }

    /// Marks a removal, as the only cell of the row.
    mutating func appendRemoval() {
        writer.write(PackedCell.removal)
    }

    /// Ends the row.
    @inline(__always)
    mutating func finish(in buffer: inout ByteBuffer) {
        // Missing values at the end are left out.
        writer.next -= missing
        buffer.endWriting(writer)
        let cells = buffer.count - start - RowLengths.size - keyLength
        RowLengths(key: keyLength, cells: cells).write(to: buffer.address(of: start))
    }
}

/// What precedes each row of a run, so that nobody has to search for its end or the end of its address.
@usableFromInline
struct RowLengths: BitwiseCopyable {
    /// The lengths of the address and of the cells, in bytes.
    @usableFromInline let key: Int
    @usableFromInline let cells: Int

    /// One byte for the address, whose longest has 254, and four for the cells.
    @inlinable static var size: Int { 5 }

    @inline(__always)
    init(key: Int, cells: Int) {
        self.key = key
        self.cells = cells
    }

    /// - Parameter start: The beginning of a row, from where eight bytes can be read.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        let word = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        key = Int(truncatingIfNeeded: word & 0xFF)
        cells = Int(truncatingIfNeeded: word >> 8 & 0xFFFF_FFFF)
    }

    /// Writes the lengths, in `size` bytes.
    @inline(__always)
    func write(to start: UnsafeMutableRawPointer) {
        start.storeBytes(of: UInt8(key), as: UInt8.self)
        start.storeBytes(of: UInt32(cells).littleEndian, toByteOffset: 1, as: UInt32.self)
    }
}
