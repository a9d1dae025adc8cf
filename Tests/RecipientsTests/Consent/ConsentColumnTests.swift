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
            case .declined?: "left"
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
        let lists = [ConsentColumnLists.consent, ConsentColumnLists.refusals, ConsentColumnLists.wishes]
        let entries = lists.flatMap(Self.entries)
        #expect(entries.count >= 300)
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
        let lists = [
            ConsentColumnLists.harmless, ConsentColumnLists.harmlessRefusals, ConsentColumnLists.harmlessWishes,
        ]
        let entries = lists.flatMap(Self.entries)
        #expect(entries.count >= 150)
        for entry in entries {
            let said = Self.words(try Self.readings(entry.header, entry.values))
            #expect(said == "not recognised", "\(entry.header): \(entry.values)")
            #expect(try Self.flags(entry.header, entry.values).isEmpty, "\(entry.header)")
        }
    }

    @Test func columnsThatAreNotUsedAreNoted() throws {
        let lists = [ConsentColumnLists.unused, ConsentColumnLists.unusedRefusals, ConsentColumnLists.unusedWishes]
        let entries = lists.flatMap(Self.entries)
        for entry in entries {
            let said = Self.words(try Self.readings(entry.header, entry.values))
            #expect(said == "not recognised", "\(entry.header): \(entry.values)")
            #expect(try Self.flags(entry.header, entry.values).map(\.role) == [.unheeded], "\(entry.header)")
        }
    }

    /// A word that is not known, or comes after a colon, may turn around the one that is.
    @Test func statesAreReadAsAWhole() {
        for text in ConsentColumnLists.leavers { #expect(ConsentValue(text).reading == .left(nil), "\(text)") }
        for text in ConsentColumnLists.stayers { #expect(ConsentValue(text).reading == .stays, "\(text)") }
        for text in ConsentColumnLists.unreadable { #expect(ConsentValue(text).reading == nil, "\(text)") }
        #expect(ConsentValue("confirmed: no").reading == .pending)
    }

    /// A column with many values is not about something else because none of its dates can be read.
    @Test func datesInAnotherNotationAreDatesOfLeaving() throws {
        let values = (1...20).map { "01/\($0 + 10)/2024" }
        #expect(try Self.flags("Opt-out date", values).map(\.isUsed) == [true])
        #expect(try Self.flags("Opt-in", values).map(\.role) == [.unheeded])
    }

    /// Of consent by its name, hardly any value need be known; if fewer are, nobody who has left is overlooked.
    @Test(arguments: [(9, true), (19, false)])
    func aHeaderThatNamesConsentIsEnough(unknown: Int, isUsed: Bool) throws {
        let values = ["withdrawn"] + (1...unknown).map { "text \($0)" }
        #expect(try Self.flags("GDPR consent", values).map(\.isUsed) == [isUsed])
    }

    /// Phplist has 1 and 0 in `confirmed`; Magento has keys in `confirmation`, or nothing.
    @Test(
        arguments: [
            ("confirmed", ["1", "0"], nil), ("Bestätigt", ["ja", "nein"], nil),
            ("activated", ["yes", "no"], .activated),
            ("confirmed", ["2024-01-01", ""], .activated), ("confirmed", ["", ""], .activated),
            ("confirmation", ["2024-01-01", ""], .activated),
            ("confirmation", ["1a2b3c4d5e6f", ""], .own("confirmation")),
            ("confirmation", ["", ""], .own("confirmation")),
        ] as [(String, [String], Field?)])
    func confirmationsAreDatesOrFlags(header: String, values: [String], field: Field?) throws {
        var tally = ConsentTally()
        for value in values { Array(value.utf8).withUnsafeBytes { tally.note($0) } }
        let assignment = try ColumnAssignment(headers: ["email", header], tallies: [1: tally])
        #expect(assignment.fields[1] == field)
        #expect(assignment.flags.map(\.meaning) == (field == nil ? [.confirmed] : []))
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

extension ConsentTally {
    /// Looks at a cell as if it were the first.
    mutating func note(_ cell: UnsafeRawBufferPointer) {
        var memory = ConsentMemory()
        note(cell, remembering: &memory)
    }
}

extension ConsentMeaning {
    /// What a cell says that is the first.
    func reading(_ cell: UnsafeRawBufferPointer, in zone: borrowing ZoneRules) -> ConsentReading? {
        var memory = ConsentMemory()
        return reading(cell, in: zone, remembering: &memory)
    }
}
