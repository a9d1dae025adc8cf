import FoundationEssentials
import Recipients
import Snapshots
import Sorting
import StoreTestSupport
import TestSupport
import Testing

@Suite struct RowTests {
    static func text(_ random: inout SplitMix) -> String? {
        let pieces = [
            "a", "\"", "\\", "\\\\\"", "\n", "\r\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "ä", "😀", "null", ",", "]",
        ]
        guard Int.random(in: 0..<4, using: &random) > 0 else { return nil }
        return (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    static func record(_ random: inout SplitMix) -> Record {
        let key = "k\(UInt16.random(in: 0...999, using: &random))@example.com"
        return Record(key, (0..<Int.random(in: 0...8, using: &random)).map { _ in text(&random) })
    }

    private func row<Result>(_ line: String, _ body: (Row?) -> Result) -> Result {
        line.withBytes { body(Row(line: UnsafeRawBufferPointer(rebasing: $0.dropLast()))) }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func whatIsEncodedIsDecoded(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<100 {
            let record = Self.record(&random)
            #expect(row(record.line) { $0.map { Record($0) } } == record, "seed \(seed): \(record)")
            #expect(!record.line.dropLast().utf8.contains(0x0A), "seed \(seed): \(record)")
        }
    }

    /// `jq` and every other reader of JSON Lines sees the same.
    @Test(arguments: 1...5 as ClosedRange<UInt64>) func aRowIsJSON(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let record = Self.record(&random)
            let decoded = try JSONDecoder().decode([String?].self, from: Data(record.line.utf8))
            #expect(decoded == [record.key] + (record.cells ?? []), "seed \(seed): \(record.line)")
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func equalRecipientsAreEqualBytes(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let record = Self.record(&random)
            // The same record copied: some cells one by one, the rest at once, and trailing missing values added.
            record.line.withBytes { line in
                guard let row = Row(line: UnsafeRawBufferPointer(rebasing: line.dropLast())) else { return }
                for copied in 0...10 {
                    var buffer = ByteBuffer()
                    var encoder = RowEncoder()
                    var cells = row.cells
                    encoder.begin(row.key, in: &buffer)
                    for _ in 0..<copied { encoder.append(cells.next(), to: &buffer) }
                    if Bool.random(using: &random) {
                        encoder.appendRest(of: cells, to: &buffer)
                    } else {
                        for _ in 0..<12 { encoder.append(cells.next(), to: &buffer) }
                        encoder.append(text: UnsafeRawBufferPointer(start: nil, count: 0), to: &buffer)
                        encoder.end(in: &buffer)
                    }
                    #expect(Array(buffer.bytes) == Array(line), "seed \(seed): \(record), \(copied)")
                }
            }
            let other = Self.record(&random)
            let isSame = row(record.line) { left in
                row(other.line) { right in left.flatMap { left in right.map { left.hasSameCells(as: $0) } } }
            }
            #expect(isSame == (record.cells == other.cells), "seed \(seed): \(record), \(other)")
        }
    }

    @Test func trailingMissingValuesAreLeftOut() {
        #expect(Record("a@b.de", []).line == "[\"a@b.de\"]\n")
        #expect(Record("a@b.de", [nil, "", nil]).line == "[\"a@b.de\"]\n")
        #expect(Record("a@b.de", [nil, "x", nil, "y", ""]).line == "[\"a@b.de\",null,\"x\",null,\"y\"]\n")
    }

    @Test func aRemovalIsAMark() {
        let line = Record("a@b.de", nil).line
        #expect(line == "[\"a@b.de\",false]\n")
        #expect(row(line) { $0?.isRemoval } == true)
        for cells in [["false"], [nil, "false"], [], ["f,abc"], [nil], ["x"]] as [[String?]] {
            #expect(row(Record("a@b.de", cells).line) { $0?.isRemoval } == false, "\(cells)")
        }
    }

    @Test func everyControlCharacterIsEscaped() throws {
        for value in 0...0x9F as ClosedRange<UInt8> {
            let character = String(Unicode.Scalar(value))
            let escape =
                switch character {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\n": "\\n"
                case "\r": "\\r"
                case "\t": "\\t"
                case _ where value < 0x10: "\\u000\(String(value, radix: 16))"
                case _ where value < 0x20: "\\u00\(String(value, radix: 16))"
                default: character
                }
            // Within the eight bytes that are looked at together, and behind them.
            for text in [character, "1234567\(character)", "12345678\(character)", "123\(character)567890\(character)"]
            {
                let record = Record("a@b.de", [text])
                #expect(
                    record.line.utf8.elementsEqual(
                        "[\"a@b.de\",\"\(text)\"]\n"
                            .replacing(
                                "\"\(text)\"",
                                with:
                                    "\"\(text.unicodeScalars.map { String($0) == character ? escape : String($0) }.joined())\""
                            ).utf8), "\(value)")
                #expect(row(record.line) { $0.map { Record($0) } } == record, "\(value)")
                #expect(try JSONDecoder().decode([String].self, from: Data(record.line.utf8)).last == text, "\(value)")
            }
        }
    }

    @Test func instantsAreWrittenAsText() {
        var buffer = ByteBuffer()
        var encoder = RowEncoder()
        "a@b.de".withBytes { encoder.begin($0, in: &buffer) }
        for instant in [nil, Instant(unixSeconds: 0), nil, Instant.latest, nil] { encoder.append(instant, to: &buffer) }
        encoder.end(in: &buffer)
        let line = String(decoding: buffer.bytes, as: UTF8.self)
        #expect(line == "[\"a@b.de\",null,\"1970-01-01T00:00:00Z\",null,\"9999-12-31T23:59:59.999999Z\"]\n")
    }

    static let noRows = [
        "", "[", "[]", "[\"", "[\"\"]", "[\"\",\"x\"]", "[\"a\"", "[\"a]", "[a]", "{\"a\":1}", "null", "[\"a\",\"b\"",
        " [\"a\"]", "[ \"a\"]", "[\"a\"] ", "[\"a\"x]", "[\"a\"\"b\"]", "[\"a\"]]", "[\"a\"},]",
        "\u{0}\u{0}\u{0}\u{0}\u{0}",
    ]

    @Test(arguments: noRows) func isNoRow(line: String) {
        #expect(row(line + "\n") { $0 == nil })
    }

    @Test(
        arguments: [
            ("\\u0041", 0x41, 6), ("\\u001F\"", 0x1F, 6), ("\\u0141", nil, 6), ("\\u00+1", nil, 6), ("\\u-041", nil, 6),
            ("\\u00", nil, 4),
        ] as [(String, UInt8?, Int)])
    func anEscapeHasFourDigitsOfAByte(text: String, byte: UInt8?, length: Int) {
        let found = Array(text.utf8).withUnsafeBytes { JSONEscape.unescaped($0) }
        #expect(found.byte == byte && found.length == length)
    }

    /// Cells that nobody wrote are read as something or nothing, but never beyond their row.
    @Test(arguments: [
        "[\"a\",]", "[\"a\",\"]", "[\"a\",\"x]", "[\"a\",\"x\\\"]", "[\"a\",\"x\"\"y\"]", "[\"a\",12]", "[\"a\",1]",
        "[\"a\",true,\"x\"]", "[\"a\",nul]", "[\"a\",null]", "[\"a\",null,]", "[\"a\",,]", "[\"a\",false,\"x\"]",
        "[\"a\",\"\\u00\"]", "[\"a\",\"\\u00zz\"]", "[\"a\",\"\\u\"]", "[\"a\",\"\\\\\\\"]", "[\"a\",\"\\x\"]",
        "[\"a\",[]]",
        "[\"a\",\"\\u00+f\"]",
    ])
    func malformedCellsDoNotTrap(line: String) throws {
        row(line + "\n") { row in
            guard let row else {
                Issue.record("no row")
                return
            }
            _ = row.isRemoval
            var cells = row.cells
            for _ in 0..<4 {
                let cell = cells.next()
                #expect((cell.text ?? "").utf8.count <= line.utf8.count)
                var buffer = ByteBuffer()
                var encoder = RowEncoder()
                encoder.begin(row.key, in: &buffer)
                encoder.append(cell, to: &buffer)
                encoder.appendRest(of: cells, to: &buffer)
                #expect(buffer.count <= 2 * line.utf8.count + 10)
            }
        }
    }
}
