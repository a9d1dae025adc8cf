import TestSupport

/// A list of people as shops and associations keep it: what accidents and harmless imports of the corpus begin with.
struct AddressList {
    /// The first column is the address.
    var header: [String]
    var rows: [[String]]

    /// Made-up people, the same for the same seed.
    init(_ count: Int, _ random: inout SplitMix) {
        header = [
            "email", "firstname", "lastname", "salutation", "company", "city", "PLZ", "Strasse", "Kd-Nr", "Telefon",
            "Geburtstag", "Preis", "Punkte", "Sprache",
        ]
        rows = []
        for _ in 0..<count { rows.append(Self.person(Int.random(in: 1...9_999_999, using: &random), &random)) }
        removeDuplicates()
    }

    /// A person with this number.
    static func person(_ number: Int, _ random: inout SplitMix) -> [String] {
        let isWoman = Bool.random(using: &random)
        let first = pick(isWoman ? women : men, &random)
        let last = pick(lastNames, &random)
        let (city, code) = place(&random)
        let digits = String(number)
        func zeros(_ width: Int) -> String { String(repeating: "0", count: max(0, width - digits.count)) + digits }
        let mail = "\(plain(first)).\(plain(last))\(number % 1000)\(number % 7 == 0 ? "" : "_\(number / 1000)")"
        return [
            "\(mail)@\(pick(domains, &random))", first, last, isWoman ? "Frau" : "Herr",
            maybe(0.5, &random) ? "\(pick(lastNames, &random)) \(pick(["GmbH", "AG", "KG", "& Söhne"], &random))" : "",
            city, code, "\(pick(streets, &random)) \(Int.random(in: 1...180, using: &random))", zeros(8),
            "49170" + String(Int.random(in: 1_000_000...9_999_999, using: &random)),
            maybe(0.7, &random) ? date(&random) : "",
            pick(["9.90", "9.90", "9.90", "14.90", "14.90", "24.90", "49.00"], &random),
            String(Int.random(in: 0...400, using: &random)), pick(["de", "de", "de", "de", "nl", "en"], &random),
        ]
    }

    static func date(_ random: inout SplitMix) -> String {
        func two(_ range: ClosedRange<Int>) -> String {
            let number = Int.random(in: range, using: &random)
            return number < 10 ? "0\(number)" : "\(number)"
        }
        return "\(Int.random(in: 1945...2005, using: &random))-\(two(1...12))-\(two(1...28))"
    }

    /// A city and one of its postal codes; a seventh of them begin with a zero.
    static func place(_ random: inout SplitMix) -> (String, String) {
        let (city, area) = cities[Int.random(in: 0..<cities.count, using: &random)]
        return (city, area + String(Int.random(in: 100...999, using: &random)))
    }

    static func pick<Item>(_ items: [Item], _ random: inout SplitMix) -> Item {
        items[Int.random(in: 0..<items.count, using: &random)]
    }

    static func maybe(_ share: Double, _ random: inout SplitMix) -> Bool {
        Double.random(in: 0..<1, using: &random) < share
    }

    private static func plain(_ name: String) -> String {
        let letters: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "ë": "e", "ï": "i"]
        return name.lowercased().reduce(into: "") { text, letter in
            text += letters[letter] ?? (letter.isASCII && letter.isLetter ? String(letter) : "")
        }
    }

    static let women = [
        "Anna", "Änne", "Birgit", "Cora", "Dörte", "Elke", "Femke", "Gül", "Heike", "Inés", "Jana", "Käthe", "Lotte",
        "Mia",
        "Noëlle", "Paula", "Renée", "Sören-Anne", "Tanja", "Ulla", "Zoë",
    ]
    static let men = [
        "Ali", "Björn", "Cem", "Daan", "Emil", "Frank", "Götz", "Hans", "Ingo", "Jürgen", "Karl", "Lukas", "Maïk",
        "Niels",
        "Olaf", "Peter", "René", "Sjoerd", "Tim", "Uwe", "Wim",
    ]
    static let lastNames = [
        "Müller", "Schmidt", "Schröder", "Weiß", "Jäger", "Köhler", "Krüger", "Meyer", "Bakker", "de Vries", "Jansen",
        "Visser",
        "Groß", "Fuchs", "Böhm", "Lang", "Yılmaz", "Kaya", "Nowak", "Hübner", "Berg", "Thoma", "Vogt", "Wolf", "Zander",
        "Quast",
        "Peters", "Otto", "Noll", "Lindner", "Kraft", "Jung", "Huber", "Graf", "Ernst", "Dietz", "Conrad", "Brandt",
        "Adler",
    ]
    static let streets = [
        "Hauptstraße", "Bahnhofstr.", "Gartenweg", "Am Markt", "Schillerstraße", "Lindenallee", "Mühlweg", "Kirchplatz",
        "Ringstraße", "Dorfstr.", "Goethestr.", "Keizersgracht",
    ]
    static let domains = ["example.com", "example.org", "mail.example", "post.example", "firma.example"]
    static let cities = [
        ("Köln", "50"), ("Bonn", "53"), ("Berlin", "10"), ("Leipzig", "04"), ("Dresden", "01"), ("München", "80"),
        ("Nürnberg", "90"), ("Hamburg", "20"), ("Bremen", "28"), ("Düsseldorf", "40"), ("Essen", "45"), ("Kiel", "24"),
        ("Münster", "48"), ("Mainz", "55"), ("Ulm", "89"), ("Trier", "54"), ("Tübingen", "72"), ("Görlitz", "02"),
        ("Rostock", "18"), ("Erfurt", "99"), ("Fulda", "36"), ("Aachen", "52"), ("Würzburg", "97"), ("Jena", "07"),
    ]
}

extension AddressList {
    func column(_ name: String) -> Int { header.firstIndex(of: name) ?? 0 }

    /// The list as a file.
    var csv: String { ([header] + rows).map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n" }

    /// Changes a column's values.
    mutating func change(_ name: String, _ body: (String) -> String) {
        let column = column(name)
        for row in rows.indices { rows[row][column] = body(rows[row][column]) }
    }

    /// Changes every column but the address.
    mutating func changeAll(_ body: (String) -> String) {
        for name in header.dropFirst() { change(name, body) }
    }

    /// Gives a column other values, in the order of the rows.
    mutating func set(_ name: String, _ values: [String]) {
        let column = column(name)
        for (row, value) in values.enumerated() where row < rows.count { rows[row][column] = value }
    }

    func values(_ name: String) -> [String] { rows.map { $0[column(name)] } }

    /// Only these columns, in this order.
    func showing(_ names: [String]) -> AddressList {
        var list = self
        let columns = names.map(column)
        list.header = names
        list.rows = rows.map { row in columns.map { row[$0] } }
        return list
    }

    mutating func add(_ name: String, _ value: ([String]) -> String) {
        header.append(name)
        for row in rows.indices { rows[row].append(value(rows[row])) }
    }

    mutating func addPeople(_ count: Int, _ random: inout SplitMix) {
        for _ in 0..<count {
            var person = Self.person(Int.random(in: 10_000_000...99_999_999, using: &random), &random)
            while person.count < header.count { person.append("") }
            rows.append(person)
        }
        removeDuplicates()
    }

    mutating func removeDuplicates() {
        var seen: Set<String> = []
        rows.removeAll { !seen.insert($0[0]).inserted }
    }

    /// Some of the rows, each with this chance.
    func some(_ share: Double, _ random: inout SplitMix) -> AddressList {
        var list = self
        list.rows.removeAll { _ in !Self.maybe(share, &random) }
        return list
    }
}
