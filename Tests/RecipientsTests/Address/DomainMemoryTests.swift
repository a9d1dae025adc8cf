import Testing

@testable import Recipients

/// Addresses under international domains come out the same whether their domain is known or not.
@Suite struct DomainMemoryTests {
    private typealias Outcome = Result<String, AddressProblem>

    private func plain(_ text: String) -> Outcome {
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let result = Array(text.utf8).withUnsafeBytes { input in
            output.withUnsafeMutableBytes { EmailAddress.normalize(input, into: $0) }
        }
        return result.map { String(decoding: output[..<$0], as: UTF8.self) }
    }

    private func remembering(_ text: String, _ domains: inout DomainMemory) -> Outcome {
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let result = Array(text.utf8).withUnsafeBytes { input in
            output.withUnsafeMutableBytes { EmailAddress.normalize(input, into: $0, remembering: &domains) }
        }
        return result.map { String(decoding: output[..<$0], as: UTF8.self) }
    }

    private static let locals = [
        "anna", "Anna.Berg", "ü", "U\u{308}NI\u{308}", "a..b", ".a", "a.", "", "a b", "a\"b", "'", "\u{A0}anna",
        "anna\u{A0}", " \tanna",
        String(repeating: "x", count: 64), String(repeating: "x", count: 65), String(repeating: "ü", count: 33),
        "\u{301}a", "a\u{301}",
        "a\0", "\u{200B}a", "<anna",
    ]
    private static let domains = [
        "müller.de", "MÜLLER.de", "mu\u{308}ller.de", "xn--mller-kva.de", "XN--MLLER-KVA.DE", "xn--fa-hia.de", "faß.de",
        "臺網中心.tw",
        "mail.xn--mller-kva.xn--p1ai", "xn--0.tld", "xn--a.de", "xn--.de", "ü", "ü.123", "\u{301}ü.de", "ü..de",
        "-ü.de", "ü-.de",
        "ü.de ", "ü.de\u{A0}", "a@ü.de", "ü.de>", "col\u{B7}legi.cat", "ＢＵＣＨ.example", "ü。de", "אב.com", "אa.com",
        "a--b.de", "example.com",
        "ex-ample.com", "", "ü.de\0", "İ.example", "ς.example", "Σ.example",
        String(repeating: "ü", count: 30) + ".de", String(repeating: "ü", count: 70) + ".de",
        Array(repeating: "ü", count: 31).joined(separator: ".") + ".de",
        Array(repeating: "ü", count: 95).joined(separator: ".") + ".de", String(repeating: "a.", count: 95) + "ü.de",
    ]

    @Test func knownDomainsChangeNothing() {
        var domains = DomainMemory()
        for _ in 0..<2 {
            for domain in Self.domains {
                for local in Self.locals {
                    let address = "\(local)@\(domain)"
                    #expect(remembering(address, &domains) == plain(address), "\(address)")
                }
            }
        }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        var domains = DomainMemory()
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        for input in [[0x61, 0x40, 0xFF, 0x2E, 0x64], [0xFF, 0x40, 0xC3, 0xBC, 0x2E, 0x64]] as [[UInt8]] {
            let result = input.withUnsafeBytes { input in
                output.withUnsafeMutableBytes { EmailAddress.normalize(input, into: $0, remembering: &domains) }
            }
            #expect(result == .failure(.notUTF8))
        }
    }

    @Test func aDomainIsAskedForOnce() {
        var domains = DomainMemory()
        for number in 0..<1000 {
            #expect(
                remembering("Person\(number)@Müller.example", &domains) == .success("person\(number)@müller.example"))
            #expect(
                remembering("pérson\(number)@xn--mller-kva.example", &domains)
                    == .success("pérson\(number)@müller.example"))
        }
        #expect(domains.questions == 2)
    }

    @Test func whatIsNoDomainIsAskedForOnce() {
        var domains = DomainMemory()
        for number in 0..<100 { #expect(remembering("person\(number)@xn--0.tld", &domains) == .failure(.punycode)) }
        #expect(domains.questions == 1)
    }

    @Test func moreDomainsThanThereIsRoomForTakeTurns() {
        var domains = DomainMemory()
        for round in 0..<2 {
            for number in 0..<3 * DomainMemory.capacity {
                let address = "a\(round)@ü\(number).example"
                #expect(remembering(address, &domains) == .success(address))
            }
        }
        #expect(domains.questions <= 6 * DomainMemory.capacity)
    }

    @Test func asciiIsNotRemembered() {
        var domains = DomainMemory()
        for domain in ["example.com", "ex-ample.com", "under_score.com"] { _ = remembering("a@\(domain)", &domains) }
        #expect(domains.questions == 0)
    }
}
