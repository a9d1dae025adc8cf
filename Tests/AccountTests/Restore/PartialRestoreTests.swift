import Recipients
import Testing

@testable import Account

/// Restores of some fields, and of people who are looked for by name.
@Suite struct PartialRestoreTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
        try test.importCSV(
            "email,city,shoe,source\nanna@example.com,Ulm,38,fair\nben@example.com,Ulm,,web\nclara@example.com,Ulm,40,web\n",
            into: "News", new: true)
        try test.advance(days: 1)
        try test.importCSV("email,city,shoe\nanna@example.com,Bonn,39\nben@example.com,Bonn,44\n", into: "News")
        _ = try test.account.removeRecipient("clara@example.com", from: "News")
    }

    @Test func onlyTheseFieldsComeBack() throws {
        let result = try test.restore(2) {
            $0.mode = .update
            $0.only = ["City"]
        }
        #expect(result.counts == ImportCounts(read: 3, updated: 2, skipped: 1))
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Ulm")
        #expect(try test.value("shoe", of: "anna@example.com", in: "News") == "39")
        #expect(try test.value("shoe", of: "ben@example.com", in: "News") == "44")
        #expect(try test.recipients(of: "News").count == 2)
    }

    @Test func anEmptyFieldComesBackEmpty() throws {
        try test.restore(2) {
            $0.mode = .update
            $0.only = ["shoe"]
        }
        #expect(try test.value("shoe", of: "ben@example.com", in: "News") == nil)
        #expect(try test.value("city", of: "ben@example.com", in: "News") == "Bonn")
    }

    @Test func theSignUpComesBackAsAWhole() throws {
        _ = try test.account.updateRecipient(
            "anna@example.com", of: "News",
            values: [.init(field: "registered", text: "2020-01-01"), .init(field: "source", text: "phone")])
        try test.restore(2) {
            $0.mode = .update
            $0.only = ["sign-up"]
        }
        let anna = try test.recipient("anna@example.com", of: "News")
        #expect(anna?.source == "fair" && anna?.signUp.registered == Clock.simulatedStart)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
    }

    /// A restore of other fields has nothing to do with consent, so the consent rule keeps nobody, and nobody comes
    /// back.
    @Test(arguments: [false, true])
    func withoutTheSignUpItStays(resubscribes: Bool) throws {
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        let before = try test.recipient("anna@example.com", of: "News")?.signUp
        try test.importCSV("email,city\nanna@example.com,Kiel\n", into: "News")
        let result = try test.restore(3) {
            $0.mode = .update
            $0.only = ["city"]
            $0.resubscribes = resubscribes
        }
        #expect(result.counts == ImportCounts(read: 2, updated: 1, unchanged: 1))
        #expect(result.counts.keptUnsubscribed == 0)
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Bonn")
        #expect(try test.recipient("anna@example.com", of: "News")?.signUp == before)
    }

    /// Without the sign-up information, a backup in which somebody had left unsubscribes nobody; with it, who has left
    /// stays.
    @Test func consentHolds() throws {
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        try test.importCSV("email,city\nben@example.com,Kiel\n", into: "News")
        let activated = test.account.now.advanced(by: TimeSpan(seconds: 5)).map { "\($0)" } ?? ""
        _ = try test.account.updateRecipient(
            "anna@example.com", of: "News", values: [.init(field: "activated", text: activated)])
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        try test.restore(3) {
            $0.mode = .update
            $0.only = ["city"]
        }
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        _ = try test.account.unsubscribe("anna@example.com", from: "News")
        let result = try test.restore(2) {
            $0.mode = .update
            $0.only = ["sign-up"]
        }
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
        #expect(result.counts.keptUnsubscribed == 1)
    }

    @Test func otherFieldsThanThoseAreNotTaken() throws {
        let failure = expectFailure(.invalidValue) {
            try test.restore(2) {
                $0.mode = .update
                $0.only = ["city", "status"]
            }
        }
        #expect(failure?.subject == .onlyField(1))
        for name in [
            "email", "registered", "activated", "deactivated", "source", "subscribed", "unsubscribed", "citty", "",
        ] {
            expectFailure(.invalidValue) {
                try test.restore(2) {
                    $0.mode = .update
                    $0.only = [name]
                }
            }
        }
        // A common field that neither has is one anyway.
        try test.restore(2) {
            $0.mode = .update
            $0.only = ["company"]
        }
        expectFailure(.invalidValue) {
            try test.restore(2) {
                $0.mode = .add
                $0.only = ["city"]
            }
        }
    }

    @Test func aFieldThatIsNotAskedForIsNotAdded() throws {
        _ = try test.account.deleteGroup("News")
        try test.importCSV("email\nanna@example.com\n", into: "Other", new: true)
        try test.restore(3) {
            $0.target = ImportTarget("Other", isNew: false)
            $0.mode = .update
            $0.only = ["city"]
        }
        #expect(try test.account.group("Other").fields == ["city"])
        #expect(try test.recipient("anna@example.com", of: "Other")?.source == nil)
    }

    @Test func whoIsNotInTheBackupIsNamed() throws {
        let result = try test.restore(2) {
            $0.filter = { (recipient, _) in recipient.email == "clara@example.com" }
            $0.sought = ["Zoe@example.com", "clara@example.com", " ANNA@example.com ", "zoe@example.com", "nobody"]
        }
        #expect(result.notFound == ["zoe@example.com", "nobody"])
        #expect(result.counts.added == 1)
    }

    @Test func whoWouldLeaveIsNamed() throws {
        try test.importCSV("email\na@x.com\nb@x.com\nc@x.com\nd@x.com\n", into: "News")
        var request = RestoreRequest(.backup(.id(2)))
        request.mode = .replace
        let preview = try test.account.previewRestore(request)
        #expect(preview.leaving == 4 && preview.firstLeaving == ["a@x.com", "b@x.com", "c@x.com"])
        let result = try test.account.restore(request)
        #expect(result.counts.removed == 4 && result.leaving == preview.firstLeaving)
    }
}
