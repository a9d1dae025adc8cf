import DelimitedText
import Recipients
import TestSupport
import Testing

@testable import Account

/// What is read of a text: its bytes, spaces, columns and rows.
@Suite struct TextReadingTests {
    @discardableResult
    private func imported(_ bytes: [UInt8], _ test: TestAccount, _ change: (inout ImportOptions) -> Void = { _ in })
        throws
        -> ImportResult
    {
        var options = ImportOptions()
        change(&options)
        try test.account.beginStatement()
        return try test.account.importRows(
            ImportRequest(.bytes(bytes, name: "list"), into: ImportTarget("A", isNew: true), options: options))
    }

    // MARK: Damaged UTF-8

    @Test(arguments: ["utf8-damaged.csv", "utf8-damaged-with-mark.csv"]) func damagedFilesAreRefused(file: String)
        throws
    {
        let test = try TestAccount()
        let failure = expectFailure(.malformedFile) { try test.importFixture(file) }
        #expect(failure?.message.contains("line 42 of") == true, "\(failure?.message ?? "")")
        #expect(failure?.help?.contains("--encoding") == true)
        #expect(try test.account.groups().isEmpty)
        // Whoever names the encoding has it read so.
        #expect(try test.importFixture(file) { $0.encoding = .windows1252 }.counts.added > 40)
    }

    @Test(arguments: [ImportFormat.csv, .jsonl]) func oneBadByteInTheLastMegabyteIsFound(format: ImportFormat) throws {
        let test = try TestAccount()
        func line(_ index: Int, _ name: [UInt8]) -> [UInt8] {
            format == .csv
                ? Array("u\(index)@example.com,".utf8) + name + [0x0A]
                : Array("{\"email\":\"u\(index)@example.com\",\"name\":\"".utf8) + name + Array("\"}\n".utf8)
        }
        var bytes = format == .csv ? Array("email,name\n".utf8) : []
        for index in 0..<60_000 { bytes += line(index, Array("Jürgen".utf8)) }
        bytes += line(60_000, [0x4A, 0xC3])
        let failure = expectFailure(.malformedFile) { try imported(bytes, test) { $0.format = format } }
        #expect(failure?.message.contains("line \(format == .csv ? 60_002 : 60_001) of") == true)
    }

    @Test func windows1252IsStillRead() throws {
        let test = try TestAccount()
        let bytes =
            Array("email,name\na@example.com,J".utf8) + [0xFC] + Array("rgen\nb@example.com,M".utf8) + [0xFC, 0x0A]
        let result = try imported(bytes, test)
        #expect(result.encoding == .windows1252 && result.remarks.map(\.code) == [.assumedEncoding])
        #expect(try test.value("name", of: "a@example.com", in: "A") == "Jürgen")
    }

    // MARK: Blanks

    @Test func blanksAroundQuotesAreNotPartOfTheValues() throws {
        let test = try TestAccount()
        #expect(try test.importFixture("blanks-around-quotes.csv").counts == ImportCounts(read: 2, added: 2))
        #expect(try test.recipient("a@example.com", of: "A")?.values == ["Anna", "Meier, Dr."])
        #expect(try test.recipient("b@example.com", of: "A")?.values == ["Ben", "Maier"])
    }

    @Test func cellsOfBlanksAreMissing() throws {
        let test = try TestAccount()
        try test.importCSV("email,city,zip\na@example.com,Köln,1\n", into: "A", new: true)
        let blank = "email,city,zip\na@example.com,\u{A0} ,\"  \"\n"
        #expect(try test.importCSV(blank, into: "A").counts == ImportCounts(read: 1, unchanged: 1))
        #expect(try test.importCSV(blank, into: "A") { $0.emptyCells = .clear }.counts.updated == 1)
        #expect(try test.recipient("a@example.com", of: "A")?.values == [nil, nil])
        try test.importCSV("[{\"email\":\" a@example.com \",\"city\":\" \\u00a0\",\"zip\":\" x \"}]", into: "A") {
            $0.format = .json
        }
        #expect(try test.recipient("a@example.com", of: "A")?.values == [nil, " x "])
    }

    @Test func anExportWithBlanksIsTheSameListAgain() throws {
        let test = try TestAccount()
        let folder = try TemporaryFolder()
        try test.importCSV(
            "email,n,m\na@example.com,\" x\",\"y\u{A0}\"\nb@example.com,\"\t=1\",\"=\"\"01067\"\" \"\n", into: "A",
            new: true)
        try test.importCSV(
            "[{\"email\":\"c@example.com\",\"n\":\"=\\\"01067\\\"\",\"m\":\"\\u3000'=a \"}]", into: "A"
        ) { $0.format = .json }
        let before = try test.recipients(of: "A")
        for isGuarded in [false, true] {
            let path = "\(folder.path)/\(isGuarded).csv"
            _ = try test.account.export(.group("A"), to: ExportTarget(UserFile(path), guardsFormulas: isGuarded))
            let result = try test.importFile(path, into: "A")
            #expect(result.counts == ImportCounts(read: 3, unchanged: 3))
            #expect(try test.recipients(of: "A") == before)
        }
    }

    @Test func aFormulaOfATextMeansTheText() throws {
        let test = try TestAccount()
        try test.importCSV("email;zip;tel\na@example.com;=\"01067\";\"=\"\"0171\"\"\"\n", into: "A", new: true)
        #expect(try test.recipient("a@example.com", of: "A")?.values == ["01067", "0171"])
    }

    // MARK: Columns and rows

    @Test func namelessColumnsWithoutValuesAreNone() throws {
        let test = try TestAccount()
        let result = try test.importCSV(
            "email;firstname;;;\na@example.com;A;;;\nb@example.com;B; ;;\n;;;;\n", into: "A", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(result.newFields == ["firstname"])
        #expect(result.columns.map(\.header) == ["email", "firstname"])
    }

    @Test func aNamelessColumnWithAValueIsAField() throws {
        let test = try TestAccount()
        let result = try test.importCSV("email;;;x\na@example.com;;v;\n", into: "A", new: true)
        #expect(result.newFields == ["column_3", "x"])
        let mapped = try test.importCSV("email;;y\nb@example.com;;\n", into: "B", new: true) {
            $0.mappings = [ColumnAssignment.Mapping(column: "column_2", field: "z")]
        }
        #expect(mapped.newFields == ["z", "y"])
    }

    @Test func surplusCellsMatterOnlyWithValues() throws {
        let test = try TestAccount()
        let result = try test.importCSV(
            "email,city\na@example.com,Köln,,\nb@example.com,Bonn, ,\"\"\nc@example.com,Ulm,,x\n,,\n", into: "A",
            new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 2, invalid: 1))
    }

    @Test(arguments: [ImportFormat.csv, .json, .jsonl]) func anEmptyFileIsRefused(format: ImportFormat) throws {
        for text in ["", " \n\n", "\u{FEFF}", "\u{1A}"] + (format == .csv ? [";;;\n;;", ",,\n"] : []) {
            let test = try TestAccount()
            let failure = expectFailure(.malformedFile) {
                try test.importCSV(text, into: "A", new: true) { $0.format = format }
            }
            #expect(failure?.message.contains("is empty") == true)
        }
    }

    @Test func anEmptyListIsAHeaderAlone() throws {
        let test = try TestAccount()
        #expect(try test.importCSV("[]", into: "A", new: true) { $0.format = .json }.counts == ImportCounts())
        #expect(try test.importCSV("email\n", into: "A").counts == ImportCounts())
    }

    // MARK: Attributes

    @Test func oneBadCellOfAttributesMakesItsRowInvalid() throws {
        let test = try TestAccount()
        let result = try test.importFixture("attributes.csv")
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(result.newFields == ["name", "N"])
        #expect(try test.value("N", of: "b@example.com", in: "A") == "no")
        #expect(result.firstInvalid.first?.line == 2)
        #expect(
            result.firstInvalid.first?.failure.message == "the cell in the column \"attributes\" is not a JSON object")
    }

    @Test func rowsWithoutAnObjectAreInvalid() throws {
        let test = try TestAccount()
        try test.importCSV("email\na@example.com\nc@example.com\n", into: "A", new: true)
        let result = try test.importCSV(
            """
            email,attributes
            a@example.com,text
            b@example.com,"{""x"":1,""y"":{""z"": ""\\a""}}"
            c@example.com,"[1]"
            d@example.com,
            e@example.com,"{""y"":2}"
            """, into: "A"
        ) { $0.mode = .replace }
        #expect(result.counts == ImportCounts(read: 5, added: 2, invalid: 3))
        #expect(result.newFields == ["y"])
        let people = try test.recipients(of: "A")
        #expect(Set(people.keys) == ["a@example.com", "c@example.com", "d@example.com", "e@example.com"])
    }

    @Test func rowsWithAnObjectThatRepeatsANameAreInvalid() throws {
        let test = try TestAccount()
        let result = try test.importCSV(
            """
            email,attributes
            a@example.com,"{""x"":1,""y"":2}"
            b@example.com,"{""x"":1,""y"":2,""x"":3}"
            """, into: "A", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(
            result.firstInvalid.map(\.failure.message) == ["the object has more than one value with the name \"x\""])
        #expect(try test.value("x", of: "a@example.com", in: "A") == "1")
    }

    @Test func aColumnOfTextIsNoColumnOfObjects() throws {
        let test = try TestAccount()
        let result = try test.importCSV("email,attributes\na@example.com,blue\n", into: "A", new: true)
        #expect(result.newFields == ["attributes"] && result.counts.added == 1)
    }

    // MARK: Remarks

    @Test func wordsForErrorsAreKeptWithARemark() throws {
        let test = try TestAccount()
        let result = try test.importCSV(
            "email,city,zip\na@example.com,#NV,1\nb@example.com,#N/A,#12\nc@example.com,Ulm,#¡VALOR!\n", into: "A",
            new: true)
        #expect(result.counts.added == 3)
        #expect(try test.value("city", of: "a@example.com", in: "A") == "#NV")
        #expect(result.remarks.map(\.code) == [.errorWords, .errorWords])
        #expect(result.remarks.map(\.column) == ["city", "zip"] && result.remarks.map(\.rows) == [2, 1])
    }

    /// A row that is not imported keeps no text, and it is told why.
    @Test func wordsForErrorsInInvalidRowsGetNoRemark() throws {
        let result = try TestAccount().importCSV(
            "email,deactivated,city,Werbesperre\na@example.com,#N/A,#NV,nein\nb@example.com,,,#NV\nc@example.com,,#NV,ja\n",
            into: "A", new: true)
        #expect(result.counts.invalid == 2)
        #expect(result.rows(.errorWords) == 1)
        #expect(result.firstInvalid.map(\.line) == [2, 3])
    }

    @Test func addressesOfInvalidRowsAreNotUnwrapped() throws {
        let result = try TestAccount().importCSV(
            "email,deactivated\n<a@example.com>,soon\n<b@example.com>,\n", into: "A", new: true)
        #expect(result.counts.invalid == 1)
        #expect(result.rows(.unwrappedAddress) == 1)
    }

    /// A remark has an example even if no row is valid.
    @Test func aMappedColumnHasAnExample() throws {
        let result = try TestAccount().importCSV("email,Vorname\na@example.com,Anna\n", into: "A", new: true) {
            $0.mappings = [ColumnAssignment.Mapping(column: "Vorname", field: "status")]
        }
        #expect(result.counts.invalid == 1)
        #expect(result.remarks.map(\.code) == [.consentColumn])
        #expect(result.remarks.first?.message.contains("such as \"Anna\"") == true)
    }

    @Test func theColumnThatHoldsAddressesIsNamed() throws {
        let failure = expectFailure(.missingEmailColumn) {
            try TestAccount().importCSV("Name;Wer ist's\nAnna;a@example.com\nBen;b@example.com\n", into: "A", new: true)
        }
        #expect(failure?.help == "\"Wer ist's\" holds addresses: --map \"Wer ist's\"=email")
    }

    @Test func addressesAreUnwrapped() throws {
        let test = try TestAccount()
        let result = try test.importCSV(
            "email\nmailto:a@example.com\n<b@example.com>\n'c@example.com'\n\"\"\"d@example.com\"\"\"\n“e@example.com”\nf@example.com\n<mailto:G@example.com>\n",
            into: "A", new: true)
        #expect(result.counts == ImportCounts(read: 7, added: 7))
        #expect(try test.recipients(of: "A").keys.sorted() == "abcdefg".map { "\($0)@example.com" })
        #expect(result.remarks.map(\.code) == [.unwrappedAddress] && result.rows(.unwrappedAddress) == 6)
        #expect(result.remarks.first?.message.contains("\"mailto:a@example.com\"") == true)
    }

    @Test(arguments: [
        ("a(x)@example.com", "it contains \"(\", which is not allowed in addresses"),
        ("a@exa_mple.com", "its domain contains \"_\", which is not allowed in domains"),
        ("a＠example.com", "it has \"＠\" (\\u{FF20}), which looks like @ but is another character"),
        ("a b@example.com", "it contains a space"),
        ("mailto:a@x", "it contains \":\", which is not allowed in addresses"),
        ("a\u{A0}b@example.com", "it contains a non-breaking space (\\u{A0})"),
        ("a\u{200B}b@example.com", "it contains the invisible character \\u{200B}"),
        ("Anna <a@example.com>", "it contains a space"),
    ])
    func refusedAddressesSayWhichCharacterIsAtFault(address: String, reason: String) throws {
        let test = try TestAccount()
        let result = try test.importCSV("email\n\(address)\n", into: "A", new: true)
        #expect(result.firstInvalid.first?.failure.message.hasSuffix(": \(reason)") == true)
    }

    @Test func datesMayHaveTheirZoneBehindABlank() throws {
        let test = try TestAccount()
        let dates = [
            "2024-01-31 10:15:30 UTC", "2024-01-31 10:15:30 +0000", "2024-01-31 11:15:30 +01:00",
            "31.01.2024 10:15:30 GMT",
            "2024-01-31T10:15:30 Z",
        ]
        let rows = dates.enumerated().map { "u\($0)@example.com;\($1)\n" }.joined()
        #expect(try test.importCSV("email;activated\n" + rows, into: "A", new: true).counts.added == dates.count)
        let expected = try instant("2024-01-31T10:15:30Z")
        #expect(try test.recipients(of: "A").values.allSatisfy { $0.signUp.activated == expected })
    }
}
