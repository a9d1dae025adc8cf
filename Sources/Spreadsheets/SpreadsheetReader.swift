public import DelimitedText

/// Reads the rows of one sheet of an XLSX workbook (ECMA-376), piece by piece. Memory holds the texts that cells share,
/// and some thousands of rows.
public final class SpreadsheetReader {
    private let reader: XMLReader
    private let handler: SheetHandler
    /// The name of the sheet.
    public let sheet: String
    /// The names of the workbook's other sheets.
    public let otherSheets: [String]
    /// Those of the other sheets that hold anything, of the first few; none if a sheet was named.
    public let otherFilledSheets: [String]

    /// Opens a workbook.
    ///
    /// - Parameters:
    ///   - descriptor: An open regular file, which is not closed.
    ///   - sheet: The name of the sheet; nil for the first visible one.
    public init(descriptor: Int32, sheet: String?) throws(SpreadsheetProblem) {
        let archive = try ZipArchive(descriptor: descriptor)
        let root = Relationships()
        if let entry = try archive.entry("_rels/.rels") { try XMLReader.read(entry, root) }
        let workbook = Self.resolve(root.kinds["officeDocument"] ?? "xl/workbook.xml", in: "")
        guard let entry = try archive.entry(workbook) else { throw .unreadable(.notAWorkbook) }
        let list = SheetList()
        try XMLReader.read(entry, list)

        let folder = workbook.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        let file = workbook.split(separator: "/").last ?? ""
        let parts = Relationships()
        if let entry = try archive.entry("\(folder)_rels/\(file).rels") { try XMLReader.read(entry, parts) }
        let tables = try Self.tables(list, parts)
        let chosen = try Self.chosen(sheet, among: tables)
        self.sheet = chosen.name
        let others = tables.filter { $0.id != chosen.id }
        otherSheets = others.map(\.name)
        otherFilledSheets = (sheet == nil ? others.prefix(Self.examinedSheets) : []).filter { sheet in
            parts.targets[sheet.id].map { Self.hasValue(Self.resolve($0, in: folder), of: archive) } ?? false
        }.map(\.name)
        guard let path = parts.targets[chosen.id] else { throw .unreadable(.noRows) }
        guard let rows = try archive.entry(Self.resolve(path, in: folder)) else {
            throw .unreadable(.noRows)
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
        reader = try XMLReader(rows, handler, isLast: true)
    }

    /// The next rows; nil at the end. A record's line is the row's number in the sheet; empty rows are left out.
    public func nextBatch() throws(SpreadsheetProblem) -> RecordBatch? {
        while !handler.hasFullBatch, try reader.readMore() {}
        return handler.takeBatch()
    }

    /// The cells that have been read so far and count as empty though something is in them.
    public var oddities: SheetOddities { handler.oddities }

    /// How many of the other sheets are looked into.
    private static let examinedSheets = 20
    /// How many pieces of each are read: a value comes early, and a sheet may have a million formatted cells without
    /// any.
    private static let examinedPieces = 16

    /// Whether a sheet has a value in any cell. What cannot be read has none: it is not the sheet that was asked for.
    private static func hasValue(_ path: String, of archive: ZipArchive) -> Bool {
        let finder = ValueFinder()
        do throws(SpreadsheetProblem) {
            guard let entry = try archive.entry(path) else { return false }
            let reader = try XMLReader(entry, finder)
            var pieces = 0
            while !finder.hasValue, pieces < examinedPieces, try reader.readMore() { pieces += 1 }
        } catch {
            return false
        }
        return finder.hasValue
    }

    /// The sheets that have rows: a chart can be a sheet too.
    private static func tables(
        _ list: SheetList,
        _ parts: Relationships
    ) throws(SpreadsheetProblem) -> [SheetList.Sheet] {
        let tables = list.sheets.filter { parts.types[$0.id, default: "worksheet"] == "worksheet" }
        if tables.isEmpty { throw .unreadable(.noSheets) }
        return tables
    }

    /// The sheet with a name; without a name, the first visible one.
    private static func chosen(
        _ name: String?,
        among tables: [SheetList.Sheet]
    ) throws(SpreadsheetProblem) -> SheetList.Sheet {
        // There is at least one sheet.
        guard let name else { return tables.first(where: \.isVisible) ?? tables[0] }
        let found = tables.first { $0.name == name } ?? tables.first { $0.name.lowercased() == name.lowercased() }
        guard let found else { throw .unknownSheet(name, sheets: tables.map(\.name)) }
        return found
    }

    /// The path in the archive that a target, relative to a folder, refers to.
    private static func resolve(_ written: String, in folder: String) -> String {
        let target = ZipArchive.slashed(written)
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
