/// The words by which columns about consent, and what they hold, are known: German, Dutch, English, French, Italian,
/// Spanish, and what services write.
///
/// They are compared without case, accents, spaces and punctuation; `_` only separates words. An umlaut stands for both
/// of its spellings.
enum ConsentWords {
    /// Words of headers and of values.
    static let common: [(ConsentTerm, String)] = [
        (
            .leaving,
            """
            unsubscribe unsubscribes unsubscribed unsubscribing unsubscription unsubscriptions unsubscriber unsubscribers unsub
            unsubs desubscribed opt_out opts_out opt_outs opted_out opting_out has_opted_out has_opted_out_of_email hs_email_optout
            do_not_contact do_not_email do_not_mail do_not_disturb do_not_send do_not_market do_not_market_to
            do_not_bulk_email do_not_allow_email do_not_allow_emails do_not_allow_mail do_not_allow_mails
            do_not_allow_bulk_email do_not_allow_bulk_emails no_mail no_mails no_email no_emails dont_contact dont_email dont_mail dont_send do_not_subscribe
            dnc dne stop_mail stop_email email_disabled
            blacklist blacklisted blocklist blocklisted denylist denylisted suppress suppressed suppression suppressions
            excluded_from_campaigns is_excluded_from_campaigns excluded_from_mailing excluded_from_mailings
            exclude_from_campaigns exclude_from_campaign exclude_from_promotions exclude_from_messages
            exclude_from_communications exclude_from_communication exclude_from_lists exclude_from_list
            exclude_from_sending exclude_from_sends
            consent_withdrawn consent_revoked withdrew_consent withdrawn_consent revoked_consent removed_from_list
            leaver leavers left_list left_the_list has_left email_opted_out nonsubscribed
            nonsubscriber nonsubscribers unsubscribed_from_all globally_unsubscribed
            abgemeldet abgemeldete abmelden abmelde abmelder abmeldung abmeldungen ausgetragen austragung austrags austragen
            werbesperre werbesperren werbe_gesperrt mailsperre mailingsperre newslettersperre versandsperre kontaktsperre
            emailsperre sperrvermerk sperrliste sperrlisten werbewiderspruch widerspruch widersprochen
            abbestellt abbestellung abbestellungen abbestellen abbesteller deabonniert robinsonliste unerwünscht
            werbeverbot kontaktverbot versandstopp mailingstopp newsletterstopp mailstopp mailstop emailstopp emailstop
            nicht_zulassen niet_toestaan ne_pas_autoriser non_consentire no_permitir
            von_kampagnen_ausschließen aus_kampagnen_ausschließen von_kampagnen_ausgeschlossen kampagnensperre
            afgemeld afgemelde afmelding afmeldingen afmelden afmeld uitgeschreven uitschrijving uitschrijvingen uitschrijven
            uitschrijf uitgeschrevene zwarte_lijst bel_me_niet niet_mailen niet_contacteren niet_benaderen
            uitsluiten_van_campagnes uitgesloten_van_campagnes
            désinscrit désinscrite désinscrits désinscrites désinscription désinscriptions désinscrire désabonné désabonnée
            désabonnés désabonnement désabonnements désabonner liste_noire ne_pas_contacter ne_pas_envoyer
            ne_pas_solliciter ne_pas_démarcher ne_plus_recevoir ne_plus_envoyer ne_plus_solliciter ne_plus_contacter
            ne_souhaite_pas ne_souhaite_plus stop_pub stop_publicité opposition_démarchage
            exclure_des_campagnes exclu_des_campagnes exclue_des_campagnes
            disiscritto disiscritta disiscritti disiscrizione disiscrizioni disiscrivere disiscriversi disabbonato
            disabbonata lista_nera non_contattare non_inviare non_disturbare cancellato_dalla_newsletter
            escludi_dalle_campagne escludere_dalle_campagne escluso_dalle_campagne
            dado_de_baja dada_de_baja baja bajas desuscrito desuscrita desuscritos desuscripción desuscribir desuscripto
            desinscrito desinscrita desapuntado desapuntada darse_de_baja lista_negra no_contactar no_enviar no_molestar
            no_desea_recibir no_quiere_recibir cancelación_de_suscripción suscripción_cancelada cancelar_suscripción
            excluir_de_campañas excluir_de_las_campañas excluido_de_campañas excluido_de_las_campañas
            not_to_be_contacted not_to_be_emailed not_to_be_mailed cannot_be_contacted cannot_be_emailed cannot_be_mailed
            nicht_angeschrieben_werden nicht_kontaktiert_werden niet_gemaild_worden niet_benaderd_worden ne_pas_écrire
            non_contattabile non_scrivere no_contactable no_escribir
            doesnt_want does_not_want dont_want do_not_want will_nicht möchte_nicht wünscht_nicht wil_niet wenst_niet
            ne_veut_pas ne_veut_plus non_vuole non_desidera no_quiere no_desea robinson_list liste_robinson
            """
        ),
        (
            .undeliverable,
            """
            robinson npai excluded ausgeschlossen uitgesloten exclu exclue escluso esclusa excluido excluida
            bounce bounced bounces bouncing hard_bounce hard_bounced hardbounces undeliverable undelivered nondeliverable
            clean cleaned quarantined spam_complaint spam_complaints spamcomplaining complaint complaints complained
            complainer abused abuse_report abuse_complaint spam_report spam_reported reported_spam reported_as_spam
            marked_as_spam spam invalid_email invalid_emails invalid_address unmailable uncontactable unreachable
            unzustellbar unzustellbare nicht_zustellbar rückläufer spambeschwerde beschwerde spam_meldung spam_gemeldet
            onbestelbaar onbezorgbaar klacht spamklacht spam_melding
            non_distribuable non_distribué rebondi rebond rebonds plainte plaintes signalé_comme_spam
            adresse_ungültig ungültige_adresse adresse_invalide adresse_non_valide indirizzo_non_valido
            dirección_no_válida adres_ongeldig ongeldig_adres
            non_recapitabile rimbalzato rimbalzata reclamo_spam segnalato_come_spam segnalazione_spam
            rebotado rebotada rebote rebotes queja queja_spam no_entregable marcado_como_spam
            blocked banned deleted erased gesperrt gelöscht blockiert geblokkeerd verwijderd bloqué bloquée supprimé
            supprimée bloccato bloccata cancellato cancellata eliminato eliminata bloqueado bloqueada eliminado eliminada
            """
        ),
        (
            .ending,
            """
            revoked revoke revokes revocation withdrawn withdrew withdrawal withdraw rescinded objection objected
            widerruf widerrufen widerrufene zurückgezogen zurückgezogene zurückgenommen entzogen entzug gekündigt gekündigte
            kündigung kündigungs kündigen sperre sperren rücknahme
            ingetrokken intrekking opgezegd opzegging opzeg bezwaar
            retiré retirée retrait révoqué révoquée révocation résilié résiliée résiliation opposition
            revocato revocata revoca disdetto disdetta opposizione
            revocado revocada revocación retirado retirada cancelado cancelada canceló oposición
            anmeldung_storniert inschrijving_geannuleerd inscription_annulée inscripción_cancelada inscripción_anulada
            opposed opposé opposée s_oppose a_refusé has_refused has_declined hat_abgelehnt heeft_geweigerd ha_rifiutato
            ha_rechazado
            """
        ),
        (
            .refusing,
            """
            refused refuse refuses refusal denied denies denial deny declined decline declines rejected reject rejects rejection
            disallow disallows disallowed
            abgelehnt abgelehnte ablehnung lehnt verweigert verweigerte verweigerung verneint
            geweigerd weigering weigert afgewezen
            refusé refusée refus
            rifiutato rifiutata rifiuta rifiuto negato negata nega
            rechazado rechazada rechaza rechazo denegado denegada negado
            """
        ),
        (
            .removed,
            """
            disabled deactivated removed suspended
            deaktiviert deaktivierte entfernt ausgesetzt
            gedeactiveerd opgeschort
            désactivé désactivée suspendu suspendue
            disattivato disattivata sospeso sospesa
            desactivado desactivada suspendido suspendida
            """
        ),
        (
            .gone,
            """
            cancelled canceled cancellation cancels terminated termination ended expired lapsed missing
            lacking lack lacks absent absence exclude excludes paused stopped stop stops stopp
            forbidden prohibited invalid
            fehlt fehlend fehlende fehlendes liegt_nicht_vor erloschen abgelaufen beendet untersagt verboten
            verbot storniert stornieren stornierung gestoppt ungültig pausiert
            ontbreekt verlopen beëindigd geannuleerd verboden gestopt stopgezet vervallen ongeldig
            manquant manquante absente expiré expirée annulé annulée annulation interdit interdite arrêt
            terminé invalide non_valide
            ritirato ritirata ritiro mancante scaduto scaduta annullato annullata vietato vietata
            terminato non_valido non_valida
            retiro faltante falta caducado caducada vencido vencida anulado anulada prohibido prohibida
            terminado no_válido no_válida
            """
        ),
        (
            .former,
            """
            former formerly previously no_longer no_more not_any_more not_anymore anymore
            ehemals ehemalig ehemalige ehemaliger früher vormals nicht_mehr nicht_länger kein_mehr
            voormalig voormalige voorheen eerder niet_meer niet_langer
            ancien ancienne anciens anciennement auparavant autrefois précédemment n_est_plus
            ex già_iscritto precedentemente in_precedenza non_più
            antiguo antigua anteriormente antes ya_no
            """
        ),
        (
            .staying,
            """
            subscribed subscribes opt_in opt_ins opted_in opts_in opting_in accepts_marketing accepts_email_marketing
            accepts_emails accepts_email accepts_newsletter accepts_newsletters accept_marketing accept_newsletter
            accepts_promotions allows_marketing allows_email wants_newsletter wants_emails wants_marketing
            receives_newsletter receives_newsletters receive_newsletter receive_newsletters receives_emails
            receive_emails receives_marketing receive_marketing gets_newsletter buyer_accepts_marketing
            resubscribed want_newsletter want_emails want_email want_marketing allow_marketing allow_email allow_emails
            allow_newsletter subscribe
            akzeptiert_marketing akzeptiert_e_mail_marketing akzeptiert_e_mails akzeptiert_newsletter akzeptiert_werbung
            accepteert_marketing accepteert_e_mailmarketing accepteert_e_mails accepteert_nieuwsbrief
            abonniert abonnierte abonnierter
            geabonneerd
            abonné abonnée abonnés souscrit souscrite
            abbonato abbonata
            suscrito suscrita suscritos suscripto suscripta
            """
        ),
        (
            .consent,
            """
            consent consents permission permissions
            einwilligung einwilligungen einwilligungs zustimmung erlaubnis einverständnis werbeerlaubnis werbeeinwilligung
            toestemming toestemmingen
            consentement consentements
            consenso consensi
            consentimiento consentimientos
            """
        ),
        (
            .permission,
            """
            consented permitted allowed agreed agree agreement_to_marketing contactable mailable emailable reachable wanted
            can_contact can_email can_mail can_be_contacted may_contact may_email may_be_contacted ok_to_contact ok_to_email
            ok_to_mail send_email send_emails send_mails send_newsletter signed_up
            darf_kontaktiert_werden darf_angeschrieben_werden mag_gemaild_worden mag_gecontacteerd_worden
            mag_benaderd_worden
            eingewilligt zugestimmt erlaubt einverstanden genehmigt erwünscht gewünscht angemeldet eingetragen bestellt
            akkoord toegestaan gewenst aangemeld ingeschreven
            accepte accepté acceptée autorise autorisé autorisation accord inscrit inscrite souhaite souhaité souhaitée
            accetta accettato accettata acconsente acconsentito autorizza autorizzato autorizzazione iscritto iscritta iscritti
            desidera
            permis permise permesso permessa consentito consentita
            acepta aceptado aceptada autoriza autorizado autorización permiso permitido permitida inscrito inscrita desea
            """
        ),
        (
            .given,
            """
            given granted obtained provided
            erteilt gegeben vorhanden liegt_vor
            gegeven verleend
            donné donnée accordé accordée
            dato concesso concessa
            dado dada otorgado otorgada concedido concedida
            """
        ),
        (
            .confirming,
            """
            double_opt_in doi confirmed is_confirmed confirmed_opt_in opt_in_confirmed subscription_confirmed validated
            bestätigt bestätigte bevestigd confirmé confirmée confirmato confermato confermata confirmado confirmada
            """
        ),
        (
            .pending,
            """
            unconfirmed not_yet_confirmed pending pending_confirmation awaiting_confirmation awaiting_opt_in inactive
            unverified opt_in_pending is_opt_in_pending not_activated
            unbestätigt unbestätigte inaktiv inaktive ausstehend unaktiviert
            onbevestigd inactief in_afwachting
            inactif inactive en_attente non_confirmé
            inattivo inattiva in_attesa da_confermare
            inactivo inactiva pendiente sin_confirmar por_confirmar
            """
        ),
        (
            .active,
            """
            active activated is_active enabled
            aktiv aktive aktiviert
            actief geactiveerd
            actif actifs activé
            attivo attiva attivi attivato
            activo activa activos activado
            """
        ),
        (
            .topic,
            """
            newsletter newsletters news_letter mailing mailings mailing_list marketing email_marketing mailing_listing
            promotional_emails marketing_emails marketing_email subscription subscriptions subscriber
            subscribers kundennewsletter abonnent abonnenten abonnees suscriptor suscriptores
            werbung werbe werbemail werbemails emailwerbung infomail infomails infobrief rundbrief rundmail rundschreiben abo
            abonnement abonnements mailempfänger
            nieuwsbrief nieuwsbrieven mailinglijst reclame reclamemail
            lettre_d_information lettres_d_information lettre_info infolettre publicité publicités prospection
            bollettino pubblicità comunicazioni_commerciali abbonamento iscrizione
            boletín boletines publicidad comunicaciones_comerciales suscripción
            """
        ),
        (
            .status,
            """
            status state stati statut stato estado état zustand toestand situatie opt_status
            """
        ),
        (
            .negation,
            """
            not no non without isnt doesnt dont didnt wont cannot cant never
            kein keine keinen keinem keiner ohne
            geen zonder
            pas_de pas_d ne ne_pas ne_plus ne_reçoit_pas ne_reçoit_pas_de ne_reçoit_pas_d ne_reçoit_plus ne_reçoit_plus_de
            ne_reçoit_plus_d ne_reçoit_aucun plus plus_de plus_d aucun aucune sans
            nessun nessuna niente mai senza
            sin ningún ninguna nunca
            """
        ),
        (.lateNegation, "nicht nie niet nooit pas jamais"),
        (
            .neutral,
            """
            mail_address email_address contacted mailed emailed
            list audience user users person profile profiles lead_list people
            kontaktiert kontaktierte mehr nutzer benutzer verteiler liste person
            contactpersoon gecontacteerd gemaild gebruiker lijst
            contacté utilisateur personne
            contattato utente lista
            contactado usuario
            is are has have had was were been am of from the to for all any at on in our my your by via and or a an since as with
            der die das den dem des von vom zum zur für an im bei mit und oder seit ist hat wurde wird aus ab
            der de het een van voor op sinds per en of uit is was
            le la les l du d de des pour par sur depuis et ou a au aux est été
            il lo i gli la le l di da dal del dello della dei degli delle per con su e o è
            el la los las al del de por para con desde en y o es se ha fue
            date dates day datetime time timestamp when last_updated updated changed change at_utc utc
            datum datums tag zeit zeitpunkt uhrzeit zeitstempel
            tijd tijdstip
            jour heure
            data ora giorno
            fecha hora día
            yes_no yes_or_no y_n ja_nein ja_oder_nein j_n ja_nee oui_non o_n sí_no sì_o_no s_n
            yes ja oui si flag boolean bool value wert valeur valore valor kz kennzeichen kennung jn indicator
            current aktuell actuel attuale actual global globally general generell hs crm custom_field custom_fields field feld last
            latest first
            gdpr dsgvo avg rgpd received send sends sending wants want join joins
            joined signup signups sign_up sign_ups do does did can may will would allow allows
            anmeldung anmeldungen anmelde empfang möchte bezug wünscht werden darf
            wil wenst mag worden inschrijving aanmelding
            veut souhaiterait inscription
            vuole alla allo agli alle nella sulla
            quiere inscripción alta
            communication communications kommunikation comunicación comunicaciones comunicazione comunicazioni
            channel_email optional direct directly completely permanently
            """
        ),
        (
            .recipient,
            """
            member members recipient recipients mitglied mitglieder empfänger lid leden ontvanger ontvangers
            membre membres destinataire destinataires membro destinatario miembro socio
            """
        ),
        (
            .receiving,
            """
            receive receives receiving get gets getting
            erhalten erhält empfangen empfängt bekommt bekommen bezieht beziehen
            ontvangen ontvangt krijgt
            recevoir reçoit
            riceve ricevere
            recibir recibe
            """
        ),
        (
            .contact,
            """
            email e_mail emails mail mails e_mails contact contacts contacting mail_to
            kontakt kontakte kontaktieren anschreiben kontaktaufnahme
            contacteren benaderen mailen
            contacter solliciter courriel courriels courrier_électronique
            contatto contatti contattare posta_elettronica
            contacto contactos contactar correo correos correo_electrónico correos_electrónicos
            """
        ),
        (
            .object,
            """
            campaigns promotions messages news updates offers lists mailers texts
            kampagnen angebote nachrichten neuigkeiten listen
            campagnes berichten aanbiedingen lijsten
            messages offres promotions listes
            messaggi offerte promozioni
            mensajes ofertas promociones listas
            """
        ),
        (
            .channel,
            """
            sms mms phone phones telephone telephones mobile cell whatsapp push fax postal post_mail direct_mail call calls
            calling letter print viber telegram app browser
            telefon telefonisch telefonwerbung anruf anrufe handy brief briefe postalisch postwerbung post briefwerbung
            telefoon telefonisch mobiel bellen
            téléphone téléphonique portable courrier appel appels
            telefono telefonico cellulare posta_cartacea chiamate
            teléfono telefónico móvil llamadas llamada correo_postal
            """
        ),
        (
            .reason,
            """
            reason reasons grund gründe reden redenen raison raisons motif motifs motivo motivi motivos causa causas
            """
        ),
    ]
}
