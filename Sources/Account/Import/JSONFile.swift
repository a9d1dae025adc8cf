internal import DelimitedText
internal import JSONRecords
internal import Recipients

/// A file of JSON objects, in an array or one after another.
final class JSONFile: RecordSource {
    let headers: [String]
    let headerLine: Int? = nil
    let rejectsLayout = RejectsLayout.cells
    private var reader: JSONTableReader

    init(_ source: ImportSource, encoding: TextEncoding?) throws {
        let columns = try JSONTableReader.columns(of: try source.open(), encoding: encoding)
        // No objects are no rows, as a header alone is.
        headers = columns.names.isEmpty ? [Field.email.name] : columns.names
        reader = try JSONTableReader(try source.open(), encoding: encoding, columns: columns)
    }

    func nextBatch() throws -> (records: RecordBatch, first: Int)? {
        try reader.nextBatch().map { ($0, 0) }
    }
}
