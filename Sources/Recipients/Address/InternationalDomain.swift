internal import CIDN2
import SystemCalls

/// Internationalised domains (IDNA 2008 with the mapping of UTS 46, not transitional: `ß` stays `ß`).
///
/// `xn--` and Unicode are two spellings of one domain; the Unicode one is stored, because that is what people read.
enum InternationalDomain {
    /// The one spelling of a domain, in letters.
    ///
    /// - Parameter domain: Lower case, UTF-8, without NUL.
    static func normalize(_ domain: UnsafeRawBufferPointer) -> Result<[UInt8], AddressProblem> {
        guard let library = IDNLibrary.shared else { return .failure(.domainUnchecked) }
        var lookup: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let code = withTerminated(domain) { library.lookup($0, &lookup, flags) }
        guard code == IDN2_OK.rawValue, let lookup else { return .failure(problem(code)) }
        defer { library.free(lookup) }
        var unicode: UnsafeMutablePointer<CChar>?
        let decoded = lookup.withMemoryRebound(to: CChar.self, capacity: 1) { library.toUnicode($0, &unicode, 0) }
        guard decoded == IDN2_OK.rawValue, let unicode else { return .failure(problem(decoded)) }
        defer { library.free(unicode) }
        return .success(Array(String(cString: unicode).normalizedNFC.utf8))
    }

    /// A label of a domain as `normalize` spells it; the text itself if that refuses it.
    static func letters(ofLabel label: Substring) -> String {
        var text = String(label)
        if text.isEmpty || text.utf8.contains(0) { return text }
        let letters = text.withUTF8 { normalize(UnsafeRawBufferPointer($0)) }
        if case .success(let bytes) = letters { return String(decoding: bytes, as: UTF8.self) }
        return text
    }

    private static func withTerminated<Result>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (UnsafePointer<UInt8>) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { copy in
            for (index, byte) in bytes.enumerated() { copy[index] = byte }
            copy[bytes.count] = 0
            // Not nil: the capacity is at least 1.
            return body(copy.baseAddress.unsafelyUnwrapped)
        }
    }

    private static func problem(_ code: Int32) -> AddressProblem {
        switch idn2_rc(rawValue: code) {
        case IDN2_PUNYCODE_BAD_INPUT, IDN2_PUNYCODE_OVERFLOW, IDN2_INVALID_ALABEL, IDN2_ALABEL_ROUNDTRIP_FAILED,
            IDN2_UALABEL_MISMATCH, IDN2_ENCODING_ERROR:
            .punycode
        case IDN2_TOO_BIG_LABEL, IDN2_TOO_BIG_DOMAIN, IDN2_PUNYCODE_BIG_OUTPUT: .domainLabelTooLong
        case IDN2_HYPHEN_STARTEND, IDN2_2HYPHEN: .domainLabel
        case IDN2_BIDI: .domainDirection
        default: .domainCharacter
        }
    }
}

/// The functions of libidn2. The library is loaded for the first internationalised domain, in letters or in `xn--`.
private struct IDNLibrary {
    let lookup:
        @convention(c) (UnsafePointer<UInt8>, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, Int32) -> Int32
    let toUnicode:
        @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, Int32) -> Int32
    let free: @convention(c) (UnsafeMutableRawPointer) -> Void

    /// Nil if the library is not installed.
    static let shared = try? IDNLibrary()

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("libidn2.so.0", "libidn2.0.dylib", "libidn2.dylib")
        lookup = try library.function("idn2_lookup_u8")
        toUnicode = try library.function("idn2_to_unicode_8z8z")
        free = try library.function("idn2_free")
    }
}
