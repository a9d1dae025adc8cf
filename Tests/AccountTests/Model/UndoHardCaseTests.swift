import Recipients
import Testing

@testable import Account

/// The cases of `undo` that are decided in docs/design/undo.md because nothing decides them by itself.
@Suite struct UndoHardCaseTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV(
            "email,city,activated\nanna@example.com,Bonn,2025-03-01\nben@example.com,Celle,2025-03-02\n", into: "News",
            new: true)
        try test.advance(days: 1)
    }

    @discardableResult
    private func undo(_ id: Int, _ change: (inout UndoRequest) -> Void = { _ in }) throws -> UndoResult {
        var request = UndoRequest(.backup(.id(id)))
        change(&request)
        try test.account.beginStatement()
        return try test.account.undo(request)
    }

    // MARK: The group

    @Test func aChangeToADeletedGroupNamesTheDeletion() throws {
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        _ = try test.account.deleteGroup("News")
        let failure = expectFailure(.unknownGroup) { try undo(2) }
        #expect(failure?.help?.contains("undo backup 3") == true)
        try undo(3)
        #expect(try undo(2).counts.reverted == 1)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    @Test func aChangeToARenamedGroupIsTakenBackThere() throws {
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        _ = try test.account.renameGroup("News", to: "Letter")
        #expect(try undo(2).group == "Letter")
        #expect(try test.value("city", of: "anna@example.com", in: "Letter") == "Bonn")
    }

    @Test func aGroupOfTheSameNameIsAnotherOne() throws {
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        _ = try test.account.deleteGroup("News")
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News", new: true)
        expectFailure(.unknownGroup) { try undo(2) }
        let failure = expectFailure(.duplicateGroup) { try undo(3) }
        #expect(failure?.help?.contains("into") == true)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Ulm")
    }

    @Test func whoeverARestoreLeftOutReturnsToTheGroupThatItBroughtBack() throws {
        _ = try test.account.deleteGroup("News")
        try test.restore(2) { $0.filter = { (recipient, _) in recipient.email == "anna@example.com" } }
        let result = try undo(2)
        #expect(result.counts.returned == 1 && result.counts.unchanged == 1)
        #expect(try test.recipients(of: "News").count == 2)
    }

    // MARK: Undos of undos

    @Test func anUndoOfAPartialUndoTakesBackThatPart() throws {
        try test.importCSV("email,city\nanna@example.com,Ulm\nben@example.com,Ulm\n", into: "News")
        #expect(
            try undo(2) { $0.filter = { (recipient, _) in recipient.email == "anna@example.com" } }.counts.reverted == 1
        )
        #expect(try test.account.backup(.id(2)).isUndone == false)
        #expect(try undo(3).counts.reverted == 1)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Ulm")
        #expect(try test.value("city", of: "ben@example.com", in: "News") == "Ulm")
        #expect(try test.account.backup(.id(2)).isUndone == false)
        #expect(try test.account.backup(.id(3)).isUndone)
    }

    @Test func aChangeIsUndoneForAsLongAsAnUndoOfItStands() throws {
        try test.importCSV("email,city\nanna@example.com,Ulm\n", into: "News")
        try undo(2)
        #expect(try test.account.backup(.id(2)).isUndone)
        try undo(3)
        #expect(try test.account.backup(.id(2)).isUndone == false)
        try undo(4)
        #expect(try test.account.backup(.id(2)).isUndone)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    // MARK: Who left

    @Test func removedAddedAgainUnsubscribedAndRemovedByHand() throws {
        try test.importCSV("email\nanna@example.com\n", into: "News") {
            $0.mode = .replace
            $0.guardAction = .off
        }
        _ = try test.account.addRecipient("ben@example.com", to: "News", values: [])
        try test.advance(days: 1)
        _ = try test.account.unsubscribe("ben@example.com", from: "News")
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        let result = try undo(2)
        #expect(result.counts.returned == 1 && result.counts.keptUnsubscribed == 1)
        let ben = try test.recipient("ben@example.com", of: "News")
        #expect(ben?.signUp.deactivated == (try instant("2026-01-03T00:00:00Z")))
        #expect(ben?.signUp.activated == (try instant("2025-03-02T00:00:00Z")))
    }

    @Test func ofTwoLeavingDatesTheLaterOneStays() throws {
        try test.importCSV("email,deactivated\nben@example.com,2025-06-01\n", into: "News")
        try test.importCSV("email\nanna@example.com\n", into: "News") {
            $0.mode = .replace
            $0.guardAction = .off
        }
        // Ben comes again, and leaves for the second time.
        _ = try test.account.addRecipient("ben@example.com", to: "News", values: [])
        try test.advance(days: 1)
        _ = try test.account.unsubscribe("ben@example.com", from: "News")
        _ = try test.account.removeRecipient("ben@example.com", from: "News")
        try undo(3)
        #expect(
            try test.recipient("ben@example.com", of: "News")?.signUp.deactivated
                == (try instant("2026-01-03T00:00:00Z")))
    }

    @Test func whomAnImportUnsubscribedStaysSoUnlessToldOtherwise() throws {
        try test.importCSV("email,city,deactivated\nanna@example.com,Ulm,2025-12-01\n", into: "News")
        let result = try undo(2)
        #expect(result.counts.reverted == 1 && result.counts.keptUnsubscribed == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
        #expect(try undo(2) { $0.resubscribes = true }.counts.reverted == 1)
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
    }
}
