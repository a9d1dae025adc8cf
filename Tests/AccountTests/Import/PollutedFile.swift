import TestSupport

/// A list as people have it: with a preamble, mixed line ends, missing and extra cells, quoted line ends, blank rows
/// and a footer, wrong dates and what is not an address. Everything follows from the seed.
struct PollutedFile {
    /// A row of the file.
    struct Row {
        /// As it is in the file, without its line end.
        let raw: String
        let line: Int
        /// The address that it is imported under; nil for a row that is rejected.
        let address: String?
    }

    enum Encoding: CaseIterable {
        case utf8, utf8WithMark, utf16LittleEndian, utf16BigEndian, windows1252
    }

    private(set) var text = ""
    private(set) var rows: [Row] = []
    /// The line of the header.
    private(set) var headerLine = 1
    private(set) var header = ""
    let encoding: Encoding
    let delimiter: Character
    private var random: SplitMix
    /// The line that comes next; a CRLF is one Character, also of a CR and an empty line that ends in LF.
    private var line: Int { 1 + text.count { $0.isNewline } }
    private let columns: [String]

    private static let names = ["E-Mail", "Vorname", "Name", "Ort", "Angemeldet am", "Notiz", "Notiz", ""]
    private static let preambles = ["Kundenliste", "Stand: 1.5.2025", "\"Newsletter, intern\"", "", "   ", "---"]
    private static let goodAddresses = [
        "anna@example.com", " Ben@Example.COM ", "info@example.com", "clara@gamil.com", "d.e+f@sub.example.org",
        "jürgen@example.com", "x@müller.de", "X@xn--mller-kva.de", "postmaster@example.net\u{A0}",
    ]
    private static let badAddresses = [
        "", "nobody", "a@b", "a b@example.com", "a\u{AD}b@example.com", "a..b@example.com", "a@@example.com",
        "a@[127.0.0.1]", "siehe oben", "\"q\"@example.com", "a@example..com", "n/a", "(keine)", "a@-b.de",
    ]
    private static let goodDates = ["", "31.12.2024", "31-12-2024 23:59", "2024-12-31T10:00:00Z", "1700000000", "0"]
    private static let badDates = ["gestern", "31.02.2024", "2024-13-01", "12/2024", "??"]
    private static let notes = [
        "", "x", "ruft an", "5\" hoch", "a, b; c | d", "zwei\nZeilen", "zwei\r\nZeilen", " ", "Größe", "\t",
    ]

    init(seed: UInt64) {
        var random = SplitMix(seed: seed)
        encoding = Encoding.allCases.randomElement(using: &random) ?? .utf8
        delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ";"
        columns = Self.names.shuffled(using: &random)
        self.random = random
        if oneIn(4) { append(line: "sep=\(delimiter)") }
        for _ in 0..<below(4) { append(line: pick(Self.preambles)) }
        header = columns.map { cell($0, quotes: oneIn(6)) }.joined(separator: "\(delimiter)")
        headerLine = line
        append(line: header)
        for _ in 0..<below(120) { appendRow() }
        if oneIn(3) { appendFooter() }
    }

    /// How many rows are rejected.
    var rejected: Int { rows.count { $0.address == nil } }
    var addresses: [String] { rows.compactMap(\.address) }

    var bytes: [UInt8] {
        switch encoding {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .utf16LittleEndian: [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        // All that is written here is where Unicode has it.
        case .windows1252: text.unicodeScalars.map { UInt8($0.value) }
        }
    }

    private mutating func appendRow() {
        if oneIn(12) { append(line: pick(["", "  ", "\t"].filter { $0 != "\(delimiter)" })) }
        let date = oneIn(12) ? pick(Self.badDates) : pick(Self.goodDates)
        let isBadDate = Self.badDates.contains(date)
        let address = oneIn(6) ? pick(Self.badAddresses) : pick(Self.goodAddresses)
        var cells = columns.map { column in
            switch column {
            case "E-Mail": return address
            case "Angemeldet am": return date
            case "Notiz", "": return pick(Self.notes)
            default: return pick(["Anna", "Müller", "", "d'Or", "O\"Neil"])
            }
        }
        var hasAddress = !Self.badAddresses.contains(address)
        var isRejected = isBadDate || !hasAddress
        if oneIn(10) {
            let count = 1 + below(cells.count)
            cells = Array(cells.prefix(count))
            hasAddress = hasAddress && count > (columns.firstIndex(of: "E-Mail") ?? 0)
            isRejected = !hasAddress || (isBadDate && count > (columns.firstIndex(of: "Angemeldet am") ?? 0))
        } else if oneIn(15) {
            let surplus = (0...below(3)).map { _ in pick(Self.notes) }
            cells += surplus
            isRejected = isRejected || !surplus.allSatisfy(Self.isWhiteSpace)
        }
        let raw = cells.map { cell($0, quotes: oneIn(8)) }.joined(separator: "\(delimiter)")
        // A line of spaces and delimiters is not a row.
        guard raw.contains(where: { $0 != delimiter && !Self.isWhiteSpace("\($0)") }) else { return }
        rows.append(Row(raw: raw, line: line, address: isRejected ? nil : Self.normalized(address)))
        append(line: raw)
    }

    private mutating func appendFooter() {
        rows.append(Row(raw: "Summe\(delimiter)12", line: line, address: nil))
        append(line: "Summe\(delimiter)12")
    }

    private static func isWhiteSpace(_ text: String) -> Bool { text.allSatisfy { " \t\u{A0}".contains($0) } }

    private static func normalized(_ address: String) -> String {
        let trimmed = address.filter { !" \u{A0}".contains($0) }.lowercased()
        return trimmed.hasSuffix("@xn--mller-kva.de") ? "x@müller.de" : trimmed
    }

    private func cell(_ text: String, quotes: Bool) -> String {
        let needsQuotes =
            text.unicodeScalars.contains { $0 == "\n" || $0 == "\r" } || text.contains(delimiter)
            || text.hasPrefix("\"")
        guard quotes || needsQuotes else { return text }
        return "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }

    private mutating func append(line content: String) {
        text += content + pick(["\n", "\n", "\r\n", "\r"])
    }

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    private mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
    private mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }
}
