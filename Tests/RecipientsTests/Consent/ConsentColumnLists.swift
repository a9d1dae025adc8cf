/// Headers with values, as services and people write them.
enum ConsentColumnLists {
    /// About consent: `header | value, value = what they say`.
    static let consent = """
        Unsubscribed from all email | true, false, = left stays -
        subscribed_to_emails | false, true = left stays
        doNotContact | 1, 0 = left stays
        is_blacklisted | yes, no = left stays
        Contact Status | Unsubscribed, Subscribed = left stays
        status | opted_out, subscribed = left stays
        status | un-subscribed, active = left stays
        status | spam, active = left stays
        Status | gesperrt, aktiv = left stays
        status | suppressed, enabled = left stays
        Unsubscribed Date | 2024-01-01, = left then -
        Opt-Out-Datum | 01.02.2024, = left then -
        Abgemeldet seit | 2024-01-01, = left then -
        Datum der Abmeldung | 31.12.2023, = left then -
        Newsletter | ja, nein = stays left
        MEMBER_STATUS | cleaned, subscribed = left stays
        Werbesperre | ja, nein = left stays
        Werbesperre | 1, 0 = left stays
        Sperrdatum | 01.02.2024, = left then -
        Sperrung am | 01.02.2024, = left then -
        Sperrung | ja, nein = left stays
        Removed at | 2024-01-01, = left then -
        removed_on | 2024-01-01T10:00:00Z, = left then -
        Removal date | 2024-01-01, = left then -
        Contact removed on | 2024-01-01, = left then -
        Disabled at | 2024-01-01, = left then -
        Suspended on | 2024-01-01, = left then -
        Deletion date | 2024-01-01, = left then -
        Archived at | 2024-01-01, = left then -
        Left at | 2024-01-01, = left then -
        leftAt | 2024-01-01, = left then -
        Date left | 2024-01-01, = left then -
        Leaving date | 2024-01-01, = left then -
        Date of exit | 2024-01-01, = left then -
        Resigned on | 2024-01-01, = left then -
        Inactive since | 2024-01-01, = left then -
        Inaktiv seit | 01.02.2024, = left then -
        Austrittsdatum | 31.12.2023, = left then -
        Austritt am | 31.12.2023, = left then -
        Austritt | 31.12.2023, = left then -
        Datum des Austritts | 31.12.2023, = left then -
        Ausgetreten am | 31.12.2023, = left then -
        Ausgeschieden am | 31.12.2023, = left then -
        Abgangsdatum | 31.12.2023, = left then -
        Löschdatum | 31.12.2023, = left then -
        Entfernt am | 31.12.2023, = left then -
        Deaktiviert seit | 31.12.2023, = left then -
        Inactief sinds | 31-12-2023, = left then -
        Uitgetreden op | 31-12-2023, = left then -
        Datum uittreding | 31-12-2023, = left then -
        Verwijderdatum | 31-12-2023, = left then -
        Blokkeringsdatum | 31-12-2023, = left then -
        Inactif depuis | 2023-12-31, = left then -
        Date de sortie | 2023-12-31, = left then -
        Radié le | 2023-12-31, = left then -
        Date de radiation | 2023-12-31, = left then -
        Date de blocage | 2023-12-31, = left then -
        Désactivé depuis | 2023-12-31, = left then -
        Inattivo dal | 2023-12-31, = left then -
        Rimosso il | 2023-12-31, = left then -
        Data di recesso | 2023-12-31, = left then -
        Data di blocco | 2023-12-31, = left then -
        Inactivo desde | 2023-12-31, = left then -
        Fecha de eliminación | 2023-12-31, = left then -
        Fecha de bloqueo | 2023-12-31, = left then -
        Exclude from campaigns | true, false = left stays
        Von Kampagnen ausschließen | ja, nein = left stays
        Uitsluiten van campagnes | ja, nee = left stays
        Exclure des campagnes | oui, non = left stays
        Escludi dalle campagne | sì, no = left stays
        Excluir de campañas | sí, no = left stays
        désinscrit le | 2024-01-01, = left then -
        Désinscrit | oui, non = left stays
        afgemeld | ja, nee = left stays
        Afgemeld op | 31-12-2024, = left then -
        cancellato | sì, no = left stays
        dado de baja | sí, no = left stays
        Fecha de baja | 2024-01-01, = left then -
        no newsletter | true, false = left stays
        not subscribed | yes, no = left stays
        nicht abonniert | ja, nein = left stays
        Nicht abgemeldet | ja, nein = stays left
        Keine Werbung | ja, nein = left stays
        kein Newsletter | x, = left -
        Geen nieuwsbrief | ja, nee = left stays
        Pas de newsletter | oui, non = left stays
        Niente newsletter | sì, no = left stays
        No enviar | sí, no = left stays
        Ne pas contacter | oui, non = left stays
        Non contattare | sì, no = left stays
        niet mailen | ja, nee = left stays
        EMAIL_BLACKLISTED | 1, 0 = left stays
        emailBlacklisted | true, false = left stays
        HasOptedOutOfEmail | TRUE, FALSE = left stays
        Email Opt Out | 1, 0 = left stays
        Opted out of email: Marketing Information | true, = left -
        hs_email_optout | true, false = left stays
        Accepts Marketing | no, yes = left stays
        Accepts Email Marketing | no, yes = left stays
        accepts_marketing | false, true = left stays
        Email Marketing Consent | UNSUBSCRIBED, SUBSCRIBED, NEVER_SUBSCRIBED = left stays left
        Email Marketing Status | Unsubscribed, Subscribed, Pending = left stays pending
        Email status | Unsubscribed, Active, Bounced = left stays left
        Email permission status | Unsubscribed, Implicit, Explicit = left stays stays
        Confirmed Opt-Out Date | 2024-03-01, = left then -
        Opt-out date | 2024-03-01 10:00:00, = left then -
        UNSUB_TIME | 2024-03-01 10:00:00, = left then -
        CLEAN_TIME | 2024-03-01 10:00:00, = left then -
        Date Unsubscribed | 2024-03-01, = left then -
        Date Undeliverable | 2024-03-01, = left then -
        unsubscribed_at | 2024-03-01T10:00:00Z, = left then -
        unsubscribedAt | 1700000000, 0 = left then stays
        State | Unsubscribed, Active, Bounced, Unconfirmed = left stays left pending
        state | cleaned, active = left stays
        status | enabled, disabled, blocklisted = stays left left
        subscription_status | unconfirmed, confirmed, unsubscribed = pending stays left
        Subscription status | unsubscribed, subscribed = left stays
        Subscriber Status | Unsubscribed, Subscribed = left stays
        List status | unsubscribed, active = left stays
        Newsletter-Status | abgemeldet, angemeldet = left stays
        Newsletterstatus | optOut, optIn = left stays
        Kontaktstatus | abgemeldet, aktiv = left stays
        Empfängerstatus | gesperrt, aktiv = left stays
        Abonnentenstatus | inaktiv, aktiv = pending stays
        Statut | désabonné, abonné = left stays
        Statut d'abonnement | désinscrit, inscrit = left stays
        Stato | disiscritto, iscritto = left stays
        Stato iscrizione | disiscritto, attivo = left stays
        Estado | baja, alta = left stays
        Estado de suscripción | desuscrito, suscrito = left stays
        Status nieuwsbrief | uitgeschreven, ingeschreven = left stays
        Abonné | non, oui = left stays
        Abonnée à la newsletter | non, oui = left stays
        Inscrit | non, oui = left stays
        Iscritto | no, sì = left stays
        Iscritto alla newsletter | no, sì = left stays
        Ingeschreven | nee, ja = left stays
        Aangemeld voor nieuwsbrief | nee, ja = left stays
        Suscrito | no, sí = left stays
        Suscripción al boletín | no, sí = left stays
        Boletín | no, sí = left stays
        Nieuwsbrief | nee, ja = left stays
        Lettre d'information | non, oui = left stays
        Infolettre | non, oui = left stays
        Angemeldet | nein, ja = left stays
        Newsletter abonniert | nein, ja = left stays
        Newsletter-Einwilligung | nein, ja = left stays
        Werbeeinwilligung | nein, ja = left stays
        Einwilligung | nein, ja = left stays
        Marketing consent | no, yes = left stays
        consent | false, true = left stays
        Toestemming | nee, ja = left stays
        Consentement | non, oui = left stays
        Consenso marketing | no, sì = left stays
        Consentimiento | no, sí = left stays
        Acepta publicidad | no, sí = left stays
        Accetta newsletter | no, sì = left stays
        Accepte la newsletter | non, oui = left stays
        optin | 0, 1 = left stays
        opt_in | false, true = left stays
        Email Opt-In | N, Y = left stays
        Opt-in status | opted out, opted in = left stays
        Double Opt-in | no, yes = pending stays
        is_confirmed | false, true = pending stays
        isOptInPending | true, false = pending stays
        is_unconfirmed | true, false = pending stays
        IsExcludedFromCampaigns | true, false = left stays
        is_unsubscribed | true, false = left stays
        isUnsubscribed | 1, 0 = left stays
        Unsubscribed | 1, 0 = left stays
        unsubscribed | yes, no = left stays
        UNSUBSCRIBED | TRUE, FALSE = left stays
        subscribed | 0, 1 = left stays
        Subscribed | No, Yes = left stays
        active | false, true = left stays
        aktiv | nein, ja = left stays
        Actif | non, oui = left stays
        bounced | true, false = left stays
        Hard bounced | yes, no = left stays
        Bounced at | 2024-01-01, = left then -
        Spam complaint | true, false = left stays
        Complained | yes, no = left stays
        blocked | true, false = left stays
        Gesperrt | ja, nein = left stays
        Suppressed | true, false = left stays
        On suppression list | yes, no = left stays
        Blacklist | ja, nein = left stays
        Robinsonliste | ja, nein = left stays
        Do Not Email | 1, 0 = left stays
        donotemail | 1, 0 = left stays
        do_not_mail | true, false = left stays
        DNC | yes, no = left stays
        Don't contact | yes, no = left stays
        optedOut | true, false = left stays
        optout | 1, 0 = left stays
        Opted Out | Yes, No = left stays
        Opt-Out | x, = left -
        Abmeldedatum | 2024-01-01, = left then -
        Abmeldung am | 01.01.2024, = left then -
        Newsletterabmeldung | 01.01.2024, = left then -
        Abgemeldet | ja, nein = left stays
        Ausgetragen | ja, nein = left stays
        Widerspruch gegen Werbung | ja, nein = left stays
        Werbewiderspruch | 01.03.2024, = left then -
        Widerruf der Einwilligung | 01.03.2024, = left then -
        Newsletter abbestellt | ja, nein = left stays
        Newsletter abbestellt am | 01.03.2024, = left then -
        Newsletter unerwünscht | ja, nein = left stays
        Newsletter erwünscht | nein, ja = left stays
        Werbung erlaubt | nein, ja = left stays
        Werbung nicht erlaubt | ja, nein = left stays
        Uitgeschreven | ja, nee = left stays
        Uitgeschreven op | 31-12-2024, = left then -
        Datum uitschrijving | 31-12-2024, = left then -
        Afmelddatum | 31-12-2024, = left then -
        Désabonné le | 2024-01-01, = left then -
        Date de désabonnement | 2024-01-01, = left then -
        Ne plus recevoir | oui, non = left stays
        Liste noire | oui, non = left stays
        Disiscritto il | 2024-01-01, = left then -
        Data disiscrizione | 2024-01-01, = left then -
        Lista nera | sì, no = left stays
        Baja | sí, no = left stays
        Fecha de desuscripción | 2024-01-01, = left then -
        Lista negra | sí, no = left stays
        Newsletter? | N, J = left stays
        Marketing | no, yes = left stays
        E-Mail-Marketing | nein, ja = left stays
        Receives newsletter | no, yes = left stays
        Wants newsletter | false, true = left stays
        Opt-out from newsletter | true, false = left stays
        Globally unsubscribed | true, false = left stays
        User status | Blacklisted, Active = left stays
        Profile status | unsubscribed, subscribed = left stays
        VIP status | unsubscribed, subscribed = left stays
        status | deleted, active, bounced = left stays left
        status | inactive, active = pending stays
        Status | unbestätigt, bestätigt = pending stays
        Status | not subscribed, subscribed = left stays
        Status | nicht aktiv, aktiv = pending stays
        Status | opted-out, opted-in = left stays
        """

    /// Columns that are not used, but look as if some rows said that somebody had left or agreed: each gets a remark.
    static let unused = """
        Unsubscribe reason | too many mails,
        UNSUB_REASON | NORMAL,
        Abmeldegrund | kein Interesse,
        Consent date | 2024-01-01, 2024-02-01
        Email Marketing Consent Timestamp | 2024-01-01, 2024-02-01
        Einwilligung am | 01.01.2024, 02.01.2024
        Email hard bounce reason | unknown user,
        EmailBouncedReason | mailbox full,
        Suppression reason | spam,
        Motivo de baja | precio,
        Motivo disiscrizione | troppe mail,
        Reden van afmelding | te veel mail,
        Opt-in | 2024-01-01, 2024-02-01
        subscribed_to_emails | 2024-01-01, 2024-02-01
        Grund der Abmeldung | zu viele Mails,
        Motif de désinscription | trop de mails,
        Reason for leaving | too many mails,
        Removal reason | too many mails,
        Motivo della cancellazione | troppe mail,
        Motivo de cancelación | precio,
        Austrittsgrund | Umzug,
        Sperrgrund | Werbung,
        Motif de radiation | trop de mails,
        Reden van uittreding | te veel mail,
        Reason | unsubscribed, spam
        reason | abgemeldet, abgemeldet, Umzug
        Grund | abgemeldet,
        Motivo | baja, gelöscht
        """

    /// About something else: `header | value, value`.
    static let harmless = """
        Newsletter title | Spring news, Summer news
        Order status | cancelled, shipped
        Last opt-in campaign | Spring, Summer
        State | Bayern, Hessen
        State | CA, NY
        Unsubscribe link | https://example.com/u/1, https://example.com/u/2
        Unsubscribe URL | https://example.com/u/1, https://example.com/u/2
        unsubscribe_url | https://example.com/u/1,
        UNSUB_CAMPAIGN_TITLE | Spring,
        UNSUB_CAMPAIGN_ID | a1b2,
        Abmeldelink | https://example.com/u/1,
        Bestellstatus | storniert, versendet
        Auftragsstatus | offen, gesperrt
        Zahlungsstatus | offen, bezahlt
        Lieferstatus | gesperrt, aktiv
        Payment status | pending, cancelled
        Delivery status | pending, active
        Ticket status | new, closed
        Project status | active, cancelled
        Task status | pending, active
        Deal status | active, closed
        Lead status | new, active
        Marital status | married, single
        Familienstand | ledig, verheiratet
        Status | Gold, Silber
        Status | 1, 2
        Status | VIP, Interessent
        Estado | Jalisco, Sonora
        Estado civil | soltero, casado
        Stato | Italia, Francia
        Stato civile | celibe, coniugato
        Stato ordine | annullato, attivo
        Estado del pedido | cancelado, pendiente
        Statut marital | marié, célibataire
        Statut de la commande | annulée, en attente
        État de la livraison | en attente, annulée
        Bestelstatus | geannuleerd, actief
        Burgerlijke staat | gehuwd, ongehuwd
        OPTIN_IP | 127.0.0.1, 10.0.0.1
        CONFIRM_IP | 127.0.0.1, 10.0.0.1
        Opt-in source | Website, Shop
        Opt-in form | Footer, Popup
        Opt-in date | 2024-01-01, 2024-02-01
        Consent text | I agree, I agree
        Einwilligungstext | Ich stimme zu, Ja
        Consent version | 1, 2
        ConsentToTrack | Yes, No
        Tracking consent | yes, no
        Cookie consent | yes, no
        SMS_BLACKLISTED | 1, 0
        smsBlacklisted | true, false
        SMS Marketing Consent | SUBSCRIBED, UNSUBSCRIBED
        Accepts SMS Marketing | no, yes
        HasOptedOutOfFax | true, false
        Do Not Call | 1, 0
        DoNotCall | true, false
        Phone opt-out | true, false
        WhatsApp opt-in | no, yes
        Push subscribed | false, true
        Postal opt out | yes, no
        Telefonwerbung | nein, ja
        Werbung per Post | nein, ja
        Newsletter opened | yes, no
        Newsletter clicked | yes, no
        Newsletter gelesen | ja, nein
        Newsletter type | HTML, Text
        Newsletter language | de, en
        Newsletter-Thema | Garten, Haus
        Newsletter topics | Garden, House
        Newsletter count | 1, 3
        Newsletters received | 5, 7
        Newsletter source | Shop, Website
        Newsletter | Weekly, Daily
        Newsletter | Garten, Küche
        Newsletter name | Weekly, Daily
        Newsletter-Vorlage | A, B
        Letzter Newsletter | 2024-01-01, 2024-02-01
        Marketing manager | yes, no
        Marketing budget | 1000, 2000
        Marketing channel | Search, Social
        Marketing source | Search, Social
        Marketing segment | A, B
        Marketing | Search, Social
        Mailing number | 17, 18
        Mailing No | 1, 0
        Mailing address | Main Street 1, Side Street 2
        Subscription plan | Basic, Pro
        Subscription type | annual, monthly
        Subscription price | 10, 20
        Subscription | Basic, Pro
        Abonnement | Standard, Premium
        Abo-Nummer | 123, 456
        Abo | Print, Digital
        Member number | 123, 456
        Member since | 2019-01-01, 2020-01-01
        Mitglied seit | 01.01.2019, 01.01.2020
        Membership level | Gold, Silver
        Customer status | Gold, Silver
        Kundenstatus | A, B
        Account status | trial, paying
        Account type | active, inactive
        Bounce count | 1, 0
        Bounces | 2, 0
        Soft bounces | 3, 1
        Marketing emails bounced | 3, 1
        Bounce rate | 0.1, 0.2
        Emails opened | 3, 1
        Emails sent | 3, 1
        Emails clicked | 1, 0
        Last opened | 2024-01-01, 2024-02-01
        Blocked by | admin,
        Block number | 17, 18
        Blocksatz | ja, nein
        Interaktiv | ja, nein
        Laptop Inventory | 1, 0
        Adoption date | 2024-01-01, 2024-02-01
        Options | yes, no
        Permanent | yes, no
        Premium | yes, no
        VIP | ja, nein
        Kunde | ja, nein
        Customer | yes, no
        Has account | true, false
        Verheiratet | ja, nein
        Haustier | ja, nein
        Newsletter-Gutschein eingelöst | ja, nein
        Status der Bestellung | storniert, offen
        Statusnachricht | aktiv, gesperrt
        Status code | 200, 404
        HTTP status | 200, 404
        Status text | active, blocked
        Registration IP | 10.0.0.1, 10.0.0.2
        Confirmation number | 17, 18
        Confirmation code | abc, def
        Kündigungsfrist | 3 Monate, 1 Monat
        Vertragsstatus | gekündigt, aktiv
        Contract status | active, cancelled
        Job status | active, inactive
        Employment status | active, retired
        Shipping status | pending, cancelled
        Comment | please unsubscribe, thanks
        Bemerkung | abgemeldet, aktiv
        Last campaign | Unsubscribe now, Subscribe now
        Subject | Unsubscribed?, Subscribed!
        Produktstatus | aktiv, inaktiv
        Product active | yes, no
        Shop active | yes, no
        Sensor active | on, off
        Alarm aktiv | ja, nein
        Aktivität | hoch, niedrig
        Activity | high, low
        Language | de, en
        Gender | m, f
        Anrede | Herr, Frau
        Region | Nord, Süd
        Bundesland | Bayern, Hessen
        Province | Ontario, Quebec
        Provincia | Roma, Milano
        Nombre de désinscriptions | 1, 2
        Lien de désinscription | https://example.com/u,
        Link disiscrizione | https://example.com/u,
        Enlace de baja | https://example.com/u,
        Afmeldlink | https://example.com/u,
        Titre de la newsletter | Printemps, Eté
        Titolo newsletter | Primavera, Estate
        Título del boletín | Primavera, Verano
        Onderwerp nieuwsbrief | Lente, Zomer
        Nombre | Ana, Luis
        Nota | pendiente, activo
        Score | 1, 0
        Rating | 5, 4
        Points | 100, 50
        Tags | unsubscribed, news
        Segment | active, inactive
        Left hand | 2024-01-01, 2024-02-01
        Left | L, R
        Left | yes, no
        Removed items | 2024-01-01, 2024-02-01
        Removed | yes, no
        Removed by | admin,
        Removed | 3, 17
        Days left | 3, 17
        Emails left | 1, 0
        Exit status | ok, ok
        Exit survey | 2024-01-01,
        Eintrittsdatum | 2024-01-01, 2024-02-01
        Eintritt/Austritt | 2024-01-01,
        Austritt | ja, nein
        Austrittsdatum | offen, unbekannt
        Disabled | yes, no
        Inactive since birth | 2024-01-01,
        Sperrmüll | 2024-01-01,
        Sperrgut | ja, nein
        Kontosperrung | 2024-01-01,
        Vertragsende | 2024-12-31,
        Departure date | 2024-12-31,
        Date de départ | 2024-12-31,
        Fecha de salida | 2024-12-31,
        Exclude from export | true, false
        Grund | Umzug, Heirat
        Reason | call back, spam, complaint about delivery
        Grundstück | 1, 2
        Ruhestand seit | 2024-01-01,
        """
}
