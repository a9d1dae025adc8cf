import Recipients
import Testing

@testable import Account

/// Where a restore goes, what it touches and what it leaves alone.
@Suite struct RestoreRuleTests {
    let test: TestAccount

    static let before =
        "email,firstname,city\nanna@example.com,Anna,Berlin\nben@example.com,Ben,\nclara@example.com,Clara,Köln\n"

    init() throws {
        test = try TestAccount()
        try test.importCSV(Self.before, into: "News", new: true)
    }

    @Test func aDeletedGroupIsCreatedAgainAndIsTheSame() throws {
        let people = try test.recipients(of: "News")
        _ = try test.account.setBackup(false, for: "News")
        _ = try test.account.setBackup(true, for: "News")
        _ = try test.account.deleteGroup("News")
        let result = try test.restore(2)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.group == "News" && result.restored == 2 && result.kept == .backup(3))
        #expect(try test.recipients(of: "News") == people)
        #expect(try test.account.backups().allSatisfy { !$0.isOfDeletedGroup })
        #expect(try test.account.group("News").backups == 3)
    }

    @Test func aGroupThatIsCreatedAgainKeepsBackups() throws {
        _ = try test.account.deleteGroup("News")
        try test.restore(2)
        _ = try test.account.setBackup(false, for: "News")
        _ = try test.account.deleteGroup("News")
        try test.restore(2)
        #expect(try test.account.group("News").ownSetting)
    }

    @Test func aRestoreGoesToTheRenamedGroup() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        _ = try test.account.renameGroup("News", to: "Letter")
        #expect(try test.restore(2).group == "Letter")
    }

    @Test func elseToTheGroupThatBearsItsNameOfThen() throws {
        _ = try test.account.deleteGroup("News")
        try test.importCSV("email\nzoe@example.com\n", into: "News", new: true)
        let result = try test.restore(2)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(try test.recipients(of: "News").count == 4)
        #expect(try test.value("city", of: "clara@example.com", in: "News") == "Köln")
        // The deleted group is still deleted, and its backups stand.
        #expect(try test.account.backup(.id(2)).isOfDeletedGroup)
    }

    /// The preview is the restore's own walk, and writes nothing.
    @Test func thePreviewOfAReplacementSaysWhoLeaves() throws {
        try test.importCSV("email\nyan@example.com\nzoe@example.com\n", into: "News")
        var request = RestoreRequest(.backup(.id(2)))
        request.mode = .replace
        let all = RestorePreview(
            group: "News", recipients: 5, leaving: 2, firstLeaving: ["yan@example.com", "zoe@example.com"],
            noBackup: nil)
        #expect(try test.account.previewRestore(request) == all)
        request.filter = { (recipient, _) in recipient.email == "anna@example.com" }
        let preview = try test.account.previewRestore(request)
        #expect(preview.leaving == 4)
        #expect(try test.recipients(of: "News").count == 5)
        #expect(try test.account.restore(request).counts.removed == preview.leaving)
    }

    @Test func nobodyLeavesAGroupThatIsCreatedAgain() throws {
        _ = try test.account.deleteGroup("News")
        var request = RestoreRequest(.backup(.id(2)))
        request.mode = .replace
        #expect(
            try test.account.previewRestore(request)
                == RestorePreview(group: "News", recipients: 0, leaving: 0, firstLeaving: [], noBackup: nil))
    }

    // MARK: By reference

    private func stack() throws -> [Int] {
        try #require(try test.account.store.liveGroup(named: "News")).state.segments
    }

    @Test(arguments: [ImportMode.updateAdd, .replace]) func aGroupThatBecomesItsBackupRefersToItsSegments(
        mode: ImportMode
    ) throws {
        let people = try test.recipients(of: "News")
        let segments = try stack()
        try test.importCSV("email,city\nanna@example.com,Bonn\nben@example.com,Ulm\n", into: "News")
        _ = try test.account.removeRecipient("clara@example.com", from: "News")
        try test.importCSV("email,city\nanna@example.com,Trier\n", into: "News")
        if mode == .replace { try test.importCSV("email\nzoe@example.com\n", into: "News") }
        let ruined = try test.recipients(of: "News")
        let files = try test.account.verify().files

        let result = try test.restore(2) { $0.mode = mode }
        #expect(result.counts == ImportCounts(read: 3, added: 1, updated: 2, removed: mode == .replace ? 1 : 0))
        #expect(try test.recipients(of: "News") == people)
        #expect(try test.account.group("News").counts.recipients == 3)
        #expect(try stack() == segments)
        #expect(try test.account.verify().files == files)
        // And back again.
        guard case .backup(let kept) = result.kept else { throw Failure(.unknownBackup, "nothing was kept") }
        try test.restore(kept) { $0.mode = .replace }
        #expect(try test.recipients(of: "News") == ruined)
    }

    @Test func aGroupThatBecomesAlmostItsBackupHasASegmentOfItsOwn() throws {
        let segments = try stack()
        // Somebody new stays; somebody who left stays so; a field that the backup lacked keeps its values.
        for change in [
            "email,city\nanna@example.com,Bonn\nzoe@example.com,Ulm\n",
            "email,city,points\nanna@example.com,Trier,7\n",
        ] {
            try test.importCSV(change, into: "News")
            try test.restore(2)
            #expect(try stack() != segments)
            #expect(try test.value("city", of: "anna@example.com", in: "News") == "Berlin")
        }
        #expect(try test.value("points", of: "anna@example.com", in: "News") == "7")
        #expect(try test.value("city", of: "zoe@example.com", in: "News") == "Ulm")
    }

    @Test func whoLeftStaysUnsubscribedThoughTheRestCouldBeReferredTo() throws {
        let segments = try stack()
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        _ = try test.account.unsubscribe("ben@example.com", from: "News")
        #expect(try test.restore(2).counts == ImportCounts(read: 3, updated: 1, unchanged: 2, keptUnsubscribed: 1))
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(try stack() != segments)
    }

    @Test func nothingToChangeChangesNoStack() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.importCSV("email,city\nanna@example.com,Berlin\n", into: "News")
        let segments = try stack()
        #expect(try test.restore(2).counts == ImportCounts(read: 3, unchanged: 3))
        #expect(try stack() == segments)
    }

    // MARK: What it touches

    @Test func recipientsThatAreNotInTheBackupStay() throws {
        try test.importCSV("email\nzoe@example.com\n", into: "News")
        #expect(try test.restore(2).counts == ImportCounts(read: 3, unchanged: 3))
        #expect(try test.recipients(of: "News").count == 4)
    }

    @Test func updateAddBringsBackWhatAnImportOverwrote() throws {
        let people = try test.recipients(of: "News")
        try test.importCSV("email,firstname,city\nanna@example.com,X,Y\nben@example.com,,Z\n", into: "News")
        #expect(try test.restore(2).counts == ImportCounts(read: 3, updated: 2, unchanged: 1))
        #expect(try test.recipients(of: "News") == people)
    }

    @Test func emptyCellsOfTheBackupClearUnlessTold() throws {
        try test.importCSV("email,city\nben@example.com,Ulm\n", into: "News")
        try test.restore(2) { $0.emptyCells = .keep }
        #expect(try test.value("city", of: "ben@example.com", in: "News") == "Ulm")
        try test.restore(2)
        #expect(try test.value("city", of: "ben@example.com", in: "News") == nil)
    }

    @Test func fieldsThatTheBackupDidNotHaveStay() throws {
        try test.importCSV("email,shoe\nanna@example.com,42\n", into: "News")
        #expect(try test.restore(2).counts == ImportCounts(read: 3, unchanged: 3))
        #expect(try test.value("shoe", of: "anna@example.com", in: "News") == "42")
    }

    @Test func replaceBringsBackExactlyWhatWas() throws {
        let people = try test.recipients(of: "News")
        let fields = try test.account.group("News").fields
        try test.importCSV("email,shoe,city\nanna@example.com,42,Bonn\nzoe@example.com,38,\n", into: "News")
        let result = try test.restore(2) { $0.mode = .replace }
        #expect(result.counts == ImportCounts(read: 3, updated: 1, unchanged: 2, removed: 1))
        #expect(result.leaving == ["zoe@example.com"])
        #expect(try test.recipients(of: "News") == people)
        #expect(try test.account.group("News").fields == fields)
    }

    @Test func aFieldThatComesAgainIsEmpty() throws {
        try test.importCSV("email,shoe\nanna@example.com,42\n", into: "News")
        try test.restore(2) { $0.mode = .replace }
        try test.importCSV("email,shoe\nben@example.com,44\n", into: "News")
        #expect(try test.value("shoe", of: "anna@example.com", in: "News") == nil)
        #expect(try test.value("shoe", of: "ben@example.com", in: "News") == "44")
    }

    @Test func aFilterRestoresOnlyMatchingRows() throws {
        try test.importCSV("email,firstname\nanna@example.com,X\nclara@example.com,Y\n", into: "News")
        let result = try test.restore(2) {
            $0.filter = { (recipient: Recipient, fields: [String]) throws(Failure) in
                #expect(fields == ["firstname", "city"])
                return recipient.values[1] == "Berlin"
            }
        }
        #expect(result.counts == ImportCounts(read: 1, updated: 1))
        #expect(try test.value("firstname", of: "anna@example.com", in: "News") == "Anna")
        #expect(try test.value("firstname", of: "clara@example.com", in: "News") == "Y")
    }

    @Test func modesAddAndUpdateWork() throws {
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News") { $0.mode = .replace }
        #expect(try test.restore(2) { $0.mode = .update }.counts == ImportCounts(read: 3, updated: 1, skipped: 2))
        #expect(try test.restore(2) { $0.mode = .add }.counts == ImportCounts(read: 3, added: 2, skipped: 1))
    }

    @Test func aRestoreIntoAnotherGroupMapsFieldsByName() throws {
        try test.importCSV("email,Kd-Nr.\nanna@example.com,1\n", into: "News")
        try test.importCSV("email,extra,KD-NR.\nanna@example.com,e,2\n", into: "Other", new: true)
        try test.importCSV("email\n", into: "News")
        let result = try test.restore(4) { $0.target = ImportTarget("Other") }
        #expect(result.counts == ImportCounts(read: 3, added: 2, updated: 1))
        #expect(try test.value("KD-NR.", of: "anna@example.com", in: "Other") == "1")
        #expect(try test.value("extra", of: "anna@example.com", in: "Other") == "e")
        #expect(try test.value("firstname", of: "clara@example.com", in: "Other") == "Clara")
    }

    @Test func asOfTakesTheEarliestBackupAtOrAfterTheInstant() throws {
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        func restored(_ text: String) throws -> Int? {
            var request = RestoreRequest(.asOf(group: "News", try instant(text)))
            request.target = ImportTarget("Copy \(text)", isNew: true)
            return try test.account.restore(request).restored
        }
        #expect(try restored("2026-01-01T12:00") == 2)
        #expect(try restored("2026-01-02") == 2)
        #expect(try restored("2026-01-02T00:00:01") == 3)
        #expect(test.account.takeWarnings().isEmpty)
        #expect(try restored("2026-01-04") == nil)
        #expect(try test.value("city", of: "anna@example.com", in: "Copy 2026-01-04") == "Ulm")
    }

    @Test func asOfWarnsOfChangesThatLeftNoBackup() throws {
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News", via: "api")
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        _ = try test.account.restore(RestoreRequest(.asOf(group: "News", try instant("2026-01-01T12:00"))))
        #expect(test.account.takeWarnings().count == 1)
        try test.account.beginStatement()
        _ = try test.account.restore(RestoreRequest(.asOf(group: "News", try instant("2026-01-02T12:00"))))
        #expect(test.account.takeWarnings().isEmpty)
    }

    @Test func asOfWarnsOfABackupThatExpired() throws {
        try test.advance(days: 1)
        try test.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try test.advance(days: 15)
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        try test.advance(days: 16)
        try test.account.beginStatement()
        let result = try test.account.restore(RestoreRequest(.asOf(group: "News", try instant("2026-01-01T12:00"))))
        #expect(result.restored == 3)
        #expect(test.account.takeWarnings().first?.contains("backup 2") == true)
    }

    @Test func asOfADeletedGroup() throws {
        _ = try test.account.deleteGroup("News")
        let result = try test.account.restore(
            RestoreRequest(.asOf(group: "News", Clock.simulatedStart.advanced(by: TimeSpan(seconds: -1)) ?? .earliest)))
        #expect(result.restored == 1)
        #expect(try test.restore(2).counts.added == 3)
    }

    @Test func undoBringsBackWhatWasBeforeTheImport() throws {
        let people = try test.recipients(of: "News")
        let result = try test.importCSV("email,size,city\nzoe@example.com,9,Rom\nanna@example.com,,Ulm\n", into: "News")
        let id = try #require(result.kept.id)
        try test.restore(id) { $0.mode = .replace }
        #expect(try test.recipients(of: "News") == people)
    }
}
