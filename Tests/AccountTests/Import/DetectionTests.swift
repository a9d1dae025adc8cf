import Recipients
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
        ] as [([UInt8], String)])
    func otherFormatsAreToldByTheirNames(bytes: [UInt8], name: String) throws {
        let failure = expectFailure(.malformedFile) {
            try test.account.importRows(
                ImportRequest(.bytes(bytes, name: "list.csv"), into: ImportTarget("News", isNew: true)))
        }
        #expect(failure?.message.hasPrefix("\"list.csv\" is \(name)") == true)
        #expect(failure?.help != nil)
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
