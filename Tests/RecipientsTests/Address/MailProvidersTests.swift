import Recipients
import Testing

@Suite struct MailProvidersTests {
    @Test(arguments: [
        ("gamil.com", "gmail.com"), ("gmial.com", "gmail.com"), ("gmaill.com", "gmail.com"), ("gmail.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"), ("htomail.com", "hotmail.com"), ("outlok.com", "outlook.com"),
        ("gmx.d", "gmx.de"), ("web.d", "web.de"), ("t-onlne.de", "t-online.de"), ("yaho.com", "yahoo.com"),
        ("googelmail.com", "googlemail.com"), ("freent.de", "freenet.de"),
    ])
    func slipsAreSeen(domain: String, meant: String) {
        #expect(MailProviders.suggestion(forDomain: domain) == meant)
    }

    @Test(arguments: [
        "gmail.com", "gmx.de", "gmx.net", "gmx.at", "web.de", "mail.com", "email.com", "ymail.com", "hotmail.de",
        "outlook.fr", "yahoo.de", "example.com", "firma.de", "b.de", "weg.de", "",
    ])
    func whatIsRightIsLeftAlone(domain: String) {
        #expect(MailProviders.suggestion(forDomain: domain) == nil)
    }

    @Test func rolesAreKnown() {
        func isRole(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { MailProviders.isRole(localPart: $0) } }
        for role in ["info", "postmaster", "no-reply", "hr", "klantenservice"] { #expect(isRole(role)) }
        for person in ["anna", "infos", "inf", "", "h", "informationdesk"] { #expect(!isRole(person)) }
    }
}
