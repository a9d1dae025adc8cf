import Recipients
import SystemCalls
import TestSupport
import Testing

@testable import Account

@Suite struct RejectsTests {
    let test: TestAccount
    let folder: TemporaryFolder
    let path: String

    init() throws {
        test = try TestAccount()
        folder = try TemporaryFolder()
        path = "\(folder.path)/rejects.csv"
    }

    private static let csv = #"""
        E-Mail;Name;Bestätigt
        anna@example.com;"Anna; ""A""";2024-01-01
        nobody;'x';
        ben@example.com;Ben;"gestern"
        clara@example.com;Clara;;zu viel

        """#

    @Test func rowsStandUnchangedBehindLineAndReason() throws {
        let result = try test.importCSV(Self.csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        #expect(result.counts == ImportCounts(read: 4, added: 1, invalid: 3))
        #expect(result.rejects == path)
        #expect(
            try folder.read("rejects.csv") == #"""
                line;reason;E-Mail;Name;Bestätigt
                3;"""nobody"" is not an e-mail address: it has no @";nobody;'x';
                4;"""gestern"" in the column ""Bestätigt"" is not a date";ben@example.com;Ben;"gestern"
                5;the row has 4 cells, the header only 3;clara@example.com;Clara;;zu viel

                """#)
        #expect(try folder.tree().map(\.mode) == [0o600])
    }

    @Test func mendedRowsAreImportedAgain() throws {
        try test.importCSV(Self.csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        let mended = try folder.read("rejects.csv").replacing("nobody;", with: "dora@example.com;")
            .replacing("\"gestern\"\n", with: "2024-01-02\n").replacing(";;zu viel", with: ";")
        let again = "\(folder.path)/again.csv"
        let result = try test.importCSV(mended, into: "News") { $0.rejects = UserFile(again) }
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields.isEmpty)
        #expect(result.rejects == nil)
        #expect(access(again, F_OK) != 0)
    }

    @Test func rejectsOfRejectsBearOneLineAndReason() throws {
        try test.importCSV(Self.csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        let again = "\(folder.path)/again.csv"
        try test.importCSV(try folder.read("rejects.csv"), into: "News") { $0.rejects = UserFile(again) }
        let text = try folder.read("again.csv")
        #expect(text.hasPrefix("line;reason;E-Mail;Name;Bestätigt\n2;"))
        #expect(text.contains("\n3;"))
    }

    /// The rejected rows of a column may not show that it is about consent; all rows did.
    @Test(arguments: [
        ("Newsletter", ["ja", "nein", "foo", "bar"], "Newsletter=subscribed"),
        ("Status", ["1", "0", "2", "x y"], "Status=active"),
        ("Status", ["active", "left", "foo", "bar"], "Status=status"),
        ("Confirmed", ["yes", "no", "foo", "bar"], "Confirmed=confirmed"),
    ])
    func columnsAboutConsentKeepTheirMeaning(header: String, values: [String], expected: String) throws {
        let rows = (0..<10).map { "r\($0)@example.com,\(values[0])\n" }.joined()
        let csv =
            "email,\(header)\n\(rows)nobody,\(values[1])\nb@example.com,\(values[2])\nc@example.com,\(values[3])\n"
        try test.importCSV(csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        let text = try folder.read("rejects.csv")
        #expect(text.hasPrefix("line,reason,email,\(expected)\n"))
        let again = "\(folder.path)/again.csv"
        let result = try test.importCSV(text.replacing("nobody,", with: "d@example.com,"), into: "News") {
            $0.rejects = UserFile(again)
        }
        #expect(result.counts == ImportCounts(read: 3, added: 1, invalid: 2))
        #expect(result.newFields.isEmpty)
        #expect(try test.status(of: "d@example.com", in: "News") != .active)
        #expect(try folder.read("again.csv").hasPrefix("line,reason,email,\(expected)\n"))
    }

    @Test func columnsThatAreNotAboutConsentStayFields() throws {
        let rows = (0..<10).map { "r\($0)@example.com,paid\n" }.joined()
        let csv = "email,Status\n\(rows)nobody,cancelled\n"
        try test.importCSV(csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        let text = try folder.read("rejects.csv")
        #expect(text.hasPrefix("line,reason,email,Status=field\n"))
        try test.importCSV(text.replacing("nobody,", with: "d@example.com,"), into: "News")
        #expect(try test.status(of: "d@example.com", in: "News") == .active)
        #expect(try test.value("Status_2", of: "d@example.com", in: "News") == "cancelled")
    }

    @Test func mappedSignUpColumnsKeepTheirFields() throws {
        let csv = "email,Seit,Weg,Quelle=status\nnobody,2024-01-01,,a\nb@example.com,,2024-02-01,b\n"
        try test.importCSV(csv, into: "News", new: true) {
            $0.rejects = UserFile(path)
            $0.mappings = [
                .init(column: "Seit", field: "activated"), .init(column: "Weg", field: "deactivated"),
            ]
        }
        let text = try folder.read("rejects.csv")
        #expect(text.hasPrefix("line,reason,email,Seit=activated,Weg=deactivated,Quelle=status=field\n"))
        let result = try test.importCSV(text.replacing("nobody,", with: "a@example.com,"), into: "News")
        #expect(result.counts == ImportCounts(read: 1, added: 1))
        let signUp = try test.recipient("a@example.com", of: "News")?.signUp
        #expect(signUp?.activated == (try instant("2024-01-01")))
        #expect(try test.value("Quelle=status", of: "a@example.com", in: "News") == "a")
    }

    @Test func anExistingFileIsNeverOverwritten() throws {
        try folder.write("mine", to: "rejects.csv")
        let failure = expectFailure(.fileExists) {
            try test.importCSV(Self.csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        }
        #expect(failure?.help?.contains("--overwrite") == false)
        #expect(try folder.read("rejects.csv") == "mine")
        #expect(try test.account.groups().isEmpty)
    }

    @Test func nothingIsWrittenByAFailedImportOrARehearsal() throws {
        expectFailure(.invalidEmail) {
            try test.importCSV(Self.csv, into: "News", new: true) {
                $0.rejects = UserFile(path)
                $0.isStrict = true
            }
        }
        expectFailure(.malformedFile) {
            try test.importCSV(Self.csv + "\"x", into: "News", new: true) { $0.rejects = UserFile(path) }
        }
        let result = try test.importCSV(Self.csv, into: "News", new: true) {
            $0.rejects = UserFile(path, in: OverlayFiles(over: DiskFiles.shared))
        }
        #expect(result.rejects == path)
        #expect(try folder.tree().isEmpty)
    }

    @Test func rowsOfOtherFormatsAreWrittenCellByCell() throws {
        try test.importCSV(#"[{"email":"x","attributes":{"a":"1,2"}}]"#, into: "News", new: true) {
            $0.format = .json
            $0.rejects = UserFile(path)
        }
        #expect(try folder.read("rejects.csv").hasSuffix("it has no @\",x,\"1,2\"\n"))
        #expect(try folder.read("rejects.csv").hasPrefix("line,reason,email,a\n1,"))
    }

    // MARK: Recognising them

    private static let foreign = "line;reason;email\n7;abgemeldet;a@example.com\n8;;b@example.com\n"

    @Test func columnsThatAreLeftOutAreToldWithTheWayToKeepThem() throws {
        let result = try test.importCSV(Self.foreign, into: "News", new: true)
        #expect(result.newFields.isEmpty)
        let remark = try #require(result.remarks.first)
        #expect(result.remarks.count == 1 && remark.code == .numberedColumn)
        #expect(remark.column == "reason" && remark.rows == 1)
        for part in ["\"line\" and \"reason\"", "rejected rows", "abgemeldet", "--map line=line --map reason=reason"] {
            #expect(remark.message.contains(part), "\(part)")
        }
        let kept = try test.importCSV(Self.foreign, into: "Kept", new: true) {
            $0.mappings = [.init(column: "line", field: "line"), .init(column: "reason", field: "reason")]
        }
        #expect(kept.newFields == ["line", "reason"])
        #expect(try test.recipient("a@example.com", of: "Kept")?.values == ["7", "abgemeldet"])
        // It may say who has left.
        #expect(kept.remarks.map(\.code) == [.unusedConsent])
    }

    @Test func oneOfThemCanBeKept() throws {
        let result = try test.importCSV(Self.foreign, into: "News", new: true) {
            $0.mappings = [.init(column: "Reason", field: "Grund")]
        }
        #expect(result.newFields == ["Grund"])
        let told = try #require(result.remarks.first { $0.code == .numberedColumn })
        #expect(told.message.contains("--map line=line") && !told.message.contains("--map reason"))
    }

    /// A file of rejected rows has whole numbers there.
    @Test(arguments: [["A1", "7"], ["7", "7.5"], ["", ""]]) func otherLinesAreNotThoseOfRejectedRows(cells: [String])
        throws
    {
        let rows = cells.enumerated().map { "\($1);call back;u\($0)@example.com\n" }.joined()
        let result = try test.importCSV(
            "line;reason;email\n" + rows + "\(cells[0]);x;nobody\n", into: "News", new: true
        ) {
            $0.rejects = UserFile(path)
        }
        #expect(result.newFields == ["line", "reason"])
        #expect(result.remarks.allSatisfy { $0.code != .numberedColumn })
        #expect(try folder.read("rejects.csv").hasPrefix("line;reason;line;reason;email\n4;"))
        // The file of rejected rows that has such columns itself has them behind its own.
        let mended = try folder.read("rejects.csv").replacing(";nobody", with: ";z@example.com")
        try test.importCSV(mended, into: "News")
        #expect(try test.recipient("z@example.com", of: "News")?.values == [cells[0].isEmpty ? nil : cells[0], "x"])
    }

    @Test func anAddedRowWithoutALineIsNotAnotherFile() throws {
        let csv = "line;reason;email\n7;no @;a@example.com\n;;b@example.com\n"
        #expect(try test.importCSV(csv, into: "News", new: true).newFields.isEmpty)
    }

    /// Data of `column_2` went into `column_4`.
    @Test func namelessColumnsKeepTheirNumbers() throws {
        let csv = "email;;city\na@example.com;1;Ulm\nnobody;2;Bonn\n"
        let first = try test.importCSV(csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        #expect(first.newFields == ["column_2", "city"])
        let mended = try folder.read("rejects.csv").replacing(";nobody;", with: ";b@example.com;")
        #expect(try test.importCSV(mended, into: "News").newFields.isEmpty)
        #expect(try test.value("column_2", of: "b@example.com", in: "News") == "2")
        let mapped = try test.importCSV(mended, into: "Other", new: true) {
            $0.mappings = [.init(column: "column_2", field: "number")]
        }
        #expect(mapped.newFields == ["number", "city"])
    }

    // MARK: Formulas

    /// What a spreadsheet would run is guarded, and only that; an import takes the guards off again.
    @Test(arguments: [",", ";"]) func formulasAreGuarded(delimiter: String) throws {
        let rows = ["email,a,b", "x,=1+1,12", "y,'=1,\"+49, 1\"", "z,Zoe,'1", "@u,-,\"\""]
        let csv = rows.map { $0.replacing(",", with: delimiter) + "\n" }.joined()
        try test.importCSV(csv, into: "News", new: true) { $0.rejects = UserFile(path) }
        let text = try folder.read("rejects.csv")
        #expect(text.hasPrefix("line\(delimiter)\"reason\"\(delimiter)email\(delimiter)a\(delimiter)b\n2\(delimiter)"))
        #expect(text.contains("x\(delimiter)'=1+1\(delimiter)12\n"))
        #expect(text.contains("y\(delimiter)''=1\(delimiter)"))
        #expect(text.contains("\(delimiter)z\(delimiter)Zoe\(delimiter)'1\n"))
        #expect(text.contains("\(delimiter)'@u\(delimiter)'-\(delimiter)"))

        let mended = text.replacing("\(delimiter)x\(delimiter)", with: "\(delimiter)x@example.com\(delimiter)")
            .replacing("\(delimiter)y\(delimiter)", with: "\(delimiter)y@example.com\(delimiter)")
            .replacing("'@u\(delimiter)", with: "u@example.com\(delimiter)")
        let again = "\(folder.path)/again.csv"
        try test.importCSV(mended, into: "News") { $0.rejects = UserFile(again) }
        #expect(try fields(of: "x@example.com") == ["=1+1", "12"])
        #expect(try fields(of: "y@example.com")[0] == "'=1")
        #expect(try fields(of: "u@example.com")[0] == "-")
        // Rejected again, they are guarded once.
        #expect(try folder.read("again.csv").contains("z\(delimiter)Zoe\(delimiter)'1\n"))
    }

    @Test func guardedRowsThatAreRejectedAgainStayAsTheyAre() throws {
        try test.importCSV("email,name\nx,=1\n", into: "News", new: true) { $0.rejects = UserFile(path) }
        let again = "\(folder.path)/again.csv"
        try test.importCSV(try folder.read("rejects.csv"), into: "News") { $0.rejects = UserFile(again) }
        #expect(try folder.read("again.csv") == (try folder.read("rejects.csv")))
    }

    /// The names of columns are cells like any others.
    @Test func formulasInHeadersAreGuarded() throws {
        try test.importCSV("email,=a\nx,1\n", into: "News", new: true) { $0.rejects = UserFile(path) }
        #expect(try folder.read("rejects.csv").hasPrefix("line,\"reason\",email,'=a\n2,"))
        let mended = try folder.read("rejects.csv").replacing(",x,", with: ",x@example.com,")
        #expect(try test.importCSV(mended, into: "News").newFields.isEmpty)
    }

    /// More rows than the writer keeps, of which the last needs a guard.
    @Test func theMarkIsPutInFrontOfManyRows() throws {
        let rows = (1...20_000).map { "x\($0),plain \($0)\n" }
        try test.importCSV("email,name\n" + rows.joined() + "y,=1\n", into: "News", new: true) {
            $0.rejects = UserFile(path)
        }
        let lines = try folder.read("rejects.csv").split(separator: "\n")
        #expect(lines.count == 20_002)
        #expect(lines.first == "line,\"reason\",email,name")
        for (index, line) in lines.dropFirst().dropLast().enumerated()
        where !line.hasSuffix(",x\(index + 1),plain \(index + 1)") {
            Issue.record("line \(index): \(line)")
            break
        }
        #expect(lines.last?.hasSuffix(",y,'=1") == true)
    }

    private func fields(of email: String) throws -> [String?] {
        try #require(try test.recipient(email, of: "News")).values
    }
}
