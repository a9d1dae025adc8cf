import DelimitedText

/// Everything a reader tells about a text.
struct Table: Equatable {
    var rows: [[String]] = []
    var lines: [Int] = []
    var raw: [String] = []
    /// What ended the reading.
    var error: DelimitedTextError?
    /// The batches that were read.
    var batches = 0

    init(_ text: String, _ options: ReadingOptions = .init()) throws {
        try self.init(Array(text.utf8), options)
    }

    init(_ bytes: [UInt8], _ options: ReadingOptions = .init()) throws {
        try self.init(MemorySource(bytes), options)
    }

    init(_ source: any ByteSource, _ options: ReadingOptions = .init()) throws {
        var reader = try DelimitedReader(source, options: options)
        do {
            while let batch = try reader.nextBatch() { append(batch) }
        } catch let error as DelimitedTextError {
            self.error = error
        }
    }

    private mutating func append(_ batch: RecordBatch) {
        batches += 1
        for record in 0..<batch.count {
            rows.append(batch.texts(of: record))
            lines.append(batch.line(of: record))
            raw.append(batch.withRecords { String(decoding: $0.rawRecord(record), as: UTF8.self) })
        }
    }
}

/// The first error that reading a text ends with.
func error(reading bytes: [UInt8], _ options: ReadingOptions = .init()) throws -> DelimitedTextError? {
    try Table(bytes, options).error
}
