internal import DelimitedText
internal import Recipients

/// The format of a file.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// `csv`: delimited text of any dialect; `json`: one JSON document; `jsonl`: one JSON object per line; `xlsx`: a
    /// sheet of a workbook.
    case csv, json, jsonl, xlsx

    /// The format that a file's name implies; CSV if it implies none.
    public init(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "xlsx", "xlsm": self = .xlsx
        default: self = .csv
        }
    }
}

/// Files that are not text in columns, whatever their names are; recognised by their first bytes.
enum ForeignFormat {
    /// What is done with the rows of a file.
    enum Use {
        /// `import` puts them into a group.
        case importing
        /// `rows of` shows them.
        case table

        fileprivate var helpOnJSON: String {
            switch self {
            case .importing: "import it as JSON: --format json"
            case .table: "read it as JSON: --as json"
            }
        }
    }

    /// How the files begin. Without a help of their own, the program reads them, as JSON.
    private static let signs: [(bytes: [UInt8], what: String, help: String?)] = [
        (
            [0x50, 0x4B, 0x03, 0x04], "a ZIP archive, such as a workbook",
            "rename it to end in .xlsx if it is a workbook; otherwise unpack it first"
        ),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old workbook (.xls)", "save it as XLSX or as CSV"),
        ([0x1F, 0x8B], "a compressed file", "unpack it first"),
        (Array("%PDF-".utf8), "a PDF", "export the list as CSV"),
        (Array("[{".utf8), "JSON", nil),
        (Array("{\"".utf8), "JSON", nil),
        (Array("<!doctype".utf8), "a web page", "export the list as CSV"),
        (Array("<html".utf8), "a web page", "export the list as CSV"),
        (Array("<?xml".utf8), "XML", "export the list as CSV"),
    ]

    /// In bytes; enough for the type of an OpenDocument file.
    private static let longest = 128

    /// - Parameters:
    ///   - source: The file.
    ///   - use: What its rows are for, which decides what the help says.
    /// - Throws: `malformed-file`, saying what the file is.
    static func check(_ source: ImportSource, for use: Use) throws(ReadingError) {
        var file = try endingReading(source.open())
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = try readingBytes(bytes.withUnsafeMutableBytes { try file.read(into: $0) })
        let start = bytes[..<count]
        if isOpenDocument(start) {
            throw .failure(
                ImportProblem.foreign(
                    source.name, what: "an OpenDocument workbook (.ods)", help: "save it as XLSX or as CSV"
                ).failure)
        }
        let folded = start.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard let sign = signs.first(where: { start.starts(with: $0.bytes) || folded.starts(with: $0.bytes) })
        else { return }
        throw .failure(
            ImportProblem.foreign(source.name, what: sign.what, help: sign.help ?? use.helpOnJSON).failure)
    }

    /// Whether a file is a ZIP archive whose first entry says that it is an OpenDocument workbook; the entry is never
    /// compressed (OpenDocument 1.3, part 2, 3.3).
    private static func isOpenDocument(_ start: ArraySlice<UInt8>) -> Bool {
        // After the header of the entry, which is 30 bytes long.
        let name = Array("mimetype".utf8)
        guard start.starts(with: [0x50, 0x4B, 0x03, 0x04]), start.dropFirst(30).starts(with: name) else { return false }
        let type = String(decoding: start.dropFirst(30 + name.count), as: UTF8.self)
        return type.contains("application/vnd.oasis.opendocument.spreadsheet")
    }
}
