internal import CommandLanguage
internal import Recipients

/// How large the values of expressions may become. Otherwise a loop of a few turns, each of which doubles a text, would
/// fill the memory. What an account holds is not limited here.
enum ValueLimit {
    /// The maximum length of a text, in bytes: that of the longest script, whose here-documents are texts.
    static let textBytes = Source.maximumBytes
    /// How many values a list may contain, including those in nested lists and rows.
    static let listElements = 1_000_000
    /// The maximum total length of the texts in a list, in bytes.
    static let listBytes = 64 << 20
    /// How deep lists may be nested.
    static let listDepth = 100
}

extension Evaluator {
    /// A text that is to become a value.
    ///
    /// - Throws: `invalid-value` if it is too long.
    func checked(_ text: String, at range: SourceRange) throws(Diagnostic) -> String {
        try checkText(bytes: text.utf8.count, at: range)
        return text
    }

    /// Checks the length of a text before it is made.
    ///
    /// - Throws: `invalid-value` if it would be too long.
    func checkText(bytes: Int, at range: SourceRange) throws(Diagnostic) {
        guard bytes <= ValueLimit.textBytes else {
            throw problem(.textTooLong(limit: ValueLimit.textBytes), at: range)
        }
    }

    /// A list that is to become a value.
    ///
    /// - Throws: `invalid-value` if it is too large or nested too deeply.
    func checked(_ list: [Value], at range: SourceRange) throws(Diagnostic) -> [Value] {
        try check(ListSize(list), at: range)
        return list
    }

    func check(_ size: ListSize, at range: SourceRange) throws(Diagnostic) {
        if size.isTooDeep { throw problem(.listTooDeep(limit: ValueLimit.listDepth), at: range) }
        if size.isTooLarge { throw problem(.listTooLarge(limit: ValueLimit.listElements), at: range) }
    }
}

/// The size of a list, counted only until it is known to be too large.
struct ListSize {
    private var elements = 0
    private var bytes = 0
    private(set) var isTooDeep = false

    init(_ list: [Value]) { add(list) }

    var isTooLarge: Bool { elements > ValueLimit.listElements || bytes > ValueLimit.listBytes }

    /// Counts what a list adds to this one.
    mutating func add(_ list: [Value]) { add(list, depth: 1) }

    private mutating func add(_ list: [Value], depth: Int) {
        isTooDeep = isTooDeep || depth > ValueLimit.listDepth
        for element in list {
            if isTooDeep || isTooLarge { return }
            elements += 1
            switch element {
            case .text(let text): bytes += text.utf8.count
            case .list(let inner): add(inner, depth: depth + 1)
            case .rows(let rows): elements += rows.count * rows.columns.count
            case .record(let record): elements += record.columns.count
            case .none, .bool, .number, .instant, .duration: break
            }
        }
    }
}
