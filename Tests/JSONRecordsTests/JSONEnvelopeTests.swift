import DelimitedText
import TestSupport
import Testing

@testable import JSONRecords

/// Lists within an object, as interfaces answer.
@Suite struct JSONEnvelopeTests {
    private func find(_ text: String, drips: Bool = false) throws -> JSONEnvelope? {
        let bytes = Array(text.utf8)
        let source: any ByteSource = drips ? DripSource(bytes) : MemorySource(bytes)
        return try JSONEnvelope.find(in: source, encoding: nil) { String(decoding: $0, as: UTF8.self) == "email" }
    }

    private func rows(_ text: String) throws -> [[String]] {
        let bytes = Array(text.utf8)
        let envelope = try find(text)
        let table = try JSONTable(within: envelope) { MemorySource(bytes) }
        return [table.names] + zip(table.lines, table.rows).map { ["\($0)"] + $1 }
    }

    @Test(arguments: [
        (#"{"contacts":[{"email":"a@b.de"}],"count":1}"#, ["contacts"]),
        (#"{"count":1,"data":{"total":2,"results":[ {"id":1,"email":"a@b.de"} ]}}"#, ["data", "results"]),
        (#"{"_links":[{"rel":"self"}],"members":[{"email":"a@b.de","tags":[{"email":1}]}]}"#, ["members"]),
        (#"{"meta":{"links":[{"url":"x"}]},"data":[{"email":"a@b.de"}]}"#, ["data"]),
        (#"{"text":"{\"email\":[{","list":[{"a":[[{"x":"\\"}]],"email":"a@b.de"},{}]} "#, ["list"]),
        (#"{"data":[{"id":"1","type":"contact","attributes":{"name":"A","email":"a@b.de"}}]}"#, ["data"]),
        (#"{"x":{"results":[{"properties":{"a":[],"fields":{"email":"a@b.de"}}}]}}"#, ["x", "results"]),
        (#"{"fields":{"email":"E-Mail"},"rows":[{"email":"a@b.de"}]}"#, ["rows"]),
        ("{\"a\":[{\"email\":1}]}\n\u{1A}", ["a"]),
    ])
    func theListWithAddressesIsFound(text: String, path: [String]) throws {
        #expect(try find(text)?.path == path)
        #expect(try find(text, drips: true) == find(text))
    }

    @Test(arguments: [
        #"{"email":"a@b.de","orders":[{"email":1}]}"#, #"{"orders":[{"email":1}],"email":"a@b.de"}"#,
        "{\"a\":[{\"email\":\"a@b.de\"}]}\n{\"a\":[]}", #"[{"a":[{"email":1}]}]"#, #"{"a":[{"id":1},{"email":1}]}"#,
        #"{"a":{"b":{"c":[{"email":1}]}}}"#, #"{"a":[[{"email":1}]]}"#, #"{"a":["email"]}"#,
        #"{"a":[{"b":{"email":1}}]}"#, #"{"a":[{"attributes":[{"email":1}]}]}"#,
        #"{"a":[{"b":{"attributes":{"email":1}}}]}"#,
        #"{"attributes":{"email":"a@b.de"},"x":[]}"#,
        #"{"a":[{"email":1}"#, "", "{", "{}", "]", "email",
    ])
    func otherTextsAreNoEnvelopes(text: String) throws {
        #expect(try find(text) == nil)
        #expect(try find(text, drips: true) == nil)
    }

    @Test func twoListsAreAProblem() throws {
        let problem = try #require(throws: JSONProblem.self) {
            try find(#"{"a":[{"email":1}],"b":{"c":[{"email":1}]}}"#)
        }
        #expect(problem.reason == .severalLists(["a", "b.c"]))
    }

    @Test func itsObjectsAreTheRowsWithTheirLines() throws {
        let text = """
            \u{FEFF}{"count": 2,
             "contacts": [
              {"email": "a@b.de", "attributes": {"X": 1}},
              {"email": "c@d.de"}],
             "more": [{"x": 1}]}

            """
        #expect(try rows(text) == [["email", "X"], ["3", "a@b.de", "1"], ["4", "c@d.de", ""]])
    }

    @Test(arguments: [
        (#"{"a":[{"email":1}],"b":}"#, 1), ("{\"a\":[\n{\"email\":1},\n{}],\n\"b\":01}", 4),
        (#"{"a":[{"email":1}],}"#, 1),
        (#"{"a":[{"email":1}] "b":1}"#, 1), (#"{"b":"\x","a":[{"email":1}]}"#, 1), (#"{,"a":[{"email":1}]}"#, 1),
        ("{\"b\":\"\t\",\"a\":[{\"email\":1}]}", 1), ("{\"b\":{\"c\":nul},\n\"a\":[{\"email\":1}]}", 1),
    ])
    func whatStandsAroundAListIsCheckedToo(text: String, line: Int) throws {
        let problem = try #require(throws: JSONProblem.self) { try find(text) }
        #expect(problem.line == line)
        #expect(throws: problem) { try find(text, drips: true) }
    }

    @Test func aLongBeginningIsSkipped() throws {
        let text = #"{"x":"\#(String(repeating: "ä", count: 500_000))","list":[{"email":"a@b.de"}]}"#
        #expect(try rows(text) == [["email"], ["1", "a@b.de"]])
    }

    @Test func whatIsWrongWithinIsSaidWithItsLine() throws {
        let problem = try #require(throws: JSONProblem.self) {
            try rows("{\"a\":[\n{\"email\":\"a@b.de\"}\n{\"email\":\"c@d.de\"}]}")
        }
        #expect(problem == JSONProblem(reason: .missingComma(or: "]"), line: 3))
    }
}
