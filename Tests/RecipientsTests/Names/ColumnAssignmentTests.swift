import Testing

@testable import Recipients

@Suite struct ColumnAssignmentTests {
    private func assign(_ headers: [String], _ mappings: [(String, String?)] = []) throws(Failure) -> [String?] {
        try ColumnAssignment(headers: headers, mappings: Self.mappings(mappings)).fields.map { $0?.name }
    }

    private static func mappings(_ pairs: [(String, String?)]) -> [ColumnAssignment.Mapping] {
        pairs.map { ColumnAssignment.Mapping(column: $0.0, field: $0.1) }
    }

    private func failure(_ headers: [String], _ mappings: [(String, String?)] = []) throws -> Failure {
        try #require(throws: Failure.self) {
            try ColumnAssignment(headers: headers, mappings: Self.mappings(mappings))
        }
    }

    @Test func columnsAreAssignedByTheirHeaders() throws {
        let assignment = try ColumnAssignment(headers: [" E-Mail ", "Vorname", "achternaam", "Kd Nr", "Angemeldet am"])
        #expect(
            assignment.fields == [.email, .own("firstname"), .own("lastname"), .own("Kd Nr"), .registered])
        #expect(assignment.headers == ["E-Mail", "Vorname", "achternaam", "Kd Nr", "Angemeldet am"])
        #expect(assignment.column(of: .own("Kd Nr")) == 3)
        #expect(assignment.column(of: .source) == nil)
        #expect(assignment.overridden.isEmpty)
    }

    /// The address of a customer or a user is the recipient's, unless another column is.
    @Test(arguments: [
        "user_email", "billing_email", "Customer Email", "PersonEmail", "Email 1", "Kunden-E-Mail", "E-mail 1 - Value",
    ])
    func lesserAddressesAreAddressesToo(header: String) throws {
        #expect(try assign(["Name", header]) == ["Name", "email"])
        #expect(try assign([header, "email"]) == [header, "email"])
        #expect(try assign([header, "Wer"], [("Wer", "email")]) == [header, "email"])
        #expect(try assign([header, "Email 2"]) == ["email", "Email 2"])
    }

    @Test func namelessColumnsAreNumbered() throws {
        #expect(try assign(["email", "", " \u{A0}"]) == ["email", "column_2", "column_3"])
        // A byte order mark, a zero-width space and a soft hyphen cannot be seen.
        #expect(
            try assign(["email", "\u{FEFF}", "\u{200B} \u{AD}", "x\u{200B}"]) == [
                "email", "column_2", "column_3", "x\u{200B}",
            ])
    }

    @Test func aForeignStatusGetsANumber() throws {
        let headers = ["email", "Status", "status_2", "status"]
        #expect(try assign(headers) == ["email", "Status_2", "status_2_2", "status_3"])
    }

    @Test func duplicatesAreNumbered() throws {
        let headers = ["E-Mail", "Ort", "Stadt", "city", "mail"]
        #expect(try assign(headers) == ["email", "city", "city_2", "city_3", "email_2"])
        #expect(try assign(["email", "Alter", "alter", "ALTER"]) == ["email", "Alter", "alter_2", "ALTER_3"])
        #expect(try assign(["email", "x_2", "x", "X"]) == ["email", "x_2", "x", "X_3"])
    }

    @Test func theUserHasTheLastWord() throws {
        #expect(try assign(["A", "B"], [("A", "email"), ("b", "Firstname")]) == ["email", "firstname"])
        #expect(try assign(["email", "Ort"], [("Ort", "Ort")]) == ["email", "Ort"])
        #expect(try assign(["email", "Zweitmail"], [("Zweitmail", "EMAIL")]) == ["email_2", "email"])

    }

    @Test func anExactHeaderGoesBeforeOneOfAnotherCase() throws {
        #expect(try assign(["email", "ID", "id"], [("id", "x")]) == ["email", "ID", "x"])
        #expect(try assign(["email", "ID", "id"], [("Id", "x")]) == ["email", "x", "id"])
        #expect(try assign(["email", "ID", "id"], [("ID", "x"), ("id", "y")]) == ["email", "x", "y"])
    }

    @Test func columnsAreLeftOut() throws {
        #expect(try assign(["email", "Ort", "Stadt"], [("Ort", nil)]) == ["email", nil, "city"])
    }

    @Test func anUnknownColumnSuggestsTheNearest() throws {
        let error = try failure(["email", "Vorname"], [("Vornam", "x")])
        #expect(error.code == .unknownColumn)
        #expect(error.message == "the file has no column \"Vornam\"")
        #expect(error.help == "did you mean \"Vorname\"?")
        #expect(try failure(["email", "b"], [("Telefon", "x")]).help == "its columns are \"email\", \"b\"")
    }

    @Test func reservedNamesAndDoublesAreRefused() throws {
        #expect(try failure(["email", "a"], [("a", "sign-up")]).code == .invalidValue)
        #expect(try failure(["email", "a", "b"], [("a", "x"), ("b", "X")]).code == .invalidValue)
        #expect(try failure(["a", "b"], [("a", "email"), ("b", "email")]).code == .invalidValue)
        let twice = try failure(["email", "City"], [("city", "x"), ("CITY", nil)])
        #expect(twice.code == .invalidValue && twice.message == "the column \"CITY\" is mapped twice")
        #expect(try failure(["email", "a"], [("a", " ")]).code == .invalidName)
    }

    @Test func aMissingEmailColumnNamesTheColumns() throws {
        let error = try failure(["Vorname", "", "Kd Nr"])
        #expect(error.code == .missingEmailColumn)
        #expect(
            error.message
                == "the file has no column with e-mail addresses; its columns are \"Vorname\", \"column_2\", \"Kd Nr\"")
        #expect(error.help == "name the column that holds them: --map COLUMN=email")
        #expect(try failure(["email"], [("email", nil)]).code == .missingEmailColumn)
    }

    private func assign(_ headers: [String], own: Set<String>) throws -> [String?] {
        try ColumnAssignment(headers: headers, ownFields: own).fields.map { $0?.name }
    }

    /// A group made with `--fields Vorname` calls the first name so.
    @Test func aColumnNamedLikeAFieldOfTheGroupIsThatField() throws {
        #expect(try assign(["email", "Vorname"], own: ["vorname"]) == ["email", "Vorname"])
        #expect(try assign(["email", "VORNAME"], own: ["vorname"]) == ["email", "VORNAME"])
        #expect(try assign(["email", "Vorname"], own: ["firstname", "nachname"]) == ["email", "firstname"])
        #expect(try assign(["email", "Ort", "Stadt"], own: ["stadt"]) == ["email", "city", "Stadt"])
        #expect(try assign(["email", "Quelle"], own: ["quelle"]) == ["email", "Quelle"])
        // A second import assigns as the first one did.
        let headers = ["email", "Vorname", "firstname"]
        #expect(try assign(headers, own: []) == ["email", "firstname", "firstname_2"])
        #expect(try assign(headers, own: ["firstname", "firstname_2"]) == ["email", "firstname", "firstname_2"])
    }

    /// Otherwise a leaving would be overlooked.
    @Test func addressesAndSignUpColumnsAreNoFieldsOfTheGroup() throws {
        let own: Set<String> = ["e-mail", "abgemeldet am", "angemeldet am", "bestätigt am", "werbesperre"]
        let headers = ["E-Mail", "Abgemeldet am", "Angemeldet am", "Bestätigt am"]
        #expect(try assign(headers, own: own) == ["email", "deactivated", "registered", "activated"])
        var tally = ConsentTally()
        for value in ["ja", "nein"] { Array(value.utf8).withUnsafeBytes { tally.note($0) } }
        let assignment = try ColumnAssignment(headers: ["email", "Werbesperre"], tallies: [1: tally], ownFields: own)
        #expect(assignment.flags.map(\.role) == [.used])
    }

    @Test func overriddenSignUpColumnsAreKnown() throws {
        let headers = ["email", "Angemeldet", "Abgemeldet", "Bestätigt", "Quelle"]
        let mappings: [(String, String?)] = [
            ("Angemeldet", nil), ("Abgemeldet", "weg"), ("Bestätigt", "activated"), ("Quelle", nil),
        ]
        let assignment = try ColumnAssignment(headers: headers, mappings: Self.mappings(mappings))
        #expect(assignment.overridden == [.registered: 1, .deactivated: 2])
        #expect(assignment.fields == [.email, nil, .own("weg"), .activated, nil])
    }
}

/// A file that cbs has exported gives the same fields again.
@Suite struct ExportedColumnsTests {
    private let fixed = ["email", "registered", "activated", "deactivated", "source"]

    @Test func ownFieldsAreTakenVerbatim() throws {
        let own = ["firstname", "Ort", "Vorname", "Angemeldet am", "city_2", "E-Mail", "Stadt", "Kd Nr", "status_2"]
        let assignment = try ColumnAssignment(headers: fixed + own)
        #expect(assignment.fields == Field.fixed + own.map { .own($0) })
        #expect(assignment.overridden.isEmpty)
    }

    @Test func onlyTheExactHeadersAreAnExports() throws {
        for headers in [
            ["email", "registered", "activated", "source", "deactivated", "Ort"],
            ["Email", "registered", "activated", "deactivated", "source", "Ort"],
            ["id", "email", "registered", "activated", "deactivated", "source", "Ort"],
            ["email", "registered", "activated", "deactivated", "Ort"],
        ] {
            #expect(try ColumnAssignment(headers: headers).fields.last == .own("city"), "\(headers)")
        }
    }

    @Test func theUserHasTheLastWordHereToo() throws {
        let mappings = [
            ColumnAssignment.Mapping(column: "Ort", field: "city"),
            ColumnAssignment.Mapping(column: "activated", field: nil),
            ColumnAssignment.Mapping(column: "Abgemeldet", field: nil),
        ]
        let assignment = try ColumnAssignment(headers: fixed + ["Ort", "Stadt", "Abgemeldet"], mappings: mappings)
        let expected: [Field?] = [
            .email, .registered, nil, .deactivated, .source, .own("city"), .own("Stadt"), nil,
        ]
        #expect(assignment.fields == expected)
        // A column of the group's own that only sounds like a sign-up column is none.
        #expect(assignment.overridden == [.activated: 2])
    }

    /// Nothing that cbs writes, but somebody may have added columns to it.
    @Test func addedColumnsThatCannotBeFieldsAreNumbered() throws {
        let fields = try ColumnAssignment(headers: fixed + ["status", "email", "Ort", "ort", ""]).fields
        let own: [Field?] = ["status_2", "email_2", "Ort", "ort_2", "column_10"].map { .own($0) }
        #expect(Array(fields.dropFirst(5)) == own)
    }
}
