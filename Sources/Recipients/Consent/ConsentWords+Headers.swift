extension ConsentWords {
    /// Words that mean this only in a header.
    static let headers: [(ConsentTerm, String)] = [
        (.ending, "sperr sperrung sperrungs sperrungen"),
        // `Newsletter off`
        (.gone, "off"),
        (
            .customer,
            """
            customer customers client clients kunde kunden kundin klant klanten clienta cliente clienti clientes
            """
        ),
        (
            .departure,
            """
            left leaving exit exited quit resigned resignation churn churned removal deletion erasure suspension archived
            inactivated inactivation inactive_since inactive_from
            austritt austritts ausgetreten ausgeschieden ausscheiden ausscheide ausscheidungs abgang abgangs ausschluss
            lösch löschung löschungs verlassen archiviert inaktiviert inaktivierung inaktivierungs inaktiv_seit inaktiv_ab
            blockier blockierung blockierungs
            uitgetreden uittreding uittredings uittreed uittreden vertrokken verwijder verwijdering verwijderings
            blokkeer blokkering blokkerings blokkade gearchiveerd inactief_sinds inactief_vanaf inactief_sedert
            quitté quittée sortie radié radiée radiation démission démissionné blocage effacé effacée effacement archivé
            archivée inactif_depuis inactive_depuis
            cancellazione eliminazione rimozione rimosso rimossa recesso receduto dimissioni dimesso blocco archiviato
            archiviata inattivo_da inattivo_dal inattiva_da inattiva_dal
            cancelación eliminación supresión bloqueo borrado borrada archivado archivada inactivo_desde inactiva_desde
            """
        ),
    ]
}
