internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    /// The part of the statement that a failure is about; the whole, if that is not known.
    func place(of failure: Failure) -> SourceRange {
        let place: SourceRange? =
            switch failure.code {
            case .unknownGroup: groupPlace(failure)
            case .duplicateGroup: (call[.newName] ?? call[.group])?.range
            case .invalidName: namePlace(failure)
            case .unknownBackup, .expiredBackup: reference?.range ?? call[.id]?.range
            case .unknownRecipient, .duplicateRecipient: call[.email]?.range
            case .invalidEmail: (call[.email] ?? call[.input])?.range
            case .unreadableFile, .malformedFile, .missingEmailColumn: call[.input]?.range
            case .fileExists: call[.file]?.range ?? call.option(.rejects)?.range
            case .unknownColumn: mappingPlace(failure)
            case .clockNotSimulated, .clockBackwards: (call[.instant] ?? call[.duration])?.range
            case .unknownField, .invalidValue:
                assignmentPlace(failure) ?? (call[.duration]?.range ?? call.option(.sheet)?.range)
            default: nil
            }
        return place ?? call.range
    }

    private var reference: StateReference? {
        call.reference(.source) ?? call.reference(.backup)
    }

    /// The name of a group that the message quotes: the target's, else that in the reference.
    private func groupPlace(_ failure: Failure) -> SourceRange? {
        guard let group = call[.group] else { return reference?.range }
        guard let reference, let name = group.literalText, !failure.message.contains(name.trimmed.quoted) else {
            return group.range
        }
        return reference.range
    }

    private func namePlace(_ failure: Failure) -> SourceRange? {
        if case .names(let fields) = call.option(.fields)?.value {
            let named = fields.first { $0.literalText.map { failure.message.contains($0.trimmed.quoted) } ?? false }
            if let named { return named.range }
        }
        if let name = call[.newName] { return name.range }
        return assignmentPlace(failure) ?? (call[.group]?.range ?? reference?.range)
    }

    private func mappingPlace(_ failure: Failure) -> SourceRange? {
        let uses = call.options(.map)
        let named = uses.first {
            guard case .mapping(let column, _) = $0.value, let text = column.literalText else { return false }
            return failure.message.contains(text.quoted)
        }
        return (named ?? uses.first)?.range
    }

    /// The assignment whose field or value the message quotes.
    private func assignmentPlace(_ failure: Failure) -> SourceRange? {
        for assignment in call.assignments {
            if failure.message.contains(assignment.name.text.quoted) { return assignment.name.range }
            if let text = assignment.value.literalText, failure.message.contains(text.quoted) {
                return assignment.value.range
            }
        }
        let onlyOne = call.assignments.count == 1 ? call.assignments.first : nil
        return onlyOne?.name.range
    }
}
