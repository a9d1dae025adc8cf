import Testing

@testable import Recipients

/// `nil`, or the code with which a call fails.
func failure<Value>(_ body: () throws(Failure) -> Value) -> ErrorCode? {
    do {
        _ = try body()
        return nil
    } catch {
        return error.code
    }
}

@Suite struct GroupNameTests {
    @Test func isTrimmedAndComposed() throws {
        #expect(try GroupName("  Kunden \u{A0}\t").text == "Kunden")
        let name = try GroupName("Gro\u{308}\u{DF}e")
        #expect(Array(name.text.unicodeScalars) == Array("Gr\u{F6}\u{DF}e".unicodeScalars))
    }

    @Test func comparesWithRegardToCase() throws {
        #expect(try GroupName("kunden") != GroupName("Kunden"))
        #expect(try GroupName("a") < GroupName("b"))
    }

    @Test func hasAtMost255Bytes() throws {
        #expect(try GroupName(String(repeating: "a", count: 255)).text.count == 255)
        #expect(failure { () throws(Failure) in try GroupName(String(repeating: "a", count: 256)) } == .invalidName)
        #expect(failure { () throws(Failure) in try GroupName(String(repeating: "ä", count: 128)) } == .invalidName)
    }

    @Test(arguments: ["", " ", "\u{A0}\n", "a\nb", "a\u{0}b", "a\u{7F}b", "a\u{85}b", "a\u{1B}[31m"])
    func refuses(text: String) {
        #expect(failure { () throws(Failure) in try GroupName(text) } == .invalidName)
    }

    @Test(arguments: ["xt:commerce", "Kunden#2", "日本", "a/b", "..", "\"", "group"]) func accepts(text: String) throws {
        #expect(try GroupName(text).description == text)
    }
}

@Suite struct FieldNameTests {
    @Test func isTrimmedAndComposed() throws {
        #expect(try FieldName(" Kd Nr ").text == "Kd Nr")
        #expect(try FieldName("u\u{308}").text.unicodeScalars.count == 1)
    }

    @Test(arguments: ["email", "Status", "REGISTERED", "activated", "deactivated", " source "])
    func refusesReservedNamesUnlessAllowed(text: String) throws {
        #expect(failure { () throws(Failure) in try FieldName(text) } == .invalidName)
        #expect(try FieldName(text, isOfColumn: true).text == text.trimmed)
    }

    @Test(arguments: [
        ("Source", "\"Source\" is the name of a column that every recipient has"),
        ("sign-up", "\"sign-up\" is reserved: it says whether somebody has signed up"),
        ("Subscribed", "\"Subscribed\" is reserved: it says whether somebody has signed up"),
        ("unsubscribed", "\"unsubscribed\" is reserved: it says whether somebody has signed up"),
    ])
    func saysWhyANameIsReserved(name: String, message: String) {
        let failure = #expect(throws: Failure.self) { try FieldName(name) }
        #expect(failure?.message == message && failure?.help == "choose another name, such as \(name)_2")
    }

    @Test(arguments: ["", "a\tb", String(repeating: "x", count: 256)])
    func onlyAColumnCanBeMapped(text: String) throws {
        let own = try #require(#expect(throws: Failure.self) { try FieldName(text) }?.help)
        let ofColumn = try #require(#expect(throws: Failure.self) { try FieldName(text, isOfColumn: true) }?.help)
        #expect(!own.contains("--map") && ofColumn.contains("--map COLUMN="))
    }

    @Test(arguments: ["", "  ", "a\tb", String(repeating: "x", count: 256)]) func refuses(text: String) {
        #expect(failure { () throws(Failure) in try FieldName(text) } == .invalidName)
        #expect(failure { () throws(Failure) in try FieldName(text, isOfColumn: true) } == .invalidName)
    }

    @Test func fixedFieldsAreFoundWithoutRegardToCase() {
        #expect(Field(named: "EMAIL") == .email)
        #expect(Field(named: "Deactivated") == .deactivated)
        #expect(Field(named: "Vorname") == .own("Vorname"))
        #expect(Field.fixed.map(\.name) == ["email", "registered", "activated", "deactivated", "source"])
        #expect(Field.isReserved("STATUS") && !Field.isReserved("status_2"))
    }
}

@Suite struct NormalizationTests {
    @Test func trimsWhiteSpaceOfEveryKind() {
        #expect("\u{FEFF}a".trimmed == "\u{FEFF}a")
        #expect(" \t\r\n\u{A0}\u{2003}a b\u{3000}\u{2028}".trimmed == "a b")
        #expect("".trimmed.isEmpty && " \u{A0}".trimmed.isEmpty)
    }

    /// A combining mark after white space belongs to what follows, not to the white space.
    @Test func trimsScalarsAndNotCharacters() {
        #expect(Array(" \u{308}a".trimmed.unicodeScalars) == ["\u{308}", "a"])
    }

    @Test func composes() {
        let composed = "a\u{308}o\u{323}\u{307}".normalizedNFC
        #expect(Array(composed.unicodeScalars) == ["\u{E4}", "\u{1ECD}", "\u{307}"])
        #expect(Array("\u{212B}\u{F96E}".normalizedNFC.unicodeScalars) == ["\u{C5}", "\u{8449}"])
        #expect("plain".normalizedNFC == "plain")
    }
}
