extension Expression {
    /// Visits this expression and all its parts that refer to the same row: not the conditions of queries in it.
    ///
    /// - Parameter visit: Gets each part after the one that it belongs to.
    public func forEachPart<Problem: Error>(_ visit: (Expression) throws(Problem) -> Void) throws(Problem) {
        try visit(self)
        switch kind {
        case .none, .bool, .number, .text, .instant, .duration, .variable, .field: break
        case .list(let parts), .all(let parts), .any(let parts), .call(_, let parts):
            for part in parts { try part.forEachPart(visit) }
        case .member(let operand, _), .not(let operand), .minus(let operand), .fold(_, let operand, _):
            try operand.forEachPart(visit)
        case .comparison(let left, _, let right):
            try left.forEachPart(visit)
            try right.forEachPart(visit)
        case .arithmetic(let first, let steps):
            try first.forEachPart(visit)
            for step in steps { try step.operand.forEachPart(visit) }
        case .record(let reference):
            for argument in reference.arguments { try argument.forEachPart(visit) }
        case .query(let query):
            for argument in query.rows.arguments { try argument.forEachPart(visit) }
            try query.limit?.forEachPart(visit)
        }
    }
}

extension Argument {
    fileprivate func forEachPart<Problem: Error>(_ visit: (Expression) throws(Problem) -> Void) throws(Problem) {
        if case .expression(let expression) = kind { try expression.forEachPart(visit) }
    }
}

extension RecordReference {
    /// What it names, from left to right.
    var arguments: [Argument] {
        switch self {
        case .group(let name): [name]
        case .backup(let reference): reference.arguments
        case .recipient(let email, let group): [email, group]
        }
    }
}

extension StateReference {
    /// What it names, from left to right.
    var arguments: [Argument] {
        switch self {
        case .backup(let argument), .latestBackup(let argument), .group(let argument): [argument]
        case .asOf(let group, let instant): [group, instant]
        }
    }
}

extension RowSource {
    /// What it names, from left to right.
    var arguments: [Argument] {
        switch self {
        case .groups, .deletedGroups, .log, .backups(of: nil): []
        case .backups(let group?), .fields(let group), .activity(let group): [group]
        case .recipients(let reference), .backupChanges(let reference): reference.arguments
        case .recipientChanges(let email, let group): [email] + (group.map { [$0] } ?? [])
        case .find(let email): [email]
        case .rows(let file): [file]
        }
    }
}
