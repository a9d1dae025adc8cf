import Recipients
import TestSupport
import Testing

@testable import Account

/// Workbooks as Excel, LibreOffice and openpyxl write them: the same list in each.
@Suite struct WorkbookFixtureTests {
    @Test(arguments: [
        "xlsxwriter.xlsx", "xlsxwriter-inline.xlsx", "xlsxwriter-1904.xlsx", "xlsxwriter-hidden-first.xlsx",
        "xlsxwriter-macro.xlsm", "openpyxl.xlsx", "libreoffice.xlsx", "libreoffice-1904.xlsx",
        "libreoffice-hidden-first.xlsx",
    ])
    func theListComesInAsPeopleSeeIt(file: String) throws {
        let test = try TestAccount()
        let path = "\(Repository.root.path)/Tests/AccountTests/Fixtures/workbooks/\(file)"
        let result = try test.account.importRows(
            ImportRequest(.file(path: path), into: ImportTarget("Kunden", isNew: true)))
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields == ["firstname", "lastname", "PLZ", "Kd-Nr.", "Notiz"])
        let people = try test.recipients(of: "Kunden")
        let anna = try #require(people["anna@example.com"])
        #expect(anna.values == ["Anna", "Müller", "01067", "4930123456789", "ruft gern an"])
        #expect(anna.signUp == SignUp(registered: Instant("2024-12-31"), activated: Instant("2024-12-31T23:59")))
        let ben = try #require(people["ben@example.com"])
        #expect(ben.values == [nil, nil, "00123", nil, "zwei Blanks"])
        // The address is a formula's, in all but one; 0.1 + 0.2 is what people see.
        #expect(people["cora@example.com"]?.values == [nil, nil, nil, "true", "0.3"])
    }

    /// A sheet that is passed over is named, unless the user has chosen one.
    @Test func otherSheetsAreNamed() throws {
        let test = try TestAccount()
        let path = "\(Repository.root.path)/Tests/AccountTests/Fixtures/workbooks/libreoffice-hidden-first.xlsx"
        var request = ImportRequest(.file(path: path), into: ImportTarget("A", isNew: true))
        let remarks = try test.account.importRows(request).remarks
        let remark = try #require(remarks.first { $0.code == .unreadSheets })
        #expect(remark.message.contains("--sheet \"Hilfstabelle\""))
        try test.account.beginStatement()
        request.options.sheet = "Kunden"
        request.target = ImportTarget("B", isNew: true)
        #expect(try !test.account.importRows(request).remarks.contains { $0.code == .unreadSheets })
    }

    /// Nothing that the user says is passed over.
    @Test func optionsForTextAreRefused() throws {
        let test = try TestAccount()
        let path = "\(Repository.root.path)/Tests/AccountTests/Fixtures/workbooks/libreoffice.xlsx"
        let delimiter = expectFailure(.invalidValue) {
            var request = ImportRequest(.file(path: path), into: ImportTarget("A", isNew: true))
            request.options.delimiter = UInt8(ascii: ";")
            return try test.account.importRows(request)
        }
        #expect(delimiter?.subject == .delimiter)
        let encoding = expectFailure(.invalidValue) {
            var request = ImportRequest(.file(path: path), into: ImportTarget("A", isNew: true))
            request.options.encoding = .windows1252
            return try test.account.importRows(request)
        }
        #expect(encoding?.subject == .encoding)
    }

    @Test func rejectedRowsOfAWorkbookAreImportable() throws {
        let folder = try TemporaryFolder()
        let test = try TestAccount()
        let rejects = "\(folder.path)/r.csv"
        var options = ImportOptions()
        options.rejects = UserFile(rejects)
        options.mappings = [ColumnAssignment.Mapping(column: "Vorname", field: "email")]
        let path = "\(Repository.root.path)/Tests/AccountTests/Fixtures/workbooks/libreoffice.xlsx"
        let result = try test.account.importRows(
            ImportRequest(.file(path: path), into: ImportTarget("A", isNew: true), options: options))
        #expect(result.counts == ImportCounts(read: 3, invalid: 3))
        try test.account.beginStatement()
        let again = try test.account.importRows(
            ImportRequest(.file(path: rejects), into: ImportTarget("B", isNew: true)))
        #expect(again.counts == ImportCounts(read: 3, added: 3))
        #expect(try test.recipient("anna@example.com", of: "B")?.values.contains("01067") == true)
    }
}
