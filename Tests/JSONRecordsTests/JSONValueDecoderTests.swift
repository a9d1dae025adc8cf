import JSONRecords
import Testing

/// Values of Swift types from JSON values, as Foundation's decoder makes them.
@Suite struct JSONValueDecoderTests {
    private enum Kind: String, Codable { case small, large }

    private struct Part: Codable, Hashable {
        let name: String
        var size: Int?
    }

    private struct Whole: Decodable, Hashable {
        let number: Int
        let isOn: Bool
        let kind: Kind
        let parts: [Part]
        let sizes: [String: Int]
        let part: Part?
        let byte: UInt8
        let share: Double
    }

    private func decode<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
        try JSONValue(reading: Array(text.utf8)).decoded(as: type)
    }

    @Test func everyKindOfMemberIsRead() throws {
        let text = """
            {"number":-7,"isOn":true,"kind":"large","parts":[{"name":"a\\"ü"},{"name":"b","size":2}],"sizes":{"x":1,"y":2},
            "part":null,"byte":255,"share":0.5,"unknown":[{}]}
            """
        let whole = try decode(text, as: Whole.self)
        #expect(whole.number == -7 && whole.isOn && whole.kind == .large && whole.part == nil)
        #expect(whole.parts == [Part(name: "a\"ü"), Part(name: "b", size: 2)])
        #expect(whole.sizes == ["x": 1, "y": 2] && whole.byte == 255 && whole.share == 0.5)
    }

    @Test(
        arguments: [
            #"{"name":1}"#, #"{"size":1}"#, #"{"name":null}"#, #"{"name":"a","size":"1"}"#, #"{"name":"a","size":1.5}"#,
            #"{"name":"a","size":99999999999999999999}"#, "[]", #""a""#, "null",
        ]) func whatDoesNotFitIsRefused(text: String) throws
    {
        #expect(throws: (any Error).self) { try decode(text, as: Part.self) }
    }

    @Test func aNumberMustFitItsType() throws {
        #expect(try decode("[127,-128]", as: [Int8].self) == [127, -128])
        #expect(throws: (any Error).self) { try decode("[128]", as: [Int8].self) }
        #expect(try decode("[1,null,3]", as: [Int?].self) == [1, nil, 3])
    }

    @Test func ofMembersWithTheSameNameTheLastWins() throws {
        #expect(try decode(#"{"name":"a","name":"b"}"#, as: Part.self).name == "b")
    }
}
