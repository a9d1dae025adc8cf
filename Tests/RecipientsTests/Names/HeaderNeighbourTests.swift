import Recipients
import Testing

/// Headers whose meaning their neighbours or their columns decide.
@Suite struct HeaderNeighbourTests {
    private func names(_ headers: String) throws -> [String?] {
        try ColumnAssignment(headers: headers.split(separator: ";").map(String.init)).fields.map { $0?.name }
    }

    @Test(arguments: [
        ("E-Mail;Vorname;Name", ["email", "firstname", "lastname"]),
        ("E-mail;Naam;Voornaam", ["email", "lastname", "firstname"]),
        ("Email;First name;Name", ["email", "firstname", "lastname"]),
        ("Email;Prénom;Nom", ["email", "firstname", "lastname"]),
        ("Email;Nom;Prénom", ["email", "lastname", "firstname"]),
        ("Email;Nome;Cognome", ["email", "firstname", "lastname"]),
        ("Email;Nombre;Apellidos", ["email", "firstname", "lastname"]),
        ("Email;Name", ["email", "Name"]),
        ("Email;Naam", ["email", "Naam"]),
        ("Email;Nom", ["email", "lastname"]),
        ("Email;Nome", ["email", "firstname"]),
        ("Email;Vorname;Nachname;Name", ["email", "firstname", "lastname", "Name"]),
        ("Email;Nom de famille;Prénom;Nom", ["email", "lastname", "firstname", "Nom"]),
        ("Email;OPTIN_TIME", ["email", "activated"]),
        ("Email Address;OPTIN_TIME;CONFIRM_TIME", ["email", "registered", "activated"]),
        ("EMAIL;LASTNAME;FIRSTNAME;EMAIL_BLACKLISTED", ["email", "lastname", "firstname", nil]),
    ])
    func neighboursDecide(headers: String, fields: [String?]) throws {
        #expect(try names(headers) == fields)
    }

    /// Rejected rows that come again bear two columns that are not theirs.
    @Test func theColumnsOfRejectedRowsAreLeftOut() throws {
        #expect(try names("line;reason;email;Ort") == [nil, nil, "email", "city"])
        #expect(
            try names("line;reason;email;registered;activated;deactivated;source;Ort")
                == [nil, nil, "email", "registered", "activated", "deactivated", "source", "Ort"])
        #expect(try names("reason;line;email") == ["reason", "line", "email"])
    }

    @Test func columnsOfYesAndNoAreKnown() throws {
        var tallies: [Int: ConsentTally] = [:]
        for (column, text) in [(1, "yes"), (2, "1"), (3, "unsubscribed"), (4, "yes")] {
            Array(text.utf8).withUnsafeBytes { tallies[column, default: ConsentTally()].note($0) }
        }
        let assignment = try ColumnAssignment(
            headers: ["email", "active", "EMAIL_BLACKLISTED", "status", "x"],
            mappings: [.init(column: "active", field: nil), .init(column: "x", field: "subscribed")], tallies: tallies)
        #expect(assignment.flags.map(\.meaning) == [.active, .unsubscribed, .status, .subscribed])
        #expect(assignment.flags.map(\.isUsed) == [false, true, true, true])
        #expect(assignment.fields == [.email, nil, nil, nil, nil])
    }
}
