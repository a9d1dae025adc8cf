import CZip
import DelimitedText
import FoundationEssentials
import SystemCalls
import TestSupport
import Testing

@testable import Spreadsheets

/// A workbook that a test writes: files packed with libzip, in a temporary file that goes with this value.
final class TestWorkbook {
    let path: String

    init(_ files: [(name: String, text: String)]) throws {
        var template = Array("/tmp/cbs-xlsx-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        close(descriptor)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var code: Int32 = 0
        let archive = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code))
        var copies: [UnsafeMutableRawBufferPointer] = []
        defer { for copy in copies { copy.deallocate() } }
        for file in files {
            // libzip reads the bytes when it writes the archive.
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(file.text.utf8.count, 1), alignment: 1)
            copy.copyBytes(from: file.text.utf8)
            copies.append(copy)
            let source = try #require(zip_source_buffer(archive, copy.baseAddress, UInt64(file.text.utf8.count), 0))
            try #require(zip_file_add(archive, file.name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0)
        }
        try #require(zip_close(archive) == 0)
    }

    deinit {
        unlink(path)
    }

    /// Lets a closure read a sheet, the first one that is shown unless one is named.
    func read<Result>(
        sheet: String? = nil,
        _ body: (SpreadsheetReader) throws(SpreadsheetProblem) -> Result
    ) throws(SpreadsheetProblem) -> Result {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        return try body(SpreadsheetReader(descriptor: descriptor, sheet: sheet))
    }

    /// The file's.
    var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(filePath: path))) }
    }

    /// The names that the standard gives to what workbooks are made of.
    struct Names {
        let main: String
        let types: String

        static let transitional = Names(
            main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            types: "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        static let strict = Names(
            main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
            types: "http://purl.oclc.org/ooxml/officeDocument/relationships")
    }

    /// A workbook with sheets by their names, each the XML of its rows.
    ///
    /// - Parameters:
    ///   - attributes: Those of a sheet in the list of sheets, by its name.
    ///   - declaration: What each sheet's file begins with.
    convenience init(
        sheets: [(name: String, rows: String)],
        strings: String = "",
        styles: String = "",
        properties: String = "",
        attributes: [String: String] = [:],
        names: Names = .transitional,
        declaration: String = ""
    ) throws {
        let main = "xmlns=\"\(names.main)\""
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\" \(attributes[sheet.name] ?? "")/>"
        }
        let targets = sheets.indices.map { index in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(names.types)/worksheet\" Target=\"worksheets/sheet\(index + 1).xml\"/>"
        }
        let files: [(name: String, text: String)] = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"\(names.types)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook \(main) xmlns:r=\"\(names.types)\">\(properties)<sheets>\(list.joined())</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships>\(targets.joined())
                <Relationship Id="s" Type="\(names.types)/sharedStrings" Target="/xl/sharedStrings.xml"/>
                <Relationship Id="y" Type="\(names.types)/styles" Target="styles.xml"/></Relationships>
                """
            ),
            ("xl/sharedStrings.xml", "<sst \(main)>\(strings)</sst>"),
            ("xl/styles.xml", "<styleSheet \(main)>\(styles)</styleSheet>"),
        ]
        let rows = sheets.enumerated().map { index, sheet in
            (
                name: "xl/worksheets/sheet\(index + 1).xml",
                text: "\(declaration)<worksheet \(main)><sheetData>\(sheet.rows)</sheetData></worksheet>"
            )
        }
        try self.init(files + rows)
    }
}

extension SpreadsheetReader {
    /// All rows that are left, each with its number before its texts.
    func allRows() throws(SpreadsheetProblem) -> [[String]] {
        var rows: [[String]] = []
        while let batch = try nextBatch() {
            for record in 0..<batch.count { rows.append(["\(batch.line(of: record))"] + batch.texts(of: record)) }
        }
        return rows
    }
}
