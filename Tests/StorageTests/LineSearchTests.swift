import SystemCalls
import Testing

@Suite struct LineSearchTests {
    static let texts = ["", "\n", "a", "a\n", "\n\n", "ab\n\ncd\n", "ab\ncd", "1\n22\n333\n4444\n55555\n"]

    /// The lines of a text with the offsets at which they begin, found by splitting it.
    private static func split(_ text: String) -> [(start: Int, line: [UInt8])] {
        var start = 0
        return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { part in
            defer { start += part.count + 1 }
            return (start, Array(part))
        }
    }

    @Test(arguments: texts)
    func anOffsetIsInTheLineThatASplitPutsItIn(text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { bytes in
            for (start, line) in Self.split(text) {
                for place in start..<min(start + line.count + 1, bytes.count) {
                    #expect(bytes.line(around: place) == start..<start + line.count)
                    #expect(bytes.lineStart(before: place, notBefore: start) == start)
                    #expect(bytes.lineEnd(from: place) == start + line.count)
                }
            }
            #expect(bytes.lineEnd(from: bytes.count) == bytes.count)
        }
    }

    @Test(arguments: texts)
    func linesHaveTheirLineFeeds(text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { bytes in
            #expect(bytes.lines.flatMap(Array.init) == Array(bytes))
            #expect(bytes.lines.dropLast().allSatisfy { $0.last == 0x0A })
            #expect(bytes.lines.allSatisfy { !$0.dropLast().contains(0x0A) && !$0.isEmpty })
        }
    }

    /// Lines of their own numbers, which a binary search must find wherever the condition begins to hold.
    @Test(arguments: [0, 1, 2, 3, 10, 117])
    func theFirstLineIsFound(count: Int) {
        let text = (0..<count).map { "\($0)\n" }.joined()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { bytes in
            for wanted in 0...count {
                let found = bytes.firstLine(in: 0..<bytes.count) { line in
                    Int(String(decoding: line, as: UTF8.self)).map { $0 >= wanted } ?? false
                }
                #expect(found == Self.split(text)[wanted].start)
            }
        }
    }
}
