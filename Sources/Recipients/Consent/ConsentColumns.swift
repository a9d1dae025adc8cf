/// Decides which columns of a file say who gets mail and how they are read, from the headers, the values and the user's
/// mappings. Pure.
struct ConsentColumns {
    /// The columns about consent, apart from the sign-up columns, used or not, in their order.
    private(set) var flags: [ColumnAssignment.Flag] = []
    /// The column that holds the dates of leaving, if it was recognised by parts of its header.
    private(set) var date: Int?
    /// The columns of flags that count.
    var used: Set<Int> { Set(flags.lazy.filter(\.isUsed).map(\.column)) }

    /// - Parameters:
    ///   - headers: The headers that may be about consent, by the index of their columns.
    ///   - tallies: What the values of those columns look like.
    ///   - fields: The field that the vocabulary knows for each column.
    ///   - chosen: The user's mappings, by the index of their columns.
    init(
        _ headers: [Int: ConsentHeader],
        _ tallies: [Int: ConsentTally],
        _ fields: [Field?],
        _ chosen: [Int: ColumnAssignment.Choice]
    ) {
        var hasDate = chosen.values.contains(.field(.deactivated)) || Self.hasOwnDate(fields, headers, chosen)
        for index in fields.indices {
            if let meaning = chosen[index]?.meaning {
                flags.append(.init(column: index, meaning: meaning, isUsed: true))
                continue
            }
            guard let header = headers[index] else { continue }
            let tally = tallies[index] ?? ConsentTally()
            let isKnown = fields[index] != nil
            // Without values, the vocabulary decides.
            if isKnown, tally.values == 0 { continue }
            switch (tally.use(under: header), chosen[index]) {
            case (nil, nil):
                if !isKnown, tally.looksLikeConsent(under: header) { add(index, header.meaning, isUsed: false) }
            case (nil, _?): break
            case (.date?, nil) where !hasDate:
                date = index
                hasDate = true
            case (.date?, nil): add(index, .unsubscribed, isUsed: true)
            case (.flag(let meaning)?, nil): add(index, meaning, isUsed: true)
            case (_?, .field(let field)?) where Field.signUp.contains(field): break
            case (.date?, _?): add(index, .unsubscribed, isUsed: false)
            case (.flag(let meaning)?, _?): add(index, meaning, isUsed: false)
            }
        }
    }

    private mutating func add(_ column: Int, _ meaning: ConsentMeaning, isUsed: Bool) {
        flags.append(.init(column: column, meaning: meaning, isUsed: isUsed))
    }

    /// Whether the file has a column that is certain to hold the dates of leaving.
    private static func hasOwnDate(
        _ fields: [Field?],
        _ headers: [Int: ConsentHeader],
        _ chosen: [Int: ColumnAssignment.Choice]
    ) -> Bool {
        fields.indices.contains { fields[$0] == .deactivated && headers[$0] == nil && chosen[$0] == nil }
    }
}
