/// An e-mail address in the one form in which addresses are compared and stored: trimmed, Unicode NFC, lower case, an
/// internationalised domain in letters rather than `xn--`.
///
/// Neither `"` nor `\` nor a control character can be in one, so an address is the same bytes in JSON as outside.
public struct EmailAddress: Hashable, Comparable, Sendable {
    /// The normalised form: trimmed, NFC, in lower case, the domain in letters. It is what is compared and stored.
    public let text: String

    /// The most bytes an address has (RFC 5321, 4.5.3.1: a path of 256 with its angle brackets).
    public static let maximumLength = 254
    /// The most bytes before the `@` (RFC 5321, 4.5.3.1.1).
    static let maximumLocalLength = 64

    /// Checks and normalises an address.
    ///
    /// - Throws: `Failure` with the code `invalid-email` and a reason that a person understands.
    public init(_ text: some StringProtocol) throws(Failure) {
        var copy = String(text)
        var output = [UInt8](repeating: 0, count: Self.maximumLength)
        let result = copy.withUTF8 { input in
            output.withUnsafeMutableBytes { Self.normalize(UnsafeRawBufferPointer(input), into: $0) }
        }
        switch result {
        case .success(let length):
            self.text = String(decoding: output[..<length], as: UTF8.self)
        case .failure(let problem):
            throw Failure(problem, of: copy)
        }
    }

    /// The order of segments: byte order of the normalised address.
    public static func < (left: EmailAddress, right: EmailAddress) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Why a text is not an e-mail address.
public enum AddressProblem: Error, Hashable, Sendable {
    case empty
    case noAt, severalAts
    case tooLong
    case localPartEmpty, localPartTooLong
    /// The part before the `@` is in quotation marks.
    case quoted
    case dots
    case whitespace, invisible
    /// A character that is not allowed in addresses.
    case forbidden
    case domainEmpty, domainWithoutDot
    /// An IP address in brackets.
    case domainLiteral
    case domainLabel, domainLabelTooLong
    case numericTopLevel
    case domainCharacter
    case punycode
    /// The library that checks internationalised domains is not installed.
    case domainUnchecked
    case domainDirection
    case notUTF8

    /// The reason as half a sentence, for messages.
    public var words: String {
        switch self {
        case .empty: "it is empty"
        case .noAt: "it has no @"
        case .severalAts: "it has more than one @"
        case .tooLong: "it is longer than 254 bytes"
        case .localPartEmpty: "there is nothing before the @"
        case .localPartTooLong: "the part before the @ is longer than 64 bytes"
        case .quoted: "quoted parts before the @ are not supported"
        case .dots: "a dot is at the beginning or the end of a part, or next to another dot"
        case .whitespace: "it contains white space"
        case .invisible: "it contains an invisible character"
        case .forbidden: "it contains a character that is not allowed in addresses"
        case .domainEmpty: "there is nothing after the @"
        case .domainWithoutDot: "the domain has no dot"
        case .domainLiteral: "an IP address in brackets instead of a domain is not supported"
        case .domainLabel: "a part of the domain is empty, longer than 63 bytes, or begins or ends with a hyphen"
        case .numericTopLevel: "the domain ends in a number"
        case .domainCharacter: "the domain contains a character that is not allowed in domains"
        case .punycode: "a part of the domain begins with xn-- but does not encode a name"
        case .domainLabelTooLong: "a part of the domain is longer than 63 bytes when written with xn--"
        case .domainUnchecked: "its domain cannot be checked, because libidn2 is not installed"
        case .domainDirection: "the domain mixes right-to-left with left-to-right writing"
        case .notUTF8: "it is not valid text"
        }
    }
}

extension Failure {
    /// Says why a text is not an e-mail address; invisible characters in it are shown by their codes.
    public init(_ problem: AddressProblem, of text: String) {
        let shown = text.unicodeScalars.map { scalar in
            scalar.isInvisible ? scalar.numericEscape : "\(scalar)"
        }
        let reason = AddressFault(problem, in: text)?.words ?? problem.words
        self.init(.invalidEmail, "\(shown.joined().quoted) is not an e-mail address: \(reason)", about: .email)
    }
}

/// The character that keeps a text from being an e-mail address.
private struct AddressFault {
    let words: String

    /// Nil where no single character is at fault.
    init?(_ problem: AddressProblem, in text: String) {
        let scalars = Array(text.trimmed.unicodeScalars)
        let at = scalars.firstIndex(of: "@") ?? scalars.count
        switch problem {
        case .noAt:
            // Keyboards for East Asian scripts write these two.
            guard let wide = scalars.first(where: { $0 == "\u{FF20}" || $0 == "\u{FE6B}" }) else { return nil }
            words = "it has \(Self.shown(wide)) (\(wide.numericEscape)), which looks like @ but is another character"
        case .whitespace:
            guard let found = scalars.first(where: \.properties.isWhitespace) else { return nil }
            words = "it contains \(Self.name(ofWhiteSpace: found))"
        case .invisible:
            guard let unseen = scalars.first(where: \.isInvisible) else { return nil }
            words = "it contains the invisible character \(unseen.numericEscape)"
        case .forbidden:
            if let found = scalars[..<at].first(where: { !$0.mayStandBeforeAt }) {
                words = "it contains \(Self.shown(found)), which is not allowed in addresses"
            } else if let found = scalars[at...].dropFirst().first(where: { !$0.mayStandInDomain }) {
                words = "its domain contains \(Self.shown(found)), which is not allowed in domains"
            } else {
                return nil
            }
        default: return nil
        }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String { scalar == "\"" ? "'\"'" : "\"\(scalar)\"" }

    private static func name(ofWhiteSpace scalar: Unicode.Scalar) -> String {
        switch scalar {
        case " ": "a space"
        case "\t": "a tab"
        case "\n", "\r": "a line break"
        case "\u{A0}", "\u{202F}", "\u{2007}": "a non-breaking space (\(scalar.numericEscape))"
        default: "a space (\(scalar.numericEscape))"
        }
    }
}
