import Recipients

/// What a bare word that names no field of the rows was probably meant to be.
public enum BareWord: Hashable, Sendable {
    /// A variable, perhaps with members, as it is written without its `$`.
    case variable(String)
    /// The missing value, as other languages call it.
    case missing
    /// An operation, with white space around its operator.
    case operation(String)
    /// A time as people say it, and the call that is written for it: `now()` for `now`.
    case time(String)

    /// Finds what was meant; nil if nothing is likely.
    ///
    /// - Parameters:
    ///   - word: The word.
    ///   - isVariable: Whether there is a variable of a name.
    ///   - isField: Whether the rows have a field of a name.
    public init?(
        _ word: String,
        isVariable: (_ name: String) -> Bool,
        isField: (_ name: String) -> Bool = { _ in false }
    ) {
        let names = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if let name = names.first, names.allSatisfy(Identifier.isValid), isVariable(name) {
            self = .variable(word)
        } else if Lookalike.isMissingValue(word) {
            self = .missing
        } else if let call = Lookalike.ofInstant(word) {
            self = .time(call)
        } else if let operation = Self.operation(in: word, isField) {
            self = .operation(operation)
        } else {
            return nil
        }
    }

    /// The operation that a word is if white space is put around the operator after the name of a field: for
    /// `activated+1d`, `activated + 1d`.
    private static func operation(in word: String, _ isField: (_ name: String) -> Bool) -> String? {
        for place in word.indices where Parser.isOperator(word[place]) {
            let (left, right) = (String(word[..<place]), String(word[word.index(after: place)...]))
            let isOperand = right.isEmpty || Numeral.value(right) != nil || TimeSpan(right) != nil || isField(right)
            if isOperand, isField(left) { return "\(left) \(word[place]) \(right.isEmpty ? "…" : right)" }
        }
        return nil
    }

    /// What to write in its place.
    var replacement: String {
        switch self {
        case .variable(let name): "$\(name)"
        case .missing: "none"
        case .operation(let operation): operation
        case .time(let call): call
        }
    }

    /// The next step.
    public var help: String {
        switch self {
        case .variable(let name): "did you mean \"$\(name)\"? texts need quotes: \(name.quoted)"
        case .missing: Lookalike.helpOnMissingValue
        case .operation(let operation): SyntaxProblem.separatingOperators(operation)
        case .time(let call): "write \(call)"
        }
    }
}
