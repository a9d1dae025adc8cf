import DelimitedText
import Testing

@Suite struct DialectDetectionTests {
    private func delimiter(_ text: String, isWhole: Bool = true) -> Character {
        let dialect = DialectDetection.finding(in: Array(text.utf8), isWhole: isWhole).dialect
        return Character(Unicode.Scalar(dialect.delimiter))
    }

    @Test(arguments: [",", ";", "\t", "|"] as [Character]) func everyDelimiterIsDetected(expected: Character) {
        let text = ["email,name,city", "a@b.de,Anna,Köln", "c@d.de,Uwe,Bonn"].joined(separator: "\n")
        #expect(delimiter(String(text.map { $0 == "," ? expected : $0 })) == expected)
    }

    @Test func commasInDecimalsDoNotCount() {
        #expect(delimiter("email;betrag\na@b.de;1,5\nc@d.de;2,5\n") == ";")
        #expect(delimiter("email;betrag, brutto\na@b.de;1,5\nc@d.de;2,5\ne@f.de;3,0\n") == ";")
        #expect(delimiter("1,5;2,5;3\n1,0;2;3,1\n") == ";")
    }

    @Test func barsInTextDoNotCount() {
        #expect(delimiter("email,tags\na@b.de,x|y\nc@d.de,x|y|z\n") == ",")
        #expect(delimiter("email,opt|in,name\na@b.de,1,x\nc@d.de,0,y\n") == ",")
    }

    @Test func quotedDelimitersDoNotCount() {
        #expect(delimiter("\"a;b;c\",\"d;e\"\n\"1;2;3\",\"4;5\"\n") == ",")
        #expect(delimiter("\"Name, Vorname\";Ort\n\"Müller, Hans\";Köln\n") == ";")
        #expect(delimiter("a;\"x\ny,z\"\n1;\"2,3,4\n,\"\n") == ";")
    }

    @Test func aHeaderWithoutADelimiterIsOneColumn() {
        #expect(delimiter("email\na@b.de,x\nc@d.de,y\n") == ",")
        #expect(delimiter("email\na@b.de;x\nc@d.de;y\n") == ",")
        #expect(delimiter("") == ",")
        #expect(delimiter("\"a;b\"\n") == ",")
    }

    @Test func aHeaderAloneTells() {
        #expect(delimiter("email;first, last;city") == ";")
        #expect(delimiter("email,first,city;town") == ",")
        #expect(delimiter("\n\nemail|name") == "|")
    }

    @Test func aSampleMayEndAnywhere() {
        let text = "email;name\na@b.de;\"Müller, Hans\"\nc@d.de;Uwe\n"
        for count in 7...text.count { #expect(delimiter(String(text.prefix(count)), isWhole: false) == ";") }
    }

    @Test func aQuoteInTheWrongPlaceDoesNotHideTheDelimiter() {
        #expect(delimiter("a,b,c\n1,2,3\n4,\"5\"x,6\n") == ",")
    }

    @Test func raggedRecordsAgreeBetterThanNone() {
        #expect(delimiter("a,b,c;d\n1,2\n3,4\n5,6\n") == ",")
    }

    @Test(arguments: [
        "email;name,city\na@b.de;Anna,Köln\nc@d.de;Uwe,Bonn\n", "email,name;city\n", "a|b\tc\n1|2\t3\n",
    ])
    func nothingDecidesBetweenRivals(text: String) throws {
        let finding = DialectDetection.finding(in: Array(text.utf8))
        #expect(finding.rivals.count == 2)
        let error = #expect(throws: DelimitedTextError.self) {
            _ = try DelimitedReader(MemorySource(Array(text.utf8)))
        }
        #expect(error?.problem == .ambiguousDelimiter(finding.rivals))
        #expect(error?.line == 1)
        for delimiter in finding.rivals {
            let reader = try DelimitedReader(
                MemorySource(Array(text.utf8)), options: ReadingOptions(delimiter: delimiter))
            #expect(reader.dialect.delimiter == delimiter)
        }
    }

    /// A title, then the header, which is known by a word that must be in it.
    @Test(arguments: [
        ("Kunden, Stand 1.5.\n\nemail;name\na@b.de;Anna\n", 1, ";"), ("email\na@b.de\n", 0, ","),
        ("Liste\nvon;uns\nname;email\nAnna;a@b.de\n", 2, ";"), ("Liste\nemail\na@b.de\n", 1, ","),
        // A row before it: then the word is not a header.
        ("kontakt,typ\na@b.de,x\nc@d.de,email\n", 0, ","), ("a@b.de,email\n", 0, ","),
        (String(repeating: "Titel\n", count: 30) + "email,name\n", 0, ","),
    ])
    func aPreambleIsRecognised(text: String, header: Int, delimiter: Character) {
        let signs = HeaderSigns(
            isKey: { String(decoding: $0, as: UTF8.self) == "email" }, isValue: { $0.contains(UInt8(ascii: "@")) })
        let finding = DialectDetection.finding(in: Array(text.utf8), signs: signs)
        #expect(finding.headerRecord == header)
        #expect(finding.dialect.delimiter == delimiter.asciiValue)
    }
}
