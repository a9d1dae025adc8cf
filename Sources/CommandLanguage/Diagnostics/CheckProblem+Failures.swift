public import Recipients

// What the checker cannot find where a variable names the script, so that the interpreter reports it.
extension Failure {
    /// The title of a scenario turns out to be empty.
    public static let emptyTitle = SyntaxProblem.emptyTitle.failure
    /// A script includes or runs itself, directly or through others.
    public static func includesItself(_ path: String) -> Failure { CheckProblem.includesItself(path).failure }
    /// A script is not given a parameter without a default.
    ///
    /// - Parameters:
    ///   - name: The parameter.
    ///   - canBeGiven: Whether what starts the script takes values for parameters.
    public static func parameterWithoutValue(_ name: String, canBeGiven: Bool) -> Failure {
        CheckProblem.parameterWithoutValue(name, canBeGiven: canBeGiven).failure
    }
}

// What the checker cannot find where the value of a variable is not known before the script runs.
extension Failure {
    /// No variable has this name.
    public static func unknownVariable(_ name: String, nearest: String?) -> Failure {
        CheckProblem.unknownVariable(name, nearest: nearest).failure
    }
    /// A variable has no value because the statement that would have given it one failed.
    public static func lostVariable(_ name: String) -> Failure { CheckProblem.lostVariable(name).failure }
    /// A value without members is asked for one.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - kind: The kind of the value.
    ///   - text: The text that was probably meant.
    ///   - isQuoted: Whether the value is that of a variable in a text already.
    public static func noMember(_ name: String, of kind: ValueKind?, text: String?, isQuoted: Bool) -> Failure {
        CheckProblem.memberOfPlainValue(name, kind, text: text, isQuoted: isQuoted).failure
    }
    /// The value of a variable within a text has parts.
    public static func partsInText(_ kind: ValueKind?, variable: String) -> Failure {
        CheckProblem.partsInText(kind, variable: variable).failure
    }
    /// A sum of something else than numbers.
    public static func sumOfOthers(_ key: WrittenKey, _ kind: ValueKind?) -> Failure {
        CheckProblem.sumOfOthers(key, kind).failure
    }
    /// A clause names a field twice: names that differ in case may be those of one column of a file.
    public static func repeatedField(_ name: String) -> Failure { SyntaxProblem.repeatedField(name).failure }
    /// Rows are sorted by a list.
    public static func unsortable(_ key: WrittenKey) -> Failure {
        CheckProblem.unsortable(key).failure
    }
    /// A pattern is compared with something else than a text, or is none itself.
    public static func matchOfOthers(_ comparison: Comparison, _ kind: ValueKind?) -> Failure {
        CheckProblem.matchOfOthers(comparison, kind).failure
    }
    /// An operation gets a value of a kind that it does not take; nil for the missing value.
    public static func operationNeeds(_ operation: Operation, found: ValueKind?) -> Failure {
        CheckProblem.wrongKind(.operation(operation), found: found).failure
    }
    /// Values of two kinds are compared.
    public static func incomparable(_ one: ValueKind?, _ other: ValueKind?) -> Failure {
        CheckProblem.incomparable(one, other).failure
    }
    /// A value is looked for among those of another kind.
    public static func neverAmong(_ kind: ValueKind?, _ other: ValueKind) -> Failure {
        CheckProblem.neverAmong(kind, other).failure
    }
    /// Values without an order are compared by one.
    public static func unordered(_ kind: ValueKind?, _ comparison: Comparison) -> Failure {
        CheckProblem.unordered(kind, comparison).failure
    }
    /// An operator of arithmetic does not take values of these kinds.
    public static func noArithmetic(
        _ operation: ArithmeticStep.Operator,
        _ one: ValueKind?,
        _ other: ValueKind?
    ) -> Failure {
        CheckProblem.noArithmetic(operation, one, other).failure
    }
}
