public import Snapshots
public import Sorting
public import Storage

/// A row as a value: an address and its texts, or the mark that the recipient was removed.
public struct Record: Hashable, Sendable {
    public let key: String
    /// Without trailing missing values; nil for a removal.
    public let cells: [String?]?

    public init(_ key: String, _ cells: [String?]?) {
        self.key = key
        self.cells = cells.map { cells in
            let texts = cells.map { $0?.isEmpty == true ? nil : $0 }
            return Array(texts.prefix(1 + (texts.lastIndex { $0 != nil } ?? -1)))
        }
    }

    public init(_ row: Row) {
        let key = String(decoding: row.key, as: UTF8.self)
        guard !row.isRemoval else {
            self.init(key, nil)
            return
        }
        var reader = row.cells
        self.init(key, (0..<20).map { _ in reader.next().text })
    }

    /// - Parameter repeated: The texts that the row's codes stand for; nil if it has none.
    public init(_ row: PackedRow, _ repeated: RepeatedTexts.Table?) {
        var line = ByteBuffer()
        if row.isRemoval {
            self.init(String(decoding: row.key, as: UTF8.self), nil)
        } else {
            self.init(row.unpacked(into: &line, repeated))
        }
    }

    public func encode(to buffer: inout ByteBuffer) {
        let key = Array(key.utf8)
        key.withUnsafeBytes { key in
            guard let cells else { return RowEncoder.appendRemoval(of: key, to: &buffer) }
            var encoder = RowEncoder()
            encoder.begin(key, in: &buffer)
            for cell in cells {
                let text = Array((cell ?? "").utf8)
                text.withUnsafeBytes { encoder.append(text: $0, to: &buffer) }
            }
            encoder.end(in: &buffer)
        }
    }

    /// The row's line, with its line end.
    public var line: String {
        var buffer = ByteBuffer()
        encode(to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }
}

extension SortedBlockBuilder {
    /// Adds a record as rows of a file are added.
    public mutating func add(_ record: Record) {
        // What is after a text does not matter.
        let behind = [UInt8](repeating: UInt8(ascii: "\""), count: Self.readAfterCells)
        let key = Array(record.key.utf8)
        (key + behind).withUnsafeBytes { bytes in
            let key = UnsafeRawBufferPointer(rebasing: bytes[..<key.count])
            guard let cells = record.cells else { return addRemoval(of: key) }
            var texts: [UInt8] = []
            let ranges = cells.map { cell in
                let start = texts.count
                texts += Array((cell ?? "").utf8)
                defer { texts += behind }
                return start..<texts.count
            }
            texts.withUnsafeBytes { texts in
                let places = ranges.map { UnsafeRawBufferPointer(rebasing: texts[$0]) }
                places.withUnsafeBufferPointer { add(key: key, cells: $0) }
            }
        }
    }
}

extension KeyedCursor {
    /// What is made of all rows from this place on.
    func rest(_ record: (CursorRow) -> Record) -> [Record] {
        var cursor = self
        var records: [Record] = []
        while let row = cursor.current {
            records.append(record(row))
            cursor.advance()
        }
        return records
    }
}

extension KeyedCursor<Row> {
    /// All rows from this place on.
    public var rest: [Record] { rest { Record($0) } }
}

extension SortedCursor {
    /// All rows from this place on.
    public var rest: [Record] { rest { Record($0, repeated) } }
}

extension String {
    /// Calls a closure with the text's bytes.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Array(utf8).withUnsafeBytes(body)
    }
}

extension RowSorter {
    /// Adds records as the batches of a file are added: each its own block.
    public func add(_ records: [Record], inBlocksOf count: Int) throws(StorageError) {
        var builder = SortedBlockBuilder(memory)
        for (number, record) in records.enumerated() {
            builder.add(record)
            if (number + 1) % count == 0, let block = builder.takeBlock() { try add(block) }
        }
        if let block = builder.takeBlock() { try add(block) }
    }
}
