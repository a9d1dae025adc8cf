extension ConsentColumnLists {
    /// About consent, or leaving, that is refused, withdrawn, ended, lacking or denied: as `consent`.
    static let refusals = """
        Einwilligung zurückgezogen | ja, nein = left stays
        Einwilligung zurückgezogen | 1, 0 = left stays
        Canceló la suscripción de todos los correos | true, false = left stays
        Mailing ausgesetzt | ja, nein = left stays
        Newsletter off | ja, nein = left stays
        Newsletter stornieren | ja, nein = left stays
        Inschrijving geannuleerd | ja, nee = left stays
        E-Mails nicht zulassen | Nicht zulassen, Zulassen = left stays
        E-Mails nicht zulassen | Ja, Nein = left stays
        Do not allow Bulk Emails | Yes, No = left stays
        Do not allow Emails | Do Not Allow, Allow = left stays
        Newsletter status | not registered, registered = left stays
        Mailempfänger | nein, ja = left stays
        Consent refused | yes, no = left stays
        Consent denied | yes, no = left stays
        Consent declined | yes, no = left stays
        Consent rescinded | yes, no = left stays
        Consent expired | yes, no = left stays
        Consent missing | yes, no = left stays
        Consent withdrawal | yes, no = left stays
        Permission revoked | yes, no = left stays
        Permission denied | 1, 0 = left stays
        Opt-in revoked | yes, no = left stays
        Opt-in declined | yes, no = left stays
        Opt-in abgelehnt | ja, nein = left stays
        Einwilligung abgelehnt | ja, nein = left stays
        Einwilligung verweigert | ja, nein = left stays
        Einwilligung fehlt | ja, nein = left stays
        Fehlende Einwilligung | ja, nein = left stays
        Consentement retiré | oui, non = left stays
        Consentement refusé | oui, non = left stays
        Retrait du consentement | oui, non = left stays
        Consenso revocato | sì, no = left stays
        Consenso ritirato | sì, no = left stays
        Consenso negato | sì, no = left stays
        Revoca del consenso | sì, no = left stays
        Consentimiento revocado | sí, no = left stays
        Consentimiento retirado | sí, no = left stays
        Consentimiento denegado | sí, no = left stays
        Toestemming ingetrokken | ja, nee = left stays
        Toestemming geweigerd | ja, nee = left stays
        Intrekking toestemming | ja, nee = left stays
        Opt-in widerrufen | 1, 0 = left stays
        Opt-in widerrufen | ja, nein = left stays
        No opt-out | yes, no = stays left
        not unsubscribed | yes, no = stays left
        Opt-out declined | yes, no = stays left
        Opt-out revoked | yes, no = stays left
        Abmeldung widerrufen | ja, nein = stays left
        Consent not withdrawn | yes, no = stays left
        Einwilligung nicht widerrufen | ja, nein = stays left
        Opt-out / revoked | yes, no = left stays
        Consenso revocato il | 31.12.2024, = left then -
        Toestemming ingetrokken op | 31-12-2024, = left then -
        Datum intrekking toestemming | 31-12-2024, = left then -
        Date de retrait du consentement | 2024-12-31, = left then -
        Fecha de revocación del consentimiento | 2024-12-31, = left then -
        Consent withdrawn at | 2024-12-31, = left then -
        GDPR consent | given, given, withdrawn = stays stays left
        Consent status | granted, granted, granted, denied = stays stays stays left
        Email consent | granted, denied = stays left
        Consent | obtained, obtained, revoked = stays stays left
        Consent | received, missing = stays left
        Consent | foo, bar, baz, revoked = ? ? ? left
        Contact permission | granted, granted, revoked = stays stays left
        Contact Status | given, given, withdrawn = stays stays left
        Consentement | donné, donné, retiré = stays stays left
        Consenso | dato, dato, revocato = stays stays left
        Toestemming | gegeven, gegeven, ingetrokken = stays stays left
        Consentimiento | otorgado, revocado = stays left
        Einwilligung | erteilt, erteilt, widerrufen = stays stays left
        Einwilligung | liegt vor, liegt nicht vor = stays left
        Newsletter-Status | 1, 0 = stays left
        Newsletter status | 1, 0 = stays left
        Subscription status | 1, 0 = stays left
        subscriber_status | 1, 0 = stays left
        email status | 1, 0 = stays left
        mailing status | 1, 0 = stays left
        Abo-Status | 1, 0 = stays left
        mail_status | 1, 0 = stays left
        Newsletter-Status | J, N = stays left
        Status | 1, 0 = stays left
        State | 0, 1, 1 = left stays stays
        Gekündigt am | 2024-12-31, = left then -
        Kündigungsdatum | 2024-12-31, = left then -
        Opgezegd op | 2024-12-31, = left then -
        Cancelado el | 2024-12-31, = left then -
        Revocato il | 2024-12-31, = left then -
        Data di revoca | 2024-12-31, = left then -
        Fecha de revocación | 2024-12-31, = left then -
        Date de retrait | 2024-12-31, = left then -
        Date de résiliation | 2024-12-31, = left then -
        Ingetrokken op | 2024-12-31, = left then -
        Revoked at | 2024-12-31, = left then -
        Spam-Meldung am | 2024-12-31, = left then -
        Widerrufen am | 2024-12-31, = left then -
        Widerruf am | 2024-12-31, = left then -
        Stop newsletter | yes, no = left stays
        Newsletter declined | yes, no = left stays
        Newsletter cancelled | yes, no = left stays
        Newsletter disabled | yes, no = left stays
        Subscription cancelled | yes, no = left stays
        Newsletter abgelehnt | ja, nein = left stays
        Newsletter gekündigt | ja, nein = left stays
        Newsletter deaktiviert | ja, nein = left stays
        Werbung untersagt | ja, nein = left stays
        Werbung verboten | ja, nein = left stays
        Marketing-Sperre | ja, nein = left stays
        Mailingstopp | ja, nein = left stays
        Werbestopp | ja, nein = left stays
        Rechaza newsletter | sí, no = left stays
        Refuse newsletter | oui, non = left stays
        Rifiuta marketing | sì, no = left stays
        Abonnement résilié | oui, non = left stays
        Abonnement opgezegd | ja, nee = left stays
        Abbonamento annullato | sì, no = left stays
        Exclude from newsletter | 1, 0 = left stays
        Keine E-Mail | ja, nein = left stays
        Keine E-Mails | ja, nein = left stays
        Nicht kontaktieren | ja, nein = left stays
        Opposition | oui, non = left stays
        Bezwaar | ja, nee = left stays
        nonsubscriber | 1, 0 = left stays
        No contact | yes, no = left stays
        No recibir correo electrónico | sí, no = left stays
        No recibir correos | sí, no = left stays
        No recibe correos | sí, no = left stays
        No quiere recibir correos | sí, no = left stays
        Sin correo electrónico | sí, no = left stays
        Non ricevere email | sì, no = left stays
        Non riceve e-mail | sì, no = left stays
        Non vuole ricevere email | sì, no = left stays
        Ne pas recevoir d'e-mails | oui, non = left stays
        Ne reçoit pas d'e-mails | oui, non = left stays
        Ne reçoit plus d'e-mails | oui, non = left stays
        Ontvangt geen e-mail | ja, nee = left stays
        Geen e-mails ontvangen | ja, nee = left stays
        Niet mailen | ja, nee = left stays
        Does not receive emails | yes, no = left stays
        Do not receive email | yes, no = left stays
        Erhält keine E-Mails | ja, nein = left stays
        Keine E-Mails erhalten | ja, nein = left stays
        Darf nicht angeschrieben werden | ja, nein = left stays
        Not to be emailed | yes, no = left stays
        Ne pas écrire | oui, non = left stays
        Non contattabile | sì, no = left stays
        Mailstopp | ja, nein = left stays
        E-Mail-Stopp | ja, nein = left stays
        Emailstopp | ja, nein = left stays
        Geen contact | ja, nee = left stays
        Formerly subscribed | yes, no = left stays
        No longer subscribed | yes, no = left stays
        Status | pending, inactive = pending pending
        Status | pending, pending, pending, subscribed = pending pending pending stays
        status | new, active, active, deleted = pending stays stays left
        confirmed | 1, 0 = stays pending
        Confirmed | yes, no = stays pending
        Bestätigt | ja, nein = stays pending
        validated | 1, 0 = stays pending
        optin_confirmed | 1, 0 = stays pending
        optin | single, double = stays stays
        State | on, off = stays left
        Status | OK, gesperrt = stays left
        Status | sí, no = stays left
        Status | ja, nein = stays left
        Estado | SI, NO = stays left
        """

    /// Looks like it, but is not used: as `unused`.
    static let unusedRefusals = """
        Consent | Newsletter 2024, Gewinnspiel
        Consent given at | 2024-01-01, 2024-02-01
        Kündigungsgrund | zu teuer,
        Opt-out declined on | 2024-01-01, 2024-02-01
        """

    /// About something else: as `harmless`.
    static let harmlessRefusals = """
        State | ON, ON, QC
        State | ON, ON
        State | OK, TX
        State | OK, ON
        Estado | ON, QC
        Stato | SI, RM
        État | ON, QC
        Stato | NO, RM
        Status | new, new, customer
        Status | Neu, Kunde, gesperrt
        Status | Gold, Silver, inactive, inactive
        Status | pending, shipped, pending, cancelled
        Status | new, new, new
        Cancelled at | 2024-01-01,
        Kündigungsfrist | 3 Monate,
        Retraité | oui, non
        Not contacted | yes, no
        Last contact | 2024-01-01,
        Emails sent | 3, 1
        Contact No | 1, 2
        No of emails | 1, 0
        Status | 1, 2
        Missing | 1, 0
        Stop | A, B
        Status | single, married, single
        Declined | yes, no
        Kundenstatus | 1, 0
        Nachname | Ehemals, Stop
        Former name | Meier, Schulz
        Previous newsletter | Spring, Summer
        """

    /// States that say that somebody has left.
    static let leavers = [
        "Kündigung bestätigt", "Bestätigte Kündigung", "opzegging bevestigd", "termination confirmed",
        "previously subscribed", "was subscribed", "formerly active", "active no more", "früher angemeldet",
        "ehemals angemeldet", "anciennement abonné", "ancien abonné", "ex iscritto", "consent expired",
        "consent missing", "Einwilligung fehlt", "Opt-in fehlt", "opt-in: no", "subscribed: no", "subscribed=false",
        "active: false", "deliverable: no", "unsubscribed=true", "opt-in (no)", "subscribed - no",
        "newsletter: nein", "subscribed=0", "unmailable", "uncontactable", "not deliverable", "nicht zustellbar",
        "not valid", "no longer subscribed", "nicht mehr aktiv", "n'est plus abonné", "ya no suscrito",
        "niet meer actief", "non più iscritto", "erasure requested", "deletion requested", "pending deletion",
        "pending removal", "Löschung beantragt", "keine E-Mail", "nicht kontaktieren", "pas d'email", "no contact",
        "opt-in 0", "opt-in (0)", "aktiv (0)", "Opt-in n", "akkoord niet", "n'accepte pas", "bounced 1",
    ]

    /// States that say that somebody has not left.
    static let stayers = [
        "opt-in: yes", "unsubscribed: no", "active: true", "bounced: no", "Subscribed (double opt-in)",
        "Active since 2024", "opted in", "Confirmed", "opt-in 1", "aktiv (1)", "unsubscribed (0)",
    ]

    /// States that say neither, for all that is known.
    static let unreadable = [
        "subscribed elsewhere", "quasi angemeldet", "subscribed until 2023",
        "quondam iscritto", "Opt-In -", "opt-in 2", "bounced 0",
    ]
}
