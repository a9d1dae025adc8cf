import Recipients

/// Why a text cannot be read as statements: one case for each message, with its facts.
///
/// It is indirect to keep the frames of the recursive parser small, since each of them has room for an error.
indirect enum SyntaxProblem: Hashable, Sendable {
    // MARK: Characters and texts
    case invalidEncoding
    /// In bytes.
    case sourceTooLong(limit: Int)
    /// - Parameter straight: The text with straight quotes, if a typographic one was meant to close it.
    case unclosedText(quote: Character, straight: String? = nil)
    case unclosedHeredoc(terminator: String)
    case heredocWithoutWord(opening: String)
    case unknownEscape(String)
    case invalidCharacterNumber(String)
    case invalidInterpolation(String)
    case dollarWithoutName
    /// - Parameter isNegation: Whether it was probably meant as "not".
    case strayExclamationMark(isNegation: Bool)
    /// - Parameters:
    ///   - quoted: All of them as one text.
    ///   - separated: With white space around the operators that they hold; nil if there are none.
    case touchingArguments(quoted: String? = nil, separated: String? = nil)
    /// The next `NAME=` directly follows a value.
    ///
    /// - Parameter separated: The value and the name with white space between them.
    case touchingAssignment(String, separated: String?)
    /// What directly follows a variable is probably its member, whose name needs quotes.
    ///
    /// - Parameters:
    ///   - member: The variable with that member.
    ///   - variable: The variable before it.
    ///   - whole: All of it as one text; nil if that cannot be meant.
    case touchingMember(String, of: String, whole: String?)
    /// A variable is followed by an index in brackets.
    case touchingIndex(variable: String, whole: String?)
    /// - Parameter separated: The arguments and the keyword with white space between them.
    case touchingKeyword(String, separated: String?)
    /// A function call without parentheses around it is used as an argument.
    case bareCall(String)
    /// The name of a variable contains a `-`.
    case hyphenatedVariable(String)
    /// The argument is in typographic quotes; `straight` is the same with straight ones.
    case typographicQuotes(straight: String)
    /// A name is given where the statement takes a backup.
    case nameOfBackup(String, statement: String)
    /// - Parameter days: How many days are about as long; nil without a count that can be converted.
    case unitWithoutLength(VaryingUnit, days: Int64?)
    /// In an expression, there is white space between a day and a time.
    case instantOfTwoWords(day: String, time: String)

    // MARK: Brackets
    case unclosedParenthesis
    case unclosedBrace
    case strayBrace
    case nestsTooDeeply(limit: Int? = nil)

    // MARK: Statements
    case unexpected(Found, [ExpectedSyntax], Hint?)
    case notAStatement(Found)
    case unknownCommand(String, CommandHint?)
    /// A row of data outside of a here-document.
    case dataRow(Found)
    case elseWithoutIf
    case blockWithoutHead
    case unknownErrorCode(String)
    /// `FIELD=value` is given twice for a field.
    case repeatedField(String)

    // MARK: Options
    case unknownOption(String, of: Verb)
    /// - Parameter parenthesized: The rows after `in` that it belongs to, in parentheses together with it.
    case unknownQueryOption(String, parenthesized: String? = nil)
    case repeatedOption(OptionName)
    /// `--map` is given twice for a column.
    case repeatedColumn(String)
    case flagWithValue(OptionName)
    case optionWithoutValue(OptionName, OptionHint)

    // MARK: Names and values
    case invalidVariableName(String)
    case notAValue(String, ValueHint)
    case invalidValue(ValueProblem)
    case unknownFunction(String)
    case wrongArguments(Function)
    case invalidMember(String)
    case fieldOutsideCondition
    case chainedComparison
    case emptyTitle
    /// There is no white space on one side of an operator that needs it on both; `separated` is the
    /// operation with it, unless it is too long.
    case touchingOperator(String, separated: String?)

    /// What was found where something else was expected.
    enum Found: Hashable, Sendable {
        case statementEnd
        /// A quoted text or the beginning of a here-document, as written.
        case text(String)
        case word(String)
    }

    /// A unit of time of no fixed length.
    enum VaryingUnit: String, Hashable, Sendable {
        case month, year

        /// About how long it is.
        var days: Int64 { self == .month ? 30 : 365 }
    }

    /// What to do about something unexpected.
    enum Hint: Hashable, Sendable {
        case didYouMean(String)
        /// A text contains a sign that ends it.
        case quoteText(with: Found)
        /// An expression needs parentheses to be an argument or the key of a `sort by`.
        case parenthesize(String)
        /// A fold needs rows and a field.
        case fold(Fold)
        /// The rows after `in` have a clause or an option.
        case parenthesizeRows(clause: String)
        /// A name consists of several words, or contains parentheses.
        case quoteWhole(String)
        case separateOperators(example: String?)
        /// A keyword was probably meant as a name.
        case quoteKeyword(String)
        case nameWithoutDollar(String)
        case writeBackup(id: String)
        case writeMapping(usage: String)
        case writeAssignment(Slot)
        case braceOnSameLine
        /// A parameter has rows as its default; no value could be given for it.
        case parameterValue(name: String)
        case usage(String)
        /// The help page of the commands that begin with a word.
        case commandPage(String)
        /// A clause of a query is in the wrong place.
        case orderOfClauses
        /// A query that is a part of a statement has a `to`.
        case writeInStatement
        /// The whole sentence.
        case instead(String)
    }

    /// What may have been meant by a word that begins no statement.
    enum CommandHint: Hashable, Sendable {
        case didYouMean(String)
        case binding(name: String)
        case printing
        /// The whole sentence.
        case instead(String)
    }

    /// What may have been meant by a bare word in place of a value.
    enum ValueHint: Hashable, Sendable {
        case text, variable, query, call
        case separateOperators(example: String?)
        /// It is a word that tables show for true or false.
        case truth
        /// The whole sentence.
        case instead(String)
    }

    /// How to write the value that an option lacks.
    enum OptionHint: Hashable, Sendable {
        case write(usage: String)
        /// What was found there needs quotes to be an argument.
        case quote(String)
    }
}

// MARK: - In words

extension SyntaxProblem: SourceProblem {
    var failure: Failure { Failure(code, message, help: help) }

    var replacement: String? {
        switch self {
        case .unexpected(_, _, .didYouMean(let word)), .unknownCommand(_, .didYouMean(let word)): word
        case .unknownErrorCode(let word): ErrorCode.allCases.map(\.rawValue).nearest(to: word)
        case .unknownOption(let word, let verb): CommandTable[verb].options.map(\.spelling).nearest(to: word)
        case .unknownFunction(let name): Function.names.nearest(to: name)
        case .notAValue(let word, .text): ArgumentText.literal(word)
        case .notAValue(let word, .truth): Lookalike.switchWords[word.lowercased()].map { "\($0)" }
        case .notAValue(let word, .variable): "$\(word)"
        case .invalidValue(.notAChoice(let text, let choices, _)): choices.nearest(to: text)
        default: nil
        }
    }

    var code: ErrorCode {
        switch self {
        case .unknownCommand: .unknownCommand
        case .unknownOption, .unknownQueryOption: .unknownOption
        case .unknownErrorCode, .nameOfBackup, .unitWithoutLength: .invalidValue
        case .invalidValue(let problem): problem.failure.code
        default: .syntax
        }
    }

    private var message: String {
        switch self {
        case .invalidEncoding: "the text is not valid UTF-8"
        case .sourceTooLong(let limit): "the statements are longer than \(limit >> 20) MiB"
        case .unclosedText: "this text is never closed"
        case .unclosedHeredoc(let word): "the here-document \(word.quoted) is never closed"
        case .heredocWithoutWord(let opening): "a here-document needs a word directly after \(opening.quoted)"
        case .unknownEscape(let escape): "unknown escape \(escape.quoted)"
        case .invalidCharacterNumber(let escape): "\(escape.abbreviated.quoted) is not a character"
        case .invalidInterpolation(let text): "\(text.quoted) is not a variable"
        case .dollarWithoutName: "expected a variable's name after \"$\""
        case .strayExclamationMark: "unexpected \"!\""
        case .touchingArguments, .touchingAssignment, .touchingMember, .touchingIndex, .bareCall:
            "there is no white space between two arguments"
        case .touchingKeyword(let word, _): "there is no white space around the keyword \(word.quoted)"
        case .hyphenatedVariable(let name): "\("$\(name)".quoted) is not a valid variable name"
        case .typographicQuotes: "these are typographic quotes"
        case .nameOfBackup(let name, _): "\(name.abbreviated.quoted) is not a backup's id"
        case .unitWithoutLength(let unit, _): "a \(unit.rawValue) has no fixed length"
        case .instantOfTwoWords: "in an expression, there must be no white space between a day and a time"
        case .unclosedParenthesis: "this \"(\" is never closed"
        case .unclosedBrace: "this \"{\" is never closed"
        case .strayBrace: "this \"}\" has no matching \"{\""
        case .nestsTooDeeply: "this is nested too deeply"
        case .unexpected(let found, let expected, _):
            expected.last == .part(.statementEnd)
                ? "unexpected \(found.wordsWithoutArticle): expected \(expected.map(\.description).alternatives)"
                : "expected \(expected.map(\.description).alternatives), found \(found.words)"
        case .notAStatement(let found): "a statement begins with a command, not with \(found.words)"
        case .unknownCommand(let word, _): "there is no command \(word.abbreviated.quoted)"
        case .dataRow(let found): "\(found.words) looks like a row of data, not a statement"
        case .elseWithoutIf: "\"else\" has no \"if\""
        case .blockWithoutHead: "a block needs a statement that takes one, such as if, for or scenario"
        case .unknownErrorCode(let word): "there is no error code \(word.abbreviated.quoted)"
        case .repeatedField(let name): "the field \(name.abbreviated.quoted) is given twice"
        case .unknownOption(let word, let verb):
            CommandTable[verb].options.isEmpty
                ? "\(CommandTable[verb].resultName.quoted) takes no options, found \(word.abbreviated.quoted)"
                : "\(CommandTable[verb].resultName.quoted) has no option \(word.abbreviated.quoted)"
        case .unknownQueryOption(let word, _): "this query has no option \(word.abbreviated.quoted)"
        case .repeatedOption(let option): "--\(option.rawValue) is given twice"
        case .repeatedColumn(let name): "the column \(name.abbreviated.quoted) is mapped twice"
        case .flagWithValue(let option): "--\(option.rawValue) takes no value"
        case .optionWithoutValue(let option, _): "--\(option.rawValue) needs a value"
        case .invalidVariableName(let name): "\(name.abbreviated.quoted) is not a valid variable name"
        case .notAValue(let word, _): "\(word.abbreviated.quoted) is not a value"
        case .invalidValue(let problem): problem.failure.message
        case .wrongArguments(let function):
            "\(function.rawValue)(…) takes \(function.arity.words)"
        case .unknownFunction(let name): "there is no function \(name.abbreviated.quoted)"
        case .invalidMember(let text): "\(text.abbreviated.quoted) is not a member"
        case .fieldOutsideCondition: "field(…) is only allowed in a condition"
        case .chainedComparison: "comparisons cannot be chained"
        case .emptyTitle: "the title of a scenario is empty"
        case .touchingOperator(let sign, _): "\(sign.quoted) needs white space on both sides"
        }
    }

    private var help: String? {
        switch self {
        case .invalidEncoding: "write it in UTF-8"
        case .sourceTooLong: "import data from a separate file"
        case .unclosedText(_, let straight?): "close it with a straight quote: \(straight)"
        case .unclosedText(let quote, nil): "close it with \(quote), or quote a word that contains \(quote)"
        case .unclosedHeredoc(let word): "end it with a line that contains only \(word)"
        case .heredocWithoutWord: "for example <<CSV, and a line that contains only CSV to end it"
        case .unknownEscape: #"the escapes are \" \\ \n \t \r \$ \u{HEX}; write \\ for a backslash, or use '…'"#
        case .invalidCharacterNumber: #"write the number of a character in hexadecimal digits: "\u{e9}""#
        case .invalidInterpolation: #"write "${name}" or "${name.member}", and "\$" for a dollar sign"#
        case .dollarWithoutName:
            "a name is a letter or \"_\", then letters, digits and \"_\"; quote a text that contains \"$\""
        case .strayExclamationMark(let isNegation):
            (isNegation ? "write \"not\" before a condition; " : "") + "quote a text that contains \"!\""
        case .touchingArguments(let quoted, let separated):
            "quote the whole argument" + (quoted.map { ": \($0)" } ?? "")
                + (separated.map { ", or put white space around the operator: \($0)" } ?? "")
        case .touchingAssignment(let name, let separated):
            "put white space before \(name.abbreviated.quoted)" + (separated.map { ": \($0)" } ?? "")
        case .touchingMember(let member, let variable, let whole):
            "quote the member's name: \(member)"
                + (whole.map { "; if \(variable) is a text, quote the whole argument: \($0)" } ?? "")
        case .touchingIndex(let variable, let whole):
            "\"[…]\" takes no element: write first(\(variable)) or last(\(variable))"
                + (whole.map { ", or quote the whole argument: \($0)" } ?? "")
        case .touchingKeyword(_, let separated?): "put white space around it: \(separated)"
        case .touchingKeyword(_, nil): "put white space around it"
        case .bareCall(let call): "put an expression in parentheses: (\(call.abbreviated))"
        case .hyphenatedVariable(let name):
            "a name is a letter or \"_\", then letters, digits and \"_\": $\(name.replacing("-", with: "_"))"
        case .typographicQuotes(let straight): "use straight ones: \(straight)"
        case .nameOfBackup(_, let statement): "write: \(statement); \"backups\" lists the ids"
        case .unitWithoutLength(_, let days?): "write it in days: \(days) days"
        case .unitWithoutLength(let unit, nil): "write it in days, such as \(unit.days) days"
        case .instantOfTwoWords(let day, let time): "write date(\"\(day) \(time)\")"
        case .unclosedParenthesis: "close it with \")\""
        case .unclosedBrace: "close it with \"}\""
        case .nestsTooDeeply(let limit):
            limit.map { "use at most \($0) levels of blocks and parentheses" } ?? "use fewer members or parentheses"
        case .unexpected(_, let expected, let hint): hint?.words ?? Self.help(expecting: expected)
        case .notAStatement: "\"print\" shows a value; quoted text is never a command"
        case .unknownCommand(_, let hint): hint?.words ?? "\"help\" lists the commands"
        case .dataRow:
            "put rows in a here-document: \"<<CSV\" in the statement before, and a line with only CSV after them"
        case .elseWithoutIf: "put it on the same line as the \"}\" before it"
        case .unknownErrorCode(let word): ErrorCode.allCases.map(\.rawValue).suggestion(for: word)
        case .unknownOption(let word, let verb): Self.help(on: word, of: CommandTable[verb])
        case .unknownQueryOption(_, let parenthesized?): "put rows with an option in parentheses: \(parenthesized)"
        case .unknownQueryOption(_, nil):
            "\"rows of\" takes --sheet, --delimiter, --encoding and --as; \"to\" takes --overwrite and --format"
        case .repeatedOption, .repeatedField, .repeatedColumn: "leave one out"
        case .optionWithoutValue(_, .write(let usage)): "write \(usage)"
        case .optionWithoutValue(let option, .quote(let text)):
            "quote it: --\(option.rawValue) \(ArgumentText.literal(text))"
        case .invalidVariableName: "a name is a letter or \"_\", then letters, digits and \"_\""
        case .notAValue(let word, let hint): hint.words(for: word)
        case .invalidValue(let problem): problem.failure.help
        case .wrongArguments(let function): "write \(function.usage)"
        case .unknownFunction(let name):
            Function.names.suggestion(for: name) ?? "the functions are \(Function.names.joined(separator: ", "))"
        case .invalidMember: "write (…).name"
        case .fieldOutsideCondition: "write $row.name elsewhere"
        case .chainedComparison: "join two of them with \"and\""
        case .emptyTitle: "say what it tests: scenario \"A restore brings everybody back\" { … }"
        case .strayBrace: "remove it, or begin a block with \"{\" before it"
        case .blockWithoutHead: "remove the braces, or write the statement that the block belongs to before the \"{\""
        case .flagWithValue(let option): "write --\(option.rawValue) alone"
        case .touchingOperator(_, let separated): "write a space on both sides" + (separated.map { ": \($0)" } ?? "")
        }
    }

    /// Which help page to read, where nothing but the expected syntax is known.
    private static func help(expecting expected: [ExpectedSyntax]) -> String {
        page(expecting: expected) ?? "\"help\" lists the commands, and \"help COMMAND\" what each takes"
    }

    /// Whether there is a help page on what was expected, apart from those of commands.
    static func hasPage(expecting expected: [ExpectedSyntax]) -> Bool { page(expecting: expected) != nil }

    private static func page(expecting expected: [ExpectedSyntax]) -> String? {
        if expected.contains(where: { [.part(.value), .part(.operand)].contains($0) }) {
            return "\"help expressions\" shows how values are written"
        }
        if expected.contains(where: { [.keyword("where"), .keyword("limit"), .part(.fieldName)].contains($0) }) {
            return "\"help queries\" shows what may follow"
        }
        return nil
    }

    private static func help(on word: String, of command: Command) -> String? {
        if let rehearsal = Lookalike.ofRehearsal(String(word.drop { $0 == "-" })) { return rehearsal }
        guard !command.options.isEmpty else { return "leave it out" }
        let spellings = command.options.map(\.spelling)
        return spellings.suggestion(for: word)
            ?? (spellings.count == 1 ? "its only option is " : "its options are ") + spellings.joined(separator: ", ")
    }
}

extension ClosedRange<Int> {
    /// The number of arguments, in words.
    fileprivate var words: String {
        if upperBound == 0 { return "no argument" }
        let most = "\(upperBound) \(upperBound == 1 ? "argument" : "arguments")"
        if lowerBound == upperBound { return most }
        return lowerBound == 0 ? "at most \(most)" : "\(lowerBound) to \(most)"
    }
}
