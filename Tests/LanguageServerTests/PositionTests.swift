import TestSupport
import Testing

@testable import LanguageServer

@Suite struct PositionTests {
    private func text(_ text: String, _ encoding: PositionEncoding = .utf16) -> DocumentText {
        DocumentText(Array(text.utf8), encoding)
    }

    @Test(arguments: [
        (PositionEncoding.utf16, [0, 1, 2, 3, 5, 6]), (.utf8, [0, 1, 3, 6, 10, 11]),
    ])
    func charactersAreCountedInUnits(encoding: PositionEncoding, units: [Int]) {
        let sample = "aä€😀b"
        let text = text(sample, encoding)
        let offsets = [0, 1, 3, 6, 10, 11]
        for (offset, unit) in zip(offsets, units) {
            #expect(text.position(of: offset) == TextPosition(line: 0, character: unit))
            #expect(text.offset(of: TextPosition(line: 0, character: unit)) == offset)
        }
    }

    @Test func aPlaceWithinACharacterIsItsBeginning() {
        #expect(text("a😀b").offset(of: TextPosition(line: 0, character: 2)) == 1)
        #expect(text("a€b", .utf8).offset(of: TextPosition(line: 0, character: 3)) == 1)
    }

    @Test func linesEndInThreeWays() {
        let text = text("a\nb\r\nc\rd\r\n\r\n")
        #expect(text.lineCount == 6)
        #expect((0..<6).map { text.offset(of: TextPosition(line: $0, character: 0)) } == [0, 2, 5, 7, 10, 12])
        #expect((0..<6).map { text.offset(of: TextPosition(line: $0, character: 9)) } == [1, 3, 6, 8, 10, 12])
        #expect(text.position(of: 4) == TextPosition(line: 1, character: 1))
    }

    /// The empty text has one line, and a text that ends with a line end has an empty one after it.
    @Test func theEndOfTheText() {
        #expect(text("").offset(of: TextPosition(line: 5, character: 5)) == 0)
        #expect(text("a\n").offset(of: TextPosition(line: 1, character: 0)) == 2)
        #expect(text("a\n").offset(of: TextPosition(line: 2, character: 0)) == 2)
        #expect(text("a\n").position(of: 99) == TextPosition(line: 1, character: 0))
    }

    /// Random edits as an editor would send them, against the same edits of a string.
    @Test(arguments: [PositionEncoding.utf8, .utf16], 1...20)
    func editsGiveTheTextOfTheEditor(encoding: PositionEncoding, seed: UInt64) {
        var random = SplitMix(seed: seed)
        let pieces = ["a", "ä", "€", "😀", "\n", "\r\n", "👩‍👩‍👧", "restore 3", ""]
        var expected = (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        var text = text(expected, encoding)
        for _ in 0..<50 {
            // Cut between scalars, as editors do, and never within a line end.
            let scalars = Array(expected.unicodeScalars)
            let places = (0...scalars.count).filter { place in
                place == 0 || place == scalars.count || scalars[place - 1] != "\r" || scalars[place] != "\n"
            }
            let ends = [places.randomElement(using: &random) ?? 0, places.randomElement(using: &random) ?? 0].sorted()
            let new = pieces.randomElement(using: &random) ?? ""
            let before = String(String.UnicodeScalarView(scalars[..<ends[0]]))
            let cut = String(String.UnicodeScalarView(scalars[ends[0]..<ends[1]]))
            let after = String(String.UnicodeScalarView(scalars[ends[1]...]))
            let start = position(after: before, encoding)
            let end = position(after: before + cut, encoding)
            text = text.replacing(start..<end, with: new)
            expected = before + new + after
            #expect(String(decoding: text.bytes, as: UTF8.self) == expected, "seed \(seed)")
            #expect(text.position(of: text.bytes.count) == position(after: expected, encoding), "seed \(seed)")
        }
    }

    /// Counted the slow way.
    private func position(after text: String, _ encoding: PositionEncoding) -> TextPosition {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let last = lines.last ?? ""
        return TextPosition(
            line: lines.count - 1, character: encoding == .utf8 ? last.utf8.count : last.utf16.count)
    }

    @Test(arguments: [
        ("file:///a/b%20c.cbs", "/a/b c.cbs"), ("file://localhost/a.cbs", "/a.cbs"), ("FILE:///a#x", "/a"),
        ("file:///k%C3%B6ln.cbs", "/köln.cbs"), ("untitled:Untitled-1", nil), ("file:", nil), ("file:///%FF", nil),
        ("file:///100%", "/100%"), ("file:///a%+1b%-0", "/a%+1b%-0"),
    ])
    func pathsOfURIs(uri: String, path: String?) {
        #expect(DocumentURI.path(of: uri) == path)
    }

    @Test(arguments: ["/a/b c.cbs", "/köln/ü%20#?.cbs", "/"])
    func aPathComesBackFromItsURI(path: String) {
        #expect(DocumentURI.path(of: DocumentURI.of(path)) == path)
    }

    @Test(arguments: [
        ("/a/./b/../c", "/a/c"), ("/../a", "/a"), ("a/../../b", "../b"), ("/a//b/", "/a/b"),
    ])
    func pathsAreNormalized(path: String, normalized: String) {
        #expect(DocumentURI.normalized(path) == normalized)
    }
}
