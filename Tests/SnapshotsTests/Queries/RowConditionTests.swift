import Recipients
import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct RowConditionTests {
    private static let texts = [
        nil, "Köln", "Ko\u{308}ln", "köln", "Koln", "\u{212A}", "K", "a \"b\" \\", "\\", "line\nend", "\u{1}", "3",
        "-3.50", " 7",
        "1e3", "٣", "x y z, and more than sixteen bytes of it", "Ω", "\u{2126}", ";", "\u{37E}", "ss", "ß",
    ]

    /// What a condition on the second column says of each of the texts.
    private func verdicts(_ test: RowTest) throws -> [Verdict] {
        let records = Self.texts.enumerated().map { Record("\(String(1000 + $0.offset))@example.com", [$0.element]) }
        let segment = try SegmentFactory().segment(records)
        let program = RowProgram(.test(test))
        var row = RowScanner()
        row.begin(segment.body)
        var verdicts: [Verdict] = []
        while row.advance() { verdicts.append(program.verdict(&row)) }
        return verdicts
    }

    @Test func textsAreComparedAsStringsAre() throws {
        for text in Self.texts.compactMap({ $0 }) {
            let same = try verdicts(.text(column: 1, .equals(text)))
            #expect(same == Self.texts.map { $0 == text ? .yes : .no }, "\(text)")
            let among = try verdicts(.text(column: 1, .isOneOf([text, "Bonn", "\\"])))
            #expect(among == Self.texts.map { $0 == text || $0 == "\\" ? .yes : .no }, "\(text)")
            for orderings in [Orderings.before, [.before, .equal], .behind, [.behind, .equal]] {
                let ordered = try verdicts(.text(column: 1, .collates(orderings, text)))
                let other = CollationKey(text)
                let expected = Self.texts.map { (found: String?) -> Verdict in
                    guard let key = found.map({ CollationKey($0) }) else { return .no }
                    return orderings.contains(key < other ? .before : other < key ? .behind : .equal) ? .yes : .no
                }
                #expect(ordered == expected, "\(text)")
            }
        }
        for pattern in ["*", "k*", "*ö*", "k?ln", "*\\*", "*;", "?", "*SIXTEEN*", "*\u{37E}*"] {
            let glob = Glob(pattern)
            let expected = Self.texts.map { $0.map { glob.matches($0) } ?? false ? Verdict.yes : .no }
            #expect(try verdicts(.text(column: 1, .matches(glob))) == expected, "\(pattern)")
        }
    }

    @Test(arguments: [
        ("3", 3), ("0", 0), ("-3.50", -3.5), ("0.1", 0.1), ("123456789012345", 123_456_789_012_345),
        ("9.87654321098765", 9.876_543_210_987_65),
    ])
    func plainNumbers(text: String, expected: Double) {
        #expect(text.withBytes { PlainNumber.value($0) } == expected)
    }

    @Test(arguments: ["", "-", "1.", ".5", "1e3", "+1", " 1", "1 ", "1234567890123456", "1.2.3", "--1", "0x1", "٣"])
    func otherTextsAreNoPlainNumbers(text: String) {
        #expect(text.withBytes { PlainNumber.value($0) } == nil)
    }

    /// `and` and `or` go from left to right: what is undecided counts only where it is reached.
    @Test func whatIsUndecidedCountsWhereItIsReached() throws {
        func verdict(_ condition: RowCondition) throws -> Verdict {
            let segment = try SegmentFactory().segment([Record("a@example.com", ["x"])])
            let program = RowProgram(condition)
            var row = RowScanner()
            row.begin(segment.body)
            let hasRow = row.advance()
            #expect(hasRow)
            return program.verdict(&row)
        }
        #expect(try verdict(.all([.never, .undecided])) == .no)
        #expect(try verdict(.all([.undecided, .never])) == .undecided)
        #expect(try verdict(.any([.always, .undecided])) == .yes)
        #expect(try verdict(.any([.never, .undecided])) == .undecided)
        #expect(try verdict(.not(.all([.always, .not(.any([.never, .always]))]))) == .yes)
        #expect(try verdict(.not(.undecided)) == .undecided)
    }
}
