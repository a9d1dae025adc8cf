import DelimitedText
import TestSupport
import Testing

@testable import JSONRecords

/// What is known from earlier objects must not show in what is read.
@Suite struct JSONLayoutTests {
    private static let members = [
        #""a": "x""#, #""a":"x""#, #""a" : null"#, #""a": 1.5"#, #""a": {"b": "y"}"#, #""\u0061": "z""#, #""b": "ä\n""#,
        #""b": ["x"]"#, #""fields": {"a": "f"}"#, #""fields": {"a":"g","b":""}"#, #""fields": null"#,
        #""fields": "text""#,
        #""": "empty""#,
    ]

    private static func one(of texts: [String], _ random: inout SplitMix) -> String {
        texts[Int.random(in: texts.indices, using: &random)]
    }

    private static func object(_ random: inout SplitMix) -> String {
        let count = Int.random(in: 0...4, using: &random)
        let members = (0..<count).map { _ in one(of: Self.members, &random) }
        return "{" + members.joined(separator: one(of: [",", ", "], &random)) + "}"
    }

    /// The cells of each object, or what is wrong with it, by a reader that has read the ones before or by a new one.
    private static func outcomes(_ objects: [String], _ columns: JSONColumns, anew: Bool) throws -> [String] {
        var reader = JSONRecordReader(columns)
        return try objects.map { object in
            var chunks = try JSONChunks(MemorySource(Array(object.utf8)), encoding: nil)
            guard let chunk = try chunks.next() else { return "nothing" }
            if anew { reader = JSONRecordReader(columns) }
            let outcome = reader.read(chunk)
            return outcome.problem.map { "\($0)" } ?? outcome.records.map { "\($0.texts(of: 0))" } ?? "nothing"
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func anObjectIsReadAsIfItWereTheOnlyOne(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        // A few objects, each of them several times, so that the same layout comes up again.
        let kinds = (0..<6).map { _ in Self.object(&random) }
        var objects = (0..<60).map { _ in Self.one(of: kinds, &random) }
        let columns = try JSONTable.columns(of: MemorySource(Array(objects.joined(separator: "\n").utf8)))
        // Two that are not valid, unless they have no members.
        objects.insert(kinds[0].replacing(":", with: "", maxReplacements: 1), at: 20)
        objects.insert(kinds[1].replacing(",", with: ";", maxReplacements: 1), at: 40)
        #expect(
            try Self.outcomes(objects, columns, anew: false) == Self.outcomes(objects, columns, anew: true))
    }
}
