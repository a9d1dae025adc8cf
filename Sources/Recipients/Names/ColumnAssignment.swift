/// What each column of a file is taken for.
public struct ColumnAssignment: Hashable, Sendable {
    /// The file's headers, trimmed; a nameless column is called `column_N`.
    public let headers: [String]
    /// The field of each column; nil for one that is left out.
    public let fields: [Field?]
    /// The columns without a name and without a value, which do not count.
    public let empty: Set<Int>
    /// Where the sign-up columns would have gone by their headers but were left out or assigned elsewhere by the user.
    public let overridden: [Field: Int]
    /// The columns that say yes or no about who gets mail. They are fields of the group's own besides.
    public let flags: [Flag]

    /// A column that says yes or no.
    public struct Flag: Hashable, Sendable {
        /// The column's index, from 0.
        public let column: Int
        /// What a yes in it means.
        public let meaning: SubscriptionFlag
        /// Whether the user has left the column out or given it to a field of another name.
        public let isOverridden: Bool
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

    /// Assigns columns by their headers and then by the user's word.
    ///
    /// A column whose field is taken already, and a foreign `status` column, get a number: `city_2`, `status_2`.
    /// Files that cbs has exported are known by their first headers: what follows there is the group's own fields, taken
    /// as they are called even if the vocabulary knows their names, so that importing an export gives the same group again.
    /// A file of rejected rows is known by its first headers too: `line` and `reason` are left out.
    ///
    /// - Parameter headers: The first row, as it stands in the file.
    /// - Parameter mappings: What the user said of columns; it comes before the headers.
    /// - Parameter line: The line of the file that the headers stand on, where a message should name it.
    /// - Parameter mayBeExport: Whether the file can be one that cbs has exported, going by what else is known of it.
    /// - Parameter empty: The columns that have neither a name nor a value.
    /// - Throws: `unknown-column` for a mapping of a column that is not there, `invalid-value` for one that puts two
    ///   columns into one field or uses a reserved name, `missing-email-column` naming the columns found.
    public init(
        headers: [String],
        mappings: [Mapping] = [],
        line: Int? = nil,
        mayBeExport: Bool = true,
        empty: Set<Int> = []
    ) throws(Failure) {
        let names = headers.enumerated().map { index, header in
            let name = header.trimmed.normalizedNFC
            return name.isEmpty ? "column_\(index + 1)" : name
        }
        let known = Self.known(names, mayBeExport: mayBeExport)
        let chosen = try Self.choices(mappings, among: names)

        var taken = Set(chosen.values.compactMap { $0?.foldedName })
        var fields: [Field?] = []
        var overridden: [Field: Int] = [:]
        var flags: [Flag] = []
        var numbers: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            let field = known.fields[index]
            if let meaning = known.flags[index] {
                let isOverridden = chosen[index].map { $0?.foldedName != name.lowercased() } ?? false
                flags.append(Flag(column: index, meaning: meaning, isOverridden: isOverridden))
            }
            if let choice = chosen[index] {
                fields.append(choice)
                if let field, Field.signUp.contains(field), choice != field, overridden[field] == nil {
                    overridden[field] = index
                }
            } else if known.leftOut.contains(index) || empty.contains(index) {
                fields.append(nil)
            } else {
                let free = Self.free(field ?? .own(name), taken: taken, &numbers)
                taken.insert(free.foldedName)
                fields.append(free)
            }
        }
        guard fields.contains(.email) else {
            throw ColumnProblem.noAddresses(
                columns: names.enumerated().filter { !empty.contains($0.offset) }.map(\.element), line: line,
                oneIsAnAddress: names.contains { (try? EmailAddress($0)) != nil }
            ).failure
        }
        self.headers = names
        self.empty = empty.filter { chosen[$0] == nil }
        self.fields = fields
        self.overridden = overridden
        self.flags = flags
    }

    /// What is known of columns by their headers.
    private struct Known {
        var fields: [Field?]
        var flags: [SubscriptionFlag?]
        var leftOut: Range<Int>
    }

    /// The headers that stand before the rows in a file of rejected rows.
    public static let rejectHeaders = ["line", "reason"]

    private static func known(_ names: [String], mayBeExport: Bool) -> Known {
        let leftOut = names.starts(with: rejectHeaders) ? 0..<rejectHeaders.count : 0..<0
        let fixed = Field.fixed.map(\.name)
        let isExport = mayBeExport && names.dropFirst(leftOut.count).starts(with: fixed)
        // What is not looked up is passed on as nameless, so that neighbours stay where they are.
        let verbatim = isExport ? leftOut.count + fixed.count : names.count
        let looked = names.enumerated().map { index, name in
            index < verbatim && !leftOut.contains(index) ? name : ""
        }
        let fields = HeaderVocabulary.fields(forHeaders: looked)
        let flags = zip(looked, fields).map { name, field in
            field == nil ? HeaderVocabulary.flag(forHeader: name) : nil
        }
        return Known(fields: fields, flags: flags, leftOut: leftOut)
    }

    /// The columns whose cells matter.
    public var usedColumns: Set<Int> {
        Set(fields.indices.filter { fields[$0] != nil }).union(flags.filter { !$0.isOverridden }.map(\.column))
    }

    /// The column that holds a field, or nil.
    public func column(of field: Field) -> Int? {
        fields.firstIndex(of: field)
    }

    /// What the user said of columns, by their index; a nil field leaves the column out. The last word on a column counts.
    private static func choices(_ mappings: [Mapping], among names: [String]) throws(Failure) -> [Int: Field?] {
        var chosen: [Int: (field: Field?, mapping: Int)] = [:]
        for (index, mapping) in mappings.enumerated() {
            let column = try column(mapping.column, of: index, among: names)
            var field: Field?
            if let name = mapping.field { field = try about(.mappedField(index), target(name)) }
            chosen[column] = (field, index)
        }
        var seen: Set<String> = []
        for case (let field?, let index) in chosen.values.sorted(by: { $0.mapping < $1.mapping })
        where !seen.insert(field.foldedName).inserted {
            throw ColumnProblem.mappedTwice(field, mapping: index).failure
        }
        return chosen.mapValues(\.field)
    }

    /// The index of the column that a mapping names.
    private static func column(_ word: String, of mapping: Int, among names: [String]) throws(Failure) -> Int {
        let wanted = word.trimmed.normalizedNFC
        if let index = names.firstIndex(of: wanted) { return index }
        if let index = names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) { return index }
        throw ColumnProblem.unknown(word, mapping: mapping, nearest: names.nearest(to: wanted), columns: names).failure
    }

    private static func target(_ word: String) throws(Failure) -> Field {
        let field = Field(named: try FieldName(word, allowingReserved: true).text)
        guard case .own(let name) = field else { return field }
        if Field.isReserved(name) { throw ColumnProblem.workedOut(word).failure }
        return .own(HeaderVocabulary.commonFields.first { $0 == name.lowercased() } ?? name)
    }

    /// - Parameter numbers: For a name, the first number that may be free.
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

    /// The name as it is compared.
    public var foldedName: String { name.lowercased() }
}
