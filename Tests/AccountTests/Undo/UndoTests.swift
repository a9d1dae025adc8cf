import Recipients
import Testing

@testable import Account

/// What `undo` takes back and what it leaves, case by case of the table in `docs/design/undo.md`.
@Suite struct UndoTests {
    private let test: TestAccount
    private var account: Account { test.account }

    /// Three people; backup 1 is of nothing.
    init() throws {
        test = try TestAccount()
        try test.importCSV(
            "email,firstname,city\na@x.de,Anna,Bonn\nb@x.de,Ben,Köln\nc@x.de,Cem,Ulm\n", into: "News", new: true)
    }

    @discardableResult
    private func undo(_ target: UndoTarget = .newest, _ change: (inout UndoRequest) -> Void = { _ in }) throws
        -> UndoResult
    {
        try account.beginStatement()
        var request = UndoRequest(target)
        change(&request)
        return try account.undo(request)
    }

    private func update(_ email: String, _ field: String, _ text: String) throws {
        try account.beginStatement()
        _ = try account.updateRecipient(email, of: "News", values: [FieldValue(field: field, text: text)])
    }

    private func remove(_ email: String) throws {
        try account.beginStatement()
        _ = try account.removeRecipient(email, from: "News")
    }

    private func unsubscribe(_ email: String) throws {
        try account.beginStatement()
        _ = try account.unsubscribe(email, from: "News")
    }

    /// The name that the group had may be that of another one now.
    @Test func aRenamedGroupIsKnownByBothNames() throws {
        try account.beginStatement()
        _ = try account.renameGroup("News", to: "Old")
        _ = try account.createGroup("News")
        let change = try undo(.newestOf(group: "Old")).change
        #expect(change.group == "News" && change.presentName == "Old")
    }

    @Test func anImportIsTakenBackAndRedone() throws {
        let before = try test.recipients(of: "News")
        try test.importCSV("email,firstname,age\na@x.de,Anne,30\nd@x.de,Dora,40\n", into: "News")
        let after = try test.recipients(of: "News")
        let result = try undo()
        #expect(result.counts.reverted == 1 && result.counts.removed == 1 && result.counts.kept == 0)
        #expect(result.change.backup == 2 && result.kept == .backup(3))
        #expect(try test.recipients(of: "News") == before)
        #expect(try account.group("News").fields == ["firstname", "city"])
        #expect(try account.backups().map(\.isUndone) == [false, true, false])
        #expect(try account.log().last?.undone == 2)
        let redo = try undo(.undo)
        #expect(redo.counts.returned == 1 && redo.counts.reverted == 1)
        #expect(try test.recipients(of: "News") == after)
        #expect(try account.group("News").fields == ["firstname", "city", "age"])
        #expect(try account.backups().map(\.isUndone) == [false, false, true, false])
        #expect(try account.log().map(\.action.rawValue).suffix(2) == ["undo", "redo"])
        #expect(try account.verify().damaged == [])
    }

    @Test func whatWasChangedSinceStays() throws {
        try test.importCSV(
            "email,firstname,city\na@x.de,X,Y\nb@x.de,X,Y\nc@x.de,X,Y\nd@x.de,X,Y\ne@x.de,X,Y\n", into: "News")
        try update("a@x.de", "firstname", "Anni")
        try update("d@x.de", "city", "Trier")
        try remove("c@x.de")
        try remove("e@x.de")
        let result = try undo(.backup(.id(2)))
        #expect(
            result.counts
                == UndoCounts(reverted: 1, removed: 0, returned: 0, kept: 3, unchanged: 1, keptUnsubscribed: 0))
        #expect(
            result.keptRows == [
                KeptRow(email: "a@x.de", field: "firstname", before: "Anna", after: "X", now: "Anni"),
                KeptRow(email: "c@x.de", field: nil, before: nil, after: nil, now: nil),
                KeptRow(email: "d@x.de", field: nil, before: nil, after: nil, now: nil),
            ])
        #expect(try test.value("city", of: "a@x.de", in: "News") == "Bonn")
        #expect(try test.value("firstname", of: "a@x.de", in: "News") == "Anni")
        #expect(try test.value("firstname", of: "b@x.de", in: "News") == "Ben")
        #expect(try test.recipients(of: "News").keys.sorted() == ["a@x.de", "b@x.de", "d@x.de"])
    }

    @Test func nobodyBecomesActiveThroughAnUndo() throws {
        // The change itself unsubscribes.
        try test.importCSV("email,unsubscribed\na@x.de,yes\n", into: "News")
        #expect(try test.recipient("a@x.de", of: "News")?.status == .unsubscribed)
        let result = try undo()
        #expect(result.counts.keptUnsubscribed == 1 && result.counts.kept == 1 && result.counts.reverted == 0)
        #expect(result.kept == .none(.nothingToDo))
        #expect(test.account.takeNotes() == ["undo backup 1 would go further back"])
        #expect(try test.recipient("a@x.de", of: "News")?.status == .unsubscribed)
    }

    @Test func resubscribingMakesThoseActiveWhomTheChangeUnsubscribed() throws {
        try test.importCSV("email,unsubscribed\na@x.de,yes\nb@x.de,yes\n", into: "News")
        try update("b@x.de", "registered", "2020-01-01")
        let result = try undo(.backup(.id(2))) { $0.resubscribes = true }
        #expect(result.counts.reverted == 1 && result.counts.kept == 1)
        #expect(try test.recipient("a@x.de", of: "News")?.status == .active)
        #expect(try test.recipient("b@x.de", of: "News")?.status == .unsubscribed)
    }

    @Test func whoWasRemovedComesBackUnlessTheyHaveLeft() throws {
        try test.importCSV("email\na@x.de\n", into: "News") { $0.mode = .replace }
        // Added again, unsubscribed, removed by hand.
        try account.beginStatement()
        _ = try account.addRecipient("b@x.de", to: "News", values: [])
        try test.advance(days: 1)
        try unsubscribe("b@x.de")
        try remove("b@x.de")
        let result = try undo(.backup(.id(2)))
        #expect(result.counts.returned == 2 && result.counts.keptUnsubscribed == 1)
        #expect(try test.recipient("b@x.de", of: "News")?.status == .unsubscribed)
        #expect(try test.recipient("c@x.de", of: "News")?.status == .active)
        #expect(try test.value("city", of: "b@x.de", in: "News") == "Köln")
    }

    @Test func aDeletionIsTakenBackAndRedone() throws {
        let before = try test.recipients(of: "News")
        try account.beginStatement()
        _ = try account.deleteGroup("News")
        let result = try undo()
        #expect(result.event == .returned && result.counts.returned == 3)
        #expect(try test.recipients(of: "News") == before)
        #expect(try account.group("News").fields == ["firstname", "city"])
        let redo = try undo(.undo)
        #expect(redo.event == .deleted || redo.counts.removed == 3)
        #expect(try account.groups().isEmpty)
        _ = try undo(.backup(.id(4)))
        #expect(try test.recipients(of: "News") == before)
    }

    /// A redo brings the deletion into force again, as its backup is not undone.
    @Test(arguments: [UndoTarget.newest, .newestOf(group: "News"), .backup(.id(2))])
    func aDeletionThatWasRedoneIsTakenBackAgain(target: UndoTarget) throws {
        try test.importCSV("email\nz@x.de\n", into: "Older", new: true)
        let before = try test.recipients(of: "News")
        try account.beginStatement()
        let deletion = try #require(try account.deleteGroup("News").kept.id)
        try undo()
        try undo(.undo)
        let request: UndoTarget = if case .backup = target { .backup(.id(deletion)) } else { target }
        #expect(try undo(request).event == .returned)
        #expect(try test.recipients(of: "News") == before)
        #expect(try account.groups().map(\.name) == ["News", "Older"])
        #expect(try undo(.undo).event == .deleted)
    }

    /// The restore that had brought the group back is undone, so the deletion is in force again.
    @Test func aDeletionIsTakenBackAfterTheRestoreThatFollowedIt() throws {
        let before = try test.recipients(of: "News")
        try account.beginStatement()
        _ = try account.deleteGroup("News")
        try test.restore(2)
        #expect(try undo().event == .deleted)
        #expect(try undo().change.backup == 2)
        #expect(try test.recipients(of: "News") == before)
    }

    @Test func aNameThatWasTakenSinceARedoneDeletion() throws {
        try account.beginStatement()
        _ = try account.deleteGroup("News")
        try undo()
        try undo(.undo)
        _ = try account.createGroup("News")
        expectFailure(.duplicateGroup) { try undo(.backup(.id(2))) }
    }

    @Test func anEarlierGroupIsNamedWhereNothingIsLeftToUndo() throws {
        try account.beginStatement()
        _ = try account.deleteGroup("News")
        _ = try account.createGroup("News")
        let failure = expectFailure(.unknownBackup) { try undo(.newestOf(group: "News")) }
        #expect(failure?.help?.contains("backup 2") == true)
    }

    /// Whoever takes back "the last thing" may mean one of these.
    @Test func anUndoWarnsOfNewerChangesOfOtherKinds() throws {
        try account.beginStatement()
        _ = try account.renameGroup("News", to: "Old")
        #expect(try account.previewUndo(UndoRequest(.newest))?.newer?.action == .renameGroup)
        try account.beginStatement()
        _ = try account.createGroup("New")
        #expect(try account.previewUndo(UndoRequest(.newest))?.newer?.action == .createGroup)
        #expect(try account.previewUndo(UndoRequest(.newestOf(group: "Old")))?.newer?.action == .renameGroup)
        try account.beginStatement()
        _ = try account.erase("c@x.de")
        #expect(try account.previewUndo(UndoRequest(.newest))?.newer?.action == .erase)
    }

    @Test func aGroupThatTheChangeCreatedGoes() throws {
        let result = try undo(.backup(.id(1)))
        #expect(result.event == .deleted && result.counts.removed == 3)
        #expect(try account.groups().isEmpty)
        let redo = try undo(.undo)
        #expect(redo.event == .returned)
        #expect(try test.recipients(of: "News").count == 3)
    }

    @Test func undoGoesFurtherBackEachTime() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try test.importCSV("email,city\na@x.de,Xanten\n", into: "News")
        #expect(try undo().change.backup == 3)
        #expect(try undo().change.backup == 2)
        #expect(try test.value("city", of: "a@x.de", in: "News") == "Bonn")
        #expect(try undo().change.backup == 1)
        expectFailure(.unknownBackup) { try undo() }
        #expect(try undo(.undo).event == .returned)
        #expect(try undo(.undo).change.backup == 5)
        #expect(try test.value("city", of: "a@x.de", in: "News") == "Wesel")
        #expect(try undo(.undo).change.backup == 4)
        #expect(try test.value("city", of: "a@x.de", in: "News") == "Xanten")
        expectFailure(.unknownBackup) { try undo(.undo) }
    }

    @Test func anotherChangeEndsWhatCanBeRedone() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try undo()
        try test.importCSV("email,city\nb@x.de,Essen\n", into: "News")
        expectFailure(.unknownBackup) { try undo(.undo) }
    }

    @Test func aRedoWarnsOfWhatMayNotBeMeant() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try undo()
        try remove("c@x.de")
        account.user = "lee"
        _ = account.takeWarnings()
        try undo(.undo)
        let warning = try #require(account.takeWarnings().first)
        #expect(warning.hasPrefix("a newer change left no backup and stays (remove at "))
        #expect(warning.hasSuffix("; kim made the undo that is taken back"))
    }

    @Test func aRedoOfOnesOwnUndoWarnsOfNothing() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try undo()
        try undo(.undo)
        #expect(account.takeWarnings().isEmpty)
    }

    @Test func apartAlone() throws {
        try test.importCSV("email,firstname,city\na@x.de,X,Y\nb@x.de,X,Y\nd@x.de,X,Y\n", into: "News")
        let only = try undo(.backup(.id(2))) { $0.only = ["city"] }
        #expect(only.counts.reverted == 2 && only.counts.unchanged == 1 && only.counts.removed == 0)
        #expect(try account.backups().allSatisfy { !$0.isUndone })
        let some = try undo(.backup(.id(2))) { $0.filter = { (recipient, _) in recipient.email == "d@x.de" } }
        #expect(some.counts.removed == 1 && some.counts.unchanged == 0)
        #expect(try test.value("firstname", of: "a@x.de", in: "News") == "X")
        #expect(try test.value("city", of: "a@x.de", in: "News") == "Bonn")
        expectFailure(.invalidValue) { try undo(.backup(.id(2))) { $0.only = ["email"] } }
    }

    @Test func whatCannotBeUndoneSaysWhy() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try account.beginStatement()
        _ = try account.deleteGroup("News")
        let failure = expectFailure(.unknownGroup) { try undo(.backup(.id(2))) }
        #expect(failure?.help == "take that back first: undo backup 3")
        try account.beginStatement()
        _ = try account.createGroup("News")
        expectFailure(.duplicateGroup) { try undo(.backup(.id(3))) }
        expectFailure(.unknownBackup) { try undo(.backup(.id(9))) }
    }

    @Test func anUndoThatFindsNothingToDoChangesNothing() throws {
        try test.importCSV("email,city\na@x.de,Wesel\n", into: "News")
        try undo(.backup(.id(2)))
        let log = try account.log().count
        let again = try undo(.backup(.id(2)))
        #expect(again.kept == .none(.nothingToDo) && again.counts.unchanged == 1)
        #expect(try account.log().count == log)
    }
}
