import Recipients
import TestSupport
import Testing

@testable import Account

/// Exports of services as delimited text, by their headers.
@Suite struct ServiceExportTests {
    let test: TestAccount

    init() throws {
        test = try TestAccount()
    }

    @Test func mailchimp() throws {
        let csv = """
            "Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TAGS
            anna@example.com,Anna,Muster,2,"2022-04-11 09:00:00",,"2022-04-12 09:30:00",,x
            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 1, added: 1))
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp.registered == Instant("2022-04-11T09:00:00"))
        #expect(anna.signUp.activated == Instant("2022-04-12T09:30:00"))
        #expect(Array(result.newFields.prefix(2)) == ["firstname", "lastname"])
    }

    @Test func mailchimpUnsubscribed() throws {
        let csv = "Email Address,First Name,UNSUB_TIME,UNSUB_REASON\nanna@example.com,Anna,2023-01-01 10:00:00,x\n"
        try test.importCSV(csv, into: "News", new: true)
        #expect(try test.status(of: "anna@example.com", in: "News") == .unsubscribed)
    }

    @Test func brevo() throws {
        let csv = """
            EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME
            anna@example.com;Muster;Anna;;0;0;12-04-2022 09:30;13-04-2022 09:30
            ben@example.com;Muster;Ben;;1;0;12-04-2022 09:30;

            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(result.rows(.undatedLeaving) == 1)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.status == .active)
        #expect(anna.signUp.registered == Instant("2022-04-12T09:30"))
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
    }

    /// As the user interface of CleverReach exports a group.
    @Test func cleverReach() throws {
        let csv = """
            "email";"registered";"activated";"deactivated";"source";"Vorname";"Nachname";"Anrede";"Kd-Nr."
            "anna@example.com";"1700000000";"1700000100";"0";"Formular";"Anna";"Muster";"Frau";"00017"
            "ben@example.com";"12.04.2022 09:30";"12.04.2022 09:31";"13.04.2022 10:00";"Import";"Ben";"";"";""
            "clara@example.com";"1700000000";"0";"0";"Formular";"";"";"";""

            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields == ["firstname", "lastname", "salutation", "Kd-Nr."])
        #expect(try test.status(of: "anna@example.com", in: "News") == .active)
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(try test.status(of: "clara@example.com", in: "News") == .inactive)
        #expect(try test.recipient("anna@example.com", of: "News")?.source == "Formular")
    }

    @Test func rapidmail() throws {
        let csv = """
            "E-Mail-Adresse";"Vorname";"Nachname";"Geschlecht";"Geburtsdatum";"PLZ";"Extra 1";"Status";"Erstellt am";"Aktiviert am"
            "anna@example.com";"Anna";"Muster";"female";"1980-05-01";"01067";"";"active";"2022-04-12 09:30:00";"2022-04-12 09:31:00"
            "ben@example.com";"Ben";"Muster";"male";"";"";"";"deleted";"2022-04-12 09:30:00";"2022-04-12 09:31:00"
            "clara@example.com";"";"";"";"";"";"";"new";"2022-04-12 09:30:00";""

            """
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 3))
        #expect(result.newFields.prefix(2) == ["firstname", "lastname"])
        #expect(try test.recipient("anna@example.com", of: "News")?.signUp.activated == Instant("2022-04-12T09:31:00"))
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(try test.status(of: "clara@example.com", in: "News") == .inactive)
        #expect(result.rows(.undatedLeaving) == 1)
    }

    private static let listmonk = #"""
        uuid,email,name,attributes,status,created_at,updated_at
        1,anna@example.com,Anna,"{""city"": ""Köln"", ""tags"": [1, 2]}",enabled,2019-07-30 10:00:00+00:00,
        2,ben@example.com,Ben,{},blocklisted,2019-07-30 10:00:00+00:00,
        3,clara@example.com,Clara,"{""age"": 40}",enabled,2019-07-30 10:00:00+00:00,,zu,viel

        """#

    @Test func listmonk() throws {
        let result = try test.importCSV(Self.listmonk, into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 3, added: 2, invalid: 1))
        #expect(result.newFields == ["uuid", "name", "updated_at", "city", "tags", "age"])
        #expect(try test.value("city", of: "anna@example.com", in: "News") == "Köln")
        #expect(try test.value("tags", of: "anna@example.com", in: "News") == "[1,2]")
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(
            try test.recipient("anna@example.com", of: "News")?.signUp.registered == Instant("2019-07-30T10:00"))
    }

    @Test func aRowWithoutAnObjectInTheColumnIsInvalid() throws {
        let csv = "email,attributes\nanna@example.com,\"{\"\"a\"\":1}\"\nben@example.com,tall\n"
        let result = try test.importCSV(csv, into: "News", new: true)
        #expect(result.newFields == ["a"] && result.counts.invalid == 1)
        #expect(try test.value("a", of: "anna@example.com", in: "News") == "1")
    }

    /// More columns and rows than fit into a batch.
    @Test func manyAttributesAreExpandedInSeveralBatches() throws {
        func cell(_ members: String) -> String { "\"{\(members.replacing("\"", with: "\"\""))}\"" }
        let all = (0..<3000).map { "\"n\($0)\":1" }.joined(separator: ",")
        let rows = (0..<300).map { "p\($0)@example.com,\($0 == 250 ? "tall" : cell("\"n\($0)\":\($0)"))\n" }.joined()
        let result = try test.importCSV(
            "email,attributes\nall@example.com,\(cell(all))\n\(rows)", into: "News", new: true)
        #expect(result.counts == ImportCounts(read: 301, added: 300, invalid: 1))
        #expect(result.firstInvalid.map(\.line) == [253])
        #expect(try test.value("n299", of: "p299@example.com", in: "News") == "299")
        #expect(try test.value("n2999", of: "all@example.com", in: "News") == "1")
    }

    @Test func rejectedRowsOfSuchFilesStandUnchanged() throws {
        let folder = try TemporaryFolder()
        try test.importCSV(Self.listmonk, into: "News", new: true) { $0.rejects = UserFile("\(folder.path)/r.csv") }
        let line = #"3,clara@example.com,Clara,"{""age"": 40}",enabled,2019-07-30 10:00:00+00:00,,zu,viel"#
        #expect(try folder.read("r.csv").hasSuffix(line + "\n"))
    }
}
