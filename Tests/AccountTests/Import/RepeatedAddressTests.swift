import Recipients
import Testing

@testable import Account

/// Several rows of a file for the same address, which are applied one after another.
@Suite struct RepeatedAddressTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    private func status(_ csv: String) throws -> Status? {
        try test.importCSV(csv, into: "News", new: true)
        return try test.status(of: "a@example.com", in: "News")
    }

    // MARK: New recipients

    @Test(arguments: [
        (["pending", "active"], Status.active), (["pending", ""], .inactive), (["active", "pending"], .active),
        (["pending", "active", "pending"], .active), (["pending", "unsubscribed", "active"], .unsubscribed),
        (["", "pending"], .active), (["pending", "pending", "subscribed"], .active),
    ])
    func aLaterRowActivatesWhoHadNotConfirmed(states: [String], expected: Status) throws {
        let rows = states.map { "a@example.com,\($0)\n" }.joined()
        #expect(try status("email,status\n\(rows)") == expected)
        #expect(try test.recipients(of: "News")["a@example.com"]?.signUp.registered != nil)
    }

    /// Not having left is not having confirmed.
    @Test func aFlagForNotHavingLeftActivatesNobody() throws {
        let csv = "email,Werbesperre,confirmed\na@example.com,,no\na@example.com,no,\n"
        #expect(try status(csv) == .inactive)
    }

    /// Who was in the group before keeps their sign-up information, whatever the rows say.
    @Test func knownRecipientsAreNotActivated() throws {
        try test.importCSV("email,status\na@example.com,pending\n", into: "News", new: true)
        try test.importCSV("email,status\na@example.com,pending\na@example.com,active\n", into: "News")
        #expect(try test.status(of: "a@example.com", in: "News") == .inactive)
    }

    // MARK: Leavers whom the mode leaves as they are

    private func skippedLeavers(_ header: String, _ rows: [String]) throws -> Int {
        try test.importCSV("email\na@example.com\n", into: "News", new: true)
        let csv = "email,\(header)\n" + rows.map { "a@example.com,\($0)\n" }.joined()
        let result = try test.importCSV(csv, into: "News") { $0.mode = .add }
        return result.rows(.skippedLeavers)
    }

    @Test(arguments: [
        ("status", ["unsubscribed", "active"], 1), ("status", ["active", "unsubscribed"], 1),
        ("status", ["unsubscribed", ""], 1), ("status", ["active", "active"], 0),
        ("deactivated", ["2025-01-01", ""], 1), ("deactivated", ["", "2025-01-01"], 1),
        ("activated,deactivated", ["2024-01-01,2025-01-01", "2024-01-01,"], 1),
        ("activated,deactivated", ["2024-01-01,2025-01-01", "2025-06-01,"], 0),
    ])
    func aLaterRowDoesNotTakeLeavingBack(header: String, rows: [String], expected: Int) throws {
        #expect(try skippedLeavers(header, rows) == expected)
    }
}
