/// What is wrong with the columns of a file, or with what the user says about them.
enum ColumnProblem {
    /// No column holds addresses. Perhaps one of the names is an address: the file has no header.
    case noAddresses(columns: [String], line: Int?, oneIsAnAddress: Bool)
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
        case .noAddresses(let columns, let line, let oneIsAnAddress):
            Failure(
                .missingEmailColumn,
                "the file has no column with e-mail addresses; "
                    + (line.map { "the columns on line \($0) are " } ?? "its columns are ") + Self.list(columns),
                help: oneIsAnAddress
                    ? "it has an address where the names of the columns belong: add a header line above it, such as \"email\""
                    : "name the column that holds them: --map COLUMN=email",
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

    /// All the names, or the first of very many.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(30).map(\.quoted).joined(separator: ", ")
        return names.count > 30 ? "\(shown) and \(names.count - 30) more" : shown
    }
}
