import Recipients
import SystemCalls
import TestSupport
import Testing

@testable import LineEditor

/// What a history forgets of somebody who is erased.
@Suite struct StatementHistoryTests {
    let folder: TemporaryFolder
    let address: EmailAddress

    init() throws {
        folder = try TemporaryFolder()
        address = try EmailAddress("ünï@bücher.example")
    }

    private func history() -> StatementHistory {
        let language = HistoryLanguage(
            endsSession: { $0 == "quit" }, texts: { [$0.replacing("\\u{40}", with: "@")] })
        return StatementHistory(path: folder.path + "/history", language: language)
    }

    /// A program that opens a pipe waits until somebody opens its other end.
    @Test func aPipeIsNoHistory() throws {
        #expect(mkfifo(folder.path + "/history", 0o600) == 0)
        #expect(throws: SystemError.self) { try HistoryFile(folder.path + "/history").read() }
        #expect(throws: SystemError.self) { try HistoryFile(folder.path + "/history").append("groups") }
    }

    @Test(arguments: [
        "erase recipient ünï@bücher.example", "find ÜNÏ@BÜCHER.example", "find u\u{308}ni\u{308}@xn--bcher-kva.example",
        "print \"ünï\\u{40}bücher.example\"", "import <<X into A\nemail\n„ünï@bücher.example“\nX",
        "log where note ~ '*ünï@bücher.example*'",
    ])
    func anEntryWithTheAddressGoes(entry: String) throws {
        let history = history()
        history.add("groups")
        history.add(entry)
        history.add("find jünï@bücher.example")
        try history.erase(address)
        #expect(history.entries == ["groups", "find jünï@bücher.example"])
        #expect(self.history().entries == history.entries)
    }

    @Test func whatAKilledProgramLeftOfTheFileGoes() throws {
        let history = history()
        history.add("groups")
        try folder.write("find ünï@bücher.example\n", to: "history.123.part")
        try folder.write("not ours", to: "history.x.part")
        try history.erase(address)
        #expect(try folder.tree().map(\.path).sorted() == ["history", "history.x.part"])
        #expect(history.entries == ["groups"])
    }
}
