internal import SystemCalls

/// Short texts that are in many rows of an import, such as cities. In packed rows a code of one byte stands for each,
/// which takes a third of their memory away. They are chosen once, from some of the first rows, and then never change.
///
/// Sendable, because nothing is written to the memory once it is made.
public final class RepeatedTexts: @unchecked Sendable {
    /// How to find the texts; valid as long as the object is.
    public let table: Table
    private let memory: UnsafeMutableRawBufferPointer

    /// How many rows are looked at to choose the texts.
    private static let sampledRows = 500
    /// How many of these must have a text.
    private static let fewest = 3

    /// The texts that are worth a code.
    ///
    /// - Parameter rows: Packed rows without codes.
    init(of rows: UnsafeRawBufferPointer) {
        memory = .allocate(byteCount: Table.size, alignment: 16)
        var table = Table(in: memory)
        var counts: [ShortText: Int] = [:]
        Self.forEachText(of: rows) { _, text in
            if let short = table.short(text), Self.isPlain(text) { counts[short, default: 0] += 1 }
        }
        let chosen = counts.filter { $0.value >= Self.fewest && $0.key.count > 1 }
            .sorted { $0.value * Int($0.key.count) > $1.value * Int($1.key.count) }
        for (code, text) in zip(PackedCell.codes, chosen) { table.add(text.key, code, in: memory) }
        table.columns = Self.columns(of: rows, table)
        self.table = table
    }

    deinit {
        memory.deallocate()
    }

    /// The cells in which at least half of the texts have a code. In others, looking for codes would take more time
    /// than they are worth.
    private static func columns(of rows: UnsafeRawBufferPointer, _ table: Table) -> UInt64 {
        var balance = [Int](repeating: 0, count: UInt64.bitWidth)
        forEachText(of: rows) { column, text in
            if column < balance.count { balance[column] += table.code(of: text) == nil ? -1 : 1 }
        }
        return balance.indices.reduce(0) { $0 | (balance[$1] > 0 ? 1 << UInt64($1) : 0) }
    }

    /// Calls a closure with the texts of the first rows, each with the index of its cell.
    private static func forEachText(of rows: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer) -> Void) {
        var cursor = SortedBlockCursor(rows)
        for _ in 0..<sampledRows {
            guard let row = cursor.current else { break }
            row.forEachText(body)
            cursor.advance()
        }
    }

    /// Whether a text is the same in JSON, but for the quotes around it.
    private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        !text.contains(where: \.needsJSONEscape)
    }
}

extension RepeatedTexts {
    /// Where the codes and the texts are: a hash table of codes, the texts as they are compared, masks for making them,
    /// and the texts as they are written.
    public struct Table: BitwiseCopyable {
        private let start: UnsafeRawPointer
        /// The cells, the first one lowest, in whose texts codes are looked for.
        fileprivate(set) var columns: UInt64 = 0

        /// The length to which texts are filled up with zeros.
        @inlinable public static var paddedLength: Int { 32 }

        private static let hashBits: UInt64 = 9
        private static let slots = 1 << Int(hashBits)
        private static let keysOffset = slots
        private static let masksOffset = keysOffset + PackedCell.codes.count * MemoryLayout<ShortText>.stride
        private static let textsOffset = masksOffset + 2 * ShortText.half
        fileprivate static let size = textsOffset + PackedCell.codes.count * paddedLength

        fileprivate init(in memory: UnsafeMutableRawBufferPointer) {
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            start = UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped)
            memory[Self.masksOffset..<Self.masksOffset + ShortText.half].copyBytes(
                from: repeatElement(0xFF, count: ShortText.half))
        }

        /// Adds a text that has no code.
        fileprivate func add(_ text: ShortText, _ code: UInt8, in memory: UnsafeMutableRawBufferPointer) {
            var slot = text.hash(bits: Self.hashBits)
            while memory[slot] != 0 { slot = (slot + 1) % Self.slots }
            memory[slot] = code
            memory.storeBytes(of: text, toByteOffset: Self.keyOffset(code), as: ShortText.self)
            text.write(to: memory.baseAddress.unsafelyUnwrapped + Self.textOffset(code))
        }

        /// A text as it is compared; nil if it is too long or empty.
        ///
        /// - Parameter text: `ByteBuffer.overreach` bytes after it can be read.
        @inline(__always)
        fileprivate func short(_ text: UnsafeRawBufferPointer) -> ShortText? {
            guard ShortText.lengths.contains(text.count) else { return nil }
            return ShortText(padded: text, masks: start + (Self.masksOffset + ShortText.half))
        }

        /// The code that stands for a text; nil if there is none.
        ///
        /// - Parameter text: `ByteBuffer.overreach` bytes after it can be read.
        @inline(__always)
        func code(of text: UnsafeRawBufferPointer) -> UInt8? {
            guard let wanted = short(text) else { return nil }
            var slot = wanted.hash(bits: Self.hashBits)
            while true {
                let code = start.load(fromByteOffset: slot, as: UInt8.self)
                if code == 0 { return nil }
                if start.load(fromByteOffset: Self.keyOffset(code), as: ShortText.self) == wanted { return code }
                slot = (slot &+ 1) & (Self.slots - 1)
            }
        }

        /// What a code stands for; it is followed by zeros, up to `paddedLength`.
        @inline(__always)
        public func text(_ code: UInt8) -> UnsafeRawBufferPointer {
            let key = start.load(fromByteOffset: Self.keyOffset(code), as: ShortText.self)
            return UnsafeRawBufferPointer(start: start + Self.textOffset(code), count: Int(key.count))
        }

        @inline(__always)
        private static func keyOffset(_ code: UInt8) -> Int {
            keysOffset &+ index(code) &* MemoryLayout<ShortText>.stride
        }

        @inline(__always)
        private static func textOffset(_ code: UInt8) -> Int { textsOffset &+ index(code) &* paddedLength }

        @inline(__always)
        private static func index(_ code: UInt8) -> Int { Int(code) &- Int(PackedCell.codes.lowerBound) }
    }
}
