internal import CommandLanguage
internal import Recipients

// What `$_` is at the prompt.
extension Interpreter {
    /// Whether the statement that runs was typed at the prompt itself.
    var isAtPrompt: Bool { settings.origin == .interactive && frame.depth == 0 }

    /// Keeps the result of a statement for the next ones.
    ///
    /// - Parameter value: Nil for a result that is too large to be kept.
    func keepLast(_ value: Value?) {
        if isAtPrompt { variables.lastResult = value }
    }
}

/// The rows of a query while they are shown, as long as they are not too many to be kept.
struct LastRows {
    private let columns: [String]
    private var rows: [[Value]] = []
    private var isTooLarge = false

    /// How many values are kept: what takes some 100 MB. Whoever looks through more wants a file or a variable.
    static let limit = 1_000_000

    init(columns: [String]) {
        self.columns = columns
    }

    /// Whether the rows that are still to come are worth reading when nobody looks at them any more.
    var wantsMore: Bool { !isTooLarge }

    mutating func append(_ row: [Value]) {
        guard !isTooLarge else { return }
        rows.append(row)
        isTooLarge = rows.count * max(1, columns.count) > Self.limit
        if isTooLarge { rows = [] }
    }

    /// All rows; nil if they were too many.
    var value: Value? { isTooLarge ? nil : .rows(Rows(columns: columns, rows: rows)) }
}
