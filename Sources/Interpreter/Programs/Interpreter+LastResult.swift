internal import CommandLanguage
internal import Recipients

// `$_`, the last result at the prompt.
extension Interpreter {
    /// Whether the current statement was itself typed at the prompt.
    var isAtPrompt: Bool { settings.origin == .interactive && frame.depth == 0 }

    /// Keeps the result of a statement for later ones.
    ///
    /// - Parameter value: Nil if the result is too large to be kept.
    func keepLast(_ value: Value?) {
        if isAtPrompt { variables.keepLast(value) }
    }
}

/// The rows of a query that is being shown, collected as long as they are not too many to be kept.
struct LastRows {
    private let query: OpenQuery
    private var rows: [[Value]] = []
    private var isTooLarge = false

    /// How many values are kept, about 100 MB. Anyone who works with more needs a file or a variable.
    static let limit = 1_000_000

    init(_ query: OpenQuery) {
        self.query = query
    }

    /// Whether it is worth reading on when nobody looks at the rows any more.
    var wantsMore: Bool { !isTooLarge }

    mutating func append(_ row: [Value]) {
        guard !isTooLarge else { return }
        rows.append(row)
        isTooLarge = rows.count * max(1, query.columns.count) > Self.limit
        if isTooLarge { rows = [] }
    }

    /// All rows; nil if there were too many.
    var value: Value? { isTooLarge ? nil : .rows(query.rows(rows)) }
}
