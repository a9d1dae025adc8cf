/// What a column of a file of rejected rows is read as, where that depends on more than its name: on the values of all
/// rows, of which the file has only some, or on the user's mappings. It follows the name as in a mapping:
/// `Newsletter=subscribed`.
enum RejectDeclaration: Hashable {
    /// It is about consent.
    case meaning(ConsentMeaning)
    /// It is one of the sign-up columns.
    case signUp(Field)
    /// It is a field, although its name and a part of its values might be about consent.
    case field

    private static let separator: Character = "="
    private static let fieldWord = "field"

    private static let declarations: [String: RejectDeclaration] = {
        let meanings = ConsentMeaning.allCases.filter { $0 != .reason && $0 != .code }
        let all = meanings.map(Self.meaning) + Field.signUp.map(Self.signUp) + [.field]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.text, $0) })
    }()

    /// What follows the name.
    var text: String {
        let word =
            switch self {
            case .meaning(let meaning): meaning.rawValue
            case .signUp(let field): field.name
            case .field: Self.fieldWord
            }
        return "\(Self.separator)\(word)"
    }

    /// What a header of rejected rows says of its column; nil if it is only a name.
    init?(in header: String) {
        guard let place = header.lastIndex(of: Self.separator), place > header.startIndex,
            let declaration = Self.declarations[String(header[place...])]
        else { return nil }
        self = declaration
    }

    /// What the header of a column must say besides its name; nil for nothing.
    ///
    /// - Parameters:
    ///   - field: The field that the column is; nil for none.
    ///   - known: The field that the vocabulary knows for it.
    ///   - header: The header, if it may be about consent.
    ///   - flag: What the column says about consent, used or not.
    ///   - isMapped: Whether the user has said what it is.
    init?(
        _ name: String,
        _ field: Field?,
        vocabulary known: Field?,
        _ header: ConsentHeader?,
        _ flag: ColumnAssignment.Flag?,
        isMapped: Bool
    ) {
        func isSaidByItself(_ meaning: ConsentMeaning) -> Bool { !isMapped && header?.saysByItself(meaning) ?? false }
        if let flag, flag.isUsed {
            if isSaidByItself(flag.meaning) { return nil }
            self = .meaning(flag.meaning)
        } else if let field, Field.signUp.contains(field) {
            let isKnown = field == known && !(header?.needsDates ?? false)
            if isKnown || (field == .deactivated && isSaidByItself(.unsubscribed)) { return nil }
            self = .signUp(field)
        } else if !isMapped, flag == nil, let header, header.meaning != .reason {
            self = .field
        } else if Self(in: name) != nil {
            // The end of the name is a part of it.
            self = .field
        } else {
            return nil
        }
    }
}

extension ColumnAssignment {
    /// The first headers of a file of rejected rows; those of the rows follow.
    public static let rejectHeaders = ["line", "reason"]

    /// Whether headers begin with those of a file of rejected rows.
    public static func beginsLikeRejects(_ headers: [String]) -> Bool {
        headers.lazy.map(\.trimmed).starts(with: rejectHeaders)
    }

    /// The columns that a file of rejected rows has before those of the rows.
    struct RejectPrefix {
        /// How many columns it is, 0 if the file is none.
        private(set) var count = 0
        /// Those of them that are left out.
        private(set) var leftOut: [Int] = []
        /// What the headers behind it say of their columns.
        private(set) var declared: [Int: RejectDeclaration] = [:]
        /// How many columns precede those of the rows: none if the user calls any of them a column of the list.
        var preceding: Int { leftOut.count == count ? count : 0 }

        /// For a file that is none.
        init() {}

        /// - Parameter mappings: The user's mappings; a column that one of them gives to a field is not left out.
        init(_ headers: [String], _ mappings: [Mapping]) {
            guard beginsLikeRejects(headers) else { return }
            count = rejectHeaders.count
            for (index, header) in headers.enumerated().dropFirst(count) {
                declared[index] = RejectDeclaration(in: header.trimmed)
            }
            let rest = Set(headers.indices.dropFirst(count).map { name(headers[$0].trimmed, at: $0).lowercased() })
            let kept = Set(mappings.filter { $0.field != nil }.map { $0.column.trimmed.lowercased() })
                .subtracting(rest)
            leftOut = (0..<count).filter { !kept.contains(rejectHeaders[$0]) }
        }

        /// The name in a header.
        func name(_ header: String, at index: Int) -> String {
            declared[index].map { String(header.dropLast($0.text.count)) } ?? header
        }

        /// What the headers say of the columns that are not ordinary fields. They count like the user's choices.
        var choices: [Int: Choice] {
            declared.compactMapValues { declaration in
                switch declaration {
                case .meaning(let meaning): .meaning(meaning)
                case .signUp(let field): .field(field)
                case .field: nil
                }
            }
        }
    }
}
