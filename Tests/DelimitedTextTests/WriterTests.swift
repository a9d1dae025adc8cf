import DelimitedText
import Testing

@Suite struct WriterTests {
    @Test func quotesOnlyWhatHasToBe() throws {
        #expect(try written([["a", "b c", "d", "", "e;f", "g\th", "=é"]]) == "a,b c,d,,e;f,g\th,=é\n")
        #expect(
            try written([["a,b", "c\"d", "e\nf", "g\rh", "\""]]) == "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\",\"\"\"\"\n")
        #expect(try written([["a,b", "c;d"]], delimiter: ";") == "a,b;\"c;d\"\n")
    }

    /// A special byte is seen wherever it is in a word.
    @Test func everyPlaceOfASpecialByteIsSeen() throws {
        for length in 1...40 {
            for position in 0..<length {
                for special in [",", "\"", "\n", "\r"] {
                    var cell = Array(repeating: "x", count: length)
                    #expect(try written([[cell.joined()]]) == "\(cell.joined())\n")
                    cell[position] = special
                    #expect(try written([[cell.joined()]]).first == "\"")
                }
            }
        }
    }

    @Test func aRecordThatWouldBeABlankLineIsQuoted() throws {
        #expect(try written([["x"], [""], ["  "], []]) == "x\n\"\"\n\"  \"\n\"\"\n")
        #expect(try written([["x"], ["", "", ""]], delimiter: "\t") == "x\n\"\"\t\t\n")
        #expect(try written([["x"], ["", ""]]) == "x\n\"\",\n")
    }

    @Test(arguments: [" ", "\t", "\u{A0}", "\u{2009}", "\u{FEFF}"]) func whatBeginsOrEndsWithABlankIsQuoted(
        blank: String
    )
        throws
    {
        for delimiter in [",", "\t", ";"] as [Character] {
            let rows = [["\(blank)x", "y\(blank)", "\(blank)é\(blank)", "é", "z\u{1A}"], ["a\(blank)b"]]
            let text = try written(rows, delimiter: delimiter)
            #expect(
                text.hasPrefix("\"\(blank)x\"\(delimiter)\"y\(blank)\"\(delimiter)\"\(blank)é\(blank)\"\(delimiter)é"))
            #expect(try Table(text, ReadingOptions(delimiter: delimiter.asciiValue)).rows == rows)
        }
    }

    @Test func aFirstRecordThatWouldPassForSomethingElseStandsAfterAnEmptyLine() throws {
        #expect(try written([["sep=;"]]) == "\nsep=;\n")
        #expect(try written([["sep=", ""], ["sep=", ""]]) == "\nsep=,\nsep=,\n")
        #expect(try written([["\u{FEFF}a"]]) == "\"\u{FEFF}a\"\n")
    }

    @Test func recordsEndAsAsked() throws {
        #expect(try written([["a", "b"], ["1", "2"]], lineEnd: .carriageReturnLineFeed) == "a,b\r\n1,2\r\n")
    }

    @Test func finishEndsTheLastRecord() throws {
        var output: [UInt8] = []
        try withoutActuallyEscaping({ (bytes: UnsafeRawBufferPointer) in output += bytes }) { flush in
            var writer = DelimitedWriter(flush: flush)
            writer.append(cell: "a")
            try writer.finish()
            try writer.finish()
        }
        #expect(output == Array("a\n".utf8))
    }

    @Test func muchIsFlushedInPieces() throws {
        var pieces: [Int] = []
        try withoutActuallyEscaping({ (bytes: UnsafeRawBufferPointer) in pieces.append(bytes.count) }) { flush in
            var writer = DelimitedWriter(flush: flush)
            for length in [1, 300_000, 5, 70_000] + Array(repeating: 99, count: 5000) {
                writer.append(cell: String(repeating: "\"", count: length))
                try writer.endRecord()
            }
            try writer.finish()
        }
        let quotes = 370_006 + 5000 * 99
        #expect(pieces.reduce(0, +) == 2 * quotes + 3 * 5004)
        #expect(pieces.count > 5)
    }
}
