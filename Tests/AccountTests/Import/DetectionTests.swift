import Recipients
import TestSupport
import Testing

@testable import Account

/// What is told from a file itself, without dropping a row.
@Suite struct DetectionTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    @Test func anAmbiguousDelimiterIsAnErrorThatListsTheCandidates() throws {
        let csv = "email;firstname,city\nanna@example.com;Anna,Berlin\n"
        let failure = expectFailure(.malformedFile) { try test.importCSV(csv, into: "News", new: true) }
        #expect(
            failure?.message
                == "line 1 of \"test.csv\": the columns could be separated by a semicolon (\";\") or a comma (\",\")"
        )
        #expect(failure?.help == "name the delimiter: --delimiter semicolon or --delimiter comma")
        #expect(try test.account.groups().isEmpty)
        let result = try test.importCSV(csv, into: "News", new: true) { $0.delimiter = UInt8(ascii: ";") }
        #expect(result.newFields == ["firstname,city"])
    }

    @Test func commasInTextAreNotAmbiguous() throws {
        let csv = "email;Name, Vorname\nanna@example.com;Muster, Anna\nben@example.com;Muster, Ben\n"
        #expect(try test.importCSV(csv, into: "News", new: true).newFields == ["Name, Vorname"])
    }

    @Test func aPreambleIsNoRow() throws {
        let csv = "Newsletter, Stand: 1.5.2025\n\n;;\nE-Mail;Vorname;Ort\nanna@example.com;Anna;Köln\nnobody;;\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(result.newFields == ["firstname", "city"])
        #expect(result.firstInvalid.map(\.line) == [6])
        #expect(result.remarks.map(\.code) == [.linesAboveHeader])
        #expect(result.remarks.first?.rows == 1)
        #expect(result.remarks.first?.message.contains("\"Newsletter, Stand: 1.5.2025\"") == true)
    }

    @Test func aMappedColumnMarksTheHeaderToo() throws {
        let csv = "Stand heute\nKontakt;Ort\nanna@example.com;Köln\n"
        let result = try test.importCSV(csv, into: "News", new: true) {
            $0.mappings = [.init(column: "kontakt", field: "email")]
        }
        #expect(result.counts == ImportCounts(read: 1, added: 1))
    }

    @Test func withoutAnEmailColumnTheErrorNamesTheLineOfTheHeader() throws {
        let failure = expectFailure(.missingEmailColumn) {
            try test.importCSV("\n\nKontakt;Ort\nanna@example.com;E-Mail\n", into: "News", new: true)
        }
        #expect(
            failure?.message
                == "the file has no column with e-mail addresses; the columns on line 3 are \"Kontakt\", \"Ort\"")
    }

    @Test func aFileWithoutAHeaderIsToldSo() throws {
        let failure = expectFailure(.missingEmailColumn) {
            try test.importCSV("anna@example.com;Anna\nben@example.com;Ben\n", into: "News", new: true)
        }
        #expect(failure?.help?.contains("add a header line above") == true)
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 3, 4, 0x14, 0, 0x81], "a ZIP archive"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an old workbook"),
            ([0x1F, 0x8B, 8, 0], "a compressed file"), (Array("[{\"email\":\"a@b.de\"}]".utf8), "JSON"),
            (Array("<!DOCTYPE html>".utf8), "a web page"), (Array("%PDF-1.7".utf8), "a PDF"),
            (Array("BZh91AY&SY".utf8), "a compressed file (bzip2)"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], "a compressed file (xz)"),
            ([0x28, 0xB5, 0x2F, 0xFD, 0x24], "a compressed file (zstd)"),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a 7z archive"),
            (Array("Rar!".utf8) + [0x1A, 7, 0], "a RAR archive"),
        ] as [([UInt8], String)])
    func otherFormatsAreToldByTheirNames(bytes: [UInt8], name: String) throws {
        let failure = expectFailure(.malformedFile) {
            try test.account.importRows(
                ImportRequest(.bytes(bytes, name: "list.csv"), into: ImportTarget("News", isNew: true)))
        }
        #expect(failure?.message.hasPrefix("\"list.csv\" is \(name)") == true)
        #expect(failure?.help != nil)
    }

    private func failure(_ bytes: [UInt8], _ name: String) throws -> Failure? {
        let folder = try TemporaryFolder()
        let file = try DiskFiles.shared.create("\(folder.path)/\(name)", as: .rejects, overwrites: false)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.finish()
        return expectFailure(.malformedFile) {
            try test.importFile("\(folder.path)/\(name)", into: "News", isNew: true)
        }
    }

    /// What is not a workbook is told for what it is, and how to read it.
    @Test func otherFilesNamedLikeAWorkbookAreToldByTheirNames() throws {
        let old = try failure([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "list.xlsx")
        #expect(
            old?.message.hasSuffix("is an old workbook (.xls), or one with a password, not an XLSX workbook") == true)
        #expect(old?.help?.contains("without a password") == true)
        let texts = [Array("email;city\na@b.de;Köln\n".utf8), [0xFF, 0xFE, 0x61, 0], Array("email\tcity\n".utf8)]
        for text in texts {
            let failure = try failure(text, "list.xlsx")
            #expect(failure?.message.hasSuffix("is text, not an XLSX workbook") == true)
            #expect(failure?.help == "rename it to end in .csv, or import it as text in columns: --format csv")
        }
        let json = try failure(Array("[{\"email\":1}]".utf8), "list.xlsx")
        #expect(json?.help == "import it as JSON: --format json")
        #expect(try failure(Array("BZh91AY&SY".utf8), "list.xlsx")?.message.contains("bzip2") == true)
        #expect(try failure([0x1F, 0x8B, 8, 0], "list.json")?.message.hasSuffix("(gzip), not JSON") == true)
        #expect(try failure(Array("<html>".utf8), "list.jsonl")?.message.contains("a web page") == true)
        #expect(try failure([0, 1, 2, 3], "list.xlsx")?.message.contains("is text") == false)
    }

    /// The hint of the message.
    @Test func aTextNamedLikeAWorkbookCanBeRead() throws {
        let folder = try TemporaryFolder()
        try folder.write("email\na@example.com\n", to: "list.xlsx")
        let result = try test.importFile("\(folder.path)/list.xlsx", into: "News", isNew: true) { $0.format = .csv }
        #expect(result.counts.added == 1)
    }

    @Test func aColumnMayBeginLikeACompressedFile() throws {
        #expect(try test.importCSV("BZh;email\n1;a@example.com\n", into: "News", new: true).newFields == ["BZh"])
    }

    @Test func bytesWithoutMeaningInWindows1252AreAnError() throws {
        let bytes = Array("email;city\nanna@example.com;K".utf8) + [0xF6, 0x81] + Array("ln\n".utf8)
        let failure = expectFailure(.malformedFile) {
            try test.account.importRows(
                ImportRequest(.bytes(bytes, name: "list.csv"), into: ImportTarget("News", isNew: true)))
        }
        #expect(failure?.message.contains("line 2") == true)
        #expect(failure?.help?.contains("--encoding") == true)
    }
}
