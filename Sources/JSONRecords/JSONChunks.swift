public import DelimitedText

/// The objects of a text, in chunks that are read in order and can be processed in parallel. The objects are the
/// elements of an array, or follow one another as in JSON Lines, or are in a list within an envelope.
///
/// A text is read twice: for the names of the columns, then for the records. Memory is bounded by the longest object.
public struct JSONChunks: ~Copyable {
    /// How many bytes of text a chunk has: enough to be worth handing from thread to thread.
    private let chunkBytes: Int
    private var splitter: JSONSplitter
    /// What ended the reading; it is thrown after the objects before it.
    private var failure: (any Error)?

    /// The encoding that the text is read in: detected from its first bytes, or asked for.
    public var encoding: TextEncoding { splitter.encoding }
    /// Whether there is nothing in the text; known only at its end.
    public var isEmpty: Bool { splitter.isEmpty }

    /// - Parameters:
    ///   - source: The text, from its beginning.
    ///   - encoding: Nil to detect it.
    ///   - envelope: The envelope of the same text; nil if it has none.
    ///   - chunkBytes: About how many bytes of text a chunk has.
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
    /// - Throws: A `JSONProblem`, a `DelimitedTextError` for bytes that are not valid in the encoding, or what the
    ///   source throws: after the objects before it, and again by every later call.
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
/// Sendable, because nothing is written to it once it has been handed out.
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

    /// Visits the objects; a defect in one is thrown as a problem on its line.
    ///
    /// - Parameters:
    ///   - first: The number of the first object to visit, from 0.
    ///   - body: Returns whether to go on.
    /// - Returns: The number of the object after the last one that was visited.
    @discardableResult
    func forEachObject(
        from first: Int = 0,
        _ body: (_ text: UnsafeRawBufferPointer, _ line: Int) throws(JSONDefect) -> Bool
    ) throws(JSONProblem) -> Int {
        defer { withExtendedLifetime(self) {} }
        for number in first..<count {
            let start = number == 0 ? 0 : ends[number - 1].end
            let text = UnsafeRawBufferPointer(rebasing: memory[start..<ends[number].end])
            do throws(JSONDefect) {
                if try !body(text, ends[number].line) { return number + 1 }
            } catch {
                let before = text[..<min(error.offset, text.count)]
                throw JSONProblem(reason: error.reason, line: ends[number].line + before.count { $0 == 0x0A })
            }
        }
        return count
    }
}
