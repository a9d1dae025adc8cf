import Recipients

/// What a bare word that names no field of the rows was probably meant to be.
public enum BareWord: Hashable, Sendable {
    /// A variable, perhaps with members, as it is written without its `$`.
    case variable(String)
    /// The missing value, as other languages call it.
    case missing
    /// A time as people say it, and the call that is written for it: `now()` for `now`.
    case time(String)

    /// Finds what was meant; nil if nothing is likely.
    ///
    /// - Parameters:
    ///   - word: The word.
    ///   - isVariable: Whether there is a variable of a name.
    public init?(_ word: String, isVariable: (_ name: String) -> Bool) {
        let names = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if let name = names.first, names.allSatisfy(Identifier.isValid), isVariable(name) {
            self = .variable(word)
        } else if Lookalike.isMissingValue(word) {
            self = .missing
        } else if let call = Lookalike.ofInstant(word) {
            self = .time(call)
        } else {
            return nil
        }
    }

    /// What to write in its place.
    var replacement: String {
        switch self {
        case .variable(let name): "$\(name)"
        case .missing: "none"
        case .time(let call): call
        }
    }

    /// The next step.
    public var help: String {
        switch self {
        case .variable(let name): "did you mean \"$\(name)\"? texts need quotes: \(name.quoted)"
        case .missing: Lookalike.helpOnMissingValue
        case .time(let call): "write \(call)"
        }
    }
}
