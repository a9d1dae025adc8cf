import Testing

@testable import CommandLanguage

@Suite struct StatementScannerTests {
    private func states(_ lines: String...) -> [Bool] {
        var scanner = StatementScanner()
        return lines.map { line in
            scanner.append(line: line.utf8)
            return scanner.isIncomplete
        }
    }

    @Test func opensAndCloses() {
        #expect(states("verify", "", "# {", "print '('") == [false, false, false, false])
        #expect(states("if true {", "print (", "1", ")", "}") == [true, true, true, true, false])
        #expect(states("print \"a", "}\"", "verify") == [true, false, false])
        #expect(states("verify \\", "", "verify \\", "") == [true, false, true, false])
        #expect(states("import <<A into X", "{", " A", "A", "verify") == [true, true, true, false, false])
        #expect(states("import <<-A into X \\", "--strict", "x", "  A\r") == [true, true, true, false])
        #expect(states("print <<A, <<B", "A", "B") == [true, true, false])
        #expect(states("print (1; verify", "}") == [false, false])
    }

    @Test(arguments: 0..<500)
    func agreesWithTheParser(_ seed: Int) {
        var generator = SplitMix(seed)
        let text = TokenSoup.make(&generator, pieces: 25)
        var scanner = StatementScanner()
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(String(line))
            scanner.append(line: line.utf8)
            let whole = lines.joined(separator: "\n") + "\n"
            let result = Parser.parse(Source(name: nil, text: whole))
            #expect(scanner.isIncomplete == result.isIncomplete, "seed \(seed): \(whole.debugDescription)")
        }
    }

    @Test func linearInALongHeredoc() {
        var scanner = StatementScanner()
        scanner.append(line: "if true {".utf8)
        for _ in 0..<20_000 { scanner.append(line: "verify".utf8) }
        scanner.append(line: "import <<E into X".utf8)
        for _ in 0..<20_000 { scanner.append(line: "anna@example.com".utf8) }
        scanner.append(line: "E".utf8)
        #expect(scanner.isIncomplete)
        scanner.append(line: "}".utf8)
        #expect(!scanner.isIncomplete)
    }

    /// Every line of an open string or of a continued line is looked at once.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("print \"", "a", "\""), ("print '", "a", "'"), ("print \"", "\\\"", "\""), ("print \\", "1 + \\", "1"),
            ("print \"", "\" + \"", "\""),
        ])
    func linearInWhateverIsOpen(first: String, next: String, last: String) {
        var scanner = StatementScanner()
        scanner.append(line: first.utf8)
        for _ in 0..<20_000 { scanner.append(line: next.utf8) }
        #expect(scanner.isIncomplete)
        scanner.append(line: last.utf8)
        #expect(!scanner.isIncomplete)
    }

    @Test(arguments: ["{", "("]) func moreCannotBeOpen(bracket: String) {
        var scanner = StatementScanner()
        for _ in 0..<Parser.maximumDepth { scanner.append(line: "print \(bracket)".utf8) }
        #expect(scanner.isIncomplete && !scanner.isHopeless)
        scanner.append(line: bracket.utf8)
        #expect(scanner.isHopeless)
    }
}
