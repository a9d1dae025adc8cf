import SystemCalls
import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct SpreadsheetReaderTests {
    private func rows(_ workbook: TestWorkbook, sheet: String? = nil) throws -> [[String]] {
        try workbook.read(sheet: sheet) { (reader) throws(SpreadsheetProblem) in try reader.allRows() }
    }

    private func row(_ number: Int, _ cells: String) -> String { "<row r=\"\(number)\">\(cells)</row>" }

    /// The packed size is what the archive says it is.
    @Test func whatAFileMayUnpackToIsLimitedWhateverItsPackedSize() {
        for (packed, most) in [
            (0, 32 << 20), (1 << 20, 400 << 20), (1 << 30, 8 << 30), (.max / 400 + 1, 8 << 30), (.max, 8 << 30),
        ] {
            #expect(ZipArchive.mostBytes(ofPacked: packed) == most, "\(packed)")
        }
    }

    @Test func everyKindOfCellIsRead() throws {
        let workbook = try TestWorkbook(
            sheets: [
                (
                    "Daten",
                    row(1, "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c>")
                        + row(
                            2,
                            "<c r=\"B2\" t=\"inlineStr\"><is><r><t>Kö</t></r><r><t>ln</t></r></is></c><c><v>1.0E5</v></c>"
                        )
                        + row(4, "<c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v>=x</v></c><c t=\"e\"><v>#N/A</v></c>")
                        + row(
                            5, "<c s=\"1\"><v>45292</v></c><c s=\"2\"><v>45292.5</v></c><c s=\"3\"><v>1067</v></c>")
                )
            ],
            strings: "<si><t>E-Mail</t></si><si><r><t>Vor</t></r><r><t>name</t></r><rPh><t>x</t></rPh></si>",
            styles: """
                <numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
                """)
        #expect(
            try rows(workbook) == [
                ["1", "E-Mail", "", "Vorname"], ["2", "", "Köln", "100000"], ["4", "true", "=x", ""],
                ["5", "2024-01-01", "2024-01-01T12:00:00", "01067"],
            ])
    }

    /// A row may have thousands of cells for every byte of its XML.
    @Test func wideRowsComeInSmallBatches() throws {
        let text = (1...500).map { row($0, "<c r=\"XFD\($0)\"><v>\($0)</v></c>") }.joined()
        let counts = try TestWorkbook(sheets: [("A", text)]).read { (reader) throws(SpreadsheetProblem) in
            var counts: [Int] = []
            while let batch = try reader.nextBatch() { counts.append(batch.count) }
            return counts
        }
        #expect(counts.allSatisfy { $0 <= 16 } && counts.reduce(0, +) == 500)
    }

    /// Many batches, whose ends fall within rows.
    @Test func largeSheetsAreReadWhole() throws {
        let count = 30_000
        let text = (1...count).map { row($0, "<c t=\"str\"><v>r\($0)@example.com</v></c><c/><c><v>\($0)</v></c>") }
            .joined()
        let rows = try rows(TestWorkbook(sheets: [("A", text)]))
        #expect(rows.count == count)
        for (index, row) in rows.enumerated()
        where row != ["\(index + 1)", "r\(index + 1)@example.com", "", "\(index + 1)"] {
            Issue.record("row \(index + 1): \(row)")
            break
        }
    }

    /// Texts that pack badly: sheets that are unpacked on their own thread.
    private func largeWorkbook() throws -> (workbook: TestWorkbook, rows: [[String]]) {
        var random = SplitMix(seed: 11)
        let values = (0..<20_000).map { _ in "\(UInt64.random(in: 0 ... .max, using: &random))" }
        let text = values.enumerated().map {
            row($0 + 1, "<c t=\"s\"><v>\($0 % 3)</v></c><c t=\"str\"><v>\($1)</v></c>")
        }.joined()
        let strings = "<si><t>x_x0041_</t></si><si><t> y_x-000_</t></si><si><t>ü_x+041_</t></si>"
        let expected = values.enumerated().map { ["\($0 + 1)", ["xA", "y_x-000_", "ü_x+041_"][$0 % 3], $1] }
        return (try TestWorkbook(sheets: [("A", text)], strings: strings), expected)
    }

    @Test func whatIsUnpackedAheadIsTheSame() throws {
        let (workbook, expected) = try largeWorkbook()
        #expect(try workbook.bytes.count > 2 * ReadAhead.leastPackedBytes)
        #expect(try rows(workbook) == expected)
    }

    @Test func damageThatIsUnpackedAheadIsAProblem() throws {
        let bytes = try largeWorkbook().workbook.bytes
        for place in [bytes.count / 3, bytes.count / 2, bytes.count * 2 / 3] {
            var damaged = bytes
            for index in place..<place + 64 { damaged[index] ^= 0x5A }
            #expect(FuzzTarget.problems(of: damaged) == [])
        }
    }

    /// A reader may go before its sheet has ended.
    @Test func whatIsUnpackedAheadMayBeLeft() throws {
        let (workbook, expected) = try largeWorkbook()
        for _ in 0..<5 {
            let descriptor = open(workbook.path, O_RDONLY)
            defer { close(descriptor) }
            let reader = try SpreadsheetReader(descriptor: descriptor, sheet: nil)
            let batch = try #require(try reader.nextBatch())
            #expect(batch.texts(of: 0) == Array(expected[0].dropFirst()))
        }
    }

    @Test func sheetsAreFoundByName() throws {
        let workbook = try TestWorkbook(sheets: [
            ("Erste", row(1, "<c><v>1</v></c>")), ("Zweite &amp; letzte", row(1, "<c><v>2</v></c>")),
        ])
        #expect(try rows(workbook) == [["1", "1"]])
        #expect(try rows(workbook, sheet: "zweite & letzte") == [["1", "2"]])
        #expect(throws: SpreadsheetProblem.unknownSheet("Dritte", sheets: ["Erste", "Zweite & letzte"])) {
            try rows(workbook, sheet: "Dritte")
        }
    }

    @Test func otherSheetsCountIfTheyHoldSomething() throws {
        let workbook = try TestWorkbook(sheets: [
            ("A", row(1, "<c><v>1</v></c>")), ("Leer", ""), ("Blank", row(1, "<c/>")),
            ("B", row(1, "<c/>") + row(2, "<c><v>2</v></c>")),
            ("C", row(1, "<c t=\"inlineStr\"><is><t>x</t></is></c>")),
        ])
        let (others, filled) = try workbook.read { (reader) throws(SpreadsheetProblem) in
            (reader.otherSheets, reader.otherFilledSheets)
        }
        #expect(others == ["Leer", "Blank", "B", "C"] && filled == ["B", "C"])
    }

    @Test func theFirstSheetIsTheFirstThatPeopleSee() throws {
        let sheets = [("Hilfe", row(1, "<c><v>1</v></c>")), ("Daten", row(1, "<c><v>2</v></c>"))]
        for state in ["hidden", "veryHidden"] {
            let workbook = try TestWorkbook(sheets: sheets, attributes: ["Hilfe": "state=\"\(state)\""])
            #expect(try rows(workbook) == [["1", "2"]])
            #expect(try rows(workbook, sheet: "Hilfe") == [["1", "1"]])
        }
        let hidden = "state=\"hidden\""
        let allHidden = try TestWorkbook(sheets: sheets, attributes: ["Hilfe": hidden, "Daten": hidden])
        #expect(try rows(allHidden) == [["1", "1"]])
    }

    /// What Excel calls a strict workbook: other names for the same, and dates as text.
    @Test func strictWorkbooksAreRead() throws {
        let workbook = try TestWorkbook(
            sheets: [
                (
                    "A",
                    row(
                        1, "<c t=\"s\"><v>0</v></c><c t=\"d\"><v>2024-12-31T23:59:00</v></c><c s=\"0\"><v>45657</v></c>"
                    )
                )
            ],
            strings: "<si><t xml:space=\"preserve\"> x </t></si>", styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
            names: .strict)
        #expect(try rows(workbook) == [["1", "x", "2024-12-31T23:59:00", "2024-12-31"]])
    }

    @Test func emptyRowsAreNoneAndEscapesAreDecoded() throws {
        let workbook = try TestWorkbook(
            sheets: [
                (
                    "A",
                    "<row/><row><c t=\"inlineStr\"><is><t> </t></is></c></row>"
                        + "<row><c t=\"inlineStr\"><is><t>a_x000D_\nb_x_&lt;</t></is></c><c/></row>"
                )
            ])
        #expect(try rows(workbook) == [["3", "a\r\nb_x_<"]])
    }

    @Test func cellsWithoutAValueAreNoted() throws {
        let workbook = try TestWorkbook(sheets: [
            (
                "A",
                row(1, "<c r=\"A1\"><v>1</v></c>")
                    + row(
                        2,
                        "<c r=\"A2\"><f>B2</f></c><c r=\"B2\"><f>X</f><v></v></c><c r=\"C2\" t=\"str\"><f>X</f><v></v></c>"
                    )
                    + row(3, "<c r=\"A3\"><f>B2</f><v>3</v></c><c r=\"AB3\" t=\"s\"><f t=\"shared\" si=\"0\"/><v/></c>")
                    + row(4, "<c r=\"D4\" t=\"e\"><v>#N/A</v></c>")
                    + row(5, "<c r=\"D5\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")
                    + row(6, "<c r=\"A6\" t=\"str\"><f>X</f></c>")
            )
        ])
        let descriptor = open(workbook.path, O_RDONLY)
        defer { close(descriptor) }
        let reader = try SpreadsheetReader(descriptor: descriptor, sheet: nil)
        while try reader.nextBatch() != nil {}
        #expect(
            reader.oddities.unvalued.mapValues { $0.map(\.name) } == [0: ["A2", "A6"], 1: ["B2"], 27: ["AB3"]])
        #expect(reader.oddities.errors.count == 1)
        let errors = try #require(reader.oddities.errors[3])
        #expect(errors.first.name == "D4" && errors.text == "#N/A" && errors.count == 2)
        #expect(try rows(workbook).map(\.first) == ["1", "3", "4", "5"])
    }

    @Test func namesInTheArchiveMayHaveBackslashes() throws {
        let workbook = try TestWorkbook([
            (
                "_rels\\.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"t/officeDocument\" Target=\"xl\\Workbook.xml\"/></Relationships>"
            ),
            ("xl\\workbook.xml", "<workbook xmlns:r=\"x\"><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>"),
            (
                "xl\\_rels\\workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"worksheets\\sheet1.xml\"/></Relationships>"
            ),
            ("xl\\worksheets/sheet1.xml", "<worksheet>\(row(1, "<c><v>1</v></c>"))</worksheet>"),
        ])
        #expect(try rows(workbook) == [["1", "1"]])
    }

    @Test func blanksAroundCellsGo() throws {
        let text = "<c t=\"str\"><v>\u{A0} x y \u{3000}</v></c><c t=\"str\"><v> \u{A0}</v></c>"
        #expect(
            try rows(TestWorkbook(sheets: [("A", row(1, text) + row(2, "<c t=\"str\"><v>\u{A0}</v></c>"))])) == [
                ["1", "x y"]
            ])
    }

    @Test func daysFrom1904() throws {
        let workbook = try TestWorkbook(
            sheets: [("A", row(1, "<c s=\"0\"><v>43830</v></c>"))],
            styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", properties: "<workbookPr date1904=\"1\"/>")
        #expect(try rows(workbook) == [["1", "2024-01-01"]])
    }

    @Test func aBombIsRefused() throws {
        let zeros = String(repeating: "0", count: 64 << 20)
        let workbook = try TestWorkbook(sheets: [("A", row(1, "<c><v>1</v></c><!--\(zeros)-->"))])
        #expect(throws: SpreadsheetProblem.self) { try rows(workbook) }
        let strings = try TestWorkbook(
            sheets: [("A", row(1, "<c><v>1</v></c>"))], strings: "<si><t>\(zeros)</t></si>")
        #expect(throws: SpreadsheetProblem.self) { try rows(strings) }
    }

    /// No document type is taken, so entities neither expand nor fetch anything.
    @Test func entitiesAreRefused() throws {
        for declaration in ["<!ENTITY x SYSTEM \"file:///etc/passwd\">", "<!ENTITY x \"y\">"] {
            let workbook = try TestWorkbook([
                ("xl/workbook.xml", "<!DOCTYPE workbook [\(declaration)]><workbook><sheets>&x;</sheets></workbook>")
            ])
            #expect(throws: SpreadsheetProblem.unreadable(.documentType)) {
                try rows(workbook)
            }
        }
    }

    @Test(arguments: [
        "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>", "<row><c r=\"ZZZZ1\"><v>1</v></c></row>", "<row><c>",
        "<row><c t=\"s\"><v>-1</v></c></row>", "<row><c><v>1</v></c><row/></row>",
    ])
    func damageIsAProblem(rows text: String) throws {
        let workbook = try TestWorkbook(sheets: [("A", text)])
        #expect(throws: SpreadsheetProblem.self) { try rows(workbook) }
    }

    @Test func hostileNumbersDoNotTrap() throws {
        let text =
            "<row r=\"99999999999999999999\"><c s=\"99\"><v>1e308</v></c></row><row r=\"-5\"><c s=\"-1\" r=\"1\"><v>-1e-320</v></c></row>"
            + "<row r=\"4294967296\"><c><v>9.9e99999</v></c></row>"
        let workbook = try TestWorkbook(sheets: [("A", text)])
        #expect(try rows(workbook).count == 3)
    }

    @Test func whatIsNoWorkbookIsRefused() throws {
        #expect(throws: SpreadsheetProblem.unreadable(.notAWorkbook)) {
            try rows(try TestWorkbook([("a.txt", "x")]))
        }
    }

    /// Damage anywhere in the file gives rows that are in order, or a problem.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func damagedFilesAreAnswered(seed: UInt64) throws {
        let workbook = try TestWorkbook(
            sheets: [("A", (1...50).map { row($0, "<c t=\"s\"><v>0</v></c><c><v>\($0)</v></c>") }.joined())],
            strings: "<si><t>x</t></si>")
        var bytes = try workbook.bytes
        var random = SplitMix(seed: seed)
        for _ in 0..<60 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            #expect(FuzzTarget.problems(of: bytes) == [])
        }
    }

    // MARK: Limits

    private func workbook(attributeOf bytes: Int, in part: String = "xl/worksheets/sheet1.xml") throws -> TestWorkbook {
        let cell = "<c t=\"inlineStr\" x=\"\(String(repeating: "a", count: bytes))\"><is><t>1</t></is></c>"
        return try TestWorkbook(sheets: [("A", row(1, cell))])
    }

    @Test func aTagMayBeLong() throws {
        #expect(try rows(workbook(attributeOf: 3 << 20)) == [["1", "1"]])
    }

    /// The limit strikes before all of the tag is unpacked and looked at again and again.
    @Test(.timeLimit(.minutes(20))) func aTagMayNotBeEndless() throws {
        let workbook = try workbook(attributeOf: 32 << 20)
        #expect(throws: SpreadsheetProblem.tooLarge(.tag(limitInMiB: 8))) { try rows(workbook) }
    }

    /// Many short comments are not a long tag.
    @Test func commentsAreReadInPieces() throws {
        let comments = String(repeating: "<!-- \(String(repeating: "x", count: 1000)) -->", count: 10_000)
        #expect(try rows(TestWorkbook(sheets: [("A", comments + row(1, "<c><v>1</v></c>"))])) == [["1", "1"]])
    }

    @Test(arguments: [200, 300]) func elementsNestSoDeep(depth: Int) throws {
        let nested = String(repeating: "<x>", count: depth) + String(repeating: "</x>", count: depth)
        let workbook = try TestWorkbook(sheets: [("A", nested + row(1, "<c><v>1</v></c>"))])
        if depth < XMLReader.maximumDepth {
            #expect(try rows(workbook) == [["1", "1"]])
        } else {
            #expect(throws: SpreadsheetProblem.unreadable(.tooDeep(levels: 256))) {
                try rows(workbook)
            }
        }
    }
}
