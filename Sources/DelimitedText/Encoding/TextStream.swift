/// The characters of a source as valid UTF-8, chunk by chunk.
struct TextStream {
    /// Why there is no more text.
    enum End {
        case finished
        /// The bytes that follow the text are not valid in the encoding.
        case failed(DelimitedTextError.Problem)
    }

    /// The fewest bytes that a buffer to read into must have: room for any one character, and for the two that some
    /// encodings decode to.
    static let minimumRead = 8
    private static let chunkBytes = 64 << 10

    /// Nil while there may be more.
    private(set) var end: End?
    private var source: PeekedSource
    private let encoding: TextEncoding
    private let decoding: Decoding
    /// Bytes that have been read but not decoded; in UTF-8, a character cut off by the end of a chunk.
    private var pending: [UInt8] = []
    private var pendingStart = 0

    private enum Decoding {
        case utf8
        case utf16(UTF16Decoding)
        case singleByte(SingleByteDecoding)
        case iconv(IconvDecoding)
        /// For an encoding that nothing decodes.
        case none
    }

    init(_ source: PeekedSource, encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
        decoding =
            switch encoding {
            case .utf8: .utf8
            case .utf16LittleEndian, .utf16: .utf16(UTF16Decoding(isBigEndian: false))
            case .utf16BigEndian: .utf16(UTF16Decoding(isBigEndian: true))
            case .windows1252, .iso885915: .singleByte(SingleByteDecoding(encoding))
            case .other(_, let name): IconvDecoding(encoding, iconvName: name).map { .iconv($0) } ?? .none
            }
    }

    /// Reads whole characters to the start of a buffer of at least `minimumRead` bytes and returns the number of bytes;
    /// 0 only at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard end == nil else { return 0 }
        switch decoding {
        case .utf8: return try readUTF8(into: buffer)
        case .utf16(let decoding): return try read(into: buffer, decode: decoding.decode)
        case .singleByte(let decoding): return try read(into: buffer, decode: decoding.decode)
        case .iconv(let decoding):
            let count = try read(into: buffer, decode: decoding.decode)
            if count == 0, case .finished? = end { return decoding.finish(into: buffer) }
            return count
        case .none:
            end = .failed(.notInEncoding(encoding))
            return 0
        }
    }

    /// Reads directly into the buffer and validates there.
    private mutating func readUTF8(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        buffer.copyBytes(from: pending)
        var filled = pending.count
        while true {
            // At most three bytes wait for the rest of their character, so there is room for more.
            let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            filled += read
            let valid = UTF8Validation.prefix(of: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
            if valid.isBroken || (read == 0 && valid.count < filled) {
                end = .failed(.notInEncoding(.utf8))
            } else if read == 0 {
                end = .finished
            } else if valid.count == 0 {
                continue
            }
            pending = Array(buffer[valid.count..<filled].prefix(3))
            return valid.count
        }
    }

    /// Reads into `pending` and decodes from there.
    private mutating func read(
        into buffer: UnsafeMutableRawBufferPointer,
        decode: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> DecodingStep
    ) throws -> Int {
        while true {
            let step = pending.withUnsafeBytes { bytes in
                decode(UnsafeRawBufferPointer(rebasing: bytes[pendingStart...]), buffer)
            }
            pendingStart += step.consumed
            if let problem = step.problem { end = .failed(problem) }
            if step.produced > 0 || end != nil { return step.produced }
            if try !refillPending() { return 0 }
        }
    }

    /// Appends to `pending`; false if the text has ended.
    private mutating func refillPending() throws -> Bool {
        let left = Array(pending[pendingStart...])
        pendingStart = 0
        var read = 0
        pending = try Array(unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
            _ = buffer.initialize(fromContentsOf: left)
            let rest = UnsafeMutableBufferPointer(rebasing: buffer[left.count...])
            read = try source.read(into: UnsafeMutableRawBufferPointer(rest))
            count = left.count + read
        }
        if read == 0 {
            // A part of a character is left: in UTF-16, half a code unit or half a pair of surrogates.
            end = left.isEmpty ? .finished : .failed(.notInEncoding(encoding))
        }
        return read > 0
    }
}

extension TextStream {
    /// The characters of some bytes, up to the first that is incomplete or not valid in the encoding.
    static func text(of bytes: [UInt8], in encoding: TextEncoding) throws -> [UInt8] {
        var stream = TextStream(try PeekedSource(MemorySource(bytes), count: bytes.count), encoding: encoding)
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: bytes.count + minimumRead)
        while stream.end == nil {
            let count = try chunk.withUnsafeMutableBytes { try stream.read(into: $0) }
            text += chunk[..<count]
        }
        return text
    }
}
