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
    init(within envelope: JSONEnvelope? = nil, _ open: () -> any ByteSource) throws {
        let columns = try JSONTableReader.columns(of: open(), encoding: nil, within: envelope)
        names = columns.names
        var reader = try JSONTableReader(open(), encoding: nil, columns: columns, within: envelope)
        while let batch = try reader.nextBatch() {
            for record in 0..<batch.count {
                lines.append(batch.line(of: record))
                rows.append(batch.texts(of: record))
            }
        }
    }
}
