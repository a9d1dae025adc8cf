import Recipients
import TestSupport
import Testing

@testable import Account

/// What the log says of a change: who made it, from which file, and why; and never an address.
@Suite struct LogTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV("email\nanna@example.com\n", into: "News", new: true)
    }

    private func last() throws -> LogEntry {
        try #require(try test.account.log().last)
    }

    @Test func everyChangeNamesItsUser() throws {
        #expect(try last().user == "kim")
        test.account.user = "noa"
        _ = try test.account.setBackup(true)
        #expect(try last().user == "noa")
        _ = try test.account.setRetention(TimeSpan(seconds: 86_400))
        #expect(try last().user == "noa")
        try test.advance(days: 1)
        // Nobody asked for the expiry itself.
        let entries = try test.account.log()
        #expect(entries.last?.action == .expire && entries.last?.user == nil)
        #expect(entries.dropLast().last?.user == "noa")
        _ = try test.account.erase("anna@example.com")
        #expect(try last().user == "noa")
    }

    /// A setting that was added later used to be logged without anybody.
    @Test(arguments: FaultCommand.changing) func everyCommandIsSomebodys(command: FaultCommand) throws {
        let account = try Account.opened(try command.prepare())
        account.user = "noa"
        let known = try account.log().count
        _ = try? command.run(account)
        for entry in try account.log().dropFirst(known) where ![.expire, .compact].contains(entry.action) {
            #expect(entry.user == "noa", "\(entry.action.rawValue)")
        }
    }

    @Test(arguments: [
        ("kim", "kim"), (" kim ", "kim"), ("anna@corp.example", "anna"), ("CORP\\kim", "CORP\\kim"),
        ("k\u{7}im", "kim"),
        ("", nil), ("\u{1}", nil),
    ])
    func aUserIsNamedWithoutAnAddress(name: String, expected: String?) {
        #expect(UserName.forLog(name) == expected)
    }

    @Test func aFileIsNamedByItsLastPartAndWithoutAddresses() throws {
        let folder = try TemporaryFolder()
        try folder.write("email\nben@example.com\n", to: "list.csv")
        try folder.write("email\nben@example.com\n", to: "for vic@example.com.csv")
        for (file, expected) in [("list.csv", "list.csv"), ("for vic@example.com.csv", "for …")] {
            try test.account.beginStatement()
            let source = ImportSource.file(path: "\(folder.path)/\(file)")
            _ = try test.account.importRows(ImportRequest(source, into: ImportTarget("News")))
            #expect(try last().file == expected)
        }
        try test.importCSV("email\n", into: "News")
        #expect(try last().file == nil)
    }

    @Test func aNoteTakesThePlaceOfWhatTheLogWouldSay() throws {
        let account = test.account
        try test.importCSV("email\nben@example.com\n", into: "News") { _ in }
        #expect(try last().note == "update-add")
        var request = ImportRequest(.bytes(Array("email\n".utf8), name: ""), into: ImportTarget("News"))
        request.note = "asked for by vic@example.com"
        _ = try account.importRows(request)
        #expect(try last().note == "asked for by …")
        #expect(account.takeWarnings() == ["the log never holds addresses: it keeps the note as \"asked for by …\""])
        request.interface = "api"
        request.note = " nightly "
        _ = try account.importRows(request)
        #expect(try last().note == "nightly; via api")
        request.note = " "
        _ = try account.importRows(request)
        #expect(try last().note == "update-add; via api")
        try test.restore(1) { $0.note = "the wrong list" }
        #expect(try last().note == "the wrong list")
        _ = try account.deleteGroup("News", note: "gone")
        #expect(try last().note == "gone")
    }

    /// What keeps no note warns of none.
    @Test func anUndoThatChangesNothingKeepsNoNote() throws {
        try test.importCSV("email,city\nben@example.com,Rome\n", into: "News")
        try test.importCSV("email,city\nben@example.com,Oslo\n", into: "News")
        var request = UndoRequest(.backup(.id(3)))
        request.note = "for vic@example.com"
        for expected in [["the log never holds addresses: it keeps the note as \"for …\""], []] {
            _ = try test.account.undo(request)
            #expect(test.account.takeWarnings() == expected)
        }
    }

    @Test func theNameOfAnInterfaceOrAGroupBringsNoAddressIntoANote() throws {
        try test.importCSV("email\n", into: "News", via: "vic@example.com")
        #expect(try last().note == "update-add; via …")
        _ = try test.account.renameGroup("News", to: "vic@example.com")
        _ = try test.account.renameGroup("vic@example.com", to: "News")
        #expect(try last().note == "was …")
    }

    @Test func aNoteHasALimit() throws {
        try test.restore(1) { $0.note = String(repeating: "ä", count: LogNote.maximumLength) }
        let failure = expectFailure(.invalidValue) {
            try test.restore(1) { $0.note = String(repeating: "ä", count: LogNote.maximumLength + 1) }
        }
        #expect(failure?.subject == .note)
    }
}
