public import DelimitedText
public import Recipients

/// How to read a file of rows that is not a list of recipients: a skip list, a golden file.
public struct TableOptions: Sendable {
    /// The formats of such files.
    public enum Form: String, CaseIterable, Sendable {
        /// Cells with a header, JSON, or one text per line.
        case csv, tsv, json, jsonl, lines
    }

    /// The format; nil to tell it from the file's name.
    public var form: Form?
    /// The delimiter's byte; nil to detect it.
    public var delimiter: UInt8?
    /// The encoding; nil to detect it.
    public var encoding: TextEncoding?
    /// The sheet of a workbook; nil for the first.
    public var sheet: String?

    /// Everything is detected.
    public init() {}
}

/// The rows of a file; each cell is a text or nothing.
public struct TableFile {
    /// The names in the header, as they are. A nameless column is called `column_N`, and left out if it has no value.
    public let columns: [String]
    /// The rows, each with as many cells as there are columns.
    public let rows: [[String?]]

    /// Reads a whole file.
    ///
    /// - Throws: `unreadable-file`, `malformed-file`.
    public init(_ source: ImportSource, _ options: TableOptions) throws(Failure) {
        let isText = source.fileName?.lowercased().hasSuffix(".txt") ?? false
        var encoding = options.encoding
        let assumesUTF8 = encoding == nil
        while true {
            do throws(ReadingError) {
                if (options.form ?? (isText ? .lines : nil)) == .lines {
                    (columns, rows) = (["line"], try Self.lines(of: source, encoding))
                } else {
                    (columns, rows) = try Self.table(source, options, encoding)
                }
                return
            } catch {
                switch ImportInterruption(error, reading: source, assumesUTF8: assumesUTF8 && encoding == nil) {
                case .failure(let failure): throw failure
                case .assumedEncoding, .reconsidered, .partlyLearned: encoding = .windows1252
                }
            }
        }
    }

    /// The names in the header of a file, whose rows are not read.
    ///
    /// - Throws: `unreadable-file`, `malformed-file`.
    public static func columns(of source: ImportSource) throws(Failure) -> [String] {
        var encoding: TextEncoding?
        while true {
            do throws(ReadingError) {
                return try source.records(ImportOptions(), encoding: encoding).headers
            } catch {
                switch ImportInterruption(error, reading: source, assumesUTF8: encoding == nil) {
                case .failure(let failure): throw failure
                case .assumedEncoding, .reconsidered, .partlyLearned: encoding = .windows1252
                }
            }
        }
    }

    private static func table(
        _ source: ImportSource,
        _ options: TableOptions,
        _ encoding: TextEncoding?
    ) throws(ReadingError) -> ([String], [[String?]]) {
        var reading = ImportOptions()
        reading.sheet = options.sheet
        reading.delimiter = options.delimiter
        switch options.form {
        case .csv: reading.format = .csv
        case .tsv: (reading.format, reading.delimiter) = (.csv, UInt8(ascii: "\t"))
        case .json: reading.format = .json
        case .jsonl: reading.format = .jsonl
        case .lines, nil: break
        }
        let file = try source.records(reading, encoding: encoding, for: .table)
        let count = file.headers.count
        var rows: [[String?]] = []
        while let next = try file.nextBatch() {
            try next.records.withRecords { (records) throws(ReadingError) in
                for record in next.rows {
                    var row = [String?](repeating: nil, count: count)
                    var problem = next.refused[record]
                    for column in 0..<records.cellCount(of: record) {
                        let cell = records.cell(column, of: record)
                        guard !cell.isEmpty else { continue }
                        if column < count {
                            row[column] = String(decoding: cell, as: UTF8.self)
                        } else {
                            problem = .tooManyCells(records.cellCount(of: record), header: count)
                        }
                    }
                    if let problem {
                        throw .failure(
                            ImportProblem.unusableRow(
                                problem, line: records.line(of: record), in: source.name,
                                isWorkbook: source.format(reading) == .xlsx
                            ).failure)
                    }
                    rows.append(row)
                }
            }
        }
        return withoutEmptyColumns(file.headers, rows)
    }

    /// Leaves out the columns that have neither a name nor a value: a delimiter at the end of each line makes one.
    private static func withoutEmptyColumns(_ headers: [String], _ rows: [[String?]]) -> ([String], [[String?]]) {
        let nameless = headers.indices.filter { headers[$0].isInvisible }
        guard !nameless.isEmpty else { return (headers, rows) }
        var names = headers
        for column in nameless { names[column] = ColumnAssignment.name(ofNameless: column) }
        let empty = Set(nameless.filter { column in rows.allSatisfy { $0[column] == nil } })
        let kept = headers.indices.filter { !empty.contains($0) }
        return (kept.map { names[$0] }, rows.map { row in kept.map { row[$0] } })
    }

    private static func lines(
        of source: ImportSource,
        _ encoding: TextEncoding?
    ) throws(ReadingError) -> [[String?]] {
        var reader = try readingBytes(TextReader(try source.open(), encoding: encoding))
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: max(1 << 16, TextReader.minimumRead))
        while true {
            let count = try readingBytes(buffer.withUnsafeMutableBytes { try reader.read(into: $0) })
            if count == 0 { break }
            text += buffer[..<count]
        }
        return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let line = String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            return line.trimmed.isEmpty ? nil : [line]
        }
    }
}
