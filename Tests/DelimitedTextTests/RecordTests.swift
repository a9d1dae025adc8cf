import DelimitedText
import Testing

/// What is a record, a cell and a line.
@Suite struct RecordTests {
    @Test func everyLineEndEndsARecord() throws {
        let table = try Table("a,b\n1,2\r\n3,4\r5,6\n\r7,8")
        #expect(table.rows == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
        #expect(table.lines == [1, 2, 3, 4, 6])
    }

    @Test func quotesHoldDelimitersQuotesAndLineEnds() throws {
        let table = try Table("a,b\n\"x, \"\"y\"\"\r\nz\",2\n\"\"\"\",\"\"\n3,\"\"\"q\"\"\"")
        #expect(table.rows == [["a", "b"], ["x, \"y\"\r\nz", "2"], ["\"", ""], ["3", "\"q\""]])
        #expect(table.lines == [1, 2, 4, 5])
        #expect(table.raw == ["a,b", "\"x, \"\"y\"\"\r\nz\",2", "\"\"\"\",\"\"", "3,\"\"\"q\"\"\""])
    }

    @Test func linesWithinQuotesCount() throws {
        #expect(try Table("a,b\n\"1\r2\n3\r\n4\n\r5\",x\ny,z").lines == [1, 2, 8])
    }

    @Test func aQuoteWithinAnUnquotedCellIsLiteral() throws {
        #expect(
            try Table("a,b\n5\" disk,it\"\"s\n").rows == [
                ["a", "b"], ["5\" disk", "it\"\"s"],
            ])
    }

    @Test func blankLinesAreNoRecords() throws {
        let table = try Table("\n  \r\na,b\n\n \t \n1,2\r\n\r\n\"\"\n   ")
        #expect(table.rows == [["a", "b"], ["1", "2"], [""]])
        #expect(table.lines == [3, 6, 8])
    }

    @Test func aLineOfTabsIsBlankInATabFile() throws {
        #expect(try Table("a\tb\tc\n\t\t\n1\t\t\n").rows == [["a", "b", "c"], ["1", "", ""]])
    }

    @Test(arguments: [",", ";", "\t", "|"]) func aLineOfDelimitersIsNoRecord(delimiter: String) throws {
        let d = delimiter
        let table = try Table(
            "\(d)\(d)\na\(d)b\(d)c\n\(d)\(d)\n \(d)\u{A0}\(d)\n1\(d)\(d)\n\"\"\(d)\(d)\n\(d)\(d)2\n\(d)\(d)")
        #expect(table.rows == [["a", "b", "c"], ["1", "", ""], ["", "", ""], ["", "", "2"]])
        #expect(table.lines == [2, 5, 6, 7])
    }

    @Test func blanksAroundQuotesAreNoPartOfACell() throws {
        let table = try Table(
            "email, firstname,\tcity\n \"a@b.de\" ,\t\"Meier, \"\"Dr.\"\"\"  , \"Köln\"\u{A0}\n\"b\", \" Ben \" ,\"x\" \r\n\"c\" "
        )
        #expect(
            table.rows == [
                ["email", "firstname", "city"], ["a@b.de", "Meier, \"Dr.\"", "Köln"], ["b", " Ben ", "x"], ["c"],
            ])
        #expect(table.raw.last == "\"c\" " && table.error == nil)
        #expect(try Table("a;b\n1; \"x\ny\" ;\n3;4\n").rows == [["a", "b"], ["1", "x\ny", ""], ["3", "4"]])
    }

    @Test(arguments: ["a,b\n\"x\" y,1\n", "a,b\n1, \"x\" y\n", "a,b\n\"x\"\u{A0}\"y\",1\n"])
    func somethingElseBehindAQuoteIsAnError(text: String) throws {
        #expect(try Table(text).error == DelimitedTextError(.textAfterClosingQuote, line: 2))
    }

    /// Every kind of space, at every distance from the end of a block.
    @Test(arguments: [" ", "\t", "\u{A0}", "\u{2003}", "\u{202F}", "\u{3000}", "\u{FEFF}", " \u{A0} "])
    func blanksAroundUnquotedCellsGo(blank: String) throws {
        for distance in 1..<140 {
            let long = String(repeating: "x", count: distance)
            let text =
                "a;b;c\n\(blank)\(long)\(blank);\(blank)André\(blank);\(blank)\n\(long);\(blank);\(blank)é\(blank)"
            #expect(try Table(text).rows == [["a", "b", "c"], [long, "André", ""], [long, "", "é"]])
        }
    }

    @Test func quotedBlanksAreKeptUnlessTheyAreAll() throws {
        #expect(
            try Table("a,b,c\n\" x \",\"  \",\"\u{A0}\"\n\"\ty\",\"\"\" \",\n").rows == [
                ["a", "b", "c"], [" x ", "", ""], ["\ty", "\" ", ""],
            ])
    }

    @Test func aFormulaOfATextIsThatText() throws {
        let text = "a,b,c\n=\"01067\",\"=\"\"01067\"\"\", =\"x y\" \n=\"\",=\"a\"\"b\",=A1\n"
        #expect(
            try Table(text).rows == [["a", "b", "c"], ["01067", "01067", "x y"], ["", "=\"a\"\"b\"", "=A1"]])
        var options = ReadingOptions()
        options.literalHeaders = [Array("a,b".utf8)]
        #expect(try Table(text, options).rows[1] == ["=\"01067\"", "=\"01067\"", "=\"x y\""])
    }

    @Test(arguments: ["\u{1A}", "\n\u{1A}", "\r\n\u{1A}\u{1A}", "\n\u{1A}\n"]) func aMarkOfTheEndIsIgnored(mark: String)
        throws
    {
        let table = try Table("a,b\n1,2" + mark)
        #expect(table.rows == [["a", "b"], ["1", "2"]] && table.error == nil)
        #expect(try Table("a,b\n1,\"2\"" + mark).rows == [["a", "b"], ["1", "2"]])
    }

    @Test func recordsMayBeRagged() throws {
        #expect(try Table("a,b\n1\n1,2,3\n").rows == [["a", "b"], ["1"], ["1", "2", "3"]])
    }

    @Test func aColumnThatIsMissingIsEmpty() throws {
        var reader = try DelimitedReader(MemorySource(Array("a,b\n1\n".utf8)))
        let batch = try #require(try reader.nextBatch())
        let cells = batch.withRecords { (records) in (-1...1).map { Array(records.cell($0, of: 1)) } }
        #expect(cells == [[], [0x31], []])
    }

    @Test(arguments: ["", "\n", " \r\n\r\n", "\u{FEFF}", "sep=;\n"]) func thereMayBeNoRecords(text: String) throws {
        let table = try Table(text)
        #expect(table.rows == [] && table.error == nil)
    }

    @Test func nulIsAnOrdinaryCharacter() throws {
        #expect(try Table("a,b\nx\0y,\0\n").rows == [["a", "b"], ["x\0y", "\0"]])
    }

    @Test(arguments: ["sep=;\n", "SEP=;\r\n", "\"Sep=;\"\r", "\u{FEFF}sep=;\n"]) func theSeparatorLineIsNoRecord(
        line: String
    ) throws {
        let table = try Table(line + "a,x;b\n1,2;3\n")
        #expect(table.rows == [["a,x", "b"], ["1,2", "3"]])
        #expect(table.lines == [2, 3])
    }

    @Test func aForcedDelimiterOutdoesTheSeparatorLine() throws {
        let options = ReadingOptions(delimiter: 0x2C)
        #expect(try Table("sep=;\na,x;b\n", options).rows == [["a", "x;b"]])
    }

    @Test(arguments: ["sep=x", "sep=;;", "\"sep=;", "se=;", "sep="]) func otherLinesAreRecords(line: String) throws {
        #expect(try Table(line + "\na;b\n", ReadingOptions(delimiter: 0x7C)).raw.first ?? "" != "a;b")
    }
}
