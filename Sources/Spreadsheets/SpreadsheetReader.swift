public import DelimitedText

/// Reads the rows of one sheet of an XLSX workbook (ECMA-376), in pieces: memory holds the texts that cells share, and
/// some thousands of rows.
public final class SpreadsheetReader {
    private let reader: XMLReader
    private let handler: SheetHandler

    /// - Parameters:
    ///   - descriptor: An open regular file, which stays open.
    ///   - sheet: The name of the sheet; nil for the first that people see.
    public init(descriptor: Int32, sheet: String?) throws(SpreadsheetProblem) {
        let archive = try ZipArchive(descriptor: descriptor)
        let root = Relationships()
        if let entry = try archive.entry("_rels/.rels") { try XMLReader.read(entry, root) }
        let workbook = Self.resolve(root.kinds["officeDocument"] ?? "xl/workbook.xml", in: "")
        guard let entry = try archive.entry(workbook) else { throw .malformed("it is no XLSX workbook") }
        let list = SheetList()
        try XMLReader.read(entry, list)

        let folder = workbook.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        let file = workbook.split(separator: "/").last ?? ""
        let parts = Relationships()
        if let entry = try archive.entry("\(folder)_rels/\(file).rels") { try XMLReader.read(entry, parts) }
        let path = try Self.path(of: sheet, list, parts)
        guard let rows = try archive.entry(Self.resolve(path, in: folder)) else {
            throw .malformed("the sheet's rows are missing")
        }
        let strings = SharedStrings()
        if let path = parts.kinds["sharedStrings"], let entry = try archive.entry(Self.resolve(path, in: folder)) {
            try XMLReader.read(entry, strings)
        }
        let formats = CellFormats()
        if let path = parts.kinds["styles"], let entry = try archive.entry(Self.resolve(path, in: folder)) {
            try XMLReader.read(entry, formats)
        }
        handler = SheetHandler(strings, formats, uses1904: list.uses1904)
        reader = try XMLReader(rows, handler)
    }

    /// The next rows; nil at the end. A row's line is its number in the sheet; empty rows are none.
    public func nextBatch() throws(SpreadsheetProblem) -> RecordBatch? {
        while !handler.builder.isFull, try reader.readMore() {}
        return handler.builder.takeBatch()
    }

    private static func path(
        of sheet: String?,
        _ list: SheetList,
        _ parts: Relationships
    ) throws(SpreadsheetProblem) -> String {
        // A chart can be a sheet of its own, without rows.
        let tables = list.sheets.filter { parts.types[$0.id, default: "worksheet"] == "worksheet" }
        guard let first = tables.first(where: \.isVisible) ?? tables.first else {
            throw .malformed("the workbook has no sheets")
        }
        var id = first.id
        if let sheet {
            let found =
                tables.first { $0.name == sheet } ?? tables.first { $0.name.lowercased() == sheet.lowercased() }
            guard let found else { throw .unknownSheet(sheet, sheets: tables.map(\.name)) }
            id = found.id
        }
        guard let path = parts.targets[id] else { throw .malformed("the sheet's rows are missing") }
        return path
    }

    /// The packed file that a target in a folder means.
    private static func resolve(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

/// Why a workbook cannot be read.
public enum SpreadsheetProblem: Error, Hashable, Sendable {
    /// The file is no workbook, or a damaged one; the reason in words.
    case malformed(String)
    /// What is packed in the file is larger than anybody's workbook; the reason in words.
    case tooLarge(String)
    /// There is no sheet of this name; those that there are.
    case unknownSheet(String, sheets: [String])
}
