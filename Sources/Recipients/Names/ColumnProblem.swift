/// What is wrong with the columns of a file, or with what the user says about them.
enum ColumnProblem {
    /// No column holds addresses by its name. Perhaps one of the names is an address: the file has no header. Or the
    /// values of a column are addresses.
    case noAddresses(columns: [String], line: Int?, oneIsAnAddress: Bool, holding: String?)
    /// The name of a column contains a NUL character. Perhaps the text is UTF-32 that was read as UTF-16.
    case containsNUL(column: Int, mayBeUTF32: Bool)
    /// A mapping names a column that the file does not have.
    case unknown(String, mapping: Int, nearest: String?, columns: [String])
    /// A mapping gives a column a field that another one has already.
    case mappedTwice(Field, mapping: Int)
    /// Two mappings name the same column.
    case columnTwice(String, mapping: Int)
    /// The name of a field whose value follows from others.
    case workedOut(String)

    var failure: Failure {
        switch self {
        case .noAddresses(let columns, let line, let oneIsAnAddress, let holding):
            Failure(
                .missingEmailColumn,
                "the file has no column with e-mail addresses; "
                    + (columns.isEmpty
                        ? line.map { "line \($0) names none" } ?? "it names none"
                        : (line.map { "the columns on line \($0) are " } ?? "its columns are ") + Self.list(columns)),
                help: oneIsAnAddress
                    ? "it has an address where the names of the columns belong: add a header line above it, such as \"email\""
                    : holding.map { "\($0.quoted) holds addresses: --map \($0.literal)=email" }
                        ?? "name the column that holds them: --map COLUMN=email",
                about: .input)
        case .containsNUL(let column, let mayBeUTF32):
            Failure(
                .malformedFile, "the name of column \(NumberText.grouped(column + 1)) contains a NUL character",
                help: mayBeUTF32
                    ? "if the file is in UTF-32, say so: --encoding utf-32"
                    : "save the file again as text, in UTF-8 for example",
                about: .input)
        case .unknown(let column, let mapping, let nearest, let columns):
            Failure(
                .unknownColumn, "the file has no column \(column.quoted)",
                help: nearest?.asSuggestion ?? "its columns are \(Self.list(columns))",
                about: .mappedColumn(mapping))
        case .mappedTwice(let field, let mapping):
            Failure(
                .invalidValue, "two columns cannot both be \(field.name.quoted)",
                help: "leave one of them out: --map COLUMN=", about: .mappedField(mapping))
        case .columnTwice(let name, let mapping):
            Failure(
                .invalidValue, "the column \(name.quoted) is mapped twice", help: "leave one out",
                about: .mappedColumn(mapping))
        case .workedOut(let name):
            Failure(
                .invalidValue, "\(name.quoted) is computed by cbs and cannot be imported",
                help: "leave the column out: --map COLUMN=")
        }
    }

    /// How many names are listed: all those of an ordinary list of recipients, few of a table with thousands of
    /// columns.
    private static let listed = 30

    /// All the names, or the first of very many.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(listed).map(\.abbreviated.quoted).joined(separator: ", ")
        let rest = names.count - listed
        return rest > 0 ? "\(shown) and \(NumberText.grouped(rest)) others" : shown
    }
}
