import FoundationEssentials
import Recipients
import TestSupport
import Testing

/// The cases of python-email-validator (see the folder `email-cases`), which say what others take for an address.
@Suite struct EmailCasesTests {
    private struct Case: Decodable {
        struct Output: Decodable {
            let normalized: String
        }

        let test: String
        let input: String?
        /// The part before the `@` of a case that tests nothing else.
        let localPart: String?
        let output: Output?
        let status: String?

        enum CodingKeys: String, CodingKey {
            case test, output, status
            case input = "email_input"
            case localPart = "s"
        }

        /// Whether the other validator accepts the address.
        var isAccepted: Bool {
            output != nil || status == "ISEMAIL_VALID" || test == "test_email_valid_only_if_quoted_local_part"
        }
    }

    private func cases() throws -> [Case] {
        let file = Repository.file("Tests/RecipientsTests/email-cases/python-email-validator-cases.json")
        // One case is half a surrogate pair, which no text can hold; `bytesThatAreNoTextAreRefused` has its bytes.
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self).replacing(#""\ud800""#, with: "null")
        return try JSONDecoder().decode([Case].self, from: Data(text.utf8))
    }

    /// Where we differ on purpose, and why.
    private enum Difference: CaseIterable {
        /// We refuse quoted local parts: hardly anybody has one, and many programs mistake them.
        case quotedLocalPart
        /// We refuse a name with an address in angle brackets: a cell holds an address.
        case displayName
        /// We accept white space around an address and trim it, line ends included.
        case trimmed
        /// We accept domains for special use: rehearsals and tests need `.test` and `.local`.
        case specialUse
        /// Our limit of 254 is one of bytes of the normalised address, not of its domain in Punycode.
        case lengthOfPunycode
        /// A top-level domain of ours may end in a digit, as names inside a company do.
        case topLevelDomain
        /// We do not ask about two hyphens in a domain that begin no `xn--`.
        case hyphens

        init?(_ item: Case, _ input: String) {
            switch input {
            case _ where item.isAccepted && input.hasSuffix(">"): self = .displayName
            case _ where item.isAccepted && input.hasPrefix("\""): self = .quotedLocalPart
            case _ where input != input.trimmed && ["test@iana.org", "my@example.com"].contains(input.trimmed):
                self = .trimmed
            case _ where item.test == "test_email_invalid_reserved_domain": self = .specialUse
            case "me@bad.tld-2": self = .topLevelDomain
            case "me@yy--0.tld": self = .hyphens
            case _
            where EmailCasesTests.lengthsOfPunycode.contains { input.hasPrefix($0) }
                && input.normalizedNFC.utf8.count <= EmailAddress.maximumLength:
                self = .lengthOfPunycode
            default: return nil
            }
        }
    }

    private static let lengthsOfPunycode = [
        "my.s\u{323}\u{307}.address@1", "my.long.address@\u{3BB}1",
        "my.\u{3BB}ong.address@\u{3BB}1",
    ]

    @Test func weAgreeUnlessWeDifferOnPurpose() throws {
        var met: Set<Difference> = []
        for item in try cases() {
            guard let input = item.input else { continue }
            let address = try? EmailAddress(input)
            let agrees = (address != nil) == item.isAccepted
            let difference = Difference(item, input)
            #expect(agrees == (difference == nil), "\(input.debugDescription) \(difference.debugDescription)")
            if let difference { met.insert(difference) }
            if let address, let output = item.output {
                let expected = output.normalized.lowercased().normalizedNFC
                #expect(Array(address.text.utf8) == Array(expected.utf8), "\(input.debugDescription)")
            }
        }
        #expect(met == Set(Difference.allCases))
    }

    /// Characters that others refuse on either side.
    @Test func unsafeCharactersAreRefused() throws {
        for text in try cases().compactMap(\.localPart) {
            #expect((try? EmailAddress("\(text)@example.com")) == nil, "\(text.debugDescription)")
            #expect((try? EmailAddress("test@\(text).com")) == nil, "\(text.debugDescription)")
        }
    }
}
