import Recipients
import TestSupport
import Testing

@Suite struct EmailAddressTests {
    private func problem(_ text: String) -> AddressProblem? {
        var copy = text
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let result = copy.withUTF8 { input in
            output.withUnsafeMutableBytes { EmailAddress.normalize(UnsafeRawBufferPointer(input), into: $0) }
        }
        if case .failure(let problem) = result { return problem }
        return nil
    }

    @Test(arguments: [
        "anna@example.com", " anna@example.com\t", "ANNA@EXAMPLE.COM", "Anna@Example.Com\r\n",
        "\u{A0}anna@example.com\u{3000}",
    ])
    func blanksAndCaseDoNotCount(text: String) throws {
        #expect(try EmailAddress(text).text == "anna@example.com")
    }

    @Test(arguments: ["jo\u{308}rg@mu\u{308}ller.de", "J\u{D6}RG@M\u{DC}LLER.DE", "JO\u{308}RG@m\u{FC}ller.de "])
    func composedAndDecomposedAreEqual(text: String) throws {
        let address = try EmailAddress(text)
        #expect(Array(address.text.utf8) == Array("j\u{F6}rg@m\u{FC}ller.de".utf8))
    }

    @Test(arguments: [
        ("", AddressProblem.empty), (" \t", .empty), ("anna", .noAt), ("a@b@c.de", .severalAts),
        ("@example.com", .localPartEmpty), ("anna@", .domainEmpty), ("anna@localhost", .domainWithoutDot),
        (".a@b.de", .dots), ("a.@b.de", .dots), ("a..b@b.de", .dots), ("a@.b.de", .dots), ("a@b.de.", .dots),
        ("a@b..de", .dots), ("\"a b\"@c.de", .quoted), ("\"a@b\"@c.de", .quoted), ("a b@c.de", .whitespace),
        ("a@b c.de", .whitespace), ("a\u{A0}b@c.de", .whitespace), ("a\u{3000}ä@c.de", .whitespace),
        ("a\u{0}b@c.de", .invisible), ("a\u{7F}@c.de", .invisible), ("a\u{200B}@c.de", .invisible),
        ("a@\u{AD}b.de", .invisible), ("\u{FEFF}a@b.de", .invisible), ("a\u{202E}@b.de", .invisible),
        ("a,b@c.de", .forbidden), ("a@b_c.de", .forbidden), ("a\\b@c.de", .forbidden), ("<a@b.de>", .forbidden),
        ("a@[127.0.0.1]", .domainLiteral), ("a@-b.de", .domainLabel), ("a@b-.de", .domainLabel),
        // Dots, hyphens and digits of other scripts, which would be another domain than they seem.
        ("a@b\u{FF0E}de.com", .forbidden), ("a@b\u{3002}com", .forbidden), ("a@b\u{FF0D}b.com", .forbidden),
        ("a@\u{2488}b.com", .forbidden), ("a@b\u{1F600}.com", .forbidden), ("\u{300}a@b.de", .forbidden),
        ("a.\u{300}@b.de", .forbidden), ("a@\u{301}b.de", .forbidden),
        ("a@b.c-", .domainLabel), ("a@127.0.0.1", .numericTopLevel), ("a@b.123", .numericTopLevel),
    ])
    func saysWhyNot(text: String, expected: AddressProblem) {
        #expect(problem(text) == expected)
        #expect(failure { () throws(Failure) in try EmailAddress(text) } == .invalidEmail)
    }

    @Test(arguments: [
        "anna@host.test", "a@b.local", "a@b.invalid", "a@b.example", "a@b.localhost", "a@b.onion", "a@b.c3",
        "a@müller.de", "o'neil+tag@example.com", "a@b.x", "a@1.de", "a@col\u{B7}legi.cat", "ü.\u{FF0E}@b.de",
        "!#$%&'*+-/=?^_`.{|}~@example.tld",
    ])
    func accepts(text: String) throws {
        #expect(try EmailAddress(text).text == text)
    }

    /// `xn--` and letters are one domain, and letters are the form that is kept (RFC 5890; UTS 46, not transitional).
    @Test(arguments: [
        ("anna@xn--mller-kva.de", "anna@müller.de"), ("Anna@XN--MLLER-KVA.DE", "anna@müller.de"),
        ("anna@MÜLLER.de", "anna@müller.de"), ("anna@xn--fa-hia.de", "anna@faß.de"), ("anna@faß.de", "anna@faß.de"),
        ("jeff@xn--fiqq24b10vi0d.tw", "jeff@臺網中心.tw"), ("a@mail.xn--mller-kva.xn--p1ai", "a@mail.müller.рф"),
        ("ü@xn--mller-kva.de", "ü@müller.de"),
    ])
    func bothSpellingsOfADomainAreOne(text: String, expected: String) throws {
        #expect(try EmailAddress(text).text == expected)
        #expect(try EmailAddress(expected).text == expected)
    }

    @Test(arguments: [
        ("a@xn--0.tld", AddressProblem.punycode), ("a@xn--a.de", .domainCharacter), ("a@xn--.de", .domainLabel),
        ("a@xn--abc-.de", .domainLabel), ("a@xn--mller-kva9999999.de", .punycode),
        ("a@" + String(repeating: "ü", count: 70) + ".de", .domainLabelTooLong),
        ("a@\u{5D0}b.de", .domainDirection),
    ])
    func domainsThatAreNoneAreRefusedWithAReason(text: String, expected: AddressProblem) {
        #expect(problem(text) == expected)
    }

    @Test func aLongNameOfOtherLettersIsCountedInItsASCIIForm() throws {
        // 30 letters of three bytes are 90 bytes of UTF-8, and less than 63 of Punycode.
        let domain = String(repeating: "中", count: 30) + ".tw"
        #expect(try EmailAddress("a@" + domain).text == "a@" + domain)
    }

    @Test func lengthsAreThoseOfTheStandard() {
        let label = String(repeating: "a", count: 63)
        let local = String(repeating: "l", count: 64)
        #expect(problem("\(local)@b.de") == nil)
        #expect(problem("l\(local)@b.de") == .localPartTooLong)
        #expect(problem("a@\(label).de") == nil)
        #expect(problem("a@\(label)a.de") == .domainLabel)
        let longest = "\(local)@\(label).\(label).\(String(repeating: "a", count: 58)).de"
        #expect(longest.utf8.count == 254 && problem(longest) == nil)
        #expect(problem(longest + "e") == .tooLong)
        #expect(problem("  \(longest)\n") == nil)
        #expect(problem(String(repeating: "x", count: 100_000)) == .noAt)
        #expect(problem(String(repeating: "ä", count: 32) + "@b.de") == nil)
        #expect(problem(String(repeating: "ä", count: 33) + "@b.de") == .localPartTooLong)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: EmailAddress.maximumLength, alignment: 1)
        defer { output.deallocate() }
        for bytes: [UInt8] in [[0x61, 0xFF, 0x40, 0x62, 0x2E, 0x63], [0xC3], [0xED, 0xA0, 0x80, 0x40]] {
            let result = bytes.withUnsafeBytes { EmailAddress.normalize($0, into: output) }
            #expect(result == .failure(.notUTF8))
        }
    }

    @Test func theReasonQuotesTheText() throws {
        let error = try #require(throws: Failure.self) { try EmailAddress("anna") }
        #expect(error.message == "\"anna\" is not an e-mail address: it has no @")
    }

    @Test func theReasonShowsWhatCannotBeSeen() throws {
        let error = try #require(throws: Failure.self) { try EmailAddress("an\u{200B}na@example.com") }
        #expect(
            error.message
                == "\"an\\u{200B}na@example.com\" is not an e-mail address: it contains the invisible character \\u{200B}"
        )
    }

    @Test func theOrderIsThatOfBytes() throws {
        // "-" (2D) before "." (2E) before "@" (40) before "a" (61) before "ä" (C3 A4).
        let texts = ["a-b@x.de", "a.b@x.de", "a@x.de", "aa@x.de", "z@x.de", "ä@x.de"]
        #expect(try texts.shuffled().map { try EmailAddress($0) }.sorted().map(\.text) == texts)
    }

    /// What is normalised stays as it is, and holds nothing that JSON escapes.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func normalizingTwiceIsNormalizingOnce(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var accepted = 0
        for _ in 0..<400 {
            var text = ""
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let ranges: [ClosedRange<UInt32>] = [0x21...0x7E, 0xC0...0x24F, 0x300...0x36F, 0x370...0x1FFF]
                let range = ranges.randomElement(using: &random) ?? 0x61...0x7A
                text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "x")
            }
            guard let address = try? EmailAddress(text + "@" + "X" + text + ".de") else { continue }
            accepted += 1
            #expect(try EmailAddress(address.text) == address, "seed \(seed): \(text.unicodeScalars.map(\.value))")
            #expect(Array(address.text.normalizedNFC.utf8) == Array(address.text.utf8), "seed \(seed): \(text)")
            #expect(
                address.text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") },
                "seed \(seed): \(text)")
        }
        #expect(accepted > 0)
    }
}
