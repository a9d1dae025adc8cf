internal import CProcessor
internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting

/// Which cells of recipients are written to a user's file, and how.
struct RowLayout: Sendable {
    /// How a row is written.
    enum Form {
        /// Cells with RFC 4180's quoting.
        case cells(delimiter: UInt8, guardsFormulas: Bool)
        /// An object with every field: `elements` are elements of an array, each after a comma; `lines` are lines.
        case elements, lines
    }

    /// The names of the columns of the file.
    let names: [String]
    /// The columns of segments in the order in which they are written: 0 for the address, `statusColumn` for the
    /// status.
    let columns: [Int]
    /// How many columns the segments have.
    let segmentColumns: Int
    let form: Form

    /// - Parameters:
    ///   - fields: The group's own fields.
    ///   - shown: The fields that are written, in this order; nil for the fixed columns and the group's own fields.
    ///     Fields that the group does not have are written as empty cells.
    init(_ group: GroupManifest, fields: [String], showing shown: [String]?, _ form: Form) {
        let all = Field.fixed.map(\.name) + fields
        let indexes = Array(0..<Field.fixed.count) + group.columnIndexes(of: fields)
        let statusColumn = group.segmentColumns.count
        names = shown ?? all
        columns =
            shown?.map { name in
                name == Self.status ? statusColumn : all.firstIndex(of: name).map { indexes[$0] } ?? statusColumn + 1
            } ?? indexes
        segmentColumns = statusColumn
        self.form = form
    }

    private static let status = "status"

    /// The number of the status, which follows from other columns: the one after the columns of segments.
    var statusColumn: Int { segmentColumns }

    /// Whether the cells are written in the order in which rows have them.
    var isNatural: Bool { columns.count <= segmentColumns && columns.elementsEqual(0..<columns.count) }

    /// Whether the file's header begins like that of a whole export.
    var beginsAsWhole: Bool { columns.starts(with: 0..<Field.fixed.count) }
}

/// Writes rows as text. Each thread needs its own.
final class RowText {
    private let layout: RowLayout
    private let delimiter: UInt8
    private let guardsFormulas: Bool
    private let quoting: CellQuoting
    private let isNatural: Bool
    private let showsStatus: Bool
    /// `"name":` of each column for JSON, preceded by a comma except for the first.
    private let keys: [[UInt8]]
    /// The cells of a row, the address first, followed by the status and a missing value.
    @exclusivity(unchecked) private var cells: [Cell]
    @exclusivity(unchecked) private var text = ByteBuffer()
    @exclusivity(unchecked) private var guarded = ByteBuffer()

    init(_ layout: RowLayout) {
        self.layout = layout
        isNatural = layout.isNatural
        showsStatus = layout.columns.contains(layout.statusColumn)
        cells = Array(repeating: .missing, count: layout.segmentColumns + 2)
        if case .cells(let delimiter, let guardsFormulas) = layout.form {
            (self.delimiter, self.guardsFormulas) = (delimiter, guardsFormulas)
            keys = []
        } else {
            (delimiter, guardsFormulas) = (UInt8(ascii: ","), false)
            keys = layout.names.enumerated().map { (index, name) in (index > 0 ? [0x2C] : []) + Self.jsonKey(name) }
        }
        quoting = CellQuoting(delimiter: delimiter)
    }

    /// Writes a row.
    ///
    /// - Parameters:
    ///   - readableEnd: The end of the memory that can be read from the row on; nil if that is not known.
    ///   - output: The buffer that the row is appended to.
    @inline(__always)
    func append(_ row: Row, readableEnd: UnsafeRawPointer?, to output: inout ByteBuffer) {
        switch layout.form {
        case .cells:
            let end = row.bytes.baseAddress.unsafelyUnwrapped + row.bytes.count
            if isNatural, !guardsFormulas, let readableEnd, readableEnd - end >= CellCopy.overreach {
                CellCopy(row, delimiter: delimiter, columns: layout.columns.count).write(to: &output)
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
        let columns = layout.columns
        for (index, column) in columns.enumerated() {
            if index > 0 { output.append(delimiter) }
            text.removeAll()
            cells[column].appendText(to: &text)
            append(text.bytes, to: &output)
        }
        // A line with nothing in it would not be a row.
        if columns.count == 1, cells[columns[0]].isMissing { output.append("\"\"" as StaticString) }
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
        for (index, column) in layout.columns.enumerated() {
            output.append(keys[index])
            if cells[column].isMissing {
                output.append("null" as StaticString)
            } else {
                output.append(cells[column].json)
            }
        }
        output.append(close)
    }

    private func read(_ row: Row) {
        cells[0] = row.address
        var reader = row.cells
        for column in 1..<max(1, layout.segmentColumns) { cells[column] = reader.next() }
        if showsStatus { cells[layout.statusColumn] = Status(of: cells).cell }
    }

    /// `"name":`, escaped as the texts of segments are.
    private static func jsonKey(_ name: String) -> [UInt8] {
        var buffer = ByteBuffer()
        var row = RowEncoder()
        Array(name.utf8).withUnsafeBytes { row.append(text: $0, to: &buffer) }
        return Array(buffer.bytes.dropFirst()) + [UInt8(ascii: ":")]
    }
}

extension Row {
    /// The address in the form of the other cells.
    fileprivate var address: Cell {
        // `["address"`: it has no escapes, and is between quotes.
        Cell(json: UnsafeRawBufferPointer(rebasing: bytes[1..<key.count + 3]))
    }
}

extension Status {
    fileprivate init(of cells: [Cell]) {
        self.init(activated: cells[Self.activatedColumn], deactivated: cells[Self.deactivatedColumn])
    }

    /// The word for it as a cell, whose bytes are never released.
    fileprivate var cell: Cell {
        let json: StaticString =
            switch self {
            case .active: "\"active\""
            case .inactive: "\"inactive\""
            case .unsubscribed: "\"unsubscribed\""
            }
        return Cell(json: UnsafeRawBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    }
}

extension ByteBuffer {
    fileprivate mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }
}
