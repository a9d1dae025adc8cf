import DelimitedText
import TestSupport
import Testing

@testable import JSONRecords

/// A text is read the same whatever chunks it is cut into.
@Suite struct JSONChunksTests {
    private static let values = [
        #""a""#, #""""#, #""a \"quoted\" b""#, #""\\""#, #""\\\"""#, #""{""#, #""}]""#, #""\u00e4\n""#, "1.5", "true",
        "null",
        #"[1,{"x":"]"}]"#, #"{"y":{"z":"}"}}"#, "\"ü {ö\"",
        #""0123456789012345678901234567890123456789012345678901234567890123456789""#,
    ]
    private static let separators = ["\n", ",\n", " ", "\r\n\n"]

    private func text(_ random: inout SplitMix) -> String {
        let objects = (0..<Int.random(in: 1...40, using: &random)).map { _ in
            let members = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                let name = ["email", "n", "a\\\"b", "Köln", "late"].randomElement(using: &random) ?? ""
                let blank = ["", " ", "\n", String(repeating: " ", count: 60)].randomElement(using: &random) ?? ""
                return "\(blank)\"\(name)\":\(blank)\(Self.values.randomElement(using: &random) ?? "1")"
            }
            return "{\(members.joined(separator: ","))}"
        }
        if Bool.random(using: &random) { return "[\(objects.joined(separator: ",\n"))]" }
        return objects.joined(separator: ["\n", " ", "\r\n\n"].randomElement(using: &random) ?? "\n")
    }

    private enum Answer: Equatable {
        case table(JSONTable)
        case problem(JSONProblem)
    }

    private func answer(_ text: String, chunkBytes: Int, drips: Bool = false) throws -> Answer {
        let bytes = Array(text.utf8)
        do {
            return .table(
                try JSONTable(chunkBytes: chunkBytes) {
                    drips ? DripSource(bytes) as any ByteSource : MemorySource(bytes)
                })
        } catch let problem as JSONProblem {
            return .problem(problem)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>) func chunksChangeNothing(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let text = text(&random)
        let whole = try answer(text, chunkBytes: 1 << 20)
        for chunkBytes in [1, 64, 100, 300] {
            #expect(try answer(text, chunkBytes: chunkBytes) == whole, "seed \(seed), \(chunkBytes)")
            #expect(try answer(text, chunkBytes: chunkBytes, drips: true) == whole, "seed \(seed), \(chunkBytes)")
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>) func problemsHaveTheirLineWhateverTheChunks(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var bytes = Array(text(&random).utf8)
        for _ in 0..<2 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                [0x22, 0x5C, 0x7B, 0x7D, 0x20, 0x0A][Int(seed) % 6]
        }
        let damaged = String(decoding: bytes, as: UTF8.self)
        let whole = try answer(damaged, chunkBytes: 1 << 20)
        for chunkBytes in [1, 64, 300] {
            #expect(try answer(damaged, chunkBytes: chunkBytes) == whole, "seed \(seed), \(chunkBytes)")
        }
    }

    /// A bracket, a quote and a backslash are seen wherever they are in a block of 64 bytes.
    @Test func everyPlaceInABlockIsSeen() throws {
        for length in 0...140 {
            let filler = String(repeating: "x", count: length)
            for special in ["}", "{", "\\\"", "\\\\", "[", "\\\\\\\""] {
                let text =
                    "{\"a\":\"\(filler)\(special)\"}\n{\"a\":\"\(special)\(filler)\",\"b\":{\"c\":\"\(special)\"}}"
                guard case .table(let table) = try answer(text, chunkBytes: 1 << 20) else {
                    Issue.record("\(text) is refused")
                    continue
                }
                #expect(table.rows.count == 2)
                #expect(table.lines == [1, 2])
            }
        }
    }

    @Test func recordsBeforeAProblemAreRead() throws {
        let text = Array("{\"a\":1}\n{\"a\":\"\\x\"}\n{\"a\":3}\n".utf8)
        var chunks = try JSONChunks(MemorySource(text), encoding: nil)
        let chunk = try #require(try chunks.next())
        var columns = JSONColumns()
        try columns.learn(chunk)
        var reader = JSONRecordReader(columns)
        let outcome = reader.read(chunk)
        #expect(outcome.records?.count == 1)
        #expect(outcome.problem?.line == 2)
        #expect(!outcome.hasNewName)
    }

    /// With very many columns, few objects fill the memory of a batch.
    @Test func wideObjectsAreReadInSeveralBatches() throws {
        let names = (0..<5000).map { "\"n\($0)\":1" }.joined(separator: ",")
        let objects = (0..<200).map { "{\"n\($0)\":\($0)}\n" }.joined()
        var chunks = try JSONChunks(MemorySource(Array("{\(names)}\n\(objects)".utf8)), encoding: nil)
        let chunk = try #require(try chunks.next())
        var columns = JSONColumns()
        try columns.learn(chunk)
        var reader = JSONRecordReader(columns)
        var outcome = reader.read(chunk)
        var batches = [try #require(outcome.records)]
        while let rest = outcome.rest {
            outcome = reader.read(rest)
            batches.append(try #require(outcome.records))
        }
        #expect(batches.map(\.count) == [53, 53, 53, 42])
        #expect(batches.map { $0.line(of: 0) } == [1, 54, 107, 160])
        #expect(batches[3].texts(of: 41)[199] == "199")
    }

    @Test func aNewNameIsToldFromOtherProblems() throws {
        var chunks = try JSONChunks(MemorySource(Array("{\"a\":1}\n{\"b\":2}\n".utf8)), encoding: nil, chunkBytes: 1)
        var columns = JSONColumns()
        try columns.learn(try #require(try chunks.next()))
        var reader = JSONRecordReader(columns)
        #expect(reader.read(try #require(try chunks.next())).hasNewName)
    }
}
