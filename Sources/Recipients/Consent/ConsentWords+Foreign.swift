extension ConsentWords {
    /// Words of headers that make the column one about something else.
    static let foreign: [(ConsentTerm, String)] = [
        (
            .foreign,
            """
            link links url urls uri href comment comments note notes remark title titles subject subjects
            campaign ip ips id ids number numbers num nr count counts counter total totals sum rate ratio quote score scores
            rating ratings rank points source sources origin form forms page pages template language locale lang name names
            type types format formats category categories topic topics interest interests country land device location
            city region province file files text html version versions token key code codes hash tags tag_list segment segments
            method medium referrer referer utm author owner order orders payment payments invoice invoices delivery
            shipping shipment return returns refund refunds ticket tickets task tasks project projects lead leads deal deals
            opportunity sales budget manager team department marital civil employment job loan credit process step stage phase
            frequency interval plan plans price prices amount revenue tracking track tracked cookie cookies personalization
            expires expiry expiration terms privacy policy opened clicked read click clicks open opens view views visit visits
            login logins machine
            server website shop store product products article articles item items account bill billing tax vat age birthday
            gender weather health room address_line street zip postcode message body editor edition issue issues archive
            archives design layout preview teaser headline image picture photo attachment attachments size width color
            colour agency partner brand vendor supplier school exam event events webinar course warranty contract
            sent delivered newsletters_received mails_received emails_received mailing_no contact_no subscription_no
            coupon coupons voucher vouchers discount bonus gift gifts contest trial test
            photo photos video videos cart carts basket checkout third_party third_parties cleaned_address clean_address
            address_cleaned
            foto fotos bild bilder warenkorb dritte dritten dritter drittanbieter adresse_bereinigt bereinigte_adresse
            winkelwagen derden panier tiers photographie carrello terzi terze_parti carrito terceros
            document backup sync import export update upgrade software system sensor signal alarm door gate light
            kommentar bemerkung bemerkungen notiz notizen titel betreff thema themen kampagne nummer
            anzahl summe quelle herkunft formular seite vorlage sprache art kategorie interesse interessen text texte
            gerät standort bestellung bestellungen bestellnummer bestell auftrag auftrags aufträge zahlung zahlungs rechnung
            rechnungs lieferung liefer versand retoure vertrag vertrags familien familienstand personenstand zivil beruf
            projekt aufgabe turnus intervall häufigkeit preis betrag umsatz budget leiter agentur abteilung ausgabe
            konto kontostand artikel produkt lager datenschutz agb nutzungsbedingungen gutschein rabatt bundesland
            verbindung geschenk geschenke gelesen geöffnet öffnung öffnungen angeklickt geklickt klick klicks gesendet versendet
            verschickt zugestellt probe ansprechpartner gewinnspiel
            geopend geklikt verzonden verstuurd gelezen bezorgd proef
            onderwerp onderwerpen campagne aantal bron formulier pagina sjabloon taal soort categorie bestelling
            bestel betaling betalings factuur levering levertijd lever taak burgerlijke prijs bedrag afdeling
            objet objets sujet commentaire remarque nombre origine formulaire modèle langue
            catégorie commande commandes paiement facture livraison matrimoniale marital tâche projet prix montant
            ouvert ouverte ouvertures clic clics cliqué cliquée envoyé envoyée lu lue essai
            titre titres page civil fréquence pays région retraite retraité retraitée retraités
            oggetto commento nota numero conteggio fonte modulo pagina modello lingua categoria ordine ordini
            pagamento pagamenti fattura fatture consegna spedizione civile compito progetto prezzo importo titolo titoli
            aperto aperta aperture cliccato cliccata inviato inviata letto letta consegnato consegnata prova
            frequenza provenienza paese provincia
            abierto abierta aperturas clics enviado enviada leído leída entregado entregada prueba
            asunto comentario campaña cantidad origen formulario página plantilla idioma categoría pedido pedidos pago
            pagos factura facturas entrega envío tarea proyecto precio importe título títulos frecuencia país
            """
        )
    ]
}
