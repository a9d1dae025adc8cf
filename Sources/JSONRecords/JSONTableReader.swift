public import DelimitedText

/// Reads JSON objects as records: an array of them, one after another, as in JSON Lines, or those within an envelope.
///
/// The text is read twice: for the names of the columns, then for the records. Memory is bounded by the longest object.
public struct JSONTableReader: ~Copyable {
    /// The encoding the text is read in: told by its first bytes, or asked for.
    public var encoding: TextEncoding { splitter.encoding }

    private let columns: JSONColumns
    private var splitter: JSONSplitter
    private var builder: RecordBatchBuilder
    private var walk = JSONObjectWalk()
    private var scratch: [UInt8] = []

    /// The columns of a text, from its first byte to its last.
    ///
    /// - Parameter source: The text, from its beginning.
    /// - Parameter encoding: Nil to detect it.
    /// - Parameter envelope: That of the same text.
    /// - Throws: A `JSONProblem`, a `DelimitedTextError` for bytes of another encoding, what the source throws.
    public static func columns(
        of source: any ByteSource,
        encoding: TextEncoding?,
        within envelope: JSONEnvelope? = nil
    ) throws -> JSONColumns {
        var splitter = try JSONSplitter(source, encoding: encoding, within: envelope)
        var columns = JSONColumns()
        var walk = JSONObjectWalk()
        while let object = try splitter.next() {
            var guess = 0
            try locating(object) { () throws(JSONDefect) in
                try walk.walk(object.text) { (scope, name, _, range) throws(JSONDefect) in
                    if let index = columns.index(of: name, in: scope, guess: guess) {
                        guess = index + 1
                    } else if columns.add(name, in: scope) {
                        guess = 0
                    } else {
                        throw JSONDefect(
                            reason: "the objects have more than \(JSONColumns.limit) names", offset: range.lowerBound)
                    }
                }
            }
        }
        columns.areOfNothing = splitter.isEmpty
        return columns
    }

    /// - Parameter source: The text, from its beginning.
    /// - Parameter encoding: Nil to detect it.
    /// - Parameter columns: Those of the same text.
    /// - Parameter envelope: That of the same text.
    public init(
        _ source: any ByteSource,
        encoding: TextEncoding?,
        columns: JSONColumns,
        within envelope: JSONEnvelope? = nil
    ) throws {
        self.columns = columns
        splitter = try JSONSplitter(source, encoding: encoding, within: envelope)
        builder = RecordBatchBuilder(columns: columns.names.count)
    }

    /// The next records; nil at the end.
    public mutating func nextBatch() throws -> RecordBatch? {
        while !builder.isFull, let object = try splitter.next() {
            try append(object.text, line: object.line)
            builder.endRecord(line: object.line)
        }
        return builder.takeBatch()
    }

    private mutating func append(_ text: UnsafeRawBufferPointer, line: Int) throws {
        var guess = 0
        let columns = columns
        var scratch: [UInt8] = []
        swap(&scratch, &self.scratch)
        defer { swap(&scratch, &self.scratch) }
        var walk = walk
        try Self.locating((text, line)) { () throws(JSONDefect) in
            try walk.walk(text) { (scope, name, kind, range) throws(JSONDefect) in
                guard let column = columns.index(of: name, in: scope, guess: guess) else {
                    throw JSONDefect(reason: "the file was changed while it was read", offset: range.lowerBound)
                }
                guess = column + 1
                do throws(JSONDefect) {
                    let content = UnsafeRawBufferPointer(rebasing: text[range])
                    try JSONCell.set(column, to: content, kind, &builder, &scratch)
                } catch {
                    throw JSONDefect(reason: error.reason, offset: range.lowerBound + error.offset)
                }
            }
        }
    }

    /// Gives a defect of an object its line.
    private static func locating(
        _ object: (text: UnsafeRawBufferPointer, line: Int),
        _ body: () throws(JSONDefect) -> Void
    ) throws(JSONProblem) {
        do throws(JSONDefect) {
            try body()
        } catch {
            let before = object.text[..<min(error.offset, object.text.count)]
            throw JSONProblem(reason: error.reason, line: object.line + before.count { $0 == 0x0A })
        }
    }
}

/// JSON values as cells.
enum JSONCell {
    /// Gives a cell the text of a value; `null` and a text of nothing but blanks are an empty one, objects and arrays are
    /// compact JSON.
    @inline(__always)
    static func set(
        _ column: Int,
        to content: UnsafeRawBufferPointer,
        _ kind: JSONKind,
        _ builder: inout RecordBatchBuilder,
        _ scratch: inout [UInt8]
    ) throws(JSONDefect) {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        switch kind {
        case .null: builder.set(column, to: none)
        case .word: builder.set(column, to: content)
        case .text: builder.set(column, to: Blanks.areAll(of: content) ? none : content)
        case .escapedText:
            try JSONTextDecoding.unescape(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: Blanks.areAll(of: $0) ? none : $0) }
        case .nested:
            JSONTextDecoding.compact(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: $0) }
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
