internal import DelimitedText
internal import Recipients

/// How many cells of each column mention somebody who has been erased. The cells of their own rows do not count: these
/// rows are left out. No text is kept, since it contains the address.
struct ErasedMentionCounts: Sendable {
    private struct Cells {
        var rows: Int
        /// The line of the first.
        let line: Int
    }

    private var columns: [Int: Cells] = [:]

    /// Examines the cells of a record.
    ///
    /// - Parameters:
    ///   - sources: The columns of the file that are used; negative for none.
    ///   - email: The column with the addresses.
    ///   - erased: The addresses that have been erased.
    /// - Complexity: One search for an `@` in each cell; a hash is computed only of what stands around one.
    mutating func note(
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        in sources: [Int],
        email: Int,
        _ erased: AddressRegister
    ) {
        for column in sources where column >= 0 && column != email && column < records.cellCount(of: record) {
            let cell = records.cell(column, of: record)
            guard Self.mentions(cell, erased) else { continue }
            if email < records.cellCount(of: record), Self.mentions(records.cell(email, of: record), erased) { return }
            let line = columns[column]?.line ?? records.line(of: record)
            columns[column] = Cells(rows: (columns[column]?.rows ?? 0) + 1, line: line)
        }
    }

    private static func mentions(_ cell: UnsafeRawBufferPointer, _ erased: AddressRegister) -> Bool {
        AddressMentions.contain(cell) { erased.date(of: $0) != nil }
    }

    /// Adds the counts of later rows.
    mutating func add(_ later: ErasedMentionCounts) {
        columns.merge(later.columns) { Cells(rows: $0.rows + $1.rows, line: $0.line) }
    }

    /// - Parameter headers: The headers of the file.
    func findings(_ headers: [String]) -> [ImportFinding] {
        columns.sorted { $0.key < $1.key }.compactMap { column, cells in
            guard headers.indices.contains(column) else { return nil }
            return .erasedMention(column: headers[column], rows: cells.rows, line: cells.line)
        }
    }
}
