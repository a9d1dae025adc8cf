import Recipients
import Testing

@testable import Account

/// An undo of a part of a change that affects nobody changes nothing at all.
@Suite struct PartialUndoTests {
    private let test: TestAccount
    private var account: Account { test.account }

    /// A group of one, who left and was removed again.
    init() throws {
        test = try TestAccount()
        try test.importCSV("email,city\na@x.de,Ulm\n", into: "News", new: true)
        try account.beginStatement()
        _ = try account.unsubscribe("a@x.de", from: "News")
        try account.beginStatement()
        _ = try account.removeRecipient("a@x.de", from: "News")
    }

    private func undo(_ id: Int, _ change: (inout UndoRequest) -> Void) throws -> UndoResult {
        try account.beginStatement()
        var request = UndoRequest(.backup(.id(id)))
        change(&request)
        return try account.undo(request)
    }

    private func expectNothing(_ result: UndoResult, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(result.kept == .none(.nothingToDo) && result.event == nil, sourceLocation: location)
        #expect(try account.groups().map(\.name) == ["News"], sourceLocation: location)
    }

    @Test func aConditionThatNobodyMeetsDeletesNoGroup() throws {
        try expectNothing(undo(1) { $0.filter = { recipient, _ in recipient.email == "typo@x.de" } })
        // The group still remembers who left.
        try test.importCSV("email\na@x.de\n", into: "News")
        #expect(try test.status(of: "a@x.de", in: "News") == .unsubscribed)
    }

    @Test func fieldsAloneDeleteNoGroup() throws {
        try expectNothing(undo(1) { $0.only = ["sign-up"] })
        // The field goes, in which nobody has a value any more.
        #expect(try undo(1) { $0.only = ["city"] }.event == nil)
        #expect(try account.groups().map(\.name) == ["News"])
    }

    @Test func aPartThatRemovesTheLastOneDeletesTheGroup() throws {
        try test.importCSV("email\nb@x.de\n", into: "Other", new: true)
        let result = try undo(2) { $0.filter = { recipient, _ in recipient.email == "b@x.de" } }
        #expect(result.event == .deleted && result.counts.removed == 1)
        // The whole change can be taken back whoever is left.
        try account.beginStatement()
        #expect(try account.undo(UndoRequest(.backup(.id(1)))).event == .deleted)
    }

    /// A field that a change brought in goes only with the part that it belongs to.
    @Test func aConditionThatNobodyMeetsDropsNoField() throws {
        try test.importCSV("email,age,size\nb@x.de,30,\n", into: "News")
        try account.beginStatement()
        _ = try account.removeRecipient("b@x.de", from: "News")
        try expectNothing(undo(2) { $0.filter = { recipient, _ in recipient.email == "typo@x.de" } })
        try expectNothing(undo(2) { $0.only = ["city"] })
        #expect(try account.group("News").fields == ["city", "age", "size"])
    }
}
