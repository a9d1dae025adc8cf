extension HeaderVocabulary {
    /// Headers in their folded form, by language: German, Dutch, English, French, Italian, Spanish; then services.
    static let words: [(Field, String)] = [
        (
            .email,
            """
            email mail emailadresse mailadresse epost epostadresse kontaktemail
            emailadres mailadres
            emailaddress mailaddress emailid subscriberemail contactemail primaryemail
            adresseemail adressemail adressedemail courriel adressecourriel adresseelectronique mel
            adressedemessagerie messagerie
            indirizzoemail indirizzomail indirizzodiposta indirizzodipostaelettronica postaelettronica
            correo correoelectronico direcciondecorreo direcciondecorreoelectronico direcciondeemail direccionemail
            """
        ),
        (
            .registered,
            """
            angemeldet angemeldetam anmeldedatum anmeldezeitpunkt anmeldung anmeldungam registriert registriertam registrierung
            registrierungsdatum eingetragen eingetragenam eintragungsdatum erstellt erstelltam erstellungsdatum
            geregistreerd geregistreerdop registratiedatum registratie aangemeld aangemeldop aanmelddatum aanmelding
            inschrijfdatum inschrijving ingeschreven ingeschrevenop aangemaakt aangemaaktop
            registered registeredat registeredon registrationdate registration signedup signedupat signupdate signuptime
            subscribedat subscribedon subscriptiondate created createdat createdon creationdate dateadded addedat
            inscrit inscritle inscription dateinscription datedinscription enregistrele creele datecreation datedecreation
            iscritto iscrittoil iscrizione dataiscrizione datadiiscrizione registrato registratoil registrazione
            dataregistrazione datadiregistrazione creatoil datacreazione datadicreazione
            alta fechaalta fechadealta registrado registradoel registro fecharegistro fechaderegistro inscrito inscritoel
            fechainscripcion fechadeinscripcion suscritoel fechasuscripcion fechadesuscripcion creadoel fechacreacion
            fechadecreacion
            addedtime timestampsignup
            """
        ),
        (
            .activated,
            """
            aktiviert aktiviertam aktivierung aktivierungsdatum bestatigt bestatigtam bestatigung bestatigungsdatum bestaetigt
            bestaetigtam bestaetigung bestaetigungsdatum freigeschaltet freigeschaltetam
            geactiveerd geactiveerdop activatie activatiedatum bevestigd bevestigdop bevestiging bevestigingsdatum
            activated activatedat activatedon activationdate confirmed confirmedat confirmedon confirmationdate
            activele activation dateactivation datedactivation confirmele confirmation dateconfirmation
            datedeconfirmation
            attivato attivatoil attivazione dataattivazione datadiattivazione confermato confermatoil conferma dataconferma
            datadiconferma
            activado activadoel activacion fechaactivacion fechadeactivacion confirmado confirmadoel confirmacion
            fechaconfirmacion fechadeconfirmacion
            confirmtime timestampopt
            """
        ),
        (
            .deactivated,
            """
            deaktiviert deaktiviertam deaktivierung deaktivierungsdatum abgemeldet abgemeldetam abmeldedatum abmeldezeitpunkt
            abmeldung abmeldungam ausgetragen ausgetragenam austragungsdatum
            gedeactiveerd gedeactiveerdop deactivatie deactivatiedatum afgemeld afgemeldop afmelddatum afmelding uitgeschreven
            uitgeschrevenop uitschrijfdatum uitschrijving
            deactivated deactivatedat deactivatedon deactivationdate unsubscribed unsubscribedat unsubscribedon
            unsubscribedate unsubscribetime unsubscriptiondate optoutdate optouttime optedoutat
            desinscrit desinscritle desinscription datedesinscription datededesinscription desabonne desabonnele
            desabonnement datedesabonnement datededesabonnement desactive desactivele desactivation datedesactivation
            datededesactivation
            disiscritto disiscrittoil disiscrizione datadisiscrizione datadidisiscrizione cancellatoil cancellazione
            datacancellazione datadicancellazione disattivato disattivatoil disattivazione datadisattivazione
            datadidisattivazione
            baja bajael fechabaja fechadebaja dadodebaja desuscrito desuscritoel desactivado desactivadoel desactivacion
            fechadesactivacion fechadedesactivacion fechacancelacion fechadecancelacion
            unsubtime
            """
        ),
        (
            .source,
            """
            quelle herkunft anmeldequelle bron herkomst source signupsource origine provenance
            fonte provenienza fuente origen procedencia
            """
        ),
        (
            .own("firstname"),
            """
            vorname rufname voornaam firstname forename givenname fname prenom nomedibattesimo primernombre nombredepila
            """
        ),
        (
            .own("lastname"),
            """
            nachname familienname zuname achternaam familienaam lastname surname familyname lname nomdefamille
            cognome apellido apellidos primerapellido
            """
        ),
        (
            .own("salutation"),
            "anrede aanhef aanspreking salutation civilite appellativo saluto tratamiento saludo"
        ),
        (
            .own("company"),
            """
            firma firmenname unternehmen bedrijf bedrijfsnaam organisatie company companyname organisation organization
            societe entreprise raisonsociale nomdelentreprise azienda societa ditta impresa ragionesociale
            organizzazione empresa compania razonsocial organizacion nombredelaempresa
            """
        ),
        (
            .own("city"),
            """
            ort stadt wohnort plaats woonplaats stad city town ville localite commune citta comune localita
            ciudad localidad poblacion municipio
            """
        ),
    ]

    /// Headers of addresses of which a list may have several, in their folded form: those of customers and users, and
    /// numbered ones.
    static let lesserAddresses: Set<String> = [
        "useremail", "useremailaddress", "billingemail", "billingemailaddress", "customeremail", "customeremailaddress",
        "clientemail", "personemail", "memberemail", "recipientemail", "email1", "email1value", "emailaddress1",
        "kundenemail", "kundenmail", "kundenemailadresse", "benutzeremail", "rechnungsemail", "empfangeremail",
        "klantemail", "emailklant", "gebruikersemail", "factuuremail", "emailclient", "emailfacturation",
        "emailutilisateur", "emailcliente", "emailutente", "emailfatturazione", "correocliente", "emaildelcliente",
        "correodelcliente", "emailusuario", "emailfacturacion",
    ]
}
