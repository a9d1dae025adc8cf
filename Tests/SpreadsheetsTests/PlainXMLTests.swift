import SystemCalls
import TestSupport
import Testing

@testable import Spreadsheets

/// Rows and shared texts that are read without the parser are what the parser makes of them.
@Suite struct PlainXMLTests {
    private func rows(_ workbook: TestWorkbook) -> Result<[[String]], SpreadsheetProblem> {
        Result { () throws(SpreadsheetProblem) in
            try workbook.read { (reader) throws(SpreadsheetProblem) in
                let rows = try reader.allRows()
                let oddities = reader.oddities
                return rows + [
                    oddities.unvalued.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.name) },
                    oddities.errors.sorted { $0.key < $1.key }.map { "\($0.value.first.name) \($0.value.count)" },
                ]
            }
        }
    }

    /// The same with a prefix before each name: only the parser takes that.
    private func prefixed(_ text: String) -> String {
        var text = text
        for name in ["row", "c", "v", "is", "t", "f", "r", "si", "rPh"] {
            for end in [" ", ">", "/", "\n"] {
                text = text.replacing("<\(name)\(end)", with: "<x:\(name)\(end)")
                    .replacing("</\(name)\(end)", with: "</x:\(name)\(end)")
            }
        }
        return text
    }

    private func expectSame(_ rows: String, strings: String = "", _ comment: Comment? = nil) throws {
        let plain = try self.rows(TestWorkbook(sheets: [("A", rows)], strings: strings))
        let parsed = try self.rows(TestWorkbook(sheets: [("A", prefixed(rows))], strings: prefixed(strings)))
        // Of several errors, the parser may find a later one of the same piece.
        if case .failure = plain, case .failure = parsed { return }
        #expect(plain == parsed, comment)
    }

    private static let cells = [
        "<c r=\"A1\"><v>12</v></c>", "<c><v>1.50</v></c>", "<c t=\"str\"><v>text</v></c>", "<c t=\"s\"><v>0</v></c>",
        "<c t=\"s\"><v>1</v></c>", "<c/>", "<c r=\"D7\" s=\"1\"/>", "<c s=\"1\"><v>45292</v></c>",
        "<c t=\"b\"><v>1</v></c>", "<c t=\"e\"><v>#N/A</v></c>", "<c t=\"str\"><f>A1&amp;B1</f><v>x</v></c>",
        "<c><f>SUM(A1)</f></c>", "<c t=\"str\"><f ca=\"1\"/><v></v></c>",
        "<c><f t=\"shared\" si=\"0\">B2</f><v>7</v></c>",
        "<c t=\"inlineStr\"><is><t>Köln 日本 😀</t></is></c>",
        "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">  a b </t></is></c>",
        "<c t=\"inlineStr\"> <is>\n<t>x</t>\t</is> </c>",
        "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>",
        "<c t=\"inlineStr\"><is><t>a</t><rPh><t>no</t></rPh></is></c>", "<c t=\"str\"><v>a &lt; b &#228;</v></c>",
        "<c t=\"str\"><v><![CDATA[<x>]]></v></c>", "<c t=\"str\"><v>a<!-- not this -->b</v></c>",
        "<c t='str'><v>quoted</v></c>", "<c t = \"str\" ><v>spaced</v></c >", "<c t=\"str\"><v>line\nend</v></c>",
        "<c t=\"str\"><v>return\r\nend</v></c>", "<c t=\"str\"><v>_x000D_ _x</v></c>", "<c t=\"str\"><v/></c>",
        "<c t=\"str\"><v>a > b</v></c>", "<c t=\"str\"><v>\u{FF21}\u{F900}</v></c>", "<c r=\"&#65;1\"><v>3</v></c>",
        "<c t=\"str\"><v>a</v><v>b</v></c>", "<c x:r=\"C1\" cm=\"1\"><v>5</v></c>",
        "<d/><c><v>6</v></c>", "text between",
        "<c t=\"str\"><v>" + String(repeating: "long ", count: 2000) + "</v></c>",
    ]

    private static let broken = [
        "<c r=\"A1\" r=\"B1\"><v>1</v></c>", "<c><v>1</c></v>", "<c><v>]]></v></c>", "<c><v>\u{1}</v></c>",
        "<c t=\"a<b\"/>",
        "<c><v>&nothing;</v></c>", "<c><v>1</v>", "<c", "<c t=\"str\"s=\"1\"/>", "<row>", "</row>",
        "<c><v>\u{FFFE}</v></c>",
        "<c 1=\"2\"/>", "<c t=\"s\"><v>99</v></c>", "<c -a=\"2\"/>", "<c r=\"XFE1\"><v>1</v></c>",
    ]

    private static let rowTags = [
        "<row>", "<row r=\"7\">", "<row r=\"3\" spans=\"1:4\" ht=\"12.5\" x14ac:dyDescent=\"0.25\">",
        "<row\n r=\"100\" >",
        "<row r='9'>", "<row hidden=\"1\" r=\"x\">",
    ]
    private static let between = [
        "", "", "", "\n", " \t", "<!-- </row> -->", "<?pi <row>?>", "<row/>", "<row r=\"20\"/>",
    ]

    private func randomRows(_ count: Int, _ random: inout SplitMix, isBroken: Bool) -> String {
        let broken = isBroken ? Int.random(in: 0..<count, using: &random) : count
        return (0..<count).map { number in
            var cells = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                // Mostly the plain ones that come first.
                let most = Bool.random(using: &random) ? 10 : Self.cells.count
                return Self.cells[Int.random(in: 0..<most, using: &random)]
            }
            if number == broken { cells.append(Self.broken.randomElement(using: &random) ?? "") }
            let tag = Self.rowTags[
                Bool.random(using: &random) ? 0 : Int.random(in: 0..<Self.rowTags.count, using: &random)]
            return tag + cells.joined() + "</row>" + (Self.between.randomElement(using: &random) ?? "")
        }.joined()
    }

    private static let strings =
        "<si><t>Anna</t></si>\n<si><r><t>Be</t></r><r><t>n</t></r></si><si><t xml:space=\"preserve\"> Mü &amp; Co</t></si>"

    @Test(arguments: 0..<60) func rowsAreWhatTheParserMakesOfThem(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        try expectSame(
            randomRows(1 + seed * 3, &random, isBroken: false), strings: Self.strings, "seed \(seed)")
        try expectSame(
            randomRows(1 + seed * 2, &random, isBroken: true), strings: Self.strings, "broken, seed \(seed)")
    }

    @Test(arguments: cells + broken) func eachCellIsWhatTheParserMakesOfIt(cell: String) throws {
        let plain = "<row><c t=\"s\"><v>0</v></c></row>"
        try expectSame(plain + "<row>\(cell)</row>" + plain, strings: Self.strings)
    }

    @Test func sharedTextsAreWhatTheParserMakesOfThem() throws {
        let texts = [
            "<si><t>a</t></si>", "<si><t/></si>", "<si/>", "<si><t>b_x0041_</t></si>", "<si> <t>c</t>\n</si>",
            "<si><t>ü</t></si>",
            "<si><t>d &amp; e</t></si>", "<si><r><t>f</t></r></si>",
            "<si><t>g</t><rPh sb=\"0\" eb=\"1\"><t>h</t></rPh></si>",
            "<!-- <si><t>none</t></si> -->", "<si><t>i</t></si>",
        ]
        var random = SplitMix(seed: 5)
        for count in [0, 1, 5, 3000] {
            let strings = (0..<count).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
            let cells = (0..<max(1, count / 2)).map { "<row><c t=\"s\"><v>\($0)</v></c></row>" }.joined()
            try expectSame(cells, strings: strings, "\(count)")
        }
    }

    /// Text that looks like rows, or is in a comment, does not become rows.
    @Test(arguments: [
        "<![CDATA[<row><c><v>1</v></c></row>]]>", "<!-- <row><c><v>1</v></c></row> -->",
        "<row/><![CDATA[</row><row><c><v>1</v></c></row>]]>",
    ]) func textIsNoRow(text: String) throws {
        let found = try rows(TestWorkbook(sheets: [("A", text)])).get()
        #expect(found == [[], []])
    }

    @Test func anotherEncodingIsTheParsersWork() throws {
        // Each byte of the UTF-8 becomes a character.
        let workbook = try TestWorkbook(
            sheets: [("A", "<row><c t=\"str\"><v>Köln</v></c></row>")],
            declaration: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")
        #expect(try rows(workbook).get().first == ["1", "K\u{C3}\u{B6}ln"])
    }
}
