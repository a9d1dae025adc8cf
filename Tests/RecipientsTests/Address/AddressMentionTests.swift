import Testing

@testable import Recipients

/// Addresses in other text, in every spelling, and not within longer ones.
@Suite struct AddressMentionTests {
    @Test(arguments: [
        "anna@example.com", "ANNA@Example.COM", "writes\nanna@example.com, and", "<anna@example.com>",
        "\"anna@example.com\"", "'anna@example.com'", "„anna@example.com“", "«anna@example.com»", "→anna@example.com",
        "\u{A0}anna@example.com\u{A0}", "mailto:anna@example.com?subject=x", "to=anna@example.com", "anna@example.com.",
        "-anna@example.com", "_anna@example.com_", "...anna@example.com", "anna@example.com-Liste",
        "x@y.de/anna@example.com", "b@x.de,anna@example.com", "|anna@example.com|", "wegenanna@ anna@example.com",
        "宛先anna@example.comさん", "ANNA@EXAMPLE。COM anna@example.com", "\u{212A}@x.de anna@example.com",
    ])
    func isMentioned(text: String) throws {
        #expect(try text.mentions(EmailAddress("anna@example.com")))
    }

    @Test(arguments: [
        "", "@", "anna", "anna@", "@example.com", "joanna@example.com", "anna@example.com.au", "x.anna@example.com",
        "x+anna@example.com", "x-anna@example.com", "anna@example.community", "anna@exämple.com", "anna @example.com",
        "jürgenanna@example.com", "anna@example.com2", "anna@@example.com", "@anna@example",
    ])
    func isNotMentioned(text: String) throws {
        #expect(try !text.mentions(EmailAddress("anna@example.com")))
    }

    @Test(arguments: [
        "ünï@bücher.example", "ÜNÏ@BÜCHER.EXAMPLE", "u\u{308}ni\u{308}@bu\u{308}cher.example",
        "U\u{308}NI\u{308}@xn--bcher-kva.example", "ünï@XN--BCHER-KVA.example", "„ÜNÏ@xn--bcher-kva.example“-Liste",
    ])
    func isMentionedInAnySpelling(text: String) throws {
        #expect(try text.mentions(EmailAddress("Ünï@bücher.example")))
        #expect(text.withoutAddresses.unicodeScalars.allSatisfy { $0 != "@" })
    }

    @Test func signsThatAddressesCanHaveBelongToThem() throws {
        #expect(try "o'brien@example.com".mentions(EmailAddress("o'brien@example.com")))
        #expect(try "'o'brien@example.com'".mentions(EmailAddress("o'brien@example.com")))
        #expect(try "+tag@example.com".mentions(EmailAddress("+tag@example.com")))
    }

    @Test(arguments: [
        ("asked by vic@example.com on Monday", "asked by … on Monday"), ("vic@example.com", "…"), ("a@b", "a@b"),
        ("<vic@example.com>, o'x@example.com!", "<…>, …!"), ("a@b.de b@c.de", "… …"), ("a@b.de@c.de", "…@c.de"),
        ("@ @@", "@ @@"), ("list.csv", "list.csv"),
    ])
    func addressesAreMasked(text: String, masked: String) {
        #expect(text.withoutAddresses == masked)
    }

    /// What is around an `@` is looked at only so far.
    @Test func longTextsCostNoMoreThanTheirLength() throws {
        let text = String(repeating: "'", count: 20_000) + "@" + String(repeating: "a-", count: 20_000)
        #expect(try !text.mentions(EmailAddress("anna@example.com")))
        let ats = String(repeating: "a@", count: 20_000)
        #expect(try !ats.mentions(EmailAddress("anna@example.com")))
    }
}
