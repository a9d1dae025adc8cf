internal import Recipients

/// What can be wrong with a command about one recipient. An index is that of the assignment in the command.
enum RecipientProblem {
    case alreadyThere(EmailAddress, group: String, isUnsubscribed: Bool)
    case notInGroup(EmailAddress, group: String)
    /// No group has the address, or the named group does not; these backups of theirs do, in ascending order.
    case nowhere(EmailAddress, group: String?, backups: [Int])
    /// A recipient is identified by its address, which cannot be changed.
    case addressIsFixed(index: Int)
    case statusIsDerived(index: Int)
    case notADate(String, index: Int)
    /// No import takes such a text, so an export of the group could not be imported again.
    case containsNUL(index: Int)
    /// The group does not have the field, and its name looks like a typing mistake.
    case unknownField(String, group: String, nearest: String, index: Int)

    /// How many backups are listed by their ids.
    private static let named = 10

    private static func words(_ backups: [Int]) -> String {
        if backups.isEmpty { return "" }
        let ids = backups.suffix(named).map { "\($0)" }
        let more = backups.count > named ? "\(backups.count - named) older ones and " : ""
        return ", but in \(more)\(backups.count == 1 ? "backup" : "backups") \(ids.conjunction)"
    }

    var failure: Failure {
        switch self {
        case .alreadyThere(let address, let group, let isUnsubscribed):
            Failure(
                .duplicateRecipient, "\(address.text.quoted) is already in the group \(group.quoted)",
                help: isUnsubscribed
                    ? "it has unsubscribed; to take that back: update recipient \(address.text.literal) of \(group.literal) deactivated=\"\""
                    : "\"update recipient\" changes it", about: .email)
        case .notInGroup(let address, let group):
            Failure(
                .unknownRecipient, "\(address.text.quoted) is not in the group \(group.quoted)",
                help: "\"find \(address.text)\" shows where it is and was", about: .email)
        case .nowhere(let address, let group, let backups):
            Failure(
                .unknownRecipient,
                "\(address.text.quoted) is \(group.map { "not in the group \($0.quoted)" } ?? "in no group")"
                    + Self.words(backups),
                help: backups.last.map { "bring it back with: restore \($0) where email = \(address.text.literal)" }
                    ?? "for a part of an address, use a pattern: find *\(address.text.prefix { $0 != "@" })*",
                about: .email)
        case .addressIsFixed(let index):
            Failure(
                .invalidValue, "the address of a recipient cannot be changed", help: "add the new address",
                about: .assignedField(index))
        case .statusIsDerived(let index):
            Failure(
                .invalidValue, "the status follows from the dates and cannot be set",
                help: "\"unsubscribe\" records that somebody has left; deactivated=\"\" takes that back",
                about: .assignedField(index))
        case .notADate(let text, let index):
            Failure(
                .invalidValue, "\(text.quoted) is not a date",
                help: "dates are written 2026-01-31, 31.01.2026 or 2026-01-31T10:00", about: .assignedValue(index))
        case .containsNUL(let index):
            Failure(
                .invalidValue, "the value contains a NUL character", help: "leave it out", about: .assignedValue(index))
        case .unknownField(let field, let group, let nearest, let index):
            Failure(
                .unknownField, "the group \(group.quoted) has no field \(field.quoted)",
                help: nearest.asSuggestion, about: .assignedField(index))
        }
    }
}
