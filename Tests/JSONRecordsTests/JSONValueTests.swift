import Testing

@testable import JSONRecords

@Suite struct JSONValueTests {
    private func value(_ text: String) throws -> JSONValue { try JSONValue(reading: Array(text.utf8)) }

    @Test func everyKindOfValueIsRead() throws {
        let text = #" { "a" : [1, -2.50e+3, true, false, null, "x\n\u00e4\ud83d\ude00", {}, []], "b": {"c": ""} } "#
        let expected: JSONValue = [
            "a": [1, .number("-2.50e+3"), true, false, .null, "x\nä😀", [:], []], "b": ["c": ""],
        ]
        #expect(try value(text) == expected)
    }

    @Test func membersAreFoundByName() throws {
        let object = try value(#"{"a":1,"b":2,"a":3}"#)
        #expect(object["a"] == 3 && object["b"]?.integer == 2 && object["c"] == nil)
        #expect(JSONValue.array([object])["a"] == nil)
    }

    @Test(arguments: [
        ("7", 7), ("-7", -7), ("7.0", 7), ("7e2", 700), ("7.5", nil), ("1e400", nil), ("99999999999999999999", nil),
        ("\"7\"", nil),
    ])
    func wholeNumbers(text: String, number: Int?) throws {
        #expect(try value(text).integer == number)
    }

    /// Editors send what a document holds, also half a character.
    @Test(arguments: [
        (#""a\ud83db""#, "a\u{FFFD}b"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    ])
    func halvesOfCharactersAreReplaced(text: String, expected: String) throws {
        #expect(try value(text) == .string(expected))
    }

    @Test(arguments: [
        ("", 1), ("{", 1), ("[1,]", 1), ("[1\n2]", 2), ("{\"a\"\n\n1}", 3), ("nul", 1), ("1 2", 1), ("\"a", 1),
        ("\"\\x\"", 1), ("\"\\u12g4\"", 1), ("01", 1), ("{1:2}", 1), ("\"a\nb\"", 1), ("\u{FEFF}1", 1), ("\"\\", 1),
    ])
    func whatIsNoJSONIsRefused(text: String, line: Int) {
        #expect {
            try value(text)
        } throws: { error in
            (error as? JSONProblem)?.line == line
        }
    }

    @Test func deepValuesAreRefused() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try value(nested(100)) }
        #expect(throws: JSONProblem.self) { try value(nested(101)) }
        #expect(throws: JSONProblem.self) { try value(String(repeating: "{\"a\":", count: 1_000_000)) }
    }
}
