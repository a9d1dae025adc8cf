/// Decides which columns of a file say who gets mail and how they are read, from the headers, the values and the user's
/// mappings. Pure.
struct ConsentColumns {
    /// The columns about consent, apart from the sign-up columns, used or not, in their order.
    private(set) var flags: [ColumnAssignment.Flag] = []
    /// The column that holds the dates of leaving; nil if the user names it, or if there is none.
    private(set) var date: Int?
    /// The columns that are not what the vocabulary takes them for, since they hold no dates.
    private(set) var undated: Set<Int> = []
    /// The columns of flags that count.
    var used: Set<Int> { Set(flags.lazy.filter(\.isUsed).map(\.column)) }

    /// - Parameters:
    ///   - headers: The headers that may be about consent, by the index of their columns.
    ///   - tallies: What the values of those columns look like.
    ///   - fields: The field that the vocabulary knows for each column.
    ///   - chosen: The user's mappings, by the index of their columns.
    ///   - ownDate: The column that is certain to hold the dates of leaving.
    ///   - exported: The columns that are fields of the group that the file was exported from, and what becomes of
    ///     those about consent; nil if the file is not an export.
    init(
        _ headers: [Int: ConsentHeader],
        _ tallies: [Int: ConsentTally],
        _ fields: [Field?],
        _ chosen: [Int: ColumnAssignment.Choice],
        ownDate: Int?,
        exported: (columns: Set<Int>, role: ColumnAssignment.Role)? = nil
    ) {
        date = ownDate
        var hasDate = ownDate != nil || chosen.values.contains(.field(.deactivated))
        for index in fields.indices {
            if let meaning = chosen[index]?.meaning {
                add(index, meaning, .used)
                continue
            }
            guard let header = headers[index] else { continue }
            let tally = tallies[index] ?? ConsentTally()
            if header.needsDates, !tally.holdsDates { undated.insert(index) }
            let isKnown = fields[index] != nil
            // Without values, the vocabulary decides.
            if isKnown, tally.values == 0 { continue }
            let use = tally.use(under: header)
            if let exported, exported.columns.contains(index), chosen[index] == nil {
                let meaning = use == nil ? tally.suspicion(under: header) : header.meaning
                if let meaning { add(index, meaning, exported.role) }
                continue
            }
            switch (use, chosen[index]) {
            case (_, .field(let field)?) where Field.signUp.contains(field): break
            case (nil, let choice):
                let isField = choice == nil && isKnown && !(hasDate && fields[index] == .deactivated)
                if !isField, let meaning = tally.suspicion(under: header) { add(index, meaning, .unheeded) }
            case (.date?, nil) where !hasDate:
                date = index
                hasDate = true
            case (.date?, nil): add(index, .unsubscribed, .used)
            case (.flag(let meaning)?, nil): add(index, meaning, .used)
            case (.date?, _?): add(index, .unsubscribed, .unheeded)
            case (.flag(let meaning)?, _?): add(index, meaning, .unheeded)
            }
        }
    }

    private mutating func add(_ column: Int, _ meaning: ConsentMeaning, _ role: ColumnAssignment.Role) {
        flags.append(.init(column: column, meaning: meaning, role: role))
    }

    /// The column that is certain to hold the dates of leaving: the first with a name that means nothing else
    /// (`deactivated`), unless the user says otherwise. Others of such names are columns about consent like any other.
    static func ownDate(_ names: [String], _ fields: [Field?], _ chosen: [Int: ColumnAssignment.Choice]) -> Int? {
        if chosen.values.contains(.field(.deactivated)) { return nil }
        return names.indices.first {
            fields[$0] == .deactivated && chosen[$0] == nil
                && (names[$0].lowercased() == Field.deactivated.name || ConsentHeader(names[$0])?.isGeneral ?? true)
        }
    }
}
