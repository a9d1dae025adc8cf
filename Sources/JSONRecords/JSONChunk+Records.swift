public import DelimitedText

extension JSONColumns {
    /// Adds the names in a chunk that are not known yet.
    ///
    /// - Throws: What is wrong with an object, or that there are too many names.
    public mutating func learn(_ chunk: JSONChunk) throws(JSONProblem) {
        var walk = JSONObjectWalk()
        var columns = self
        defer { self = columns }
        try chunk.forEachObject { (text, _) throws(JSONDefect) in
            columns.hasObjects = true
            var guess = 0
            try walk.walk(text) { (scope, name, _, range) throws(JSONDefect) in
                if let index = columns.index(of: name, in: scope, guess: guess) {
                    guess = index + 1
                } else if columns.add(name, in: scope) {
                    guess = 0
                } else {
                    throw JSONDefect(reason: .tooManyNames(limit: Self.limit), offset: range.lowerBound)
                }
            }
            return true
        }
    }
}

/// Turns chunks of objects into records. Each thread needs its own.
public struct JSONRecordReader {
    private let columns: JSONColumns
    private var walk = JSONObjectWalk()
    private var scratch: [UInt8] = []
    private var repeated = RepeatedColumns()

    /// What came of a chunk.
    public struct Outcome: Sendable {
        /// Its records, up to the first object that cannot be read; nil if there are none.
        public let records: RecordBatch?
        /// What is wrong with that object.
        public let problem: JSONProblem?
        /// Whether the problem is a name without a column.
        public let hasNewName: Bool
        /// The first name that an object repeats, so that one of its values is lost, by the index of its record.
        public let repeated: [Int: String]
        /// What has not been read yet, since so many columns and objects would have taken too much memory.
        public let rest: Rest?
    }

    /// The last objects of a chunk.
    public struct Rest: Sendable {
        fileprivate let chunk: JSONChunk
        /// The number of the first of them, from 0.
        fileprivate let first: Int
    }

    /// - Parameter columns: The columns of the same text.
    public init(_ columns: JSONColumns) {
        self.columns = columns
    }

    /// The records of a chunk.
    public mutating func read(_ chunk: JSONChunk) -> Outcome {
        read(Rest(chunk: chunk, first: 0))
    }

    /// The records of the rest of a chunk.
    public mutating func read(_ rest: Rest) -> Outcome {
        let chunk = rest.chunk
        var builder = RecordBatchBuilder(columns: columns.names.count, batchBytes: chunk.length)
        var hasNewName = false
        var repeated: [Int: String] = [:]
        var count = 0
        do throws(JSONProblem) {
            let next = try chunk.forEachObject(from: rest.first) { (text, line) throws(JSONDefect) in
                if let column = try append(text, to: &builder, &hasNewName) { repeated[count] = columns.names[column] }
                builder.endRecord(line: line)
                count += 1
                return !builder.isFull
            }
            let rest = next < chunk.count ? Rest(chunk: chunk, first: next) : nil
            return Outcome(
                records: builder.takeBatch(), problem: nil, hasNewName: false, repeated: repeated, rest: rest)
        } catch {
            return Outcome(
                records: builder.takeBatch(), problem: error, hasNewName: hasNewName, repeated: repeated, rest: nil)
        }
    }

    /// - Returns: The first column for which the object has several values; nil if there is none.
    private mutating func append(
        _ text: UnsafeRawBufferPointer,
        to builder: inout RecordBatchBuilder,
        _ hasNewName: inout Bool
    ) throws(JSONDefect) -> Int? {
        var guess = 0
        let columns = columns
        var scratch: [UInt8] = []
        var repeated = RepeatedColumns()
        swap(&scratch, &self.scratch)
        swap(&repeated, &self.repeated)
        defer {
            swap(&scratch, &self.scratch)
            swap(&repeated, &self.repeated)
        }
        repeated.begin()
        try walk.walk(text) { (scope, name, kind, range) throws(JSONDefect) in
            guard let column = columns.index(of: name, in: scope, guess: guess) else {
                hasNewName = true
                throw JSONDefect(reason: .changedWhileRead, offset: range.lowerBound)
            }
            guess = column + 1
            repeated.note(column)
            do throws(JSONDefect) {
                let content = UnsafeRawBufferPointer(rebasing: text[range])
                try JSONCell.set(column, to: content, kind, &builder, &scratch)
            } catch {
                throw JSONDefect(reason: error.reason, offset: range.lowerBound + error.offset)
            }
        }
        return repeated.first
    }
}

/// Writes JSON values to cells.
enum JSONCell {
    /// Sets a cell to a value as text. `null` and a string of nothing but white space give an empty cell; objects and
    /// arrays are written as compact JSON.
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
        case .text: builder.set(column, to: WhiteSpace.areAll(of: content) ? none : content)
        case .escapedText:
            try JSONTextDecoding.unescape(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: WhiteSpace.areAll(of: $0) ? none : $0) }
        case .nested:
            JSONTextDecoding.compact(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: $0) }
        }
    }
}
