// Loops: the first statements of a block also see what its last ones have set in the turn before.
extension Checker {
    /// Forgets the kinds of the variables to which the body of a loop may give values of other kinds.
    mutating func forgetKinds(changedIn statements: [Statement]) {
        for statement in statements {
            switch statement.kind {
            case .binding(let name, let value):
                guard let shape = scope[name.text], shape != assignedShape(value, to: name.text) else { continue }
                scope.declare(name.text, .unknown)
            case .include: for name in scope.names { scope.declare(name, .unknown) }
            // What is set in these blocks ends with them.
            case .rehearsal, .scenario: break
            default: forgetKinds(changedIn: statement.inner)
            }
        }
    }

    /// What the text of a `let` shows of its value, without a check: the kinds of other variables may change as well.
    private func assignedShape(_ value: BoundValue, to name: String) -> Shape {
        switch value {
        case .command(let call): .record(call.command.result)
        case .expression(let expression): assignedShape(expression, to: name)
        }
    }

    private func assignedShape(_ expression: Expression, to name: String) -> Shape {
        switch expression.kind {
        // As long as its other values are of one kind, so is this one.
        case .variable(let variable) where variable.name.text == name && variable.members.isEmpty:
            scope[name] ?? .unknown
        case .arithmetic(let first, let steps):
            steps.reduce(assignedShape(first, to: name)) {
                Self.result(of: $1.operator, $0, assignedShape($1.operand, to: name)) ?? .unknown
            }
        default: expression.constantShape
        }
    }
}
