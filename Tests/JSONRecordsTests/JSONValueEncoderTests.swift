import Foundation
import TestSupport
import Testing

@testable import JSONRecords

/// What the encoder writes is what Foundation's encoder writes with sorted keys.
@Suite struct JSONValueEncoderTests {
    private struct Part: Codable, Hashable {
        var name: String
        var count: UInt16
        var share: Double?
        var tags: [String]
    }

    private struct Whole: Codable, Hashable {
        var zulu: Int64
        var alpha: String
        var isTrue: Bool
        var parts: [Part]
        var byName: [String: Int]
        var missing: Int?
        var nested: [[Int8]]
    }

    /// Writes itself into containers of containers, the first one last.
    private struct Folded: Encodable {
        enum Key: String, CodingKey {
            case outer, inner, list, base
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var outer = container.nestedContainer(keyedBy: Key.self, forKey: .outer)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            var inner = list.nestedContainer(keyedBy: Key.self)
            try container.encodeNil(forKey: .base)
            try inner.encode(1, forKey: .inner)
            try list.encode("after")
            try list.encodeNil()
            var deep = list.nestedUnkeyedContainer()
            try deep.encode(true)
            try outer.encode([2], forKey: .inner)
        }
    }

    private func foundation(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func ours(_ value: some Encodable) throws -> String {
        String(decoding: try JSONValue(encoding: value).bytes, as: UTF8.self)
    }

    @Test func writesWhatFoundationWrites() throws {
        let part = Part(
            name: "a/b \"c\" \\ ö 😀", count: 7, share: 0.25, tags: ["\n\r\t\u{8}\u{C}\u{1}\u{1F}\u{7F}", ""])
        let whole = Whole(
            zulu: .min, alpha: "", isTrue: true, parts: [part, Part(name: "", count: 0, share: nil, tags: [])],
            byName: ["b": 2, "a": 1, "B": 3, "ä": 4], missing: nil, nested: [[], [-1, 2]])
        #expect(try ours(whole) == foundation(whole))
        #expect(try ours([String]()) == "[]")
        #expect(try ours(Folded()) == foundation(Folded()))
        #expect(try ours(["x": whole]) == foundation(["x": whole]))
    }

    @Test func whatIsWrittenIsRead() throws {
        let part = Part(name: "\u{0} \u{2028}", count: .max, share: -1.5, tags: ["x"])
        #expect(try JSONValue(reading: JSONValue(encoding: part).bytes).decoded(as: Part.self) == part)
    }

    @Test func numbersThatAreNotFiniteAreRefused() {
        #expect(throws: EncodingError.self) {
            try JSONValue(encoding: Part(name: "", count: 0, share: .infinity, tags: []))
        }
    }
}
