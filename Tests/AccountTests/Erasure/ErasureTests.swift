import Recipients
import Testing

@testable import Account

@Suite struct ErasureTests {
    let test: TestAccount
    static let list = "email,activated,city\nanna@example.com,2024-01-01,Berlin\nben@example.com,2024-01-01,Ulm\n"

    init() throws {
        test = try TestAccount()
        try test.importCSV(Self.list, into: "News", new: true)
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.importCSV(Self.list, into: "Old", new: true)
        _ = try test.account.deleteGroup("Old")
        _ = try test.account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        _ = try test.account.record(.open, of: "ben@example.com", in: "News", at: nil, campaign: nil)
    }

    private func erase() throws -> ErasureResult {
        try test.account.beginStatement()
        return try test.account.erase(" Anna@Example.com ")
    }

    /// The memory of an erasure keeps old files from bringing people back, not those who are back from leaving.
    @Test func whoeverCameBackCanLeaveAgain() throws {
        _ = try erase()
        try test.importCSV("email\nanna@example.com\n", into: "News") { $0.resubscribes = true }
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        let left = try test.importCSV("email,unsubscribed\nanna@example.com,yes\n", into: "News")
        #expect(left.counts == ImportCounts(read: 1, updated: 1))
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
        let other = try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        #expect(other.counts.skipped == 1 && other.counts.erased == 1)
    }

    /// Of an old file nothing comes back, and of a new one only the leaving.
    @Test func leavingBringsNoDataBack() throws {
        _ = try erase()
        try test.importCSV("email\nanna@example.com\n", into: "News") { $0.resubscribes = true }
        let old = "email,activated,deactivated,city\nanna@example.com,2020-01-01,2021-01-01,Berlin\n"
        #expect(try test.importCSV(old, into: "News").counts.erased == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        let new = "email,activated,deactivated,city\nanna@example.com,2020-01-01,2026-02-01,Berlin\n"
        #expect(try test.importCSV(new, into: "News").counts.updated == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == nil)
    }

    /// The row that brings somebody back and the one that says that they have left may be in the same file.
    @Test func whoeverComesBackCanLeaveInTheSameFile() throws {
        _ = try erase()
        let csv = "email,activated,unsubscribed\nanna@example.com,2026-02-01,\nanna@example.com,2020-01-01,yes\n"
        let result = try test.importCSV(csv, into: "News")
        #expect(result.counts.added == 1 && result.counts.duplicates == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test func saysWhatItTouched() throws {
        let result = try erase()
        #expect(result.email == "anna@example.com")
        #expect(result.groups == 1 && result.backups == 2 && result.activity == 1)
        let again = try erase()
        #expect(again.groups == 0 && again.backups == 0 && again.activity == 0)
    }

    @Test func noFileHoldsTheAddress() throws {
        #expect(try test.wholeStore().contains("anna@example.com"))
        _ = try erase()
        #expect(try !test.wholeStore().contains("anna@example.com"))
        #expect(try test.account.verify().damaged.isEmpty)
    }

    /// Who refers to somebody who is erased does not keep the address.
    @Test func fieldsOfOthersDoNotHoldTheAddressEither() throws {
        let csv = #"""
            email,friend,note,nr
            ben@example.com,ANNA@example.com,"writes
            anna@example.com, and ""anna@example.com""",1
            cora@example.com,joanna@example.com,anna@example.com.au,2
            dora@example.com,x,<anna@example.com>,

            """#
        try test.importCSV(csv, into: "News")
        try test.importCSV("email,note\ndora@example.com,new\n", into: "News")
        let count = try test.account.group("News").counts.recipients
        let result = try erase()
        #expect(result.traces == ["News"])
        #expect(try test.account.group("News").counts.recipients == count - 1)
        #expect(try test.value("friend", of: "ben@example.com", in: "News") == nil)
        #expect(try test.value("note", of: "ben@example.com", in: "News") == nil)
        #expect(try test.value("nr", of: "ben@example.com", in: "News") == "1")
        #expect(try test.value("friend", of: "cora@example.com", in: "News") == "joanna@example.com")
        #expect(try test.value("note", of: "cora@example.com", in: "News") == "anna@example.com.au")
        #expect(try test.value("note", of: "dora@example.com", in: "News") == "new")
        let backup = try test.recipients(.backup(.latest(ofGroup: "News")))
        #expect(backup["dora@example.com"]?.values.contains("<anna@example.com>") == false)
        #expect(backup["dora@example.com"]?.values.contains("x") == true)
        #expect(try test.account.verify().damaged.isEmpty)
        #expect(try erase().traces == [])
    }

    @Test func everybodyElseStays() throws {
        _ = try erase()
        #expect(try Array(test.recipients(of: "News").keys) == ["ben@example.com"])
        #expect(try Array(test.recipients(.backup(.id(2))).keys) == ["ben@example.com"])
        #expect(try test.account.backup(.id(4)).recipients == 1)
        #expect(try test.account.group("News").counts.recipients == 1)
        #expect(try test.account.activity(of: "News").map(\.email) == ["ben@example.com"])
    }

    @Test func marksOfRemovedRecipientsGoToo() throws {
        _ = try test.account.removeRecipient("anna@example.com", from: "News")
        _ = try erase()
        #expect(try !test.wholeStore().contains("anna@example.com"))
    }

    @Test func anOldFileDoesNotBringThePersonBack() throws {
        _ = try erase()
        let result = try test.importCSV(Self.list, into: "News")
        #expect(result.counts == ImportCounts(read: 2, unchanged: 1, skipped: 1, erased: 1))
        let plain = try test.importCSV("email\nanna@example.com\nanna@example.com\n", into: "News")
        #expect(plain.counts == ImportCounts(read: 2, skipped: 1, duplicates: 1, erased: 1))
        #expect(try test.recipient("anna@example.com", of: "News") == nil)
    }

    @Test func aLaterActivationDoes() throws {
        _ = try erase()
        try test.importCSV("email,activated\nanna@example.com,2026-01-02\n", into: "News")
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }

    @Test func soDoesResubscribe() throws {
        _ = try erase()
        let result = try test.importCSV(Self.list, into: "News") { $0.resubscribes = true }
        #expect(result.counts.added == 1)
    }

    @Test func aRestoreLeavesThePersonOutToo() throws {
        _ = try erase()
        try test.importCSV(Self.list, into: "Copy", new: true) { $0.resubscribes = true }
        try test.importCSV("email\nben@example.com\n", into: "Copy") { $0.mode = .replace }
        let backup = try test.account.backup(.latest(ofGroup: "Copy")).id
        #expect(try test.restore(backup).counts == ImportCounts(read: 2, unchanged: 1, skipped: 1, erased: 1))
        _ = try test.account.deleteGroup("Copy")
        #expect(try test.restore(backup).counts == ImportCounts(read: 2, added: 1, skipped: 1, erased: 1))
    }

    @Test func addingByHandWorksAndForgetsTheErasure() throws {
        _ = try erase()
        _ = try test.account.addRecipient("anna@example.com", to: "News", values: [])
        _ = try test.account.removeRecipient("anna@example.com", from: "News")
        #expect(try test.importCSV(Self.list, into: "News").counts.added == 1)
    }

    @Test func theLogHoldsNoAddress() throws {
        _ = try erase()
        let entry = try #require(try test.account.log().last)
        #expect(entry.action == .erase && entry.recipients == 1 && entry.note == nil)
    }

    @Test func sipHashIsTheReferenceImplementations() {
        // The first vectors of the reference implementation: key 00 … 0f, messages of 0 and of 15 bytes 00 … 0e.
        let hash = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
        #expect([UInt8]().withUnsafeBytes { hash.hash($0) } == 0x726f_db47_dd0e_0e31)
        #expect(Array(UInt8(0)..<15).withUnsafeBytes { hash.hash($0) } == 0xa129_ca61_49be_45e5)
    }
}
