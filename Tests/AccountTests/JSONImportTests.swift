import Recipients
import Testing

@testable import Account

/// Exports of services, and what they must become.
@Suite struct JSONImportTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    private func importJSON(_ text: String, into name: String = "News") throws -> ImportResult {
        try test.importCSV(text, into: name, new: true) { $0.format = .json }
    }

    @Test func cleverReachREST() throws {
        let result = try importJSON(
            """
            [{"id":"1","email":"anna@example.com","imported":1700000000,"activated":1700000100,"registered":1700000000,
              "deactivated":0,"active":true,"source":"API","attributes":{"firstname":"Anna"},
              "global_attributes":{"city":"Köln"},"tags":["a","b"]},
             {"id":"2","email":"ben@example.com","activated":1700000100,"registered":1700000000,
              "deactivated":1700000200,"active":false,"attributes":{},"global_attributes":{}},
             {"id":"3","email":"clara@example.com","activated":0,"registered":1700000000,"deactivated":0,"active":false}]
            """)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields == ["id", "imported", "active", "firstname", "city", "tags"])
        #expect(result.remarks.undatedUnsubscriptions == 0)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp.activated == Instant(unixSeconds: 1_700_000_100))
        #expect(anna.values.last == #"["a","b"]"#)
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(try test.status(of: "clara@example.com", in: "News") == .inactive)
    }

    @Test func booleansNeverBecomeDates() throws {
        let result = try importJSON(
            #"{"email":"a@b.de","activated":false,"deactivated":false}{"email":"c@d.de","activated":true}"#)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(try test.status(of: "a@b.de", in: "News") == .inactive)
    }

    @Test func nullAndEmptyAreMissing() throws {
        _ = try importJSON(#"{"email":"a@b.de","x":null,"y":"","z":0}"#)
        #expect(try test.recipient("a@b.de", of: "News")?.values == [nil, nil, "0"])
    }

    @Test func nothingIsAnImportOfNoRows() throws {
        #expect(try importJSON("[]").counts == ImportCounts())
    }

    @Test func invalidJSONIsAMalformedFileWithItsLine() throws {
        let failure = expectFailure(.malformedFile) { try importJSON("{\"email\":\"a@b.de\"}\n{]\n") }
        #expect(failure?.message == "line 2 of \"test.csv\": a text in quotes is expected")
        #expect(try test.account.groups().isEmpty)
    }

    @Test func aNULIsRefusedWithAReason() throws {
        let result = try importJSON(#"{"email":"a@b.de","x":"a\u0000b"}{"email":"c@d.de"}"#)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(result.firstInvalid.first?.failure.message.contains("NUL") == true)
    }
}
