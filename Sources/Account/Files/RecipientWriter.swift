internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting

/// Writes recipients to a file as delimited text or JSON, cell by cell from the segments' bytes.
struct RecipientWriter: ~Copyable {
    private let names: [String]
    /// The columns of the segments in the order in which they are written, after the address.
    private let columns: [Int]
    private let file: any OutputFile
    private var cells: [Cell]
    private var text = ByteBuffer()
    private let guardsFormulas: Bool
    private var guarded = ByteBuffer()

    init(_ group: GroupManifest, fields: [String], guardsFormulas: Bool = false, to file: any OutputFile) {
        self.guardsFormulas = guardsFormulas
        names = Field.fixed.map(\.name) + fields
        columns = Array(1..<Field.fixed.count) + group.columnIndexes(of: fields)
        cells = Array(repeating: .missing, count: group.segmentColumns.count)
        self.file = file
    }

    /// Writes all recipients with RFC 4180's quoting and a header, and returns how many.
    mutating func writeText(_ reader: RecipientReader, delimiter: UInt8) throws -> Int {
        let file = file
        var csv = DelimitedWriter(dialect: Dialect(delimiter: delimiter)) { try file.write($0) }
        if guardsFormulas {
            SpreadsheetGuard.header(delimiter).withUnsafeBytes { csv.append(cellsAsTheyStand: $0) }
            for name in names.dropFirst(Field.fixed.count) {
                Array(name.utf8).withUnsafeBytes { append($0, to: &csv) }
            }
        } else {
            for name in names { csv.append(cell: name) }
        }
        try csv.endRecord()
        var count = 0
        while let row = try reader.nextRow() {
            read(row)
            append(row.key, to: &csv)
            for column in columns {
                let cell = cells[column]
                if cell.hasEscapes {
                    text.removeAll()
                    cell.appendText(to: &text)
                    append(text.bytes, to: &csv)
                } else {
                    append(cell.escapedText, to: &csv)
                }
            }
            try csv.endRecord()
            count += 1
        }
        try csv.finish()
        return count
    }

    @inline(__always)
    private mutating func append(_ cell: UnsafeRawBufferPointer, to csv: inout DelimitedWriter) {
        guard guardsFormulas, SpreadsheetGuard.isNeeded(cell) else { return csv.append(cell: cell) }
        guarded.removeAll()
        guarded.append("'")
        guarded.append(cell)
        csv.append(cell: guarded.bytes)
    }

    /// Writes an object a line, with every field, and returns how many.
    ///
    /// - Parameter asArray: Whether they are the elements of one array.
    mutating func writeJSON(_ reader: RecipientReader, asArray: Bool) throws -> Int {
        let keys = names.map { Self.jsonKey($0) }
        var count = 0
        if asArray { text.append("[") }
        while let row = try reader.nextRow() {
            read(row)
            if asArray, count > 0 { text.append(",\n") }
            text.append("{")
            text.append(keys[0])
            text.append("\"")
            text.append(row.key)
            text.append("\"")
            for (key, column) in zip(keys.dropFirst(), columns) {
                text.append(",")
                text.append(key)
                if cells[column].isMissing {
                    text.append("null")
                } else {
                    text.append(cells[column].json)
                }
            }
            text.append(asArray ? "}" : "}\n")
            if text.count >= 1 << 16 { try flush() }
            count += 1
        }
        if asArray { text.append("]\n") }
        try flush()
        return count
    }

    private mutating func flush() throws(Failure) {
        try file.write(text.bytes)
        text.removeAll()
    }

    private mutating func read(_ row: Row) {
        var reader = row.cells
        for column in 1..<max(1, cells.count) { cells[column] = reader.next() }
    }

    /// `"name":`, escaped as a segment's texts are.
    private static func jsonKey(_ name: String) -> String {
        var buffer = ByteBuffer()
        var row = RowEncoder()
        Array(name.utf8).withUnsafeBytes { row.append(text: $0, to: &buffer) }
        return String(decoding: buffer.bytes.dropFirst(), as: UTF8.self) + ":"
    }
}
