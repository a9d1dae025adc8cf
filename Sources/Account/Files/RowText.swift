internal import CProcessor
internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting

/// Which cells of recipients are written to a file of the user's, and how.
struct RowLayout: Sendable {
    /// What a row becomes.
    enum Form {
        /// Cells with RFC 4180's quoting.
        case cells(delimiter: UInt8, guardsFormulas: Bool)
        /// An object with every field: the element of an array, which stands behind a comma, or a line.
        case elements, lines
    }

    /// The fixed columns and the fields.
    let names: [String]
    /// The columns of the segments in the order in which they are written, after the address.
    let columns: [Int]
    /// How many columns the segments have.
    let segmentColumns: Int
    let form: Form

    init(_ group: GroupManifest, fields: [String], _ form: Form) {
        names = Field.fixed.map(\.name) + fields
        columns = Array(1..<Field.fixed.count) + group.columnIndexes(of: fields)
        segmentColumns = group.segmentColumns.count
        self.form = form
    }

    /// Whether the cells are written in the order in which they stand in a row.
    var isNatural: Bool { columns.elementsEqual(1..<columns.count + 1) }
}

/// Writes rows as text. Each thread has one of its own.
final class RowText {
    private let layout: RowLayout
    private let delimiter: UInt8
    private let guardsFormulas: Bool
    private let quoting: CellQuoting
    private let isNatural: Bool
    /// `"name":` of each column, for JSON.
    private let keys: [[UInt8]]
    @exclusivity(unchecked) private var cells: [Cell]
    @exclusivity(unchecked) private var text = ByteBuffer()
    @exclusivity(unchecked) private var guarded = ByteBuffer()

    init(_ layout: RowLayout) {
        self.layout = layout
        isNatural = layout.isNatural
        cells = Array(repeating: .missing, count: layout.segmentColumns)
        if case .cells(let delimiter, let guardsFormulas) = layout.form {
            (self.delimiter, self.guardsFormulas) = (delimiter, guardsFormulas)
            keys = []
        } else {
            (delimiter, guardsFormulas) = (UInt8(ascii: ","), false)
            keys = layout.names.map { Self.jsonKey($0) }
        }
        quoting = CellQuoting(delimiter: delimiter)
    }

    /// Writes a row.
    ///
    /// - Parameters:
    ///   - readableEnd: Up to where memory can be read from the row on; nil if that is not known.
    ///   - output: Takes it, behind what it holds.
    @inline(__always)
    func append(_ row: Row, readableEnd: UnsafeRawPointer?, to output: inout ByteBuffer) {
        switch layout.form {
        case .cells:
            let end = row.bytes.baseAddress.unsafelyUnwrapped + row.bytes.count
            if isNatural, !guardsFormulas, let readableEnd, readableEnd - end >= CellCopy.overreach {
                CellCopy(row, delimiter: delimiter, columns: layout.columns.count + 1).write(to: &output)
            } else {
                appendCells(of: row, to: &output)
            }
        case .elements: appendObject(row, ",\n{", "}", to: &output)
        case .lines: appendObject(row, "{", "}\n", to: &output)
        }
    }

    // MARK: Delimited text

    @inline(never)
    private func appendCells(of row: Row, to output: inout ByteBuffer) {
        read(row)
        append(row.key, to: &output)
        for column in layout.columns {
            output.append(delimiter)
            text.removeAll()
            cells[column].appendText(to: &text)
            append(text.bytes, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }

    /// Appends the text of a cell.
    private func append(_ cell: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        guard guardsFormulas, SpreadsheetGuard.isNeeded(cell) else { return appendAsItIs(cell, to: &output) }
        guarded.removeAll()
        guarded.append("'")
        guarded.append(cell)
        appendAsItIs(guarded.bytes, to: &output)
    }

    private func appendAsItIs(_ cell: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        guard quoting.isNeeded(for: cell) else { return output.append(cell) }
        output.append(UInt8(ascii: "\""))
        for byte in cell {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    // MARK: JSON

    private func appendObject(_ row: Row, _ open: StaticString, _ close: StaticString, to output: inout ByteBuffer) {
        read(row)
        output.append(open)
        output.append(keys[0])
        output.append(row.key, between: UInt8(ascii: "\""))
        for (index, column) in layout.columns.enumerated() {
            output.append(UInt8(ascii: ","))
            output.append(keys[index + 1])
            if cells[column].isMissing {
                output.append("null" as StaticString)
            } else {
                output.append(cells[column].json)
            }
        }
        output.append(close)
    }

    private func read(_ row: Row) {
        var reader = row.cells
        for column in 1..<max(1, cells.count) { cells[column] = reader.next() }
    }

    /// `"name":`, escaped as a segment's texts are.
    private static func jsonKey(_ name: String) -> [UInt8] {
        var buffer = ByteBuffer()
        var row = RowEncoder()
        Array(name.utf8).withUnsafeBytes { row.append(text: $0, to: &buffer) }
        return Array(buffer.bytes.dropFirst()) + [UInt8(ascii: ":")]
    }
}

extension ByteBuffer {
    fileprivate mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }
}
