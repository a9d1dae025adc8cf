internal import Account
internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func value(of argument: Argument) throws(Diagnostic) -> Value {
        switch argument.kind {
        case .word(let text), .heredoc(let text): return .text(text)
        case .string(let parts): return .text(try text(of: parts))
        case .variable(let variable): return try value(of: variable)
        case .expression(let expression): return try value(of: expression)
        }
    }

    /// The text that an argument means.
    ///
    /// - Parameter description: What it is, for messages: `a group's name`.
    func text(of argument: Argument, _ description: String) throws(Diagnostic) -> String {
        let value = try value(of: argument)
        if case .text(let text) = value { return text }
        var help: String?
        if case .record(let record) = value, let name = ["name", "email", "id"].first(where: { record[$0] != nil }) {
            help = "name the member that is meant, such as \"\(name)\""
        }
        if case .number = value { help = "a number that is a name stands in quotes: \"\(value.plainText ?? "")\"" }
        throw problem(
            .typeMismatch, "expected \(description), found \(value.kindDescription)", at: argument.range, help: help)
    }

    /// The id of a backup: a whole number from 1, or the text of one.
    func id(of argument: Argument) throws(Diagnostic) -> Int {
        let value = try value(of: argument)
        switch value {
        case .number(let number):
            if let id = Int(exactly: number), id > 0 { return id }
        case .text(let text):
            if let id = BackupNumber.value(text) { return id }
        default:
            throw problem(.typeMismatch, "expected a backup's id, found \(value.kindDescription)", at: argument.range)
        }
        throw problem(
            .invalidValue, "\(value.shown) is no backup's id", at: argument.range,
            help: "an id is a whole number from 1; \"backups\" lists them")
    }

    func instant(of argument: Argument) throws(Diagnostic) -> Instant {
        let value = try value(of: argument)
        switch value {
        case .instant(let instant): return instant
        case .text(let text):
            if let instant = Instant(text) { return instant }
            throw problem(
                .invalidValue, "\"\(text)\" is no instant", at: argument.range,
                help: "write 2026-01-31, 2026-01-31T10:00 or 2026-01-31T10:00:00Z")
        default:
            throw problem(.typeMismatch, "expected an instant, found \(value.kindDescription)", at: argument.range)
        }
    }

    func duration(of argument: Argument) throws(Diagnostic) -> TimeSpan {
        let value = try value(of: argument)
        switch value {
        case .duration(let span): return span
        case .text(let text):
            if let span = DurationText.value(text) { return span }
            throw problem(
                .invalidValue, "\"\(text)\" is no duration", at: argument.range,
                help: "write 90s, 45m, 12h, 31d or 2w, or 31 days")
        default:
            throw problem(.typeMismatch, "expected a duration, found \(value.kindDescription)", at: argument.range)
        }
    }

    /// How many rows a query is limited to.
    func limit(of argument: Argument) throws(Diagnostic) -> Int {
        let value = try value(of: argument)
        let number: Int?
        switch value {
        case .number(let limit): number = limit >= 1e18 ? .max : Int(exactly: limit)
        case .text(let text): number = Int(text)
        default:
            throw problem(
                .typeMismatch, "expected a number of rows, found \(value.kindDescription)", at: argument.range)
        }
        guard let number, number >= 0 else {
            throw problem(
                .invalidValue, "\(value.shown) is no number of rows", at: argument.range,
                help: "write a whole number from 0")
        }
        return number
    }

    /// Which backup is meant; not for a group or an `as of`.
    func backup(of reference: StateReference) throws(Diagnostic) -> BackupReference {
        switch reference {
        case .backup(let argument): return .id(try id(of: argument))
        case .latestBackup(let group), .group(let group), .asOf(let group, _):
            return .latest(ofGroup: try groupName(of: group))
        }
    }

    func groupName(of argument: Argument) throws(Diagnostic) -> String {
        try text(of: argument, "a group's name")
    }
}

extension StateReference {
    /// The argument that failures of the reference are about.
    var range: SourceRange {
        switch self {
        case .backup(let argument), .latestBackup(let argument), .group(let argument), .asOf(let argument, _):
            argument.range
        }
    }
}
