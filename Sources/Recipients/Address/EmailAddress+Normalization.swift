extension EmailAddress {
    /// Checks an address and writes its normalised form. Makes no `String` for ASCII: the importer calls it for every
    /// row.
    ///
    /// - Parameters:
    ///   - input: The address as somebody wrote it, UTF-8.
    ///   - output: At least `maximumLength` bytes.
    /// - Returns: How many bytes were written, or why the input is not an address.
    public static func normalize(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Result<Int, AddressProblem> {
        precondition(output.count >= maximumLength)
        if let length = normalizeCommon(input, into: output) { return .success(length) }
        return normalizeAny(input, into: output)
    }

    /// As `normalize`, byte by byte.
    static func normalizeAny(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Result<Int, AddressProblem> {
        let trimmed = input.trimmingASCIIWhitespace()
        guard !trimmed.isEmpty else { return .failure(.empty) }
        // Nearly all addresses are ASCII: these are copied and folded in one pass, which the first other byte ends.
        var at = -1
        guard trimmed.count <= maximumLength else { return normalizeText(trimmed, into: output) }
        for index in trimmed.indices {
            let byte = trimmed[index]
            switch AddressBytes.kind(of: byte) {
            case .ordinary:
                output[index] = byte
            case .upper:
                output[index] = byte | 0x20
            case .at:
                guard at < 0 else { return .failure(trimmed.first == UInt8(ascii: "\"") ? .quoted : .severalAts) }
                at = index
                output[index] = byte
            case .high:
                return normalizeText(trimmed, into: output)
            case .forbidden:
                return .failure(problem(of: byte, inDomain: at >= 0))
            }
        }
        let address = UnsafeRawBufferPointer(rebasing: output[..<trimmed.count])
        var isInternational = false
        if let problem = checkParts(of: address, at: at, &isInternational) { return .failure(problem) }
        return isInternational ? decodeDomain(of: output, count: trimmed.count, at: at) : .success(trimmed.count)
    }

    /// Replaces an internationalised domain with its normalised spelling, in letters.
    ///
    /// - Parameter output: Begins with an address whose domain is not normalised yet.
    @inline(never)
    private static func decodeDomain(
        of output: UnsafeMutableRawBufferPointer,
        count: Int,
        at: Int
    ) -> Result<Int, AddressProblem> {
        let domain = UnsafeRawBufferPointer(rebasing: output[(at + 1)..<count])
        switch InternationalDomain.normalize(domain) {
        case .failure(let problem): return .failure(problem)
        case .success(let decoded):
            let length = at + 1 + decoded.count
            guard length <= maximumLength else { return .failure(.tooLong) }
            output[(at + 1)..<length].copyBytes(from: decoded)
            // The mapped domain is checked again: full-width digits, for example, may have become a numeric top level.
            var isInternational = false
            let address = UnsafeRawBufferPointer(rebasing: output[..<length])
            if let problem = checkParts(of: address, at: at, &isInternational) { return .failure(problem) }
            return .success(length)
        }
    }

    /// A text in the form in which addresses are compared, whether it is an address, a part of one or a pattern:
    /// trimmed, NFC, in lower case, and the labels of an internationalised domain in letters. What is no label, such as
    /// one with a `*`, is left as it is.
    public static func comparable(_ text: String) -> String {
        let folded = folded(text)
        // Nearly all texts are ASCII, and few of those have such a label.
        if folded.utf8.allSatisfy({ $0 < 0x80 }), !folded.contains("xn--") { return folded }
        let domain = folded.lastIndex(of: "@").map(folded.index(after:)) ?? folded.startIndex
        return folded[..<domain]
            + folded[domain...].split(separator: ".", omittingEmptySubsequences: false)
            .map { InternationalDomain.letters(ofLabel: $0) }.joined(separator: ".")
    }

    /// As `comparable`, for a text whose domain is in letters already, such as a stored address.
    public static func folded(_ text: String) -> String { text.trimmed.normalizedNFC.lowercased().normalizedNFC }

    /// Normalises an address that is not pure ASCII: NFC, lower case, and the same checks.
    private static func normalizeText(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Result<Int, AddressProblem> {
        guard let decoded = String(validating: input, as: UTF8.self) else { return .failure(.notUTF8) }
        var text = folded(decoded)
        if let problem = checkScalars(of: text) { return .failure(problem) }
        let ats = text.utf8.count { $0 == UInt8(ascii: "@") }
        if ats > 1 { return .failure(.severalAts) }
        guard text.utf8.count <= maximumLength else { return .failure(ats == 0 ? .noAt : .tooLong) }
        return text.withUTF8 { bytes in
            output.copyMemory(from: UnsafeRawBufferPointer(bytes))
            let address = UnsafeRawBufferPointer(rebasing: output[..<bytes.count])
            let at = address.firstIndex(of: UInt8(ascii: "@")) ?? -1
            var isInternational = false
            if let problem = checkParts(of: address, at: at, &isInternational) { return .failure(problem) }
            return isInternational
                ? decodeDomain(of: output, count: bytes.count, at: at) : .success(bytes.count)
        }
    }

    /// Checks each scalar: nothing invisible, no combining mark without its letter and, in the domain, only letters,
    /// marks and digits (RFC 5892, 2), so that no other script's dot or hyphen passes for one.
    private static func checkScalars(of text: String) -> AddressProblem? {
        var isFirst = true
        var inDomain = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace { return .whitespace }
            if scalar.isInvisible { return .invisible }
            if scalar.isASCII {
                let byte = UInt8(scalar.value)
                if AddressBytes.kind(of: byte) == .forbidden { return problem(of: byte, inDomain: inDomain) }
            } else if (isFirst && scalar.isMark) || (inDomain && !scalar.isDomainScalar) {
                return .forbidden
            }
            isFirst = scalar == "." || scalar == "@"
            inDomain = inDomain || scalar == "@"
        }
        return nil
    }

    private static func problem(of byte: UInt8, inDomain: Bool) -> AddressProblem {
        switch byte {
        case 0x20, 0x09...0x0D: .whitespace
        case 0..<0x20, 0x7F: .invisible
        case UInt8(ascii: "\"") where !inDomain: .quoted
        case UInt8(ascii: "[") where inDomain, UInt8(ascii: "]") where inDomain: .domainLiteral
        default: .forbidden
        }
    }

    /// Lengths and dots of both parts (RFC 5321, 4.5.3.1; RFC 5322, 3.2.3: dot-atom; RFC 1035, 2.3.1: labels).
    private static func checkParts(
        of address: UnsafeRawBufferPointer,
        at: Int,
        _ isInternational: inout Bool
    ) -> AddressProblem? {
        guard at >= 0 else { return .noAt }
        guard at > 0 else { return .localPartEmpty }
        guard at <= maximumLocalLength else { return .localPartTooLong }
        let dot = UInt8(ascii: ".")
        guard address[0] != dot, address[at - 1] != dot else { return .dots }
        for index in 1..<at where address[index] == dot && address[index - 1] == dot { return .dots }
        return checkDomain(UnsafeRawBufferPointer(rebasing: address[(at + 1)...]), &isInternational)
    }

    /// - Parameter isInternational: Set where a label is not ASCII or begins with `xn--`.
    private static func checkDomain(
        _ domain: UnsafeRawBufferPointer,
        _ isInternational: inout Bool
    ) -> AddressProblem? {
        guard let last = domain.last else { return .domainEmpty }
        guard last != UInt8(ascii: "."), domain[0] != UInt8(ascii: ".") else { return .dots }
        var labelStart = 0
        var labelIsNumeric = true
        var labelIsInternational = false
        var dots = 0
        for index in 0...domain.count {
            let byte = index < domain.count ? domain[index] : UInt8(ascii: ".")
            if byte == UInt8(ascii: ".") {
                let length = index - labelStart
                guard length > 0 else { return .dots }
                let hyphen = UInt8(ascii: "-")
                // The length of a label with other letters is that of its `xn--` form, which libidn2 knows.
                guard length <= 63 || labelIsInternational, domain[labelStart] != hyphen,
                    domain[index - 1] != hyphen
                else {
                    return .domainLabel
                }
                if length > 3, domain[labelStart + 2] == hyphen, domain[labelStart + 3] == hyphen,
                    domain[labelStart] == UInt8(ascii: "x"), domain[labelStart + 1] == UInt8(ascii: "n")
                {
                    isInternational = true
                }
                guard index < domain.count else { break }
                dots += 1
                labelStart = index + 1
                labelIsNumeric = true
                labelIsInternational = false
            } else {
                guard AddressBytes.isDomainByte(byte) else { return .forbidden }
                if !(0x30...0x39).contains(byte) { labelIsNumeric = false }
                if byte >= 0x80 {
                    labelIsInternational = true
                    isInternational = true
                }
            }
        }
        guard dots > 0 else { return .domainWithoutDot }
        return labelIsNumeric ? .numericTopLevel : nil
    }
}

/// Classifies the bytes of an address.
private enum AddressBytes {
    enum Kind: UInt8 {
        case ordinary, upper, at, high, forbidden
    }

    static func kind(of byte: UInt8) -> Kind {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"):
            .ordinary
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "@"): .at
        case 0x80...: .high
        // The rest of RFC 5322's atext.
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "/"),
            UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "`"),
            UInt8(ascii: "{")...UInt8(ascii: "~"):
            .ordinary
        default: .forbidden
        }
    }

    /// Letters, digits and hyphens; everything outside ASCII may be an internationalised domain.
    static func isDomainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), 0x80...:
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Control and format characters, which nobody can see in an address, and unassigned ones.
    var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Whether it may occur anywhere in the part before the @.
    var mayStandBeforeAt: Bool { isASCII ? AddressBytes.kind(of: UInt8(value)) != .forbidden : true }

    /// Whether a domain can contain it, dots included.
    var mayStandInDomain: Bool {
        self == "." || (isASCII ? self != "@" && AddressBytes.isDomainByte(UInt8(value) | caseBit) : isDomainScalar)
    }

    /// The bit that turns an ASCII capital into lower case; 0 for any other character.
    private var caseBit: UInt8 { ("A"..."Z").contains(self) ? 0x20 : 0 }

    /// A character that only changes the one before it.
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Whether an internationalised domain can have it: a letter, a mark, a digit, or one of the few signs that belong
    /// to words of a script (RFC 5892, 2.6 and A.3 to A.7).
    var isDomainScalar: Bool {
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        case _ where isMark: true
        default: ["\u{B7}", "\u{375}", "\u{5F3}", "\u{5F4}", "\u{30FB}"].contains(self)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes without the ASCII white space around them.
    public func trimmingASCIIWhitespace() -> UnsafeRawBufferPointer {
        func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        var start = 0
        var end = count
        while start < end, isWhiteSpace(self[start]) { start += 1 }
        while end > start, isWhiteSpace(self[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }
}
