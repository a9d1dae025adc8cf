internal import DelimitedText
internal import JSONRecords
internal import Recipients

/// A file of JSON objects: in an array, one after another, or in the list of an object that is the whole file.
final class JSONFile: RecordSource {
    let headers: [String]
    let headerLine: Int? = nil
    let findings: [ImportFinding]
    let rejectsLayout = RejectsLayout.cells
    private var reader: JSONTableReader

    init(_ source: ImportSource, _ options: ImportOptions, encoding: TextEncoding?) throws {
        let signs = HeaderSigns.addresses(options.mappings)
        let envelope = try JSONEnvelope.find(in: try source.open(), encoding: encoding, isKey: signs.isKey)
        findings = envelope.map { $0.path.isEmpty ? [] : [.nestedRows(path: $0.path)] } ?? []
        let columns = try JSONTableReader.columns(of: try source.open(), encoding: encoding, within: envelope)
        if columns.areOfNothing { throw ImportProblem.empty(source.name).failure }
        // No objects are no rows, as a header alone is.
        headers = columns.names.isEmpty ? [Field.email.name] : columns.names
        reader = try JSONTableReader(try source.open(), encoding: encoding, columns: columns, within: envelope)
    }

    var encoding: TextEncoding? { reader.encoding }

    func nextBatch() throws -> SourceRows? {
        try reader.nextBatch().map { SourceRows(records: $0) }
    }
}
