import Recipients

@testable import CommandLanguage

/// A syntax tree as one line of text, for tests to compare.
enum Outline {
    static func of(_ text: String) -> String {
        let result = Parser.parse(Source(name: "t.cbs", text: text))
        guard result.diagnostics.isEmpty else {
            return result.diagnostics.map { "\($0.code.rawValue): \($0.message)" }.joined(separator: " | ")
        }
        return of(result.script.statements)
    }

    /// The outline of an expression, and of one within a condition.
    static func expression(_ text: String) -> String {
        let outline = of("print \(text)")
        return outline.hasPrefix("print(") ? String(outline.dropFirst(6).dropLast()) : outline
    }

    static func condition(_ text: String) -> String {
        let outline = of("groups where \(text)")
        return outline.hasPrefix("groups where ") ? String(outline.dropFirst(13)) : outline
    }

    static func of(_ statements: [Statement]) -> String {
        statements.map(of).joined(separator: "; ")
    }

    static func of(_ block: Block) -> String { "{\(of(block.statements))}" }

    static func of(_ statement: Statement) -> String {
        switch statement.kind {
        case .binding(let name, .command(let call)): "let \(name.text) = \(of(call))"
        case .binding(let name, .expression(let value)): "let \(name.text) = \(of(value))"
        case .parameter(let name, let standard): "param \(name.text)" + (standard.map { " = \(of($0))" } ?? "")
        case .conditional(let branches, let otherwise):
            branches.map { "if \(of($0.condition)) \(of($0.body))" }.joined(separator: " else ")
                + (otherwise.map { " else \(of($0))" } ?? "")
        case .loop(let name, let rows, let body): "for \(name.text) in \(of(rows)) \(of(body))"
        case .include(let file): "include \(of(file))"
        case .print(let values): "print(\(values.map(of).joined(separator: ", ")))"
        case .scenario(let title, let body): "scenario \(of(title)) \(of(body))"
        case .expectation(let value, let reason): "expect \(of(value))" + (reason.map { ", \(of($0))" } ?? "")
        case .expectedOutput(let body, let text): "expect output \(of(body)) \(of(text))"
        case .attempt(let body, let otherwise): "try \(of(body))" + (otherwise.map { " else \(of($0))" } ?? "")
        case .rehearsal(let body): "rehearse \(of(body))"
        case .skip(let reason): "skip" + (reason.map { " \(of($0))" } ?? "")
        case .broken: "broken"
        case .expectedError(let expected, let body):
            "expect error \(expected.code?.rawValue ?? "any")"
                + (expected.matching.map { " ~ \(of($0))" } ?? "") + " \(of(body))"
        case .command(let call): of(call)
        case .query(let query): of(query)
        }
    }

    static func of(_ call: CommandCall) -> String {
        var pieces = [(call.isRehearsed ? "rehearse " : "") + "<\(call.verb.rawValue)>"]
        pieces += call.keywords.map { "+\($0.rawValue)" }
        pieces += call.arguments.map { "\($0.slot.rawValue)=\(of($0.argument))" }
        pieces += call.references.map { "\($0.slot.rawValue)=\(of($0.reference))" }
        if let condition = call.condition { pieces.append("where \(of(condition))") }
        if !call.shown.isEmpty { pieces.append("show \(call.shown.map(\.text).joined(separator: ","))") }
        pieces += call.assignments.map { "\($0.name.text):=\(of($0.value))" }
        for option in call.options {
            switch option.value {
            case .flag: pieces.append("--\(option.option.rawValue)")
            case .argument(let value): pieces.append("--\(option.option.rawValue)=\(of(value))")
            case .mapping(let column, let field):
                pieces.append("--\(option.option.rawValue)=\(of(column))->\(field.map(of) ?? "nothing")")
            case .names(let names):
                pieces.append("--\(option.option.rawValue)=[\(names.map(of).joined(separator: ", "))]")
            }
        }
        return pieces.joined(separator: " ")
    }

    static func of(_ reference: StateReference) -> String {
        switch reference {
        case .backup(let id): "backup(\(of(id)))"
        case .latestBackup(let group): "latest(\(of(group)))"
        case .asOf(let group, let instant): "asOf(\(of(group)), \(of(instant)))"
        case .group(let group): "group(\(of(group)))"
        }
    }

    static func of(_ argument: Argument) -> String {
        switch argument.kind {
        case .word(let text): text
        case .string(let parts): of(parts)
        case .variable(let variable): of(variable)
        case .heredoc(let text): "<<\(text.debugDescription)"
        case .expression(let expression): of(expression)
        }
    }

    static func of(_ variable: Variable) -> String {
        "$" + ([variable.name] + variable.members).map(\.text).joined(separator: ".")
    }

    static func of(_ parts: [StringPart]) -> String {
        let pieces = parts.map { part in
            switch part {
            case .text(let text): String(text.debugDescription.dropFirst().dropLast())
            case .variable(let variable): "\(of(variable))|"
            }
        }
        return "'\(pieces.joined())'"
    }

    static func of(_ query: Query) -> String {
        var text =
            switch query.rows {
            case .groups: "groups"
            case .deletedGroups: "deleted groups"
            case .backupChanges(let reference): "changes of \(of(reference))"
            case .recipientChanges(let email, let group):
                "changes of recipient \(of(email))" + (group.map { " of \(of($0))" } ?? "")
            case .find(let email): "find \(of(email))"
            case .backups(let group): "backups" + (group.map { " of \(of($0))" } ?? "")
            case .recipients(let reference): "recipients of \(of(reference))"
            case .fields(let group): "fields of \(of(group))"
            case .activity(let group): "activity of \(of(group))"
            case .log: "log"
            case .rows(let file): "rows of \(of(file))"
            }
        if let condition = query.condition { text += " where \(of(condition))" }
        if !query.counted.isEmpty { text += " count \(query.counted.map(\.text).joined(separator: ", "))" }
        let keys = query.keys.map { key in
            let value = if case .field(let name) = key.value.kind { name.text } else { of(key.value) }
            return value + (key.isDescending ? " desc" : "")
        }
        if !keys.isEmpty { text += " sort \(keys.joined(separator: ", "))" }
        if let limit = query.limit { text += " limit \(of(limit))" }
        return text
    }

    static func of(_ expression: Expression) -> String {
        switch expression.kind {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
        case .text(let parts): of(parts)
        case .instant(let instant): "@\(instant.instant(in: .utc).map(String.init) ?? "")"
        case .duration(let span): "~\(span)"
        case .list(let elements): "[\(elements.map(of).joined(separator: ", "))]"
        case .variable(let variable): of(variable)
        case .member(let operand, let name): "\(of(operand)).\(name.text)"
        case .field(let name): "#\(name.text)"
        case .not(let operand): "not(\(of(operand)))"
        case .minus(let operand): "minus(\(of(operand)))"
        case .all(let terms): "and(\(terms.map(of).joined(separator: ", ")))"
        case .any(let terms): "or(\(terms.map(of).joined(separator: ", ")))"
        case .comparison(let left, let comparison, let right): "(\(of(left)) \(comparison.rawValue) \(of(right)))"
        case .arithmetic(let first, let steps):
            "(\(of(first))" + steps.map { " \($0.operator.rawValue) \(of($0.operand))" }.joined() + ")"
        case .call(let function, let arguments): "\(function.rawValue)(\(arguments.map(of).joined(separator: ", ")))"
        case .fold(let fold, let rows, let value):
            if case .field(let field) = value.kind {
                "\(fold.rawValue)(\(of(rows)), \(field.text))"
            } else {
                "\(fold.rawValue)(\(of(rows)), \(of(value)))"
            }
        case .record(.group(let name)): "{group \(of(name))}"
        case .record(.backup(let reference)): "{\(of(reference))}"
        case .record(.recipient(let email, let group)): "{recipient \(of(email)) of \(of(group))}"
        case .query(let query): "<\(of(query))>"
        }
    }
}
