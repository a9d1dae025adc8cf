internal import Recipients

/// What is wrong with statements that can be read: one case for each message, with its facts.
enum CheckProblem: Hashable, Sendable {
    // MARK: Kinds of values
    /// - Parameters:
    ///   - found: Nil for the missing value.
    ///   - member: A member of the value that would be of the right kind.
    ///   - instead: What was probably meant.
    case wrongKind(Need, found: ValueKind?, member: String? = nil, instead: String? = nil)
    case partsInText(ValueKind?, variable: String)
    case sumOfOthers(WrittenKey, ValueKind?)
    case unorderedFold(Fold, ValueKind)
    /// - Parameter field: The sort key, a list, as the source has it.
    case unsortable(WrittenKey)
    case matchOfOthers(Comparison, ValueKind?)
    case incomparable(ValueKind?, ValueKind?)
    /// - Parameter instead: A query with a column of the right kind.
    case neverAmong(ValueKind?, ValueKind, instead: String? = nil)
    case unordered(ValueKind?, Comparison)
    case noArithmetic(ArithmeticStep.Operator, ValueKind?, ValueKind?)

    // MARK: What is never true, or always, or probably not meant
    /// Both sides of a comparison in a condition are constant.
    ///
    /// - Parameters:
    ///   - instead: The comparison that was probably meant.
    ///   - field: A field of the rows.
    case constants(instead: String?, field: String)
    case notOfTheSet(String, String, [String])
    /// - Parameter written: The field as the source has it.
    case emptyText(String, written: String, isEqual: Bool)
    /// A field is given the bare word `none`, which is a text there. Both are as the source has them.
    case noneAsText(field: String, text: String)
    /// The help repeats the comparison, with `written` as the field and `value` as the right side.
    case bareDay(String, days: [String], written: String, Comparison, value: String)

    // MARK: Names
    case unknownVariable(String, nearest: String?)
    /// The statement that would have given it a value failed.
    case lostVariable(String)
    /// - Parameters:
    ///   - takesText: Whether a text could be in place of the field.
    ///   - meaning: What was probably meant instead of a field.
    case unknownField(String, of: RowFields, takesText: Bool, meaning: BareWord? = nil)
    /// - Parameters:
    ///   - text: The text that was probably meant.
    ///   - isQuoted: Whether the variable is in a text already.
    case memberOfPlainValue(String, ValueKind?, text: String? = nil, isQuoted: Bool = false)
    /// A boolean field is compared with a word for true or false; `instead` is the corrected comparison.
    case switchWord(String, isText: Bool, of: RowFields?, instead: String)

    /// There is no page of `help` on a topic.
    case unknownTopic(String)

    // MARK: Structure
    case unknownParameter(String, declared: [String])
    /// - Parameter canBeGiven: Whether what starts the script takes values for parameters.
    case parameterWithoutValue(String, canBeGiven: Bool)
    case parameterTwice(String)
    /// The text is not a value of the default's kind.
    case parameterText(String, ValueKind, text: String)
    /// - Parameter found: Nil for the missing value.
    case parameterKind(String, ValueKind, found: ValueKind?)
    case parameterInBlock
    case repeatedParameter(String)
    case scenarioInScenario
    case scenarioInBlock
    case skipOutsideScenario
    /// - Parameter verb: Which of the two commands that quit.
    case quitInScenario(Verb)
    case includesItself(String)
    case includedTooDeep(limit: Int), tooManyIncludes(limit: Int)
    /// The nested includes are within too many blocks, counted together.
    case includedInBlocks(limit: Int)
    /// In bytes.
    case includesTooLong(limit: Int)

    /// What needs a value of a certain kind.
    enum Need: Hashable, Sendable {
        /// The grammar, at a place.
        case place(ExpectedSyntax)
        case text(of: Function), fieldName(of: Function), rowsOrList(of: Function)
        case argument(ValueKind, of: Function)
        case rows(of: Fold)
        case plain
        case operation(Operation)
        case field(String)
    }
}

// MARK: - In words

extension CheckProblem: SourceProblem {
    var failure: Failure { Failure(code, message, help: help) }

    var replacement: String? {
        switch self {
        case .unknownVariable(_, let nearest): nearest.map { "$\($0)" }
        case .switchWord(let word, _, _, _): Lookalike.switchWords[word.lowercased()].map { "\($0)" }
        case .unknownField(let name, let fields, _, let meaning):
            meaning?.replacement ?? fields.names.nearest(to: name)
        case .constants(let instead, _): instead
        case .unknownTopic(let topic): HelpSubject.nearest(to: topic)
        case .unknownParameter(let name, let declared): declared.nearest(to: name)
        default: nil
        }
    }

    var code: ErrorCode {
        switch self {
        case .wrongKind, .partsInText, .sumOfOthers, .unorderedFold, .unsortable, .matchOfOthers, .incomparable,
            .neverAmong, .unordered, .noArithmetic, .memberOfPlainValue, .parameterKind:
            .typeMismatch
        case .constants: .syntax
        case .notOfTheSet, .emptyText, .noneAsText, .bareDay, .parameterTwice, .parameterText: .invalidValue
        case .unknownVariable, .lostVariable, .unknownParameter, .parameterWithoutValue: .unknownVariable
        case .switchWord(_, let isText, _, _): isText ? .typeMismatch : .unknownField
        case .unknownField: .unknownField
        case .unknownTopic: .unknownCommand
        case .parameterInBlock, .repeatedParameter, .scenarioInScenario, .scenarioInBlock, .skipOutsideScenario,
            .quitInScenario, .includesItself, .includedInBlocks, .includedTooDeep, .tooManyIncludes, .includesTooLong:
            .syntax
        }
    }

    private var message: String {
        switch self {
        case .wrongKind(let need, let found, _, _): "\(need.words), found \(found?.description ?? "none")"
        case .partsInText(let kind, _): "\(kind.words) cannot be used inside a text"
        case .sumOfOthers(let key, let kind): "sum(…) adds numbers, but \(key.name.abbreviated.quoted) is \(kind.words)"
        case .unorderedFold(let fold, let kind): "\(fold.rawValue)(…) needs values that have an order, found \(kind)"
        case .unsortable(let key): "rows cannot be sorted by \(key.name.abbreviated.quoted), a list"
        case .matchOfOthers(let comparison, let kind):
            "\(comparison.rawValue.quoted) compares texts, found \(kind.words)"
        case .incomparable(let one, let other): "cannot compare \(one.words) with \(other.words)"
        case .neverAmong(let kind, let other, _): "cannot look for \(kind.words) in a list that contains \(other)"
        case .unordered(let kind, let comparison):
            "\(kind.words) has no order, so \(comparison.rawValue.quoted) does not apply"
        case .noArithmetic(let operation, let one, let other):
            "\(operation.rawValue.quoted) cannot be applied to \(one.words) and \(other.words)"
        case .constants: "this compares two constants and names no field"
        case .notOfTheSet(let field, let text, _): "\(field.quoted) is never \(text.abbreviated.quoted)"
        case .emptyText(let field, _, let isEqual):
            "\(field.quoted) is never an empty text: this is always \(isEqual ? "false" : "true")"
        case .noneAsText(let field, let text): "\(field)=\(text) sets the field to the text \(text.quoted)"
        case .bareDay(let field, let days, _, _, _):
            "\(field.quoted) is almost never exactly midnight of \(days.alternatives.abbreviated)"
        case .unknownVariable(let name, _): "there is no variable \("$\(name)".abbreviated.quoted)"
        case .lostVariable(let name):
            "\("$\(name)".abbreviated.quoted) has no value: the statement that would have set it failed"
        case .switchWord(let word, false, let fields?, _): "\(fields.owner) has no field \(word.quoted)"
        case .switchWord: "cannot compare \(ValueKind.bool) with \(ValueKind.text)"
        case .unknownField(let name, let fields, _, _): "\(fields.owner) has no field \(name.abbreviated.quoted)"
        case .memberOfPlainValue(let name, let kind, _, _): "\(kind.words) has no member \(name.abbreviated.quoted)"
        case .unknownTopic(let topic): "there is no help on \(topic.abbreviated.quoted)"
        case .unknownParameter(let name, _): "the script has no parameter \(name.abbreviated.quoted)"
        case .parameterWithoutValue(let name, _): "the parameter \(name.abbreviated.quoted) needs a value"
        case .parameterTwice(let name): "the parameter \(name.abbreviated.quoted) takes one value"
        case .parameterText(let name, let kind, let text):
            "the parameter \(name.abbreviated.quoted) takes \(kind), not \(text.abbreviated.quoted)"
        case .parameterKind(let name, let kind, let found):
            "the parameter \(name.abbreviated.quoted) takes \(kind), found \(found?.description ?? "none")"
        case .parameterInBlock: "a parameter is declared at the top of a script, not in a block"
        case .repeatedParameter(let name): "the parameter \(name.abbreviated.quoted) is declared twice"
        case .scenarioInScenario: "a scenario cannot be inside another scenario"
        case .scenarioInBlock: "a scenario cannot be inside a block"
        case .skipOutsideScenario: "\"skip\" is only allowed in a scenario"
        case .quitInScenario(let verb): "a scenario cannot be left with \(verb.rawValue.quoted)"
        case .includesItself(let name): "\(name.quoted) includes or runs itself"
        case .includedTooDeep(let limit): "scripts include one another more than \(limit) levels deep"
        case .includedInBlocks(let limit): "a script is included inside more than \(limit) nested blocks"
        case .tooManyIncludes(let limit): "scripts are included more than \(limit) times"
        case .includesTooLong(let limit): "the included scripts add up to more than \(limit >> 20) MiB"
        }
    }

    private var help: String? {
        switch self {
        case .wrongKind(_, _, let member?, _): "name the member that is meant, such as \(member.quoted)"
        case .wrongKind(_, _, nil, let instead?): "write \(instead)"
        case .wrongKind(.operation(let operation), _, nil, nil): operation.help
        case .wrongKind(.field, _, nil, nil): "write it within a text: \"$name\""
        case .partsInText(_, let variable): "name a member of it: ${\(variable).name}"
        case .incomparable(let one, let other): ValueKind.conversion(of: one, other)
        case .constants(let instead?, _): "write \(instead)"
        case .constants(nil, let field): "compare a field, written without quotes, such as \(field)"
        case .notOfTheSet(_, let text, let values):
            Lookalike.ofMember(text, of: values).map { "write \($0.literal)" } ?? values.suggestion(for: text)
                ?? "it is \(values.alternatives)"
        case .emptyText(_, let written, let isEqual): "write \(written) \(isEqual ? "=" : "!=") none"
        case .noneAsText(let field, let text):
            "write \(field)=\"\" to leave it empty, or \(field)=\(text.quoted) for the text"
        case .bareDay(_, _, let written, let comparison, let value):
            "write day(\(written)) \(comparison.rawValue) \(value)"
        case .unknownVariable(KnownVariables.nameOfLastResult, _): KnownVariables.helpWithLastResult
        case .unknownVariable(_, let nearest):
            nearest.map { "did you mean \("$\($0)".quoted)?" } ?? "give it a value with \"let\" first"
        case .lostVariable(let name): "correct that statement, or give $\(name) a value with \"let\" before it"
        case .switchWord(_, _, _, let instead): "write \(instead)"
        case .unknownField(let name, let fields, let takesText, let meaning):
            meaning?.help ?? fields.names.suggestion(for: name)
                ?? "its fields are \(fields.names.joined(separator: ", "))" + (takesText ? "; texts need quotes" : "")
        case .unknownTopic(let topic):
            HelpSubject.nearest(to: topic).map { "help \($0)".asSuggestion } ?? "\"help\" lists the commands"
        case .unknownParameter(let name, let declared):
            declared.suggestion(for: name)
                ?? (declared.isEmpty ? "it declares none" : "it declares \(declared.joined(separator: ", "))")
        case .parameterWithoutValue(let name, true): "give \(name)=VALUE"
        case .parameterWithoutValue(let name, false): "give it a default: param \(name) = …"
        case .parameterTwice(let name):
            "a parameter whose default is a list takes several: param \(name) = (\"a\", \"b\")"
        case .parameterText(let name, _, _): "write \(name)=VALUE with a value of that kind, quoted if it has spaces"
        case .parameterKind: nil
        case .parameterInBlock: "\"let\" gives a variable a value anywhere"
        case .repeatedParameter: "leave one out; \"let\" gives it another value"
        case .scenarioInScenario: "put it after the other"
        case .scenarioInBlock: "put it at the top level of the script"
        case .skipOutsideScenario: "it ends a scenario as skipped: put it in one"
        case .quitInScenario: "\"skip\" ends it as skipped; \"expect\" states what must hold"
        case .includesItself: "leave out one of the statements that form the cycle"
        case .tooManyIncludes: "include a script once, and use a loop to repeat something"
        case .includedTooDeep: "nest fewer scripts"
        case .includedInBlocks: "put fewer blocks around the \"include\""
        case .includesTooLong: "import data from separate files"
        case .noArithmetic(.add, let one, let other) where [one, other].contains(.text):
            "text(…) turns a value into a text"
        case .matchOfOthers: "text(…) turns a value into a text"
        case .sumOfOthers(let key, .text): "write sum(ROWS, (number(\(key.operand))))"
        case .sumOfOthers: "name a field of numbers, or write an expression in parentheses that gives one"
        case .neverAmong(_, _, let instead?): "write \(instead)"
        case .neverAmong(let one, let other, nil): ValueKind.conversion(of: one, other)
        case .unsortable: "sort by another field"
        case .unorderedFold, .unordered: "only numbers, texts, instants and durations have an order"
        case .memberOfPlainValue(_, _, let text?, true): "write \(text)"
        case .memberOfPlainValue(_, _, let text?, false):
            "quote the whole text: \(text); only results of commands, rows and records have members"
        case .memberOfPlainValue(_, _, nil, _): "results of commands, rows and records have members"
        case .noArithmetic: "number(…), date(…) and text(…) convert values"
        case .wrongKind: "\"help expressions\" shows how values are written"
        }
    }
}

/// What takes only values of certain kinds, by a sign or a keyword.
public enum Operation: Hashable, Sendable {
    /// The `-` before a value.
    case minus
    /// `in`
    case membership
    /// `for`
    case loop

    var word: String {
        switch self {
        case .minus: "-"
        case .membership: "in"
        case .loop: "for"
        }
    }

    /// The kinds that messages name.
    var kinds: [ValueKind] {
        switch self {
        case .minus: [.number, .duration]
        case .membership: [.list, .rows]
        case .loop: [.rows, .list]
        }
    }

    var help: String {
        switch self {
        case .minus: "\"help expressions\" shows what operators take"
        case .membership: "a list of one element is written with a comma: (…,)"
        case .loop: "for x in (1, 2) { … } takes the elements of a list, for g in groups { … } the rows of a query"
        }
    }
}

extension CheckProblem.Need {
    fileprivate var words: String {
        switch self {
        case .place(let expectation): "expected \(expectation)"
        case .text(let function): "\(function.rawValue)(…) needs a text"
        case .fieldName(let function): "\(function.rawValue)(…) needs the name of a field"
        case .rowsOrList(let function): "\(function.rawValue)(…) needs rows or a list"
        case .argument(let kind, let function): "\(function.rawValue)(…) needs \(kind)"
        case .rows(let fold): "\(fold.rawValue)(…) needs rows"
        case .plain: "text(…) needs a value without parts"
        case .operation(let operation):
            "\(operation.word.quoted) needs \(operation.kinds.map(\.description).alternatives)"
        case .field(let name): "the field \(name.abbreviated.quoted) is a text"
        }
    }
}

extension ValueKind? {
    /// The kind in a message; nil if it is not known.
    fileprivate var words: String { self?.description ?? "a value" }
}

extension ValueKind {
    /// How to turn a text into the kind of value that it is compared with.
    public static func conversion(of one: ValueKind?, _ other: ValueKind?) -> String {
        switch (one, other) {
        case (.text, .number), (.number, .text): "number(…) reads a text as a number"
        case (.text, .instant), (.instant, .text): "date(…) reads a text as an instant"
        case (.text, _), (_, .text): "text(…) turns a value into a text"
        default: "compare values of one kind"
        }
    }
}
