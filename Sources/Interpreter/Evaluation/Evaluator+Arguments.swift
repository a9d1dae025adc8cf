internal import Account
internal import CommandLanguage
internal import Recipients

extension Evaluator {
    func value(of argument: Argument) throws(Diagnostic) -> Value {
        switch argument.kind {
        case .word(let text), .heredoc(let text): return .text(text)
        case .string(let parts): return .text(try text(of: parts, at: argument.range))
        case .variable(let variable): return try value(of: variable)
        case .expression(let expression): return try value(of: expression)
        }
    }

    /// The text that an argument stands for.
    ///
    /// - Parameter expected: What the argument is to be, for messages.
    func text(of argument: Argument, _ expected: ExpectedSyntax) throws(Diagnostic) -> String {
        let value = try value(of: argument)
        if case .text(let text) = value { return text }
        throw problem(.notAText(wanted: expected, found: value), at: argument.range)
    }

    /// The id of a backup: a whole number, or a text that contains one.
    func id(of argument: Argument) throws(Diagnostic) -> Int {
        let value = try value(of: argument)
        switch value {
        case .number(let number):
            // Above 2^53, not every whole number can be represented.
            if number > 0x1p53, number == number.rounded() { throw problem(.noSuchBackup(value), at: argument.range) }
            if let id = Int(exactly: number), id >= 0 { return id }
        case .text(let text):
            if let id = BackupNumber.value(text) { return id }
            if BackupNumber.isWritten(text) { throw problem(.noSuchBackup(value), at: argument.range) }
        default:
            throw problem(.unexpected(wanted: .slot(.id), found: value), at: argument.range)
        }
        throw problem(.notAnID(value), at: argument.range)
    }

    func instant(of argument: Argument) throws(Diagnostic) -> Instant {
        let value = try value(of: argument)
        switch value {
        case .instant(let instant): return instant
        case .text(let text):
            guard let written = WrittenInstant(text) else { throw problem(.notAnInstant(text), at: argument.range) }
            return try self.instant(written, at: argument.range)
        default:
            throw problem(.unexpected(wanted: .slot(.instant), found: value), at: argument.range)
        }
    }

    func duration(of argument: Argument) throws(Diagnostic) -> TimeSpan {
        let value = try value(of: argument)
        switch value {
        case .duration(let span): return span
        case .text(let text):
            if let span = DurationText.value(text) { return span }
            throw problem(
                DurationText.isWritten(text) ? .durationTooLong(text) : .notADuration(text), at: argument.range)
        default:
            throw problem(.unexpected(wanted: .slot(.duration), found: value), at: argument.range)
        }
    }

    /// The number after `limit`.
    func limit(of argument: Argument) throws(Diagnostic) -> Int {
        let value = try value(of: argument)
        let number: Int?
        switch value {
        case .number(let limit): number = RowCount.value(limit)
        case .text(let text): number = RowCount.value(text)
        default:
            throw problem(.unexpected(wanted: .part(.rowCount), found: value), at: argument.range)
        }
        guard let number else { throw problem(.notARowCount(value), at: argument.range) }
        return number
    }

    /// The backup that is meant. A group or an `as of` must not be passed.
    func backup(of reference: StateReference) throws(Diagnostic) -> BackupReference {
        switch reference {
        case .backup(let argument): return .id(try id(of: argument))
        case .latestBackup(let group), .group(let group), .asOf(let group, _):
            return .latest(ofGroup: try groupName(of: group))
        }
    }

    func groupName(of argument: Argument) throws(Diagnostic) -> String {
        try text(of: argument, .slot(.group))
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

extension RowSource {
    /// The place of the state whose rows they are, for failures about it; nil for rows of other kinds.
    var place: SourceRange? {
        if case .recipients(let reference) = self { reference.range } else { nil }
    }
}
