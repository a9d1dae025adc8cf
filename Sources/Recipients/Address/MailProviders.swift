/// The domains of large mail providers, and how people mistype them.
///
/// Suspicions are only reported: an address is never changed.
public enum MailProviders {
    /// The domain that somebody who wrote this one likely meant; nil if nothing looks wrong.
    ///
    /// Long domains are recognised with one letter wrong, missing, extra or swapped; short ones only in known
    /// misspellings, since other companies have names as short.
    public static func suggestion(forDomain domain: String) -> String? {
        if let known = knownTypos[domain] { return known }
        guard !neighbours.contains(domain), !big.contains(domain) else { return nil }
        return big.first { isOneEdit(Array(domain.utf8), from: Array($0.utf8)) }
    }

    /// Whether an address is that of a role rather than of a person (RFC 2142, and what companies use).
    public static func isRole(localPart: UnsafeRawBufferPointer) -> Bool {
        roles.contains { name in
            name.utf8CodeUnitCount == localPart.count
                && UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
                    .elementsEqual(localPart)
        }
    }

    /// By the first byte of a role's name, a bit for each length that such names have: rules out most other names at
    /// once.
    public static var roleLengths: [UInt8: UInt32] {
        var lengths: [UInt8: UInt32] = [:]
        for name in roles { lengths[name.utf8Start.pointee, default: 0] |= 1 << UInt32(name.utf8CodeUnitCount) }
        return lengths
    }

    private static let big = [
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.de", "hotmail.fr", "hotmail.it", "hotmail.es",
        "outlook.com",
        "outlook.de", "yahoo.com", "icloud.com", "t-online.de", "freenet.de", "protonmail.com", "laposte.net",
        "wanadoo.fr",
        "libero.it", "virgilio.it",
    ]

    /// Domains that exist, although they are one letter away from a big one.
    private static let neighbours: Set<String> = [
        "mail.com", "email.com", "ymail.com", "hotmail.dk", "hotmail.nl", "hotmail.be", "hotmail.ch", "hotmail.se",
        "outlook.fr", "outlook.it", "outlook.es", "outlook.be", "outlook.dk", "yahoo.co", "hmail.com", "tmail.com",
        "freenet.ie", "online.de",
    ]

    private static let knownTypos: [String: String] = [
        "gamil.com": "gmail.com", "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com",
        "gmail.con": "gmail.com", "gmail.cm": "gmail.com", "gmail.co": "gmail.com", "gmail.de.com": "gmail.com",
        "gnail.com": "gmail.com", "gmail.comm": "gmail.com", "gmail.vom": "gmail.com", "gmaul.com": "gmail.com",
        "hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com", "hotmil.com": "hotmail.com",
        "hotmail.con": "hotmail.com", "hotmail.co": "hotmail.com",
        "yahho.com": "yahoo.com", "yaho.com": "yahoo.com", "yahooo.com": "yahoo.com", "yahoo.con": "yahoo.com",
        "yaho.de": "yahoo.de", "yahho.de": "yahoo.de", "yahoo.d": "yahoo.de",
        "gmx.d": "gmx.de", "gmx.ed": "gmx.de", "gmx.dee": "gmx.de", "gmx.nett": "gmx.net", "gmx.ne": "gmx.net",
        "gxm.de": "gmx.de",
        "gmy.de": "gmx.de", "gnx.de": "gmx.de",
        "web.d": "web.de", "web.ed": "web.de", "wbe.de": "web.de", "ewb.de": "web.de", "webb.de": "web.de",
        "tonline.de": "t-online.de", "t-online.d": "t-online.de", "t.online.de": "t-online.de",
        "t-onlin.de": "t-online.de", "tiscali.i": "tiscali.it",
        "aol.con": "aol.com", "aoll.com": "aol.com", "live.con": "live.com", "me.con": "me.com",
        "ziggo.n": "ziggo.nl", "zigo.nl": "ziggo.nl", "hotmail.n": "hotmail.nl", "orange.f": "orange.fr",
    ]

    private static let roles: [StaticString] = [
        "info", "postmaster", "webmaster", "hostmaster", "admin", "administrator", "abuse", "noreply", "no-reply",
        "support",
        "sales", "contact", "kontakt", "office", "mail", "root", "help", "service", "marketing", "security", "noc",
        "ftp",
        "www", "usenet", "news", "uucp", "billing", "buero", "bewerbung", "verkauf", "vertrieb", "einkauf",
        "buchhaltung",
        "hr", "jobs", "presse", "team", "redaktion", "zentrale", "verwaltung", "empfang", "klantenservice", "hello",
        "hallo",
        "contacto", "contatto", "accueil", "shop", "newsletter", "datenschutz", "privacy", "mailer-daemon",
    ]

    /// Whether one insertion, deletion, substitution or swap of neighbours turns one text into the other.
    private static func isOneEdit(_ left: [UInt8], from right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        let start = zip(left, right).prefix { $0 == $1 }.count
        var leftEnd = left.count
        var rightEnd = right.count
        while leftEnd > start, rightEnd > start, left[leftEnd - 1] == right[rightEnd - 1] {
            leftEnd -= 1
            rightEnd -= 1
        }
        let (leftRest, rightRest) = (left[start..<leftEnd], right[start..<rightEnd])
        if leftRest.count <= 1, rightRest.count <= 1 { return leftRest.count + rightRest.count > 0 }
        return leftRest.count == 2 && rightRest.count == 2 && leftRest.elementsEqual(rightRest.reversed())
    }
}
