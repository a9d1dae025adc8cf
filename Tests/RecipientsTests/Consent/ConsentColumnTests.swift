import Testing

@testable import Recipients

/// Which columns are taken for columns about consent, by their headers and values.
@Suite struct ConsentColumnTests {
    /// What a column says of each of its values; nil if it is not about consent.
    private static func readings(_ header: String, _ values: [String]) throws -> [ConsentReading?]? {
        var tally = ConsentTally()
        for value in values { Array(value.utf8).withUnsafeBytes { tally.note($0) } }
        let assignment = try ColumnAssignment(headers: ["email", header], tallies: [1: tally])
        if let flag = assignment.flags.first, flag.isUsed {
            return values.map { value in Array(value.utf8).withUnsafeBytes { flag.meaning.reading($0, in: .utc) } }
        }
        guard assignment.fields[1] == .deactivated else { return nil }
        return values.map { value in
            Array(value.utf8).withUnsafeBytes { ConsentMeaning.unsubscribed.reading($0, in: .utc) }
        }
    }

    private static func words(_ readings: [ConsentReading?]?) -> String {
        guard let readings else { return "not recognised" }
        return readings.map { reading in
            switch reading {
            case nil: "?"
            case .nothing?: "-"
            case .stays?: "stays"
            case .left(nil)?: "left"
            case .left?: "left then"
            case .pending?: "pending"
            }
        }.joined(separator: " ")
    }

    /// The entries of a list: a line each, a header and its values, apart by `|` and `,`; after `=` what they say.
    private static func entries(_ list: String) -> [(header: String, values: [String], expected: String)] {
        list.split(separator: "\n").map { line in
            let parts = line.split(separator: "|")
            let sides = parts[1].split(separator: "=", maxSplits: 1)
            let values = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
            return (parts[0].trimmed, values, sides.count > 1 ? sides[1].trimmed : "")
        }
    }

    @Test func columnsAboutConsentAreKnown() throws {
        let entries = Self.entries(ConsentColumnLists.consent)
        #expect(entries.count >= 150)
        for entry in entries {
            let said = Self.words(try Self.readings(entry.header, entry.values))
            #expect(said == entry.expected, "\(entry.header): \(entry.values)")
        }
    }

    /// What becomes of a column beside one of addresses.
    private static func flags(_ header: String, _ values: [String]) throws -> [ColumnAssignment.Flag] {
        var tally = ConsentTally()
        for value in values { Array(value.utf8).withUnsafeBytes { tally.note($0) } }
        return try ColumnAssignment(headers: ["email", header], tallies: [1: tally]).flags
    }

    @Test func harmlessColumnsAreFields() throws {
        let entries = Self.entries(ConsentColumnLists.harmless)
        #expect(entries.count >= 150)
        for entry in entries {
            let said = Self.words(try Self.readings(entry.header, entry.values))
            #expect(said == "not recognised", "\(entry.header): \(entry.values)")
            #expect(try Self.flags(entry.header, entry.values).isEmpty, "\(entry.header)")
        }
    }

    @Test func columnsThatAreNotUsedAreNoted() throws {
        for entry in Self.entries(ConsentColumnLists.unused) {
            let said = Self.words(try Self.readings(entry.header, entry.values))
            #expect(said == "not recognised", "\(entry.header): \(entry.values)")
            #expect(try Self.flags(entry.header, entry.values).map(\.role) == [.unheeded], "\(entry.header)")
            // Where another column says who has left, the reasons need not.
            let headers = ["email", "deactivated", entry.header]
            var tally = ConsentTally()
            for value in entry.values { Array(value.utf8).withUnsafeBytes { tally.note($0) } }
            let flags = try ColumnAssignment(headers: headers, tallies: [2: tally]).flags
            #expect(!flags.contains { $0.meaning == .reason }, "\(entry.header)")
        }
    }

    /// Without this, a second column of such a name would become a field of the group's own.
    @Test func everyNameOfTheDateOfLeavingSpeaksOfLeaving() throws {
        let words = HeaderVocabulary.words.filter { $0.0 == .deactivated }.flatMap { words in
            words.1.split(whereSeparator: \.isWhitespace)
        }
        #expect(words.count > 50)
        for word in words {
            #expect(ConsentHeader(String(word), knownAs: .deactivated)?.meaning == .unsubscribed, "\(word)")
        }
    }

    @Test func wordsAreSetApart() {
        func terms(_ header: String) -> [ConsentTerm] { ConsentPhrase(header, .headers).terms }
        for header in ["optOutDate", "OPT_OUT_DATE", "opt-out date", "Opt Out: Date", "OptOutDATE", "optoutdate"] {
            #expect(terms(header) == [.leaving, .neutral], "\(header)")
        }
        #expect(terms("Laptop Inventory").isEmpty)
        #expect(ConsentPhrase("Newsletterabmeldedatum", .headers).unknown == 0)
        #expect(terms("not unsubscribed") == [.staying])
        #expect(terms("nicht abonniert") == [.leaving])
    }
}
