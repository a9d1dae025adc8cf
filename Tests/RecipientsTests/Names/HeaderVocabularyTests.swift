import Testing

@testable import Recipients

@Suite struct HeaderVocabularyTests {
    @Test(arguments: [
        ("E-Mail", Field.email), ("email", .email), ("EMail-Adresse", .email), ("e_mail address", .email),
        ("E-mailadres", .email), ("Mail", .email), ("  E-Mail:", .email),
        ("Anmeldedatum", .registered), ("Registered at", .registered), ("Registriert am", .registered),
        ("Inschrijfdatum", .registered), ("created_at", .registered), ("Angemeldet am", .registered),
        ("Bestätigt am", .activated), ("Besta\u{308}tigt", .activated), ("Activated", .activated),
        ("Aktivierung", .activated), ("Bevestigd op", .activated), ("CONFIRM_TIME", .activated),
        ("Abgemeldet", .deactivated), ("Unsubscribed at", .deactivated), ("Uitgeschreven", .deactivated),
        ("Afgemeld op", .deactivated), ("deactivated", .deactivated),
        ("Quelle", .source), ("Herkomst", .source), ("source", .source),
        ("Vorname", .own("firstname")), ("voornaam", .own("firstname")), ("First Name", .own("firstname")),
        ("Nachname", .own("lastname")), ("achternaam", .own("lastname")), ("Surname", .own("lastname")),
        ("Anrede", .own("salutation")), ("Aanhef", .own("salutation")),
        ("Firma", .own("company")), ("Bedrijf", .own("company")), ("Company Name", .own("company")),
        ("Ort", .own("city")), ("Woonplaats", .own("city")), ("Town", .own("city")),
        // French, Italian, Spanish.
        ("Adresse e-mail", .email), ("Courriel", .email), ("Indirizzo e-mail", .email),
        ("Correo electrónico", .email), ("correo electronico", .email),
        ("Prénom", .own("firstname")), ("PRENOM", .own("firstname")), ("Cognome", .own("lastname")),
        ("Apellidos", .own("lastname")), ("Nom de famille", .own("lastname")),
        ("Civilité", .own("salutation")), ("Tratamiento", .own("salutation")),
        ("Société", .own("company")), ("Azienda", .own("company")), ("Empresa", .own("company")),
        ("Ville", .own("city")), ("Città", .own("city")), ("Ciudad", .own("city")),
        ("Date d'inscription", .registered), ("Data di iscrizione", .registered), ("Fecha de alta", .registered),
        ("Date de confirmation", .activated), ("Data conferma", .activated), ("Fecha de confirmación", .activated),
        ("Date de désinscription", .deactivated), ("Data di cancellazione", .deactivated),
        ("Fecha de baja", .deactivated), ("Désabonné le", .deactivated),
        ("Origine", .source), ("Fuente", .source), ("Bestaetigt am", .activated),
    ])
    func knows(header: String, field: Field) {
        #expect(HeaderVocabulary.field(forHeader: header) == field)
    }

    @Test(arguments: ["", "Kd Nr", "status", "Geburtstag", "email2", "Telefon", "PLZ", "Land", "日本", "-"])
    func doesNotKnow(header: String) {
        #expect(HeaderVocabulary.field(forHeader: header) == nil)
    }

    @Test func everyNameOfOursIsKnownAsItself() {
        for field in Field.fixed { #expect(HeaderVocabulary.field(forHeader: field.name) == field) }
        for name in HeaderVocabulary.commonFields { #expect(HeaderVocabulary.field(forHeader: name) == .own(name)) }
    }

    /// The short way for ASCII gives what the long one gives.
    @Test func asciiIsFoldedAlike() {
        let all = String(String.UnicodeScalarView((0..<0x80).compactMap(Unicode.Scalar.init)))
        #expect(HeaderVocabulary.folded(all) == HeaderVocabulary.foldedScalars(all))
        for header in ["", "E-Mail", "First Name (1)", "ÄB-c", "straße", "\u{FF21}b"] {
            #expect(HeaderVocabulary.folded(header) == HeaderVocabulary.foldedScalars(header))
        }
    }
}
