import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Wherever an address is in a store, in whatever spelling: it is gone after an erasure, or it is said where it stays.
@Suite struct ErasureTraceTests {
    let test: TestAccount
    static let address = "ünï@bücher.example"
    static let spellings = [
        "ünï@bücher.example", "ÜNÏ@BÜCHER.example", "u\u{308}ni\u{308}@bu\u{308}cher.example",
        "ünï@xn--bcher-kva.example",
        "Ünï@XN--BCHER-KVA.EXAMPLE",
    ]

    init() throws {
        test = try TestAccount()
        try test.importCSV("email,note\nben@example.com,\n\(Self.address),x\n", into: "News", new: true)
    }

    private var storage: any Storage { test.account.store.storage }

    private func erase() throws -> ErasureResult {
        try test.account.beginStatement()
        return try test.account.erase(" ÜNÏ@xn--bcher-kva.example ")
    }

    /// Whether any file holds the address in any spelling.
    private func isGone() throws -> Bool {
        try !test.wholeStore().mentions(EmailAddress(Self.address))
    }

    @Test(arguments: spellings)
    func fieldsOfOthersAreEmptied(spelling: String) throws {
        let csv = "email,note,nr\nben@example.com,„\(spelling)“ schreibt,1\ncora@example.com,jün\(spelling),2\n"
        try test.importCSV(csv, into: "News")
        #expect(try erase().traces == ["News"])
        #expect(try test.value("note", of: "ben@example.com", in: "News") == nil)
        #expect(try test.value("nr", of: "ben@example.com", in: "News") == "1")
        #expect(try test.value("note", of: "cora@example.com", in: "News") == "jün\(spelling)")
    }

    @Test(arguments: spellings)
    func campaignsAreEmptied(spelling: String) throws {
        for campaign in ["May", "forwarded by \(spelling)"] {
            _ = try test.account.record(.open, of: "ben@example.com", in: "News", at: nil, campaign: campaign)
        }
        _ = try test.account.record(.click, of: spelling, in: "News", at: nil, campaign: nil)
        let result = try erase()
        #expect(result.activity == 2 && result.traces == ["News"])
        #expect(try test.account.activity(of: "News").map(\.campaign) == ["May", nil])
        #expect(try isGone())
        #expect(try test.account.verify().damaged == [])
    }

    /// Fields of others count only where they are shown.
    @Test func groupsAndBackupsCountThatShowItInFieldsOfOthers() throws {
        try test.importCSV("email,note\nben@example.com,ask \(Self.address) now\n", into: "Other", new: true)
        try test.importCSV("email,note\nben@example.com,new\n", into: "Other")
        try test.importCSV("email,note\ncora@example.com,x\n", into: "Other")
        // News shows it as a recipient; in Other, only backup 3 shows the field.
        let result = try erase()
        #expect(result.groups == 1 && result.backups == 1 && result.activity == 0)
        #expect(result.traces == ["Other"])
        #expect(try test.account.log().last?.recipients == 1)
    }

    @Test func anAddressThatIsOnlyInAFieldIsTold() throws {
        _ = try erase()
        try test.importCSV("email,note\nben@example.com,ask \(Self.address) now\n", into: "News")
        let result = try erase()
        #expect(result.groups == 1 && result.backups == 0 && !result.wasFoundNowhere)
        #expect(try isGone())
    }

    /// An old file brings the address back into fields of others: not in silence.
    @Test func anImportThatMentionsAnErasedAddressSaysSo() throws {
        let mention = "ben@example.com,ask \(Self.spellings[3]) now,1\n"
        let csv = "email,note,nr\n\(mention)\(Self.address),me \(Self.address),2\n"
        #expect(try test.importCSV(csv, into: "News").remarks.map(\.code) == [])
        _ = try erase()
        let result = try test.importCSV(csv + "cora@example.com,x\(Self.address),3\n", into: "News")
        #expect(result.counts.erased == 1)
        #expect(result.remarks.map(\.code) == [.erasedMention])
        #expect(result.remarks.map(\.column) == ["note"] && result.remarks.map(\.rows) == [1])
        #expect(result.remarks.allSatisfy { $0.code.isWarning && !$0.message.contains("@") })
        _ = try erase()
        #expect(try isGone())
    }

    @Test func theLogSaysThatNobodyWasErased() throws {
        try test.account.beginStatement()
        _ = try test.account.erase("nobody@example.com")
        #expect(try test.account.log().last?.recipients == 0)
    }

    /// The interface is a value of its own; what the note of an older entry says is read as well.
    @Test func anInterfaceIsKnownWhateverTheNoteSays() throws {
        try test.importCSV("email\nben@example.com\n", into: "News", via: "shop")
        let entry = try #require(try test.account.log().last)
        #expect(entry.via == "shop" && entry.interface == "shop")
        var old = entry
        old.via = nil
        #expect(old.interface == "shop")
        #expect(try LogEntry(json: entry.json) == entry)
    }

    /// What goes with its own record is not in anybody else's.
    @Test func anOwnCampaignIsNoTrace() throws {
        let email = Self.spellings[0]
        _ = try test.account.record(.open, of: email, in: "News", at: nil, campaign: "for \(email)")
        let result = try erase()
        #expect(result.activity == 1 && result.traces == [])
        #expect(try isGone())
    }

    /// Other versions of cbs, or other programs, may have written notes and file names with addresses.
    @Test(arguments: spellings)
    func notesAndFileNamesInTheLogAreEmptied(spelling: String) throws {
        let (account, store) = (test.account, test.account.store)
        var entry = LogEntry(at: account.now, action: .setBackup, note: "asked for by \(spelling)")
        try store.commit(store.account, entry)
        entry.note = "harmless"
        entry.file = "\(spelling).csv"
        entry.group = "News"
        try store.commit(try #require(store.knownGroups[1]), entry)
        let before = try account.log()
        let result = try erase()
        #expect(result.logLines == 2)
        #expect(try isGone())
        let after = try account.log()
        #expect(after.dropLast().map(\.note) == ["update-add", nil, "harmless"])
        #expect(after.map(\.file).allSatisfy { $0 == nil })
        #expect(after.dropLast().map(\.sequence) == before.map(\.sequence))
        #expect(try account.verify().damaged == [])
        // Whoever opens the store next sees the same.
        #expect(try Account.opened(storage).log() == after)
    }

    /// A reader that has looked at the log before an erasure replaced it sees whole lines.
    @Test func aReaderBesideAnErasureSeesWholeLines() throws {
        let store = test.account.store
        for round in 0..<3 {
            let note = "\(round) asked for by \(Self.address)"
            try store.commit(store.account, LogEntry(at: test.account.now, action: .setBackup, note: note))
        }
        let reader = try Account.opened(storage)
        _ = try erase()
        #expect(try reader.log().prefix(4).map(\.note) == ["update-add", nil, nil, nil])
    }

    @Test func namesThatHoldItAreSaid() throws {
        let (account, store) = (test.account, test.account.store)
        _ = try account.createGroup("for \(Self.address)", fields: ["ask ÜNÏ@bücher.example", "city"])
        try test.importCSV("email\n", into: "for \(Self.address)")
        _ = try account.renameGroup("for \(Self.address)", to: "Plain")
        try store.commit(
            store.account, LogEntry(at: account.now, action: .importRows, note: "update-add; via \(Self.address)"))
        let result = try erase()
        #expect(
            result.names == [
                .init(kind: .field, name: "ask ÜNÏ@bücher.example"), .init(kind: .group, name: "for \(Self.address)"),
                .init(kind: .via, name: Self.address),
            ])
        #expect(result.damaged == [])
    }

    // MARK: What a crash left behind

    /// A record whose manifest was never written.
    private func leaveRecordBehind(of email: String) throws {
        let group = try #require(test.account.store.knownGroups[1])
        var reference = try #require(group.activity)
        let line = reference.append(.init(email: email, event: .open, at: test.account.now, campaign: nil))
        try storage.append(line, to: group.activityPath)
        try storage.append(Array(line.dropLast(9)), to: group.activityPath)
    }

    @Test func recordsThatWereNeverCommittedGo() throws {
        for isFirst in [true, false] {
            if !isFirst {
                _ = try test.account.record(.open, of: "ben@example.com", in: "News", at: nil, campaign: nil)
                _ = try test.account.addRecipient(Self.address, to: "News", values: [])
            }
            try leaveRecordBehind(of: Self.address)
            _ = try erase()
            #expect(try isGone())
            #expect(try test.account.activity(of: "News").count == (isFirst ? 0 : 1))
            #expect(try test.account.verify().damaged == [])
        }
    }

    @Test func purgeCutsThemOffToo() throws {
        try leaveRecordBehind(of: "ben@example.com")
        #expect(try test.account.verify().damaged == [])
        _ = try test.account.purge()
        #expect(throws: StorageError.self) { try storage.map(StoreLayout.activity(0, ofGroup: 1)) }
        try leaveRecordBehind(of: "ben@example.com")
        // The next writer of another program does as well.
        _ = try Account.opened(storage).createGroup("Other")
        #expect(throws: StorageError.self) { try storage.map(StoreLayout.activity(0, ofGroup: 1)) }
    }

    @Test func verifyFindsAnErasedAddressBehindTheLastRecord() throws {
        _ = try erase()
        try leaveRecordBehind(of: Self.address)
        #expect(try test.account.verify().damaged.map(\.file) == ["groups/0001/activity.jsonl"])
        // Somebody who is there again has nothing to hide.
        try test.importCSV("email\n\(Self.address)\n", into: "News") { $0.resubscribes = true }
        #expect(try test.account.verify().damaged == [])
    }

    @Test func filesThatWereNeverFinishedGo() throws {
        // This program has swept already; what another left behind since then goes anyway.
        _ = try test.account.createGroup("Other")
        let left = [
            "account.json.new", "log.jsonl.new", "groups/0001/group.json.new", "groups/0002/group.json.new",
            "groups/0001/segments/000098.jsonl", "groups/0001/activity-000007.jsonl",
            "groups/0009/segments/000001.jsonl",
        ]
        for path in left { try storage.replace(StoragePath(path), with: Array("[\"\(Self.address)\"]".utf8)) }
        _ = try erase()
        #expect(try isGone())
    }

    @Test func aTornLineOfTheLogGoes() throws {
        try storage.append(Array("{\"checksum\":\"00\",\"note\":\"was \(Self.address)".utf8), to: StoreLayout.log)
        let account = try Account.opened(storage)
        _ = try account.erase(Self.address)
        #expect(try isGone())
        #expect(try account.log().last?.action == .erase)
    }

    @Test func anErasureThatAnOlderVersionBeganIsFinished() throws {
        let store = test.account.store
        var account = store.account
        account.unfinishedErasure = Self.address
        try store.commit(account, nil)
        let next = try Account.opened(storage)
        #expect(try isGone())
        #expect(next.store.account.unfinishedErasure == nil && next.store.account.pendingErasures == nil)
        #expect(try next.log().last?.action == .erase)
    }

    /// The intention holds the hash alone.
    @Test func noFileEverTellsTheAddressThatIsErased() throws {
        for number in 1...40 {
            let files = try storage.files()
            let copy = try MemoryStorage(files)
            let failing = FailingStorage(copy, failsAt: number, .fromThenOn)
            _ = Result { try Account.opened(failing).erase(Self.address) }
            let account = String(decoding: try copy.map(StoreLayout.account).array, as: UTF8.self)
            #expect(try !account.mentions(EmailAddress(Self.address)))
            let next = try Account.opened(copy)
            _ = try next.purge()
            if account.contains("pendingErasures") || next.store.account.erasures?.isEmpty == false {
                let all = try copy.files().values.map { String(decoding: $0, as: UTF8.self) }.joined()
                #expect(try !all.mentions(EmailAddress(Self.address)), "call \(number)")
            }
            if !failing.hasFailed { return }
        }
        Issue.record("an erasure makes too many calls")
    }
}
