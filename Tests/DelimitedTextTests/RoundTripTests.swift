import DelimitedText
import TestSupport
import Testing

/// Random tables and random bytes; the seed is the argument of the test.
@Suite struct RoundTripTests {
    static let seeds: [UInt64] = Array(1...40)
    private static let pieces = [
        "a", "b", "xyz", " ", "\t", ",", ";", "|", "\"", "\"\"", "\n", "\r", "\r\n", "ä", "ß", "€", "\u{A0}",
        "0123456789abcdef",
    ]
    private static let widePieces = pieces + ["ʤ", "日本", "😀", "\u{FEFF}", "\0", "\u{7FF}", "\u{FFFD}"]

    private static func table(_ random: inout SplitMix, pieces: [String]) -> [[String]] {
        (0..<Int.random(in: 1...30, using: &random)).map { _ in
            (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined()
            }
            // A value of nothing but spaces counts as missing.
            .map { $0.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" } ? "" : $0 }
        }
    }

    /// Those that are not decoded by the C library.
    private static let encodings: [TextEncoding] = [
        .utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252, .iso885915,
    ]

    private static func encode(_ text: String, in encoding: TextEncoding) -> [UInt8] {
        switch encoding {
        case .utf8: Array(text.utf8)
        case .utf16LittleEndian, .utf16: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        // Of what is written here, only the euro is not where Unicode has it.
        case .windows1252: text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
        case .iso885915: text.unicodeScalars.map { $0 == "€" ? 0xA4 : UInt8($0.value) }
        case .other: []
        }
    }

    @Test(arguments: seeds) func whatIsWrittenIsReadBack(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for delimiter in [",", ";", "\t", "|"] as [Character] {
            for encoding in Self.encodings {
                let rows = Self.table(
                    &random, pieces: encoding.name.hasPrefix("utf") ? Self.widePieces : Self.pieces)
                let lineEnd: LineEnd = Bool.random(using: &random) ? .lineFeed : .carriageReturnLineFeed
                let bytes = Self.encode(try written(rows, delimiter: delimiter, lineEnd: lineEnd), in: encoding)
                var options = ReadingOptions(delimiter: delimiter.asciiValue, encoding: encoding)
                let whole = try Table(bytes, options)
                #expect(whole.error == nil && whole.rows == rows, "\(encoding) \(delimiter)")
                options.batchBytes = Int.random(in: 16...80, using: &random)
                let parts = try Table(DripSource(bytes), options)
                #expect(parts.rows == rows && parts.lines == whole.lines && parts.raw == whole.raw, "\(options)")
            }
        }
    }

    @Test(arguments: 16...48) func everyBatchSizeReadsTheSame(batchBytes: Int) throws {
        var random = SplitMix(seed: 99)
        let bytes = Array(
            try written(Self.table(&random, pieces: Self.widePieces) + Self.table(&random, pieces: ["\""])).utf8)
        var options = ReadingOptions(delimiter: 0x2C, encoding: .utf8)
        var whole = try Table(bytes, options)
        options.batchBytes = batchBytes
        var parts = try Table(bytes, options)
        #expect(parts.batches > whole.batches)
        whole.batches = 0
        parts.batches = 0
        #expect(parts == whole)
    }

    /// Records, lines and errors are the same whatever the batches, also where nothing makes sense.
    @Test(arguments: seeds) func randomBytesAreReadTheSameInEveryBatchSize(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let likely = Array(",;\"\"\"\r\n\n\r ab\u{E4}€".utf8)
        for round in 0..<20 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                round % 4 == 0 ? UInt8.random(in: 0...255, using: &random) : likely.randomElement(using: &random) ?? 0
            }
            for encoding in [nil] + Self.encodings {
                // Random bytes are often ambiguous, which is its own error.
                var options = ReadingOptions(delimiter: round % 2 == 0 ? 0x2C : 0x3B, encoding: encoding)
                var whole = try Table(bytes, options)
                options.batchBytes = Int.random(in: 0...64, using: &random)
                var parts = try Table(DripSource(bytes), options)
                whole.batches = 0
                parts.batches = 0
                #expect(parts == whole, "round \(round), \(options)")
            }
        }
    }

    /// The naive reading of a text in which every record is well formed.
    @Test(arguments: seeds) func linesAreThoseOfTheFile(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var text = ""
        var line = 1
        var expected: [Int] = []
        for row in Self.table(&random, pieces: Self.pieces) {
            expected.append(line)
            let cells = row.map {
                "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
            }
            let end = ["\n", "\r\n", "\r", "\n\n", "\r\r\n \t\r\n"].randomElement(using: &random) ?? "\n"
            let record = cells.joined(separator: ",") + end
            text += record
            // A CRLF is one Character.
            line += record.count { $0.isNewline }
        }
        let table = try Table(text, ReadingOptions(delimiter: 0x2C, batchBytes: 32))
        #expect(table.lines == expected)
    }
}
