extension ConsentColumnLists {
    /// What people wish, as forms and shops write it, and flags beside a few other numbers: as `consent`.
    static let wishes = """
        Newsletter (ja/nein) | ja, nein = stays left
        Newsletter yes/no | yes, no = stays left
        Newsletter (oui/non) | oui, non = stays left
        Newsletter (J/N) | J, N = stays left
        Boletín sí/no | sí, no = stays left
        Newsletter sì/no | sì, no = stays left
        Nieuwsbrief ja/nee | ja, nee = stays left
        Werbung ja/nein | ja, nein = stays left
        E-Mail-Werbung ja/nein | ja, nein = stays left
        Newsletter-Anmeldung | ja, nein = stays left
        Newsletter erhalten | ja, nein = stays left
        Newsletterempfang | ja, nein = stays left
        erhält Newsletter | ja, nein = stays left
        möchte Newsletter | ja, nein = stays left
        bekommt Newsletter | ja, nein = stays left
        bezieht Newsletter | ja, nein = stays left
        wünscht Newsletter | ja, nein = stays left
        Kundennewsletter | ja, nein = stays left
        Recevoir la newsletter | oui, non = stays left
        Reçoit la newsletter | oui, non = stays left
        Veut newsletter | oui, non = stays left
        Inscription à la newsletter | oui, non = stays left
        Recibir boletín | sí, no = stays left
        Recibe boletín | sí, no = stays left
        Inscripción al boletín | sí, no = stays left
        Alta newsletter | sí, no = stays left
        Riceve newsletter | sì, no = stays left
        Ricevere newsletter | sì, no = stays left
        Vuole newsletter | sì, no = stays left
        Iscrizione alla newsletter | sì, no = stays left
        Nieuwsbrief ontvangen | ja, nee = stays left
        Ontvangt nieuwsbrief | ja, nee = stays left
        Wil nieuwsbrief | ja, nee = stays left
        Inschrijving nieuwsbrief | ja, nee = stays left
        Mag gemaild worden | ja, nee = stays left
        Newsletter signup | yes, no = stays left
        Sign up for newsletter | yes, no = stays left
        Get newsletter | yes, no = stays left
        Join newsletter | yes, no = stays left
        Allow marketing | yes, no = stays left
        Can contact | yes, no = stays left
        Send emails | yes, no = stays left
        Subscriber | yes, no = stays left
        Abonnent | ja, nein = stays left
        N'accepte pas | oui, non = left stays
        N’accepte pas | oui, non = left stays
        n accepte pas | oui, non = left stays
        ne accepte pas | oui, non = left stays
        N'autorise pas | oui, non = left stays
        Accepte pas | oui, non = left stays
        N'accepte pas la newsletter | oui, non = left stays
        Akkoord niet | ja, nee = left stays
        Erlaubnis nicht | ja, nein = left stays
        Newsletter nicht | ja, nein = left stays
        Nieuwsbrief niet | ja, nee = left stays
        Newsletter pas | oui, non = left stays
        Lista Robinson | sí, no = left stays
        Robinson | ja, nein = left stays
        Robinson list | yes, no = left stays
        NPAI | oui, non = left stays
        Opposé | oui, non = left stays
        Opposé à la prospection | oui, non = left stays
        S'oppose | oui, non = left stays
        A refusé | oui, non = left stays
        ne veut pas | oui, non = left stays
        Doesn't want emails | yes, no = left stays
        ex-subscriber | yes, no = left stays
        Former subscriber | yes, no = left stays
        ehemaliger Abonnent | ja, nein = left stays
        Email non valida | sì, no = left stays
        Adresse ungültig | ja, nein = left stays
        excluded | true, false = left stays
        Will nicht | ja, nein = left stays
        Wil niet | ja, nee = left stays
        Non vuole | sì, no = left stays
        No quiere | sí, no = left stays
        Erhält E-Mails | ja, nein = stays left
        Bekommt E-Mails | ja, nein = stays left
        Receives email | yes, no = stays left
        Receive emails | yes, no = stays left
        Reçoit des e-mails | oui, non = stays left
        Riceve email | sì, no = stays left
        Recibe correos | sí, no = stays left
        Recibe correo electrónico | sí, no = stays left
        Ontvangt e-mail | ja, nee = stays left
        Souscrit | oui, non = stays left
        subscribe | yes, no = stays left
        Email permitido | sí, no = stays left
        Email consentito | sì, no = stays left
        Akzeptiert E-Mail-Marketing | ja, nein = stays left
        Akzeptiert Newsletter | ja, nein = stays left
        Status | subscribed, unsubscribed, transactional = stays left pending
        Marketing contact status | Marketingkontakt, Nicht-Marketingkontakt = stays left
        Statut | Actif, Rebond = stays left
        Globaler Status | abonniert, abgemeldet = stays left
        Statut global | abonné, désabonné = stays left
        Stato globale | iscritto, disiscritto = stays left
        Globale status | ingeschreven, uitgeschreven = stays left
        Customer status | subscribed, unsubscribed = stays left
        Customer opt-out | yes, no = left stays
        subscribed | 1, 0, 2 = stays left ?
        is_subscribed | 1, 0, 2 = stays left ?
        Accepts Marketing | 1, 0, 2 = stays left ?
        opt-in | 1, 0, 2 = stays left ?
        oxdboptin | 1, 0, 2 = stays left ?
        Newsletter | 1, 0, 2 = stays left ?
        Newsletter-Status | 1, 0, 2 = stays left ?
        Marketing | 1, 0, 17 = stays left ?
        Abo | 1, 0, 2 = stays left ?
        aktiv | 1, 0, 2 = stays left ?
        gesperrt | 1, 0, 2 = left stays ?
        Double-Opt-in | 1, 0, 2 = stays pending ?
        subscriber_status | 1, 1, 3 = stays stays ?
        Status | 1, 0, 2 = stays left ?
        """

    /// Perhaps about consent, but nobody can tell: as `unused`.
    static let unusedWishes = """
        subscriber_status | 1, 2, 3
        Newsletter-Status | 2, 3, 4
        Contact Status | 1, 2, 3
        Kontaktstatus | 1, 2, 3
        member_status | 1, 2, 3
        Email campaigns | Subscribed, Unsubscribed, Subscribed
        Membership | opted in, opted out
        Channel | Subscribed, Subscribed, Unsubscribed
        Verteiler A | angemeldet, abgemeldet
        Newsletter | 0, 3, 2
        Newsletter Gartenfreunde | ja, nein
        Newsletter Gartenfreunde | 1, 0, 1
        Mailing Herbst | Y, N
        N'accepte plus | oui, non
        Newsletter Plus | ja, nein
        Newsletter no | yes, no
        """

    /// About something else: as `harmless`.
    static let harmlessWishes = """
        Newsletter | 0, 3, 17
        Newsletter Gartenfreunde | Rosen, Tulpen
        Newsletter geöffnet | ja, nein
        Newsletter angeklickt | ja, nein
        Newsletter gesendet | ja, nein
        Newsletter sent | yes, no
        Newsletter HTML | ja, nein
        Newsletter-Format | html, text
        Newsletter frequency | 1, 2
        Receiver email | anna@example.com, ben@example.com
        Active customer | yes, no
        Deleted customer | yes, no
        Kunde aktiv | ja, nein
        Fotoerlaubnis | ja, nein
        Photo consent | yes, no
        Deleted cart | yes, no
        Cleaned address | yes, no
        Third party opt-in | yes, no
        Third-party consent | yes, no
        Call opt-in | yes, no
        SMS opt-in | yes, no
        Anruferlaubnis | ja, nein
        Membership | active, blocked
        Channel | subscribed, subscribed
        Tags | a, b, unsubscribed
        Newsletter received count | 1, 0
        Newsletter envoyée | oui, non
        Newsletter ouverte | oui, non
        Newsletter letta | sì, no
        Newsletter enviada | sí, no
        Nieuwsbrief verzonden | ja, nee
        Nieuwsbrief gelezen | ja, nee
        Newsletter date | 2024-01-01, 2024-02-01
        Subscriber since | 2023-01-01, 2024-01-01
        Subscriber name | Anna, Ben
        Probeabo | ja, nein
        Werbegeschenk erhalten | ja, nein
        """
}
