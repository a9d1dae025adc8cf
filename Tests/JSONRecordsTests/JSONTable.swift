import DelimitedText

@testable import JSONRecords

/// Everything a reader tells about a text of objects.
struct JSONTable: Equatable {
    var names: [String] = []
    var rows: [[String]] = []
    var lines: [Int] = []

    /// - Parameters:
    ///   - open: The text from its beginning, as often as it is called.
    ///   - envelope: That of the text.
    ///   - chunkBytes: About how much text is looked at together.
    init(within envelope: JSONEnvelope? = nil, chunkBytes: Int = 256 << 10, _ open: () -> any ByteSource) throws {
        let columns = try Self.columns(of: open(), within: envelope, chunkBytes: chunkBytes)
        names = columns.names
        var chunks = try JSONChunks(open(), encoding: nil, within: envelope, chunkBytes: chunkBytes)
        var reader = JSONRecordReader(columns)
        while let chunk = try chunks.next() {
            let outcome = reader.read(chunk)
            if let batch = outcome.records {
                for record in 0..<batch.count {
                    lines.append(batch.line(of: record))
                    rows.append(batch.texts(of: record))
                }
            }
            if let problem = outcome.problem { throw problem }
        }
    }

    /// The columns of a text.
    static func columns(
        of source: any ByteSource,
        within envelope: JSONEnvelope? = nil,
        chunkBytes: Int = 256 << 10
    ) throws -> JSONColumns {
        var chunks = try JSONChunks(source, encoding: nil, within: envelope, chunkBytes: chunkBytes)
        var columns = JSONColumns()
        while let chunk = try chunks.next() { try columns.learn(chunk) }
        columns.areOfNothing = chunks.isEmpty
        return columns
    }
}
