import DelimitedText
import TestSupport
import Testing

@Suite struct UTF8SurveyTests {
    private func survey(_ bytes: [UInt8]) throws -> UTF8Survey {
        let survey = try UTF8Survey(MemorySource(bytes))
        let dripped = try UTF8Survey(DripSource(bytes))
        #expect(
            survey.characters == dripped.characters && survey.strays == dripped.strays
                && survey.firstLine == dripped.firstLine && survey.hasMark == dripped.hasMark)
        return survey
    }

    @Test func charactersAndStrayBytesAreCounted() throws {
        let survey = try survey(
            Array("a;ä\r\nb;€\rc\n".utf8) + [0xC3, 0x3B, 0xE2, 0x82, 0x0A] + Array("😀\n".utf8) + [0xC3])
        #expect(survey.characters == 3 && survey.strays == 4 && survey.firstLine == 4 && !survey.isDamaged)
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

    /// The bad byte is the last of some megabytes.
    @Test func theWholeTextCounts() throws {
        let line = Array("u@example.com;Jürgen\r\n".utf8)
        let bytes = Array(repeatElement(line, count: 150_000).joined()) + [0xC3]
        let survey = try UTF8Survey(MemorySource(bytes))
        #expect(survey.characters == 150_000 && survey.firstLine == 150_001 && survey.isDamaged)
    }
}
