extension ConsentWords {
    /// Words that mean this only as a value.
    static let values: [(ConsentTerm, String)] = [
        (
            .leaving,
            "widerruf widerrufen do_not_allow"
        ),
        (
            .gone,
            """
            deleted delete deletion removal cancel blocked blocked_by_user banned spam spammed junk archived left off out
            erased erase erasure forgotten gdpr_erasure gdpr_deleted anonymized anonymised hold held temporary_hold no_consent
            none_given exited closed former_subscriber former_subscribers former_member former_members
            gelöscht gesperrt blockiert anonymisiert löschung gelöschte ausgetreten archiviert ehemaliger_abonnent
            ehemaliges_mitglied ex_abonnent
            verwijderd verwijdering geblokkeerd gewist geanonimiseerd uit oud_abonnee
            supprimé supprimée bloqué bloquée effacé effacement archivé
            cancellato cancellata cancellazione eliminato eliminata eliminazione bloccato bloccata rimosso rimossa rimozione
            eliminado eliminada eliminación bloqueado bloqueada borrado borrada suprimido suprimida supresión
            """
        ),
        (
            .undeliverable,
            """
            invalid undeliverable soft_bounced bounce_hard bounce_soft mailbox_full dead nonexistent
            ungültig ongeldig invalide non_valide non_valido inválido inválida no_válido
            """
        ),
        (
            .former,
            """
            was were
            war waren
            était étais fut
            era eran fue
            estaba estuvo
            """
        ),
        // Mailchimp's `transactional` is somebody who gets mail about orders, but has not signed up.
        (.pending, "unactivated transactional"),
        (
            .perhapsPending,
            """
            new awaiting waiting requested sent invited
            neu wartend angefragt beantragt offen
            nieuw wachtend wachten aangevraagd
            nouveau nouvelle attente demandé demandée
            nuovo nuova attesa richiesto richiesta
            nuevo nueva espera solicitado solicitada
            """
        ),
        (
            .perhapsStaying,
            """
            single double received collected recorded on_file registered
            erhalten ontvangen reçu ricevuto recibido
            """
        ),
        (
            .staying,
            """
            angemeldet eingetragen aangemeld ingeschreven inscrit inscrite iscritto iscritta inscrito inscrita dado_de_alta de_alta alta
            confirmed_opt_in marketing_contact marketingkontakt marketingcontact contact_marketing contatto_marketing
            contatto_di_marketing contacto_de_marketing implied explicit implicit express single_opt_in
            allow zulassen toestaan autoriser consentire permitir
            """
        ),
        (.active, "ok okay good verified engaged"),
        (
            .deliverable,
            """
            valid deliverable
            gültig zustellbar geldig bezorgbaar valide distribuable valido válido entregable
            """
        ),
    ]

    /// Headers that the vocabulary takes for a date of signing up, but that may say yes or no as well.
    static let participles: Set<String> = [
        "angemeldet", "eingetragen", "aangemeld", "ingeschreven", "inscrit", "iscritto", "inscrito", "registrato",
        "registrado", "geregistreerd", "registriert",
    ]

    /// Headers that the vocabulary takes for the date of confirming, but that may say yes or no as well.
    static let confirmations: Set<String> = [
        "confirmed", "bestatigt", "bestaetigt", "aktiviert", "freigeschaltet", "bevestigd", "geactiveerd", "confermato",
        "attivato", "confirmado", "activado", confirmationKey,
    ]

    /// The header under which Magento keeps the key of those who have not confirmed.
    static let confirmationKey = "confirmation"

    /// What yes and no are written as.
    static let yes: Set<String> = [
        "1", "yes", "y", "true", "t", "on", "ja", "j", "wahr", "waar", "oui", "o", "vrai", "si", "sì", "sí", "s",
        "vero",
        "verdadero", "x", "✓", "✔", "☑", "✅", "aan", "an",
    ]
    static let no: Set<String> = [
        "0", "no", "n", "false", "f", "off", "nein", "falsch", "nee", "onwaar", "non", "faux", "falso", "uit", "aus",
        "✗", "✘", "☐", "❌",
    ]
}
