import DelimitedText
import Testing

@testable import JSONRecords

@Suite struct JSONTableTests {
    private func table(_ text: String) throws -> [[String]] {
        let bytes = Array(text.utf8)
        let table = try JSONTable { MemorySource(bytes) }
        return [table.names] + table.rows
    }

    private func problem(_ text: String) throws -> JSONProblem {
        try #require(throws: JSONProblem.self) { try table(text) }
    }

    @Test(arguments: [
        #"[{"email":"a@b.de","n":1},{"email":"c@d.de","city":"Köln"}]"#,
        "{\"email\":\"a@b.de\",\"n\":1}\n{\"email\":\"c@d.de\",\"city\":\"Köln\"}\n",
        "\u{FEFF} [ { \"email\" : \"a@b.de\" , \"n\" : 1 } , {\n\"email\":\"c@d.de\", \"city\" :\"Köln\"\n} ] \n",
        #"[{"em\u0061il":"a@b.de","n":1},{"email":"c@d.de","city":"K\u00f6ln"}]"#,
    ])
    func namesAreColumnsInOrderOfFirstAppearance(text: String) throws {
        #expect(try table(text) == [["email", "n", "city"], ["a@b.de", "1", ""], ["c@d.de", "", "Köln"]])
    }

    @Test func attributesAreColumnsAndOtherNestedValuesAreText() throws {
        let text = #"""
            {"email":"a@b.de","tags":[ "x y", {"z": 1} ],
             "attributes":{"size":"M","deep":{ "a":[1, 2] }},"global_attributes":{"size":"L"}, "active": true, "x":null}
            """#
        #expect(
            try table(text) == [
                ["email", "tags", "size", "deep", "size", "active", "x"],
                ["a@b.de", #"["x y",{"z":1}]"#, "M", #"{"a":[1,2]}"#, "L", "true", ""],
            ])
        #expect(try table(#"{"attributes":[],"attribs":{"a":1.50}}"#) == [["attributes", "a"], ["[]", "1.50"]])
    }

    @Test func escapesAreDecoded() throws {
        #expect(
            try table(#"{"a":"\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00\u0000"}"#)
                == [["a"], ["\"\\/\u{8}\u{C}\n\r\tä\u{1F600}\u{0}"]])
    }

    /// Sixteen bytes are skipped at a time, up to the very end or not.
    @Test(arguments: 0...40) func aTextThatEndsWithoutItsQuoteIsUnclosed(length: Int) {
        let bytes = Array("\"\(String(repeating: "x", count: length))".utf8)
        let defect = bytes.withUnsafeBytes { bytes in
            #expect(throws: JSONDefect.self) {
                var cursor = JSONCursor(bytes)
                _ = try cursor.expectString()
            }
        }
        #expect(defect?.reason == .quoteUnclosed && defect?.offset == 0)
    }

    @Test func theLastOfEqualNamesCounts() throws {
        #expect(try table(#"{"a":1,"a":2}"#) == [["a"], ["2"]])
    }

    @Test(arguments: [
        ("", true), (" \n", true), ("\u{FEFF}", true), ("\u{1A}", true), ("[]", false), ("[ ]\n\u{1A}", false),
    ])
    func nothingIsNoRows(text: String, isOfNothing: Bool) throws {
        #expect(try table(text) == [[]])
        let columns = try JSONTable.columns(of: MemorySource(Array(text.utf8)))
        #expect(columns.areOfNothing == isOfNothing)
    }

    @Test(arguments: [
        "attributes", "attribs", "global_attributes", "globalAttributes", "merge_fields", "mergeFields", "fields",
        "custom_fields", "customFields", "properties",
    ])
    func objectsOfFieldsAreFlattened(name: String) throws {
        #expect(try table("{\"email\":\"a@b.de\",\"\(name)\":{\"X\":\"1\"}}") == [["email", "X"], ["a@b.de", "1"]])
        #expect(
            try table("{\"\(name)\":\"text\",\"\(name)_2\":{\"a\":1}}") == [
                [name, name + "_2"], ["text", #"{"a":1}"#],
            ])
    }

    @Test func objectsOfFieldsMayStandInEachOther() throws {
        let text = #"{"id":1,"attributes":{"email":"a@b.de","properties":{"x":2,"fields":{"y":{"z":3}}},"x":4}}"#
        #expect(
            try table(text) == [["id", "email", "x", "fields", "x"], ["1", "a@b.de", "2", #"{"y":{"z":3}}"#, "4"]])
    }

    @Test func textsOfBlanksAreMissingAndOthersAreKept() throws {
        #expect(
            try table("{\"a\":\" \u{A0}\",\"b\":\"\\u00a0\\t\",\"c\":\" x \"}") == [["a", "b", "c"], ["", "", " x "]])
    }

    /// The kinds of text that a reader must refuse, within a list, an object and a name, and not only as a cell.
    @Test(arguments: [
        #""\a""#.replacing(#"\\"#, with: #"\"#), #""\u00""#, #""\u00G0""#, #""\uD834""#, #""\uD834\uDd""#,
        #""\uD834\u0041""#,
        #""\uDD1E""#, #""\uD834\uD834""#, #""\x00""#, #""\'""#, #""\"#, "\"\u{1}\"", "\"\t\"", "\"\n\"", "01", "-",
        "-01", "1.",
        ".5", "+1", "1e", "1e+", "0x1", "1_000", "NaN", "Infinity", "-Infinity", "tru", "True", "nul", "'a'", "a",
        "1,", ",1", "1,,2", "1 2", "1:2", "{}}", "[}", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{1:1}",
        "{a:1}", "\u{A0}1",
        "\u{C}1", "\u{2060}", "/*x*/1", "1//x", "\\u0031",
    ])
    func whatIsNoJSONIsRefusedWithinValues(text: String) throws {
        for whole in ["[\(text)]", "[[\(text)]]", "{\"x\":[\(text)]}", "[{\"x\":[0,\(text)]}]"] {
            _ = try problem("{\"a\":\(whole)}")
        }
        guard text.hasPrefix("\"") else { return }
        _ = try problem("{\"a\":{\(text):1}}")
        _ = try problem("{\(text):1}")
        _ = try problem("{\"a\":\(text)}")
    }

    @Test(arguments: [
        #""\u0000\u00e4\uD834\uDD1E\"\\\/\b\f\n\r\t""#, "-0", "-0.5e-10", "1E400", "true", "null", "{}", "[]",
        "\"\u{7F}\u{FFFF}\"",
        #"{"":0,"":1}"#, "[[],[[[{}]]]]",
    ])
    func whatIsJSONIsKeptWithinValues(text: String) throws {
        #expect(try table("{\"a\":[ \(text) ,{\"b\": \(text)}]}") == [["a"], ["[\(text),{\"b\":\(text)}]"]])
    }

    @Test(
        arguments: [
            ("{\"a\":1}\n{\"a\":}\n", .expectedValue, 2),
            ("[{\"a\":1}\n{\"a\":2}]", .missingComma(or: "]"), 2),
            ("[{\"a\":1},\n", .expectedObject, 2), ("[{\"a\":1}", .listUnclosed, 1),
            ("\n{\"a\":1", .objectUnclosed, 2), ("[1]", .expectedObject, 1),
            ("x", .expectedObject, 1),
            ("{\"a\":\"\n\"}", .controlCharacter, 1),
            ("{\"a\":\"\\x\"}", .unknownEscape, 1),
            ("{\"a\":\"\\ud800\"}", .halfSurrogate, 1),
            ("{\"a\":01}", .leadingZero, 1), ("{a:1}", .expectedText, 1),
            ("{\"a\" 1}", .missingColon, 1), ("{\"a\":1,}", .expectedText, 1),
            ("{\"a\":1 \"b\":2}", .missingComma(or: "}"), 1), ("[{}] x", .afterList, 1),
            ("{\"a\":[1}", .objectUnclosed, 1), ("{\"a\":nul}", .expectedValue, 1),
            ("{\n\"a\":1,\n\"b\":tru}", .expectedValue, 3), ("{\"a\":[}]", .expectedValue, 1),
        ] as [(String, JSONProblem.Reason, Int)])
    func whatIsWrongIsSaidWithItsLine(text: String, reason: JSONProblem.Reason, line: Int) throws {
        #expect(try problem(text) == JSONProblem(reason: reason, line: line))
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> String {
            "{\"a\":\(String(repeating: "[", count: depth))\(String(repeating: "]", count: depth))}"
        }
        #expect(try table(nested(90)).count == 2)
        #expect(try problem(nested(200)).reason == .tooDeep(levels: 100))
        #expect(try problem(nested(1_000_000)).reason == .tooDeep(levels: 100))
    }
}
