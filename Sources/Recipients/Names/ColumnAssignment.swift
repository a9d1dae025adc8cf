/// What each column of a file is taken for.
public struct ColumnAssignment: Hashable, Sendable {
    /// The file's headers, trimmed; a nameless column is called `column_N`.
    public let headers: [String]
    /// The field of each column; nil for one that is left out.
    public let fields: [Field?]
    /// The columns without a name and without a value, which do not count.
    public let empty: Set<Int>
    /// The fields that columns are by their headers, but cannot be, since another column is: theirs have got a number.
    public let taken: [Int: Field]
    /// The columns that hold a sign-up field by their headers, but that the user left out or assigned elsewhere.
    public let overridden: [Field: Int]
    /// The columns that say who gets mail, apart from the sign-up columns. Those that are used do not become fields.
    public let flags: [Flag]
    /// The column whose dates of leaving were recognised by the parts of its header, though the vocabulary does not
    /// have it.
    public let recognisedDate: Int?
    /// The columns that are left out because a file of rejected rows has them before those of the rows.
    public let rejectColumns: [Int]
    /// How many columns of the file precede those that the rows had before they were rejected.
    public let precedingColumns: Int
    /// The headers that columns have in a file of rejected rows, where the names alone do not say how the columns are
    /// read. See `RejectDeclaration`.
    public let declaringHeaders: [Int: String]

    /// A column that says who gets mail.
    public struct Flag: Hashable, Sendable {
        /// The column's index, from 0.
        public let column: Int
        /// What it says.
        public let meaning: ConsentMeaning
        /// What becomes of it.
        public let role: Role
        /// Whether it counts.
        public var isUsed: Bool { role == .used }
    }

    /// What becomes of a column that says who gets mail.
    public enum Role: Hashable, Sendable {
        /// It counts.
        case used
        /// It does not count: the user has left it out or given it to a field, or too few of its values can be read.
        case unheeded
        /// It is a field of the group that the file was exported from, and stays that in a new group.
        case exported
    }

    /// One `--map COLUMN=FIELD`; a nil field leaves the column out.
    public struct Mapping: Hashable, Sendable {
        /// The column's header, as the user wrote it.
        public let column: String
        /// The field it becomes; nil leaves it out.
        public let field: String?

        /// One `--map COLUMN=FIELD`.
        public init(column: String, field: String?) {
            self.column = column
            self.field = field
        }
    }

    /// Assigns columns as the user said, and the others by their headers.
    ///
    /// A column whose field is taken already, and a foreign `status` column, get a number: `city_2`, `status_2`.
    /// Files that cbs exported are recognised by their first headers: the columns after these are the group's own
    /// fields and keep their names even if the vocabulary knows them, so that importing an export gives the same group
    /// again. A file of rejected rows is recognised by its first headers too: `line` and `reason` are left out, unless
    /// the user gives them to a field. A column with the name of one of the group's own fields is that field, even if
    /// the vocabulary takes it for a common one.
    ///
    /// Columns about consent are recognised by their headers and by the values below them (`ConsentColumns`).
    ///
    /// - Parameter headers: The first row, as it is in the file.
    /// - Parameter mappings: The user's mappings; they override the headers.
    /// - Parameter line: The line of the file that the headers are on, where a message should name it.
    /// - Parameter mayBeExport: Whether the file can be one that cbs exported, judging by what else is known of it.
    /// - Parameter mayBeRejects: Whether it can be one of rejected rows, judging by the cells below `line`.
    /// - Parameter empty: The columns that have neither a name nor a value.
    /// - Parameter tallies: What the values look like in the columns that may be about consent, by column index.
    /// - Parameter ownFields: The group's own fields, as they are compared; nil for a new group. A column of an export
    ///   that is one of them becomes nothing new, and is not examined.
    /// - Parameter findAddresses: Finds the column that holds addresses by its values; called only if no header says
    ///   which one does.
    /// - Throws: `malformed-file` for a NUL character in a header, `unknown-column` for a mapping of a column that is
    ///   not there, `invalid-value` for one that puts two
    ///   columns into one field, maps a column a second time or uses a reserved name, `missing-email-column` naming the
    ///   columns found.
    public init(
        headers: [String],
        mappings: [Mapping] = [],
        line: Int? = nil,
        mayBeExport: Bool = true,
        mayBeRejects: Bool = true,
        empty: Set<Int> = [],
        tallies: [Int: ConsentTally] = [:],
        ownFields: Set<String>? = nil,
        findAddresses: () -> Int? = { nil }
    ) throws(Failure) {
        let prefix = mayBeRejects ? RejectPrefix(headers, mappings) : RejectPrefix()
        let names = try Self.names(headers, behind: prefix)
        let chosen = try Self.choices(mappings, among: names, behind: prefix)
        let known = Self.known(names, chosen, prefix, mayBeExport: mayBeExport, ownFields)
        let unnamed = tallies.filter { known.unknown.contains($0.key) }.mapValues { _ in ConsentHeader.unnamed }
        let consent = ConsentColumns(
            known.consent.merging(unnamed) { $1 }, tallies, known.fields, chosen, ownDate: known.ownDate,
            exported: (known.exported, ownFields == nil ? .exported : .unheeded))

        var taken = Set(chosen.values.compactMap { $0.field?.foldedName })
        if consent.date != nil { taken.insert(Field.deactivated.foldedName) }
        var fields: [Field?] = []
        var overridden: [Field: Int] = [:]
        var occupied: [Int: Field] = [:]
        var numbers: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            let field = consent.undated.contains(index) ? nil : known.fields[index]
            if let choice = chosen[index] {
                fields.append(choice.field)
                if let field, Field.signUp.contains(field), choice != .field(field), choice.meaning == nil,
                    overridden[field] == nil
                {
                    overridden[field] = index
                }
            } else if index == consent.date {
                fields.append(.deactivated)
            } else if prefix.leftOut.contains(index) || empty.contains(index) || consent.used.contains(index) {
                fields.append(nil)
            } else {
                let wanted = field ?? .own(name)
                let free = Self.free(wanted, taken: taken, &numbers)
                if taken.contains(wanted.foldedName) { occupied[index] = wanted }
                taken.insert(free.foldedName)
                fields.append(free)
            }
        }
        guard fields.contains(.email) else {
            throw ColumnProblem.noAddresses(
                columns: names.enumerated().filter { !empty.contains($0.offset) }.map(\.element), line: line,
                oneIsAnAddress: names.contains { (try? EmailAddress($0)) != nil },
                holding: findAddresses().map { names[$0] }
            ).failure
        }
        self.headers = names
        self.empty = empty.filter { chosen[$0] == nil }
        self.fields = fields
        self.taken = occupied
        self.overridden = overridden
        flags = consent.flags
        recognisedDate = consent.date.flatMap { known.fields[$0] == nil ? $0 : nil }
        rejectColumns = prefix.leftOut.filter { chosen[$0] == nil }
        precedingColumns = prefix.preceding
        var declaring: [Int: String] = [:]
        for (index, name) in names.enumerated()
        where prefix.declared[index] == nil && !prefix.leftOut.contains(index) {
            let declaration = RejectDeclaration(
                name, fields[index], vocabulary: known.fields[index], known.consent[index],
                consent.flags.first { $0.column == index }, isMapped: chosen[index] != nil)
            declaring[index] = declaration.map { name + $0.text }
        }
        declaringHeaders = declaring
    }

    /// The names of the columns: their trimmed headers, or `column_N`.
    ///
    /// - Parameter prefix: The columns before those that the rows had before they were rejected.
    private static func names(_ headers: [String], behind prefix: RejectPrefix) throws(Failure) -> [String] {
        if let index = headers.firstIndex(where: { $0.utf8.contains(0) }) {
            // Of the four bytes of a letter, UTF-16 takes two for a NUL.
            let isSpread = headers[index].utf8.count(where: { $0 == 0 }) * 3 >= headers[index].utf8.count
            throw ColumnProblem.containsNUL(column: index, mayBeUTF32: isSpread).failure
        }
        return headers.enumerated().map { index, header in
            let text = prefix.name(header.trimmed, at: index)
            return text.isInvisible ? name(ofNameless: index - prefix.preceding) : text.normalizedNFC
        }
    }

    /// What a column without a name is called.
    ///
    /// - Parameter index: Its index, from 0.
    public static func name(ofNameless index: Int) -> String {
        "column_\(index + 1)"
    }

    /// The columns that may be about consent, by their index, where what their values look like decides; and those of
    /// which nothing is known, so that their values alone might say it.
    ///
    /// - Throws: What is wrong with the headers or the mappings.
    public static func consentHeaders(
        in headers: [String],
        mappings: [Mapping] = [],
        mayBeExport: Bool = true,
        mayBeRejects: Bool = true,
        ownFields: Set<String>? = nil
    ) throws(Failure) -> (headers: [Int: ConsentHeader], unknown: [Int]) {
        let prefix = mayBeRejects ? RejectPrefix(headers, mappings) : RejectPrefix()
        let names = try names(headers, behind: prefix)
        let chosen = try choices(mappings, among: names, behind: prefix)
        let known = known(names, chosen, prefix, mayBeExport: mayBeExport, ownFields)
        return (known.consent, known.unknown)
    }

    /// What is known of columns by their headers.
    private struct Known {
        var fields: [Field?]
        var consent: [Int: ConsentHeader]
        var ownDate: Int?
        /// The columns that are fields of the group that the file was exported from.
        var exported: Set<Int>
        /// The columns of which nothing is known.
        var unknown: [Int]
    }

    private static func known(
        _ names: [String],
        _ chosen: [Int: Choice],
        _ prefix: RejectPrefix,
        mayBeExport: Bool,
        _ ownFields: Set<String>?
    ) -> Known {
        let fixed = Field.fixed.map(\.name)
        let isExport = mayBeExport && names.dropFirst(prefix.count).starts(with: fixed)
        // No group has a field of its own with a reserved name.
        let verbatim = isExport ? prefix.count + fixed.count : names.count
        let exported = Set(names.indices.filter { $0 >= verbatim && !Field.isReserved(names[$0]) })
        // Columns that are not looked up are passed on as nameless, so that the others keep their indices.
        let looked = names.enumerated().map { index, name in
            exported.contains(index) || prefix.leftOut.contains(index) ? "" : name
        }
        var fields = HeaderVocabulary.fields(
            forHeaders: looked, hasAddresses: chosen.values.contains(.field(.email)))
        var consent: [Int: ConsentHeader] = [:]
        let ownDate = ConsentColumns.ownDate(looked, fields, chosen)
        for (index, name) in names.enumerated()
        where !prefix.leftOut.contains(index) && index != ownDate && prefix.declared[index] != .field {
            if exported.contains(index), ownFields?.contains(name.lowercased()) ?? false { continue }
            let header = ConsentHeader(name, knownAs: fields[index])
            consent[index] = header ?? chosen[index]?.meaning.map(ConsentHeader.init(mappedTo:))
        }
        // What the group itself calls so is known best.
        for (index, name) in names.enumerated() where fields[index]?.givesWayToOwn ?? false {
            if ownFields?.contains(name.lowercased()) ?? false { fields[index] = nil }
        }
        let unknown = names.indices.filter { index in
            fields[index] == nil && consent[index] == nil && index != ownDate && !exported.contains(index)
                && !prefix.leftOut.contains(index) && prefix.declared[index] == nil
                && !(chosen[index]?.field.map(Field.fixed.contains) ?? false)
                && ConsentHeader.saysNothing(names[index])
        }
        return Known(fields: fields, consent: consent, ownDate: ownDate, exported: exported, unknown: unknown)
    }

    /// The columns of which a cell that cannot be read matters. Columns about consent that are not used are examined,
    /// too, but tell nobody's sign-up information.
    public var usedColumns: Set<Int> {
        Set(fields.indices.filter { fields[$0] != nil }).union(flags.lazy.filter(\.isUsed).map(\.column))
    }

    /// The column that holds a field, or nil.
    public func column(of field: Field) -> Int? {
        fields.firstIndex(of: field)
    }

    /// What the user said about a column.
    enum Choice: Hashable {
        case leftOut
        case field(Field)
        /// The column says who gets mail.
        case meaning(ConsentMeaning)

        var field: Field? {
            if case .field(let field) = self { field } else { nil }
        }

        var meaning: ConsentMeaning? {
            if case .meaning(let meaning) = self { meaning } else { nil }
        }
    }

    /// What the user said about columns, by their index.
    ///
    /// - Parameter prefix: Of two columns of the same name, the one behind it is meant.
    private static func choices(
        _ mappings: [Mapping], among names: [String], behind prefix: RejectPrefix
    ) throws(Failure) -> [Int: Choice] {
        var chosen: [Int: (choice: Choice, mapping: Int)] = [:]
        for (index, mapping) in mappings.enumerated() {
            let column = try column(mapping.column, of: index, among: names, behind: prefix)
            if chosen[column] != nil { throw ColumnProblem.columnTwice(mapping.column, mapping: index).failure }
            var choice = Choice.leftOut
            if let name = mapping.field { choice = try about(.mappedField(index), target(name)) }
            chosen[column] = (choice, index)
        }
        var seen: Set<String> = []
        for case (.field(let field), let index) in chosen.values.sorted(by: { $0.mapping < $1.mapping })
        where !seen.insert(field.foldedName).inserted {
            throw ColumnProblem.mappedTwice(field, mapping: index).failure
        }
        return prefix.choices.filter { !seen.contains($0.value.field?.foldedName ?? "") }
            .merging(chosen.mapValues(\.choice)) { $1 }
    }

    /// The index of the column that a mapping names.
    private static func column(
        _ word: String, of mapping: Int, among names: [String], behind prefix: RejectPrefix
    ) throws(Failure) -> Int {
        let wanted = word.trimmed.normalizedNFC
        for part in [names.dropFirst(prefix.count), names.prefix(prefix.count)] {
            if let index = part.firstIndex(of: wanted) { return index }
            if let index = part.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) { return index }
        }
        throw ColumnProblem.unknown(word, mapping: mapping, nearest: names.nearest(to: wanted), columns: names).failure
    }

    private static func target(_ word: String) throws(Failure) -> Choice {
        let field = Field(named: try FieldName(word, isOfColumn: true).text)
        guard case .own(let name) = field else { return .field(field) }
        if let meaning = ConsentMeaning(mappedName: name) { return .meaning(meaning) }
        if Field.isReserved(name) { throw ColumnProblem.workedOut(word).failure }
        return .field(.own(HeaderVocabulary.commonFields.first { $0 == name.lowercased() } ?? name))
    }

    /// - Parameter numbers: The next number to try for each name.
    private static func free(_ field: Field, taken: Set<String>, _ numbers: inout [String: Int]) -> Field {
        let isForbidden = { (name: String) in taken.contains(name.lowercased()) || Field.isReserved(name) }
        guard taken.contains(field.foldedName) || (field.isOwn && Field.isReserved(field.name)) else { return field }
        var number = numbers[field.foldedName] ?? 2
        while isForbidden("\(field.name)_\(number)") { number += 1 }
        numbers[field.foldedName] = number + 1
        return .own("\(field.name)_\(number)")
    }
}

extension Field {
    fileprivate var isOwn: Bool {
        if case .own = self { return true }
        return false
    }

    /// Whether a column that the vocabulary takes for this field is rather one of the group's own, if that has the
    /// column's name.
    fileprivate var givesWayToOwn: Bool { isOwn || self == .source }

    /// The name as it is compared.
    public var foldedName: String { name.lowercased() }
}
