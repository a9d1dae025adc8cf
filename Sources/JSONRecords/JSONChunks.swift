public import DelimitedText

/// The objects of a text, in chunks that are read one after another and can be looked at beside each other: an array of them, one after
/// another, as in JSON Lines, or those within an envelope.
///
/// A text is looked at twice: for the names of the columns, then for the records. Memory is bounded by the longest object.
public struct JSONChunks: ~Copyable {
    /// How much text a chunk has: enough to be worth being handed from thread to thread.
    private let chunkBytes: Int
    private var splitter: JSONSplitter
    /// What ended the reading, after the objects before it.
    private var failure: (any Error)?

    /// The encoding the text is read in: told by its first bytes, or asked for.
    public var encoding: TextEncoding { splitter.encoding }
    /// Whether nothing is in the text; to be asked at its end.
    public var isEmpty: Bool { splitter.isEmpty }

    /// - Parameters:
    ///   - source: The text, from its beginning.
    ///   - encoding: Nil to detect it.
    ///   - envelope: That of the same text.
    ///   - chunkBytes: About how much text a chunk has.
    public init(
        _ source: any ByteSource,
        encoding: TextEncoding?,
        within envelope: JSONEnvelope? = nil,
        chunkBytes: Int = 256 << 10
    ) throws {
        self.chunkBytes = chunkBytes
        splitter = try JSONSplitter(source, encoding: encoding, within: envelope)
    }

    /// The next objects; nil at the end.
    ///
    /// - Throws: A `JSONProblem`, a `DelimitedTextError` for bytes of another encoding, what the source throws; all of it after the
    ///   objects before, and ever after.
    public mutating func next() throws -> JSONChunk? {
        if let failure { throw failure }
        let chunk = JSONChunk(capacity: chunkBytes + chunkBytes / 4)
        do {
            while chunk.length < chunkBytes, let object = try splitter.next() {
                chunk.append(object.text, line: object.line)
            }
        } catch {
            failure = error
            if chunk.count == 0 { throw error }
        }
        return chunk.count > 0 ? chunk : nil
    }
}

/// Some consecutive objects of a text, with the lines on which they begin.
///
/// Sendable, since nothing is written to it once it is handed out.
public final class JSONChunk: @unchecked Sendable {
    private var memory: UnsafeMutableRawBufferPointer
    private(set) var length = 0
    private var ends: [(end: Int, line: Int)] = []

    fileprivate init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    /// How many objects there are.
    public var count: Int { ends.count }

    fileprivate func append(_ text: UnsafeRawBufferPointer, line: Int) {
        if memory.count - length < text.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (length + text.count), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<length]))
            memory.deallocate()
            memory = larger
        }
        UnsafeMutableRawBufferPointer(rebasing: memory[length...]).copyMemory(from: text)
        length += text.count
        ends.append((length, line))
    }

    /// Visits the objects; the defect of one gets its line.
    func forEachObject(
        _ body: (_ text: UnsafeRawBufferPointer, _ line: Int) throws(JSONDefect) -> Void
    ) throws(JSONProblem) {
        defer { withExtendedLifetime(self) {} }
        var start = 0
        for (end, line) in ends {
            let text = UnsafeRawBufferPointer(rebasing: memory[start..<end])
            start = end
            do throws(JSONDefect) {
                try body(text, line)
            } catch {
                let before = text[..<min(error.offset, text.count)]
                throw JSONProblem(reason: error.reason, line: line + before.count { $0 == 0x0A })
            }
        }
    }
}

/// Why a text cannot be read as JSON objects, and where.
public struct JSONProblem: Error, Hashable, Sendable {
    /// In words, to follow a place: `a comma or "}" is missing`.
    public let reason: String
    /// The line of the file, from 1.
    public let line: Int
}
