import Recipients

extension Parser {
    /// Reads an expression: a chain of `or`, the operator that binds least.
    mutating func parseExpression() throws(SyntaxError) -> Expression {
        let first = try parseConjunction()
        return isKeyword("or") ? try parseAlternatives(first) : first
    }

    private mutating func parseAlternatives(_ first: Expression) throws(SyntaxError) -> Expression {
        var terms = [first]
        while isKeyword("or") {
            mark(.keyword)
            advance()
            terms.append(try parseConjunction())
        }
        return Expression(.any(terms), range: first.range.union(previous.range))
    }

    private mutating func parseConjunction() throws(SyntaxError) -> Expression {
        let first = try parseNegation()
        if current.kind == .endOfFile { end.endsOperand = true }
        return isKeyword("and") ? try parseConjuncts(first) : first
    }

    private mutating func parseConjuncts(_ first: Expression) throws(SyntaxError) -> Expression {
        var terms = [first]
        while isKeyword("and") {
            mark(.keyword)
            advance()
            terms.append(try parseNegation())
            if current.kind == .endOfFile { end.endsOperand = true }
        }
        return Expression(.all(terms), range: first.range.union(previous.range))
    }

    private mutating func parseNegation() throws(SyntaxError) -> Expression {
        if current.kind == .endOfFile { end.mayNegate = true }
        guard isKeyword("not") else { return try parseComparison() }
        if isInCondition, peek().isComparison { throw bareWord(text(current), current) }
        let start = current.range
        try enter()
        defer { leave() }
        mark(.keyword)
        advance()
        let operand = try parseNegation()
        return Expression(.not(operand), range: start.union(operand.range))
    }

    private mutating func parseComparison() throws(SyntaxError) -> Expression {
        let left = try parseSum()
        if current.kind == .endOfFile { end.endsComparable = true }
        guard let comparison = try acceptComparison() else { return left }
        return try parseComparison(comparison, of: left)
    }

    private mutating func parseComparison(
        _ comparison: Comparison,
        of left: Expression
    ) throws(SyntaxError) -> Expression {
        let right = try comparison.isMembership ? parseMembershipOperand() : parseSum()
        let operatorRange = current.range
        if try acceptComparison() != nil {
            throw SyntaxError(.chainedComparison, operatorRange)
        }
        return Expression(.comparison(left, comparison, right), range: left.range.union(right.range))
    }

    /// Reads the right side of `in`. In parentheses, a word that can be a whole query always is one.
    private mutating func parseMembershipOperand() throws(SyntaxError) -> Expression {
        let isWholeQuery =
            current.kind == .leftParenthesis && peek(2).kind == .rightParenthesis
            && ["groups", "backups", "log"].contains { isKeyword($0, peek()) }
        // Some fields and counts of a row have the same names as kinds of rows.
        if isAtQuery(isFieldPosition: isInCondition) || isKeyword("groups") || isKeyword("log") {
            return try parseBareRows()
        }
        guard isWholeQuery else { return try parseSum() }
        let start = current.range
        advance()
        let query = try parseQuery()
        advance()
        return Expression(.query(query), range: start.union(previous.range))
    }

    private mutating func acceptComparison() throws(SyntaxError) -> Comparison? {
        let comparison: Comparison
        switch current.kind {
        case .equals, .doubleEquals: comparison = .equal
        case .notEquals: comparison = .notEqual
        case .less: comparison = .less
        case .lessOrEqual: comparison = .lessOrEqual
        case .greater: comparison = .greater
        case .greaterOrEqual: comparison = .greaterOrEqual
        case .notMatches:
            try requireSpaces(around: Comparison.doesNotMatch.rawValue)
            comparison = .doesNotMatch
        case .word where isKeyword("~"):
            try requireSpaces(around: Comparison.matches.rawValue)
            comparison = .matches
        case .word where isKeyword("in"):
            mark(.keyword)
            comparison = .isIn
        case .word where isKeyword("not") && peek().kind == .endOfFile:
            end.lacksIn = true
            return nil
        case .word where isKeyword("not") && isKeyword("in", peek()):
            mark(.keyword)
            advance()
            mark(.keyword)
            comparison = .isNotIn
        default: return nil
        }
        advance()
        return comparison
    }

    private mutating func parseSum() throws(SyntaxError) -> Expression {
        let first = try parseProduct()
        var steps: [ArithmeticStep] = []
        while let `operator` = try acceptOperator(.add, .subtract) {
            steps.append(ArithmeticStep(operator: `operator`, operand: try parseProduct()))
        }
        return arithmetic(first, steps)
    }

    private mutating func parseProduct() throws(SyntaxError) -> Expression {
        let first = try parseSigned()
        var steps: [ArithmeticStep] = []
        while let `operator` = try acceptOperator(.multiply, .divide) {
            steps.append(ArithmeticStep(operator: `operator`, operand: try parseSigned()))
        }
        return arithmetic(first, steps)
    }

    private func arithmetic(_ first: Expression, _ steps: [ArithmeticStep]) -> Expression {
        guard let last = steps.last else { return first }
        return Expression(.arithmetic(first, steps), range: first.range.union(last.operand.range))
    }

    private mutating func acceptOperator(
        _ one: ArithmeticStep.Operator,
        _ other: ArithmeticStep.Operator
    ) throws(SyntaxError) -> ArithmeticStep.Operator? {
        for `operator` in [one, other] where isKeyword(`operator`.rawValue) {
            try requireSpaces(around: `operator`.rawValue)
            advance()
            return `operator`
        }
        return nil
    }

    private func requireSpaces(around sign: String) throws(SyntaxError) {
        if hasSpacesAround { return }
        throw SyntaxError(.touchingOperator(sign, separated: operation(sign)), current.range)
    }

    /// Whether white space separates the operator here from its operands.
    private var hasSpacesAround: Bool {
        let next = peek()
        return current.followsSpace && (next.followsSpace || !next.isArgument && !next.opensParenthesis)
    }

    private mutating func parseSigned() throws(SyntaxError) -> Expression {
        guard isKeyword("-") else { return try parsePostfix() }
        let start = current.range
        try enter()
        defer { leave() }
        mark(.sign)
        advance()
        let operand = try parseSigned()
        return Expression(.minus(operand), range: start.union(operand.range))
    }

    /// Reads a primary expression and the members after its `)`.
    mutating func parsePostfix() throws(SyntaxError) -> Expression {
        let primary = try parsePrimary()
        return isAtMembers ? try parseMembers(of: primary) : primary
    }

    /// Whether `.name` follows a parenthesis without white space.
    private var isAtMembers: Bool {
        current.kind == .word && !current.followsSpace && previous.kind == .rightParenthesis
            && bytes[current.range.lower] == Ascii.dot
    }

    private mutating func parseMembers(of primary: Expression) throws(SyntaxError) -> Expression {
        var expression = primary
        while isAtMembers {
            let token = current
            let names = SourceRange(token.range.lower + 1, token.range.upper)
            guard let path = Lexer.variable(named: names, of: source, in: token.range) else {
                throw SyntaxError(.invalidMember(text(token)), token.range)
            }
            guard path.members.count < Self.maximumDepth else {
                throw SyntaxError(.nestsTooDeeply(), token.range)
            }
            mark(.member)
            advance()
            for member in [path.name] + path.members {
                expression = Expression(.member(expression, member), range: expression.range.union(member.range))
            }
        }
        return expression
    }
}
