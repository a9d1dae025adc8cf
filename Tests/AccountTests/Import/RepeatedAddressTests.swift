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

    /// The activation that an earlier row stands for is the time of the import, which no date is later than.
    @Test(arguments: [ImportMode.add, .updateAdd, .replace])
    func aLaterRowWithADateOfLeavingCounts(mode: ImportMode) throws {
        let group = try Self.lists.map { csv in
            try test.importCSV(csv, into: "\(csv.count)", new: true) { $0.mode = mode }
            return try test.recipient("a@example.com", of: "\(csv.count)")?.signUp
        }
        for signUp in group {
            #expect(signUp?.deactivated == (try instant("2024-01-01")))
            #expect(signUp?.activated == nil)
        }
    }

    private static let lists = [
        "email,Status,Unsubscribed Date\na@example.com,subscribed,\na@example.com,unsubscribed,2024-01-01\n",
        "email,deactivated\na@example.com,\na@example.com,2024-01-01\n",
        "email,deactivated,x\na@example.com,,\na@example.com,2024-01-01,\na@example.com,,1\n",
    ]

    @Test func aLaterFlagForLeavingLeavesNoActivation() throws {
        #expect(try status("email,Status\na@example.com,subscribed\na@example.com,unsubscribed\n") == .unsubscribed)
        #expect(try test.recipients(of: "News")["a@example.com"]?.signUp.activated == nil)
    }

    @Test(arguments: [
        "email,deactivated\na@example.com,\na@example.com,DATE\n",
        "email,Status,deactivated\na@example.com,subscribed,\na@example.com,unsubscribed,DATE\n",
    ])
    func aLaterRowCountsWithResubscribeToo(csv: String) throws {
        let before = "email,activated,deactivated\na@example.com,2020-01-01,2023-01-01\n"
        for (date, expected) in [("2024-01-01", "2024-01-01"), ("2022-01-01", "2023-01-01")] {
            let name = "\(date) \(csv.count)"
            try test.importCSV(before, into: name, new: true)
            let rows = csv.replacing("DATE", with: date)
            try test.importCSV(rows, into: name) { $0.resubscribes = true }
            let signUp = try test.recipient("a@example.com", of: name)?.signUp
            #expect(signUp?.status == .unsubscribed)
            #expect(signUp?.deactivated == (try instant(expected)))
        }
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
