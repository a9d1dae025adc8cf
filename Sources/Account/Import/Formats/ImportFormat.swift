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

/// Files that are not of the format that they are read in, whatever their names are; recognised by their first bytes.
enum ForeignFormat {
    /// What is done with the rows of a file.
    enum Use {
        /// `import` puts them into a group.
        case importing
        /// `rows of` shows them.
        case table

        fileprivate func help(reading what: String, as format: ImportFormat) -> String {
            switch self {
            case .importing: "import it as \(what): --format \(format.rawValue)"
            case .table: "read it as \(what): --as \(format.rawValue)"
            }
        }
    }

    /// How the files begin.
    private static let signs: [(bytes: [UInt8], what: String, help: String)] = [
        (
            zip, "a ZIP archive, such as a workbook",
            "rename it to end in .xlsx if it is a workbook; otherwise unpack it first"
        ),
        (compound, "an old workbook (.xls)", "save it as XLSX or as CSV"),
        ([0x1F, 0x8B], "a compressed file (gzip)", "unpack it first"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "a compressed file (xz)", "unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a compressed file (zstd)", "unpack it first"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "unpack it first"),
        (Array("Rar!".utf8) + [0x1A, 0x07], "a RAR archive", "unpack it first"),
        (Array("%PDF-".utf8), "a PDF", "export the list as CSV"),
        (Array("<!doctype".utf8), "a web page", "export the list as CSV"),
        (Array("<html".utf8), "a web page", "export the list as CSV"),
        (Array("<?xml".utf8), "XML", "export the list as CSV"),
    ]

    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    /// Of files by old office programs, and of new ones with a password (MS-CFB, 2.2).
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
    private static let bzip2 = Array("BZh".utf8)
    private static let json = [Array("[{".utf8), Array("{\"".utf8)]

    /// In bytes; enough for the type of an OpenDocument file.
    private static let longest = 128

    /// - Parameters:
    ///   - source: The file.
    ///   - format: The format in which it is read.
    ///   - use: What its rows are for, which decides what the help says.
    /// - Throws: `malformed-file`, saying what the file is.
    static func check(_ source: ImportSource, as format: ImportFormat, for use: Use) throws(ReadingError) {
        var file = try endingReading(source.open())
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = try readingBytes(bytes.withUnsafeMutableBytes { try file.read(into: $0) })
        let start = bytes[..<count]
        guard let kind = kind(of: start, as: format, for: use) else { return }
        throw .failure(ImportProblem.foreign(source.name, what: kind.what, as: format, help: kind.help).failure)
    }

    /// What a file is, and what helps, by its first bytes; nil if it may be of the format.
    private static func kind(
        of start: ArraySlice<UInt8>, as format: ImportFormat, for use: Use
    ) -> (what: String, help: String)? {
        if isOpenDocument(start) { return ("an OpenDocument workbook (.ods)", "save it as XLSX or as CSV") }
        if format == .xlsx {
            if start.starts(with: zip) { return nil }
            if start.starts(with: compound) {
                return (
                    "an old workbook (.xls), or one with a password",
                    "open it in a spreadsheet program, and save it as XLSX without a password, or as CSV"
                )
            }
        }
        // The digit is the size of the blocks.
        if start.starts(with: bzip2), let size = start.dropFirst(bzip2.count).first, (0x31...0x39).contains(size) {
            return ("a compressed file (bzip2)", "unpack it first")
        }
        let folded = start.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if let sign = signs.first(where: { start.starts(with: $0.bytes) || folded.starts(with: $0.bytes) }) {
            return (sign.what, sign.help)
        }
        if format != .json, format != .jsonl, json.contains(where: { start.starts(with: $0) }) {
            return ("JSON", use.help(reading: "JSON", as: .json))
        }
        guard format == .xlsx, isText(start) else { return nil }
        return ("text", "rename it to end in .csv, or \(use.help(reading: "text in columns", as: .csv))")
    }

    /// Whether bytes are the beginning of a text, in any encoding but UTF-16 without a mark.
    private static func isText(_ start: ArraySlice<UInt8>) -> Bool {
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
        let isControl = { (byte: UInt8) in byte < 0x20 && !(0x09...0x0D).contains(byte) }
        return !start.isEmpty && !start.contains(where: isControl)
    }

    /// Whether a file is a ZIP archive whose first entry says that it is an OpenDocument workbook; the entry is never
    /// compressed (OpenDocument 1.3, part 2, 3.3).
    private static func isOpenDocument(_ start: ArraySlice<UInt8>) -> Bool {
        // After the header of the entry, which is 30 bytes long.
        let name = Array("mimetype".utf8)
        guard start.starts(with: zip), start.dropFirst(30).starts(with: name) else { return false }
        let type = String(decoding: start.dropFirst(30 + name.count), as: UTF8.self)
        return type.contains("application/vnd.oasis.opendocument.spreadsheet")
    }
}
