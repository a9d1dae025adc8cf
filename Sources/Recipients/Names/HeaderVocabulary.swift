/// The headers by which the columns of other people's files are recognised: German, Dutch, English, French, Italian and
/// Spanish, and those of other mail services.
public enum HeaderVocabulary {
    /// The fields that are called the same whatever a file's language.
    public static let commonFields = ["firstname", "lastname", "salutation", "company", "city"]

    /// What a column with this header holds regardless of its neighbours; nil if that is not known.
    /// Case, accents, spaces and punctuation do not count.
    public static func field(forHeader header: String) -> Field? {
        // While the delimiter is looked for, whole lines are asked about; folding them takes longer than counting.
        guard header.utf8.count(where: isLetterOrDigit) <= longest else { return nil }
        let word = folded(header)
        return known[word] ?? (lesserAddresses.contains(word) ? .email : nil)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// What the columns of a file hold, as far as it is known: as `field(forHeader:)` says; what an ambiguous word
    /// means depends on the other columns.
    ///
    /// - `Nom` is a last name, `Nome` and `Nombre` are first names, unless another column surely is.
    /// - `Name` and `Naam` are last names beside a first name, and otherwise fields of the group's own.
    /// - `billing_email` and the like are the addresses unless another column surely is.
    /// - `OPTIN_TIME` is the registration beside a confirmation, else the activation.
    ///
    /// - Parameters:
    ///   - headers: The headers.
    ///   - hasAddresses: Whether it is known already which column holds the addresses.
    public static func fields(forHeaders headers: [String], hasAddresses: Bool = false) -> [Field?] {
        let words = headers.map { folded($0) }
        var fields = words.map { known[$0] }
        func decide(_ candidates: Set<String>, _ field: Field, if condition: Bool = true) {
            for (index, word) in words.enumerated()
            where condition && candidates.contains(word) && !fields.contains(field) { fields[index] = field }
        }
        decide(lesserAddresses, .email, if: !hasAddresses)
        decide(["nome", "nombre"], .own("firstname"))
        decide(["nom"], .own("lastname"))
        decide(["name", "naam"], .own("lastname"), if: fields.contains(.own("firstname")))
        let isConfirmed = fields.contains(.activated)
        for (index, word) in words.enumerated() where optInWords.contains(word) {
            fields[index] = isConfirmed ? .registered : .activated
        }
        return fields
    }

    /// Lower case, letters and digits only, without accents.
    static func folded(_ header: String) -> String {
        foldedASCII(header) ?? foldedScalars(header)
    }

    /// The same for ASCII, byte by byte; nil for anything else.
    private static func foldedASCII(_ header: String) -> String? {
        guard header.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: header.utf8.count) { target in
            var count = 0
            for byte in header.utf8 {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): target[count] = byte | 0x20
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): target[count] = byte
                default: continue
                }
                count += 1
            }
            return count
        }
    }

    /// The same for any text.
    static func foldedScalars(_ header: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in header.lowercased().normalizedNFD.unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            if scalar.properties.generalCategory != .nonspacingMark { scalars.append(scalar) }
        }
        return String(scalars).normalizedNFC
    }

    private static let known: [String: Field] = {
        var table: [String: Field] = [:]
        for (field, words) in words {
            for word in words.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
                table[String(Substring(word))] = field
            }
        }
        return table
    }()

    /// The length in bytes of the longest known word.
    private static let longest = known.keys.map(\.utf8.count).max() ?? 0

    private static let optInWords: Set<String> = ["optintime", "optindate", "optinat"]
}
