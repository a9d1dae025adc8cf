import DelimitedText
import TestSupport
import Testing

@Suite struct UTF8SurveyTests {
    private func survey(_ bytes: [UInt8]) throws -> UTF8Survey {
        let survey = try UTF8Survey(MemorySource(bytes))
        let dripped = try UTF8Survey(DripSource(bytes))
        #expect(
            survey.characters == dripped.characters && survey.strays == dripped.strays
                && survey.firstStray?.line == dripped.firstStray?.line && survey.hasMark == dripped.hasMark)
        return survey
    }

    @Test func charactersAndStrayBytesAreCounted() throws {
        let survey = try survey(
            Array("a;ä\r\nb;€\rc\n".utf8) + [0xC3, 0x3B, 0xE2, 0x82, 0x0A] + Array("😀\n".utf8) + [0xC3])
        #expect(survey.characters == 3 && survey.strays == 4 && survey.firstStray?.line == 4 && !survey.isDamaged)
    }

    @Test(
        arguments: [
            ("ü", [0xC3, 0x2C], false), ("üü", [0xC3, 0x2C], true), ("", [0xFC], false),
            ("üüü", [0xFC, 0xFC, 0xFC], false),
            ("\u{FEFF}a", [0xFC, 0xFC], true), ("üü", [], false), ("\u{FEFF}", [], false),
        ] as [(String, [UInt8], Bool)])
    func whatOutnumbersDecides(text: String, bytes: [UInt8], isDamaged: Bool) throws {
        #expect(try survey(Array(text.utf8) + bytes).isDamaged == isDamaged)
    }

    @Test(
        arguments: [
            ("a;", [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72], ";K", "Müller"), ("\"", [0xC4], " b\"", "Ä"),
            ("{\"city\":\"", [0x4B, 0xF6, 0x6C, 0x6E], "\"}", "Köln"), ("", [0x80], "", "€"), ("", [0x81], "", nil),
        ] as [(String, [UInt8], String, String?)])
    func theFirstWordCanBeRead(before: String, word: [UInt8], after: String, text: String?) throws {
        let survey = try UTF8Survey(MemorySource(Array(before.utf8) + word + Array(after.utf8)))
        #expect(survey.firstStray?.word(in: .windows1252) == text)
    }

    @Test func aLongWordIsCutOff() throws {
        let survey = try UTF8Survey(MemorySource([UInt8](repeating: 0xE9, count: 100_000)))
        #expect(survey.firstStray?.word(in: .windows1252) == String(repeating: "é", count: 32))
    }

    /// The bad byte is the last of some megabytes.
    @Test func theWholeTextCounts() throws {
        let line = Array("u@example.com;Jürgen\r\n".utf8)
        let bytes = Array(repeatElement(line, count: 150_000).joined()) + [0xC3]
        let survey = try UTF8Survey(MemorySource(bytes))
        #expect(survey.characters == 150_000 && survey.firstStray?.line == 150_001 && survey.isDamaged)
    }
}
