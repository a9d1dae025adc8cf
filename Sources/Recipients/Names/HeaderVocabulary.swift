/// The headers by which the columns of other people's files are known: German, Dutch and English.
public enum HeaderVocabulary {
    /// The fields that are called the same whatever a file's language.
    public static let commonFields = ["firstname", "lastname", "salutation", "company", "city"]

    /// What a column with this header holds, or nil if it is not known. Case, blanks and punctuation do not count.
    public static func field(forHeader header: String) -> Field? {
        known[folded(header)]
    }

    /// Lower case, letters and digits only, umlauts as they are.
    static func folded(_ header: String) -> String {
        var scalars = String.UnicodeScalarView()
        let text = header.normalizedNFC.lowercased()
        scalars.append(
            contentsOf: text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        return String(scalars)
    }

    private static let known: [String: Field] = {
        var table: [String: Field] = [:]
        for (field, headers) in headers {
            for header in headers { table[header] = field }
        }
        return table
    }()

    /// Headers in their folded form.
    private static let headers: [(Field, [String])] = [
        (
            .email,
            [
                "email", "emailadresse", "emailaddress", "emailadres", "mail", "mailadresse", "mailaddress",
                "mailadres",
                "epost", "epostadresse", "adresseemail", "emailid", "subscriberemail", "kontaktemail",
            ]
        ),
        (
            .registered,
            [
                "registered", "registeredat", "registeredon", "registrationdate", "signedup", "signedupat",
                "signupdate",
                "signuptime", "subscribedat", "created", "createdat",
                "angemeldet", "angemeldetam", "anmeldedatum", "anmeldung", "anmeldungam", "registriert",
                "registriertam",
                "registrierung", "registrierungsdatum", "eingetragen", "eingetragenam",
                "geregistreerd", "geregistreerdop", "registratiedatum", "aangemeld", "aangemeldop", "aanmelddatum",
                "aanmelding", "inschrijfdatum", "ingeschreven", "ingeschrevenop",
            ]
        ),
        (
            .activated,
            [
                "activated", "activatedat", "activatedon", "activationdate", "confirmed", "confirmedat", "confirmedon",
                "confirmationdate", "confirmtime", "optindate", "optintime",
                "aktiviert", "aktiviertam", "aktivierung", "aktivierungsdatum", "bestätigt", "bestätigtam",
                "bestätigung", "bestätigungsdatum", "freigeschaltet", "freigeschaltetam",
                "geactiveerd", "geactiveerdop", "activatie", "activatiedatum", "bevestigd", "bevestigdop",
                "bevestigingsdatum",
            ]
        ),
        (
            .deactivated,
            [
                "deactivated", "deactivatedat", "deactivatedon", "deactivationdate", "unsubscribed", "unsubscribedat",
                "unsubscribedon", "unsubscribedate", "unsubscribetime", "unsubtime", "optoutdate", "optouttime",
                "deaktiviert", "deaktiviertam", "deaktivierung", "deaktivierungsdatum", "abgemeldet", "abgemeldetam",
                "abmeldedatum", "abmeldung", "abmeldungam", "ausgetragen", "ausgetragenam",
                "gedeactiveerd", "gedeactiveerdop", "deactivatie", "deactivatiedatum", "afgemeld", "afgemeldop",
                "afmelddatum", "afmelding", "uitgeschreven", "uitgeschrevenop", "uitschrijfdatum",
            ]
        ),
        (
            .source,
            ["source", "signupsource", "quelle", "herkunft", "anmeldequelle", "bron", "herkomst"]
        ),
        (
            .own("firstname"),
            ["firstname", "forename", "givenname", "vorname", "rufname", "voornaam"]
        ),
        (
            .own("lastname"),
            ["lastname", "surname", "familyname", "nachname", "familienname", "zuname", "achternaam", "familienaam"]
        ),
        (
            .own("salutation"),
            ["salutation", "anrede", "aanhef", "aanspreking"]
        ),
        (
            .own("company"),
            [
                "company", "companyname", "organisation", "organization", "firma", "firmenname", "unternehmen",
                "bedrijf",
                "bedrijfsnaam", "organisatie",
            ]
        ),
        (
            .own("city"),
            ["city", "town", "ort", "stadt", "wohnort", "plaats", "woonplaats", "stad"]
        ),
    ]
}
