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

    @Test func theLastOfEqualNamesCounts() throws {
        #expect(try table(#"{"a":1,"a":2}"#) == [["a"], ["2"]])
    }

    @Test(arguments: ["", " \n", "[]", "[ ]\n"]) func nothingIsNoRows(text: String) throws {
        #expect(try table(text) == [[]])
    }

    @Test(arguments: [
        ("{\"a\":1}\n{\"a\":}\n", "a value is expected", 2),
        ("[{\"a\":1}\n{\"a\":2}]", "a comma or \"]\" is missing", 2),
        ("[{\"a\":1},\n", "an object is expected", 2), ("[{\"a\":1}", "the list is never closed", 1),
        ("\n{\"a\":1", "the object that begins here is never closed", 2), ("[1]", "an object is expected", 1),
        ("x", "an object is expected", 1),
        ("{\"a\":\"\n\"}", "a text holds a control character that is not escaped", 1),
        ("{\"a\":\"\\x\"}", "an escape means nothing in JSON", 1),
        ("{\"a\":\"\\ud800\"}", "half a character is escaped", 1),
        ("{\"a\":01}", "a number begins with a zero", 1), ("{a:1}", "a text in quotes is expected", 1),
        ("{\"a\" 1}", "a colon is missing after a name", 1), ("{\"a\":1,}", "a text in quotes is expected", 1),
        ("{\"a\":1 \"b\":2}", "a comma or \"}\" is missing", 1), ("[{}] x", "something follows the list", 1),
        ("{\"a\":[1}", "the object that begins here is never closed", 1), ("{\"a\":nul}", "a value is expected", 1),
        ("{\n\"a\":1,\n\"b\":tru}", "a value is expected", 3), ("{\"a\":[}]", "a value is expected", 1),
    ])
    func whatIsWrongIsSaidWithItsLine(text: String, reason: String, line: Int) throws {
        #expect(try problem(text) == JSONProblem(reason: reason, line: line))
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> String {
            "{\"a\":\(String(repeating: "[", count: depth))\(String(repeating: "]", count: depth))}"
        }
        #expect(try table(nested(90)).count == 2)
        #expect(try problem(nested(200)).reason == "values stand in each other more than 100 deep")
        #expect(try problem(nested(1_000_000)).reason == "values stand in each other more than 100 deep")
    }
}
