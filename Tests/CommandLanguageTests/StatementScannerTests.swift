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
}
