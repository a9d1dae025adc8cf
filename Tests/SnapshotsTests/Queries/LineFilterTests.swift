import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct LineFilterTests {
    private static let texts: [String?] = [
        nil, "a", "ab", "abc", "Köln", "Ko\u{308}ln", "Kölnn", "x \"Köln\" y", "K\u{F6}l\\n", "K", "\u{212A}", "Ω",
        "\u{2126}",
        "a text that is longer than the bytes that are read behind a block, by far",
        "a text that is longer than the bytes that are read behind a block, but another",
    ]

    /// Rows of two columns, either of which may have each of the texts, so that a text may be in the wrong one.
    private func segment(_ count: Int, _ random: inout SplitMix) throws -> Segment {
        let records = (0..<count).map { number -> Record in
            let name = "\(1000 + number)" + (number % 7 == 0 ? "ö@bücher.example" : "@example.com")
            return Record(
                name,
                [Self.texts.randomElement(using: &random) ?? nil, Self.texts.randomElement(using: &random) ?? nil])
        }
        return try SegmentFactory().segment(
            records.sorted { Array($0.key.utf8).lexicographicallyPrecedes($1.key.utf8) })
    }

    /// The rows that meet a condition, each of them tested.
    private func rows(of segment: Segment, where condition: RowCondition) -> [Record] {
        let program = RowProgram(condition)
        var row = RowScanner()
        row.begin(segment.body)
        var found: [Record] = []
        while row.advance() {
            if program.verdict(&row) == .yes { found.append(Record(row.row)) }
        }
        return found
    }

    private func filtered(_ segment: Segment, where condition: RowCondition) -> [Record] {
        let rows = RowQuery([segment], where: condition).rows()
        var found: [Record] = []
        while let next = rows.nextRow() { found.append(Record(next.row)) }
        return found
    }

    @Test(arguments: 0..<40) func passesOverNoRowThatMeetsTheCondition(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let segment = try segment(1 + seed * 25, &random)
        for text in Self.texts.compactMap({ $0 }) {
            for column in [1, 2] {
                let test = RowCondition.test(.text(column: column, .equals(text)))
                #expect(LineFilter(test) != nil)
                #expect(filtered(segment, where: test) == rows(of: segment, where: test), "\(text) in \(column)")
                let both = RowCondition.all([.not(.test(.isMissing(column: 3 - column))), test])
                #expect(LineFilter(both) != nil)
                #expect(filtered(segment, where: both) == rows(of: segment, where: both), "\(text) in \(column)")
            }
        }
        for address in [
            "1003@example.com", "1007ö@bücher.example", "1007o\u{308}@bücher.example", "nobody@example.com",
        ] {
            let test = RowCondition.test(.text(column: 0, .equals(address)))
            #expect(filtered(segment, where: test) == rows(of: segment, where: test), "\(address)")
        }
    }

    /// Lines that cannot meet the condition are not found, wherever they begin in a block.
    @Test func findsOnlyWhatHasTheText() throws {
        let filter = try #require(LineFilter(.test(.text(column: 1, .equals("Köln")))))
        for length in 0..<200 {
            let before = "[\"\(String(repeating: "x", count: length + 1))\",\"Kern\"]\n"
            let found = "[\"y\",\"Köln\"]\n"
            let text = before + found + "[\"z\",\"Köl\"]\n"
            text.withBytes { lines in
                let readable = lines.baseAddress.unsafelyUnwrapped + lines.count
                let line = filter.nextLine(from: 0, in: lines, readableTo: readable)
                #expect(line == before.utf8.count..<(before + found).utf8.count)
                #expect(filter.nextLine(from: (before + found).utf8.count, in: lines, readableTo: readable) == nil)
            }
        }
    }

    @Test func isOnlyThereWhereEachRowMustHaveTheText() {
        let test = RowCondition.test(.text(column: 1, .equals("Köln")))
        #expect(LineFilter(.any([test, .test(.isMissing(column: 1))])) == nil)
        #expect(LineFilter(.not(test)) == nil)
        #expect(LineFilter(.all([.undecided, test])) == nil)
        #expect(LineFilter(.all([.any([.never, .test(.number(column: 2, .equal, 3))]), test])) == nil)
        #expect(LineFilter(.all([test, .undecided])) != nil)
        #expect(LineFilter(.test(.text(column: 1, .equals("")))) == nil)
    }
}
