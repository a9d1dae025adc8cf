/// A row of a run. It takes about half the memory of its line: texts are after their lengths instead of between quotes,
/// instants are packed, and one that is the same as the one before is a single byte.
///
/// It borrows its bytes; they are valid while the run is read.
public struct PackedRow: KeyedRow, BitwiseCopyable {
    @usableFromInline let start: UnsafeRawPointer
    @usableFromInline let lengths: RowLengths

    /// - Parameter start: Where a row begins, with its lengths.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        self.start = start
        lengths = RowLengths(at: start)
    }

    @inlinable @inline(__always)
    public var key: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + RowLengths.size, count: lengths.key)
    }

    /// The row with its lengths.
    @inline(__always)
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: RowLengths.size + lengths.key + lengths.cells)
    }

    /// Whether this row is the mark of a removal.
    @inlinable @inline(__always)
    public var isRemoval: Bool {
        lengths.cells == 1 && cells[0] == PackedCell.removal
    }

    /// What is after the address, as `PackedCell` says.
    public var cells: UnsafeRawBufferPointer {
        @inlinable @inline(__always) get {
            UnsafeRawBufferPointer(start: start + RowLengths.size + lengths.key, count: lengths.cells)
        }
    }
}

/// What the first byte of a cell of a packed row says: the length of a text that follows, or one of these.
public enum PackedCell {
    /// A value that is missing.
    @inlinable public static var missing: UInt8 { 0 }
    /// After it come a length and the text.
    @inlinable public static var longText: UInt8 { 0xFC }
    /// Behind it stands an instant, packed.
    @inlinable public static var instant: UInt8 { 0xFD }
    /// The instant that came last in this row.
    @inlinable public static var sameInstant: UInt8 { 0xFE }
    /// The only cell of a row that marks a removal.
    @inlinable public static var removal: UInt8 { 0xFF }
}

/// Writes packed rows to the end of a buffer.
struct RowPacker {
    /// Where the row begins.
    let start: Int
    private let keyLength: Int
    /// Where the row ends if only missing values follow.
    private var end: Int
    private var instant: PackedInstant?

    /// Begins a row.
    @inline(__always)
    init(_ key: UnsafeRawBufferPointer, in buffer: inout ByteBuffer) {
        start = buffer.count
        keyLength = key.count
        buffer.append(RowLengths(key: key.count, cells: 0).word)
        buffer.append(key)
        end = buffer.count
    }

    /// Appends a text; an empty one is a missing value.
    ///
    /// - Parameter text: `ByteBuffer.overreach` bytes after it can be read.
    @inline(__always)
    mutating func append(padded text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        guard !text.isEmpty else { return buffer.append(PackedCell.missing) }
        if text.count == PackedInstant.textLength,
            let packed = PackedInstant(text.baseAddress.unsafelyUnwrapped)
        {
            append(packed, to: &buffer)
        } else if text.count < Int(PackedCell.longText) {
            buffer.append(padded: text, behind: UInt8(truncatingIfNeeded: text.count))
        } else {
            buffer.append(PackedCell.longText)
            buffer.append(UInt64(text.count))
            buffer.append(text)
        }
        end = buffer.count
    }

    @inline(__always)
    private mutating func append(_ packed: PackedInstant, to buffer: inout ByteBuffer) {
        if packed == instant { return buffer.append(PackedCell.sameInstant) }
        instant = packed
        buffer.append((packed.packed << 8 | UInt64(PackedCell.instant)).littleEndian)
    }

    /// Marks a removal, as the only cell of the row.
    mutating func appendRemoval(to buffer: inout ByteBuffer) {
        buffer.append(PackedCell.removal)
        end = buffer.count
    }

    /// Ends the row.
    @inline(__always)
    func finish(in buffer: inout ByteBuffer) {
        buffer.truncate(to: end)
        let cells = end - start - RowLengths.size - keyLength
        buffer.replace(at: start, with: RowLengths(key: keyLength, cells: cells).word)
    }
}

/// What is before each row of a run, so that nobody has to search for its end or that of its address.
@usableFromInline
struct RowLengths: BitwiseCopyable {
    /// Of the address; of the cells.
    @usableFromInline let key: Int
    @usableFromInline let cells: Int

    @inlinable static var size: Int { 8 }

    @inline(__always)
    init(key: Int, cells: Int) {
        self.key = key
        self.cells = cells
    }

    /// - Parameter start: Where a row begins.
    @inline(__always)
    init(at start: UnsafeRawPointer) {
        let word = start.loadUnaligned(as: UInt64.self)
        key = Int(truncatingIfNeeded: word & 0xFFFF)
        cells = Int(truncatingIfNeeded: word >> 16)
    }

    /// What is written.
    @inline(__always)
    var word: UInt64 { UInt64(cells) << 16 | UInt64(key) }
}
