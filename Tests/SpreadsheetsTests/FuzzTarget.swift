import DelimitedText
import SystemCalls

@testable import Spreadsheets

/// What the fuzzer and the tests ask of any bytes whatever: that they are rows or a problem.
///
/// Bytes that begin like a ZIP file are one. Others are the files in a workbook, set apart by NULs: rows, texts,
/// styles, the list of sheets, the list of files.
enum FuzzTarget {
    private static let relations = """
        <Relationships><Relationship Id="r" Type="t/worksheet" Target="a.xml"/>
        <Relationship Id="s" Type="t/sharedStrings" Target="s.xml"/>
        <Relationship Id="y" Type="t/styles" Target="y.xml"/></Relationships>
        """
    private static let workbook = "<workbook><sheets><sheet name=\"A\" r:id=\"r\"/></sheets></workbook>"

    /// What does not hold; none for bytes that are answered well.
    static func problems(of bytes: [UInt8]) -> [String] {
        let file = bytes.starts(with: [0x50, 0x4B]) ? bytes : packed(bytes)
        let descriptor = temporaryFile()
        defer { close(descriptor) }
        guard descriptor >= 0, write(descriptor, file, file.count) == file.count else { return ["no file to read"] }
        do throws(SpreadsheetProblem) {
            let reader = try SpreadsheetReader(descriptor: descriptor, sheet: nil)
            var line = 0
            while let batch = try reader.nextBatch() {
                let found = batch.withRecords { (records) in problems(of: records, behind: &line) }
                if !found.isEmpty { return found }
            }
        } catch {
            return "\(error)".isEmpty ? ["a problem without words"] : []
        }
        return []
    }

    /// What does not hold of a batch.
    ///
    /// - Parameter line: Of the record before it; becomes that of its last one.
    private static func problems(of records: borrowing RecordBatch.Records, behind line: inout Int) -> [String] {
        for record in 0..<records.count {
            if records.line(of: record) <= line { return ["rows go back"] }
            line = records.line(of: record)
            if records.cellCount(of: record) > 16_384 { return ["a row is too wide"] }
            for cell in 0..<records.cellCount(of: record)
            where (try? UTF8Span(validating: Array(records.cell(cell, of: record)).span)) == nil {
                return ["a cell is not text"]
            }
        }
        return []
    }

    /// An open file without a name.
    private static func temporaryFile() -> Int32 {
        var name = Array("/tmp/cbs-fuzz-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        unlink(name)
        return descriptor
    }

    /// A workbook of some files.
    private static func packed(_ bytes: [UInt8]) -> [UInt8] {
        let parts = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false).map(Array.init)
        func part(_ index: Int, or standard: String) -> [UInt8] {
            parts.indices.contains(index) && !parts[index].isEmpty ? parts[index] : Array(standard.utf8)
        }
        func wrapped(_ element: String, _ content: [UInt8]) -> [UInt8] {
            Array("<\(element)>".utf8) + content + Array("</\(element)>".utf8)
        }
        return StoredZip([
            ("xl/a.xml", wrapped("sheetData", part(0, or: ""))), ("xl/s.xml", wrapped("sst", part(1, or: ""))),
            ("xl/y.xml", wrapped("styleSheet", part(2, or: ""))), ("xl/workbook.xml", part(3, or: workbook)),
            ("xl/_rels/workbook.xml.rels", part(4, or: relations)),
        ]).bytes
    }
}
