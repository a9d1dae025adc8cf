import CommandLanguage
import Recipients
import Testing

/// How large the values become that statements make: each limit on both sides.
@Suite struct ValueLimitTests {
    private static let mebibyte = "let s = \"0123456789abcdef\"\n" + String(repeating: "let s = \"$s$s\"\n", count: 16)

    private func problem(_ text: String) throws -> String? {
        let problem = try Laboratory().problem(text)
        return problem.map { "\($0.code.rawValue): \($0.message)" }
    }

    @Test(arguments: ["\"$s$s\"", "$s + $s", "\"${s}x\"", "$s + \"x\"", "upper($s)"])
    func texts(next: String) throws {
        // One letter of three bytes becomes three of two.
        let letter = next == "upper($s)" ? "ΐ" : "ab"
        let whole = "let s = \"\(letter)\"\n" + String(repeating: "let s = \"$s$s\"\n", count: 23)
        #expect(try problem(whole) == nil)
        #expect(try problem(whole + "let s = \(next)") == "invalid-value: the text would be longer than 16 MiB")
    }

    /// What would be made is counted before it is made: a mebibyte for each of its letters would not fit anywhere.
    @Test(.timeLimit(.minutes(5)), arguments: ["replace($s, \"a\", $s)", "join(split($s, \"a\"), $s)"])
    func textsInTexts(expression: String) throws {
        #expect(
            try problem(Self.mebibyte + "let t = \(expression)")
                == "invalid-value: the text would be longer than 16 MiB")
    }

    @Test(.timeLimit(.minutes(5))) func partsOfTexts() throws {
        let text = "let s = \"aaaaaaaaaaaaaaaa\"\n" + String(repeating: "let s = \"$s$s\"\n", count: 16)
        #expect(
            try problem(text + "let l = split($s, \"a\")")
                == "invalid-value: the list would hold more than 1,000,000 values, or texts that are too long")
        #expect(
            try problem("create group A; create group B; print sum(groups, (1e308))")?.hasPrefix("invalid-value")
                == true)
    }

    @Test(.timeLimit(.minutes(5))) func textsThatDouble() throws {
        let doubling = "let s = \"a\"\n" + String(repeating: "let s = \"$s$s\"\n", count: 40)
        #expect(try problem(doubling) == "invalid-value: the text would be longer than 16 MiB")
    }

    @Test(.timeLimit(.minutes(5))) func listsThatDouble() throws {
        let start = "let l = (1, 2, 3, 4, 5, 6, 7, 8, 9)\n"
        #expect(try problem(start + String(repeating: "let l = ($l, $l)\n", count: 16)) == nil)
        #expect(
            try problem(start + String(repeating: "let l = ($l, $l)\n", count: 40))
                == "invalid-value: the list would hold more than 1,000,000 values, or texts that are too long")
    }

    @Test func textsInLists() throws {
        let elements = { (count: Int) in Array(repeating: "$s", count: count).joined(separator: ", ") }
        #expect(try problem(Self.mebibyte + "let l = (\(elements(64)))") == nil)
        #expect(
            try problem(Self.mebibyte + "let l = (\(elements(65)))")
                == "invalid-value: the list would hold more than 1,000,000 values, or texts that are too long")
    }

    @Test func listsInLists() throws {
        func nested(_ depth: Int) -> String {
            "let l = (1,)\n" + String(repeating: "let l = ($l,)\n", count: depth - 1)
        }
        #expect(try problem(nested(100)) == nil)
        #expect(try problem(nested(101)) == "invalid-value: lists would be nested more than 100 levels deep")
    }

    /// Scripts that run one another within blocks of their own.
    @Test func blocksAroundRunsCount() throws {
        func nested(_ depth: Int, _ text: String) -> String {
            String(repeating: "for x in (1,) {\n", count: depth) + text + String(repeating: "\n}", count: depth)
        }
        func problem(_ depth: Int) throws -> String? {
            let files = ["a": nested(depth, "run b"), "b": nested(190, "let y = 1")]
            return try Laboratory(files: files).problem(nested(100, "run a"))?.message
        }
        #expect(try problem(100) == nil)
        #expect(try problem(101)?.hasPrefix("a script is included or run inside more than 200 nested blocks") == true)
    }
}
