import Recipients
import TestSupport
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
        #expect(result.newFields == ["id", "imported", "firstname", "city", "tags"])
        #expect(result.rows(.undatedLeaving) == 0)
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.signUp.activated == Instant(unixSeconds: 1_700_000_100))
        #expect(anna.values.last == #"["a","b"]"#)
        #expect(try test.status(of: "ben@example.com", in: "News") == .unsubscribed)
        #expect(try test.status(of: "clara@example.com", in: "News") == .inactive)
    }

    /// A name that nobody can see is none, so that an export brings the same fields back.
    @Test func namesOfInvisibleCharactersAreNone() throws {
        let result = try importJSON(
            "[{\"email\":\"a@x.de\",\"\u{FEFF}\":\"1\",\"\u{200B}\\u200b\":\"2\",\"\u{AD}\":null}]")
        #expect(result.newFields == ["column_2", "column_3"])
        #expect(try test.value("column_3", of: "a@x.de", in: "News") == "2")
    }

    /// Objects without members have no address: `replace` would remove everybody.
    @Test(arguments: ["{}", "[{}]", "[{},{}]", #"[{"attributes":{}}]"#]) func objectsOfNothing(text: String) throws {
        try test.importCSV("email\na@x.de\n", into: "News", new: true)
        #expect {
            try test.importCSV(text, into: "News") { ($0.format, $0.mode) = (.json, .replace) }
        } throws: {
            ($0 as? Failure)?.code == .missingEmailColumn
        }
        let result = try test.importCSV(#"[{},{"email":"b@x.de"}]"#, into: "News") { $0.format = .json }
        #expect(result.counts.added == 1 && result.counts.invalid == 1)
    }

    /// What the interfaces of services answer, saved as it is.
    @Test(arguments: [
        // Brevo: GET /v3/contacts
        #"""
        {"contacts":[{"email":"anna@example.com","id":42,"emailBlacklisted":true,"smsBlacklisted":false,
        "createdAt":"2022-04-12T09:30:00.000+02:00","modifiedAt":"2022-05-12T09:30:00.000+02:00","listIds":[7],
        "attributes":{"FIRSTNAME":"Anna","LASTNAME":"Muster"}}],"count":1}
        """#,
        // Mailchimp: GET /3.0/lists/ID/members
        #"""
        {"members":[{"id":"6f1","email_address":"anna@example.com","status":"unsubscribed","merge_fields":{"FNAME":"Anna"},
        "timestamp_signup":"2022-04-12T07:30:00+00:00","tags":[{"id":1,"name":"x"}],"_links":[{"rel":"self"}]}],
        "list_id":"9","total_items":1,"_links":[{"rel":"self","href":"x","method":"GET"}]}
        """#,
        // listmonk: GET /api/subscribers
        #"""
        {"data":{"results":[{"id":1,"created_at":"2022-04-12T09:30:00.000000+02:00","uuid":"e","email":"anna@example.com",
        "name":"Anna","attribs":{"city":"Köln"},"status":"blocklisted","lists":[{"id":1,"subscription_status":"confirmed"}]}],
        "query":"","total":1,"per_page":20,"page":1}}
        """#,
        // rapidmail: GET /recipients
        #"""
        {"_embedded":{"recipients":[{"id":1,"recipientlist_id":2,"email":"anna@example.com","firstname":"Anna",
        "created":"2022-04-12 07:30:00","activated":"2022-04-12 07:31:00","status":"deleted",
        "_links":{"self":{"href":"x"}}}]},"_links":{"self":{"href":"x"}},"page":1,"total_items":1}
        """#,
    ])
    func answersOfInterfacesAreUnwrapped(text: String) throws {
        let result = try importJSON(text)
        #expect(result.counts == ImportCounts(read: 1, added: 1))
        #expect(result.remarks.contains { $0.code == .nestedRows })
        let anna = try #require(try test.recipient("anna@example.com", of: "News"))
        #expect(anna.status == .unsubscribed)
        #expect(anna.signUp.registered == Instant("2022-04-12T07:30:00Z"))
    }

    @Test func anObjectWithoutAddressesNamesItsMembers() throws {
        let failure = expectFailure(.missingEmailColumn) {
            try importJSON(#"{"contacts":[{"name":"Anna"}],"count":1}"#)
        }
        #expect(failure?.message.contains("\"contacts\", \"count\"") == true)
    }

    @Test func aColumnThatTheUserNamesMarksTheListToo() throws {
        let result = try test.importCSV(#"{"leute":[{"kontakt":"anna@example.com"}]}"#, into: "News", new: true) {
            $0.format = .json
            $0.mappings = [.init(column: "kontakt", field: "email")]
        }
        #expect(result.counts == ImportCounts(read: 1, added: 1))
        #expect(result.remarks.map(\.message) == ["the rows were read from the list \"leute\""])
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

    @Test func listsOfServicesAreRecipients() throws {
        let account = try TestAccount()
        #expect(try account.importFixture("json-api.json").counts == ImportCounts(read: 1, added: 1))
        #expect(try account.value("firstname", of: "a@example.com", in: "A") == "Anna")
        let mailchimp = try TestAccount()
        #expect(try mailchimp.importFixture("merge-fields.json").counts.added == 2)
        #expect(try mailchimp.value("firstname", of: "a@example.com", in: "A") == "Anna")
        #expect(try mailchimp.value("lastname", of: "a@example.com", in: "A") == "Muster")
        #expect(try mailchimp.value("firstname", of: "b@example.com", in: "A") == "Ben")
        #expect(try mailchimp.status(of: "a@example.com", in: "A") == .unsubscribed)
    }

    @Test func whatIsStoredIsJSON() throws {
        expectFailure(.malformedFile) { try importJSON(#"[{"email":"a@b.de","tags":["\a"]}]"#) }
        expectFailure(.malformedFile) { try importJSON(#"[{"email":"a@b.de","tags":["\uD834\uDd"]}]"#) }
    }

    @Test func nothingIsAnImportOfNoRows() throws {
        #expect(try importJSON("[]").counts == ImportCounts())
    }

    @Test func invalidJSONIsAMalformedFileWithItsLine() throws {
        let failure = expectFailure(.malformedFile) { try importJSON("{\"email\":\"a@b.de\"}\n{]\n") }
        #expect(failure?.message == "line 2 of \"test.csv\": expected a quoted text")
        #expect(try test.account.groups().isEmpty)
    }

    /// One of the values would be lost, perhaps the one that says that somebody has left.
    @Test(arguments: [
        (#"[{"email":"a@b.de","unsubscribed":true,"unsubscribed":false},{"email":"c@d.de"}]"#, "unsubscribed"),
        (#"[{"email":"c@d.de"},{"email":"a@b.de","email":"b@b.de","x":1,"x":2}]"#, "email"),
        ("{\"email\":\"c@d.de\"}\n{\"email\":\"a@b.de\",\"x\":null,\"y\":1,\"x\":2}\n", "x"),
        (#"[{"email":"c@d.de","attributes":{"x":1}},{"email":"a@b.de","attributes":{"x":1,"x":2}}]"#, "x"),
        (#"[{"email":"c@d.de","attributes":{"x":1}},{"email":"a@b.de","attributes":{"x":1},"attribs":{"x":2}}]"#, "x"),
        (#"[{"email":"c@d.de","x":1},{"email":"a@b.de","x":1,"\u0078":2}]"#, "x"),
    ])
    func aRepeatedNameMakesTheRowInvalid(json: String, name: String) throws {
        let result = try importJSON(json)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(
            result.firstInvalid.map(\.failure.message)
                == ["the object has more than one value with the name \"\(name)\""])
        #expect(try Set(test.recipients(of: "News").keys) == ["c@d.de"])
        expectFailure(.malformedFile) {
            try test.importCSV(json, into: "News") {
                $0.format = .json
                $0.isStrict = true
            }
        }
    }

    /// An invalid row keeps its recipient; which one it is for, the last address says.
    @Test func ofTwoAddressesReplaceKeepsTheLast() throws {
        _ = try importJSON(#"[{"email":"a@b.de"},{"email":"b@b.de"},{"email":"c@b.de"}]"#)
        let result = try test.importCSV(#"[{"email":"c@b.de"},{"email":"a@b.de","email":"b@b.de"}]"#, into: "News") {
            $0.format = .json
            $0.mode = .replace
        }
        #expect(result.counts.invalid == 1 && result.counts.removed == 1)
        #expect(try Set(test.recipients(of: "News").keys) == ["b@b.de", "c@b.de"])
    }

    @Test func theSameNameInObjectsOfDifferentKindsIsNotRepeated() throws {
        let result = try importJSON(#"[{"email":"a@b.de","x":1,"attributes":{"x":2},"y":{"x":3,"x":4}}]"#)
        #expect(result.counts == ImportCounts(read: 1, added: 1))
        #expect(try test.recipient("a@b.de", of: "News")?.values == ["1", "2", #"{"x":3,"x":4}"#])
    }

    @Test func aNULIsRefusedWithAReason() throws {
        let result = try importJSON(#"{"email":"a@b.de","x":"a\u0000b"}{"email":"c@d.de"}"#)
        #expect(result.counts == ImportCounts(read: 2, added: 1, invalid: 1))
        #expect(result.firstInvalid.first?.failure.message.contains("NUL") == true)
    }

    // MARK: Many objects, which are looked at beside each other

    /// About a megabyte: several chunks.
    private func lines(_ count: Int = 8_000, _ line: (Int) -> String? = { _ in nil }) -> String {
        (1...count).map { number in
            line(number)
                ?? "{\"email\":\"p\(number)@example.com\",\"city\":\"K\u{F6}ln \\\"\(number % 7)\\\"\",\"n\":\(number),\"note\":\"\(String(repeating: "x", count: 60))\"}"
        }.joined(separator: "\n") + "\n"
    }

    private func importLines(
        _ text: String,
        into name: String = "Many",
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportResult {
        try test.importCSV(text, into: name, new: true) {
            $0.format = .jsonl
            change(&$0)
        }
    }

    @Test func manyObjectsAreTheRowsOfTheSameCSV() throws {
        #expect(try importLines(lines()).counts == ImportCounts(read: 8_000, added: 8_000))
        let csv = (1...8_000).map { number in
            "p\(number)@example.com,\"Köln \"\"\(number % 7)\"\"\",\(number),\(String(repeating: "x", count: 60))\n"
        }
        try test.importCSV("email,city,n,note\n" + csv.joined(), into: "CSV", new: true)
        #expect(try test.recipients(of: "Many") == test.recipients(of: "CSV"))
    }

    @Test func namesThatComeLateAreColumnsInTheirOrder() throws {
        let text = lines { number in
            switch number {
            case 6_000: "{\"late\":\"x\",\"email\":\"late@example.com\",\"later\":1}"
            case 7_000: "{\"email\":\"later@example.com\",\"last\":true}"
            default: nil
            }
        }
        let result = try importLines(text)
        #expect(result.newFields == ["city", "n", "note", "late", "later", "last"])
        #expect(result.counts == ImportCounts(read: 8_000, added: 8_000))
        #expect(try test.recipient("late@example.com", of: "Many")?.values == [nil, nil, nil, "x", "1", nil])
        #expect(try test.recipient("later@example.com", of: "Many")?.values.last == "true")
    }

    @Test(arguments: [nil, "raw"]) func aColumnOfObjectsThatIsMappedIsNotExpanded(field: String?) throws {
        let test = try TestAccount()
        let csv = "email,attributes\na@example.com,\"{\"\"x\"\":1}\"\nb@example.com,broken\n"
        let result = try test.importCSV(csv, into: "News", new: true) {
            $0.mappings = [.init(column: "Attributes", field: field)]
        }
        #expect(result.counts == ImportCounts(read: 2, added: 2))
        #expect(result.newFields == (field.map { [$0] } ?? []))
    }

    /// Also one that decides what another column is for.
    @Test func aHeaderOfAddressesMayComeLate() throws {
        let text = lines(8_000) { number in
            number < 7_000 ? "{\"name\":\"\(String(repeating: "x", count: 100))\"}" : nil
        }
        let result = try importLines(text) { $0.format = .json }
        #expect(result.counts.invalid == 6_999)
        #expect(result.counts.added == 1_001)
    }

    /// What is wrong with the text comes before what is wrong with its rows, wherever both are.
    @Test func aDefectHasItsLineAndComesFirst() throws {
        for line in [2, 7_777] {
            let text = lines { $0 == line ? "{\"email\":}" : $0 == 1 ? "{\"email\":\"x\"}" : nil }
            for isStrict in [false, true] {
                let failure = expectFailure(.malformedFile) { try importLines(text) { $0.isStrict = isStrict } }
                #expect(failure?.message.contains("line \(line) ") == true, "\(failure?.message ?? "")")
            }
        }
    }

    @Test func invalidRowsHaveTheirLines() throws {
        let text = lines { [3, 4_000, 7_999].contains($0) ? "{\"email\":\"x\"}" : nil }
        let result = try importLines(text)
        #expect(result.firstInvalid.map(\.line) == [3, 4_000, 7_999])
        #expect(result.counts.invalid == 3)
        let failure = expectFailure(.invalidEmail) { try importLines(text, into: "Strict") { $0.isStrict = true } }
        #expect(failure?.message.contains("3") == true)
    }

    @Test func rejectedRowsAreWrittenOnceWhenNamesComeLate() throws {
        let folder = try TemporaryFolder()
        let text = lines { number in
            number == 3 ? "{\"email\":\"x\"}" : number == 7_000 ? "{\"email\":\"y\",\"late\":1}" : nil
        }
        let result = try importLines(text) { $0.rejects = UserFile("\(folder.path)/rejects.csv") }
        #expect(result.counts.invalid == 2)
        let rejects = String(decoding: try UserFile("\(folder.path)/rejects.csv").wholeBytes(), as: UTF8.self)
        #expect(rejects.split(separator: "\n").map { $0.prefix { $0 != "," } } == ["line", "3", "7000"])
    }
}
