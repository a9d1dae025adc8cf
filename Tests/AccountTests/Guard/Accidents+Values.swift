@testable import Account

// MARK: Lost values

extension ListAccident {
    static let losses = [
        ListAccident("#NV in the last names", .massSameValue) { list, _, _ in
            var file = list
            file.change("lastname") { _ in "#NV" }
            return file
        },
        ListAccident("#NV in the companies, which half of them have", .massSameValue) { list, _, _ in
            var file = list
            file.change("company") { _ in "#NV" }
            return file
        },
        ListAccident("#NV everywhere", .massSameValue) { list, _, _ in
            var file = list
            file.changeAll { _ in "#NV" }
            return file
        },
        ListAccident("NULL as a text", .massSameValue) { list, _, _ in
            var file = list
            file.change("Telefon") { _ in "NULL" }
            return file
        },
        ListAccident("the first city filled down", .massSameValue) { list, _, _ in
            var file = list
            let first = list.values("city")[0]
            file.change("city") { _ in first }
            return file
        },
        ListAccident("one number for all", .massSameValue) { list, _, _ in
            var file = list
            file.change("Kd-Nr") { _ in "1" }
            return file.showing(["email", "Kd-Nr"])
        },
        ListAccident("a formula as a text", .massSameValue) { list, _, _ in
            var file = list
            file.change("Strasse") { _ in "#REF!" }
            return file
        },
        ListAccident("last names empty, which clears them", .massEmpty) { list, _, options in
            options.emptyCells = .clear
            var file = list
            file.change("lastname") { _ in "" }
            return file
        },
        ListAccident("all columns empty but the address", .massEmpty) { list, _, options in
            options.emptyCells = .clear
            var file = list
            file.changeAll { _ in "" }
            return file
        },
        ListAccident("a look-up that found next to nothing", .massEmpty) { list, random, options in
            options.emptyCells = .clear
            var file = list
            for row in file.rows.indices where AddressList.maybe(0.93, &random) {
                file.rows[row][file.column("Kd-Nr")] = ""
            }
            return file
        },
        ListAccident("rows of blanks between quotes", .massEmpty) { list, _, options in
            options.emptyCells = .clear
            options.mode = .replace
            var file = list
            file.change("city") { _ in "" }
            file.change("PLZ") { _ in "" }
            return file
        },
        ListAccident("everything in lower case", .massChange) { list, _, _ in
            var file = list.showing(["email", "firstname", "lastname", "city", "Strasse"])
            file.changeAll { $0.lowercased() }
            return file
        },
        ListAccident("everything in upper case", .massChange) { list, _, _ in
            var file = list.showing(["email", "firstname", "lastname", "city", "Strasse"])
            file.changeAll { $0.uppercased() }
            return file
        },
        ListAccident("made anonymous for a test", .massChange) { list, random, _ in
            var file = list
            var generator = random
            file.changeAll { _ in String(UInt64.random(in: .min ... .max, using: &generator), radix: 16) }
            return file
        },
        ListAccident("cut to three letters", .massChange) { list, _, _ in
            var file = list.showing(["email", "firstname", "lastname", "company", "Strasse"])
            file.changeAll { String($0.prefix(3)) }
            return file
        },
        ListAccident("the data of other people", .massChange) { list, random, _ in
            var file = list.showing(["email", "Strasse", "Kd-Nr", "Telefon"])
            for row in file.rows.indices {
                let other = AddressList.person(Int.random(in: 1...9_999_999, using: &random), &random)
                file.rows[row] = [file.rows[row][0], other[7] + "a", other[8], other[9]]
            }
            return file
        },
    ]
}

// MARK: Spreadsheets and encodings

extension ListAccident {
    private static func garbled(_ list: AddressList, _ body: (String) -> String) -> AddressList {
        var file = list
        file.changeAll(body)
        return file
    }

    /// The bytes of UTF-8, each read as a letter of ISO 8859-1.
    private static func misread(_ text: String) -> String {
        String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    }

    private static func withoutZeros(_ text: String) -> String {
        let digits = text.drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    /// A number as a spreadsheet shows it where the column is narrow.
    private static func scientific(_ text: String, point: String) -> String {
        let digits = Array(text)
        return "\(digits[0])\(point)\(String(digits[1...5]))E+\(digits.count - 1)"
    }

    private static let macRoman: [Character: String] = [
        "ä": "√§", "ö": "√∂", "ü": "√º", "ß": "√ü", "Ä": "√Ñ", "é": "√©", "ë": "√´", "ï": "√Ø", "ı": "ƒ±",
    ]

    static let damages = [
        ListAccident("postal codes without zeros", .lostZeros) { list, _, _ in
            var file = list
            file.change("PLZ", withoutZeros)
            return file
        },
        ListAccident("numbers of customers without zeros", .lostZeros) { list, _, _ in
            var file = list
            file.change("Kd-Nr", withoutZeros)
            return file
        },
        ListAccident("postal codes as floating point", .lostZeros) { list, _, _ in
            var file = list
            file.change("PLZ") { withoutZeros($0) + ".0" }
            return file
        },
        ListAccident("telephones in scientific notation", .lostZeros) { list, _, _ in
            var file = list
            file.change("Telefon") { scientific($0, point: ".") }
            return file
        },
        ListAccident("telephones in scientific notation, with a comma", .lostZeros) { list, _, _ in
            var file = list
            file.change("Telefon") { scientific($0, point: ",") }
            return file
        },
        ListAccident("read as ISO 8859-1", .mojibake) { list, _, _ in garbled(list, misread) },
        ListAccident("read as ISO 8859-1 twice", .mojibake) { list, _, _ in garbled(list) { misread(misread($0)) } },
        ListAccident("read as Mac Roman", .mojibake) { list, _, _ in
            garbled(list) { $0.map { macRoman[$0] ?? String($0) }.joined() }
        },
        ListAccident("question marks for umlauts", .mojibake) { list, _, _ in
            garbled(list) { String($0.map { $0.isASCII ? $0 : "?" }) }
        },
        ListAccident("replacement characters for umlauts", .mojibake) { list, _, _ in
            garbled(list) { String($0.map { $0.isASCII ? $0 : "\u{FFFD}" }) }
        },
        ListAccident("umlauts left out", .mojibake) { list, _, _ in garbled(list) { $0.filter(\.isASCII) } },
        ListAccident("umlauts without their dots", .mojibake) { list, _, _ in
            let letters: [Character: Character] = [
                "ä": "a", "ö": "o", "ü": "u", "ß": "s", "Ä": "A", "é": "e", "ë": "e", "ï": "i", "ı": "i",
            ]
            return garbled(list) { String($0.map { letters[$0] ?? $0 }) }
        },
        ListAccident("an old code page of DOS", .mojibake) { list, _, _ in
            let letters: [Character: Character] = [
                "ä": "õ", "ö": "÷", "ü": "³", "ß": "▀", "Ä": "─", "é": "Ú", "ë": "Ù", "ï": "´", "ı": "²",
            ]
            return garbled(list) { String($0.map { letters[$0] ?? $0 }) }
        },
    ]
}
