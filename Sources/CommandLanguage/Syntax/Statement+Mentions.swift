// The variables that the text of a statement mentions, whether or not a run reads them.
extension Statement {
    /// Visits the variables that its own expressions mention, and not those of the statements in its blocks.
    ///
    /// - Parameter visit: Gets each mention, in no particular order.
    public func forEachMention(_ visit: (Variable) -> Void) {
        switch kind {
        case .binding(_, .command(let call)), .command(let call): call.forEachMention(visit)
        case .binding(_, .expression(let expression)): expression.forEachMention(visit)
        case .parameter(_, let standard): standard?.forEachMention(visit)
        case .conditional(let branches, _): for branch in branches { branch.condition.forEachMention(visit) }
        case .loop(_, let over, _): over.forEachMention(visit)
        case .include(let argument), .scenario(let argument, _): argument.forEachMention(visit)
        case .print(let values): for value in values { value.forEachMention(visit) }
        case .expectation(let condition, let reason):
            condition.forEachMention(visit)
            reason?.forEachMention(visit)
        case .expectedError(let expected, _): expected.matching?.forEachMention(visit)
        case .skip(let reason): reason?.forEachMention(visit)
        case .query(let query): query.forEachMention(visit)
        case .expectedOutput, .attempt, .rehearsal, .broken: break
        }
    }
}

extension CommandCall {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        for argument in arguments { argument.argument.forEachMention(visit) }
        for reference in references {
            for argument in reference.reference.arguments { argument.forEachMention(visit) }
        }
        condition?.forEachMention(visit)
        for assignment in assignments { assignment.value.forEachMention(visit) }
        for option in options { option.forEachMention(visit) }
    }
}

extension OptionUse {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        switch value {
        case .flag: break
        case .argument(let argument): argument.forEachMention(visit)
        case .mapping(let column, let field):
            column.forEachMention(visit)
            field?.forEachMention(visit)
        case .names(let names): for name in names { name.forEachMention(visit) }
        }
    }
}

extension Query {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        for argument in rows.arguments { argument.forEachMention(visit) }
        condition?.forEachMention(visit)
        for key in keys { key.value.forEachMention(visit) }
        limit?.forEachMention(visit)
        output?.forEachMention(visit)
        for option in options { option.forEachMention(visit) }
    }
}

extension Argument {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        switch kind {
        case .word, .heredoc: break
        case .string(let parts): parts.forEachMention(visit)
        case .variable(let variable): visit(variable)
        case .expression(let expression): expression.forEachMention(visit)
        }
    }
}

extension [StringPart] {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        for case .variable(let variable) in self { visit(variable) }
    }
}

extension Expression {
    fileprivate func forEachMention(_ visit: (Variable) -> Void) {
        switch kind {
        case .none, .bool, .number, .instant, .duration, .field: break
        case .text(let parts): parts.forEachMention(visit)
        case .variable(let variable): visit(variable)
        case .list(let parts), .all(let parts), .any(let parts), .call(_, let parts):
            for part in parts { part.forEachMention(visit) }
        case .member(let operand, _), .not(let operand), .minus(let operand): operand.forEachMention(visit)
        case .comparison(let left, _, let right), .fold(_, let left, let right):
            left.forEachMention(visit)
            right.forEachMention(visit)
        case .arithmetic(let first, let steps):
            first.forEachMention(visit)
            for step in steps { step.operand.forEachMention(visit) }
        case .record(let reference): for argument in reference.arguments { argument.forEachMention(visit) }
        case .query(let query): query.forEachMention(visit)
        }
    }
}
