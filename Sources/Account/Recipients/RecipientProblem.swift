internal import Recipients

/// What can be wrong with a command about one recipient. An index is that of the assignment among those of the command.
enum RecipientProblem {
    case alreadyThere(EmailAddress, group: String)
    case notInGroup(EmailAddress, group: String)
    case inNoGroup(EmailAddress)
    /// The address is what a recipient is known by.
    case addressIsFixed(index: Int)
    case statusIsDerived(index: Int)
    case notADate(String, index: Int)
    /// The group does not have the field, and its name looks like a slip of the pen.
    case unknownField(String, group: String, nearest: String, index: Int)

    var failure: Failure {
        switch self {
        case .alreadyThere(let address, let group):
            Failure(
                .duplicateRecipient, "\(address.text.quoted) is in the group \(group.quoted) already",
                help: "\"update recipient\" changes it", about: .email)
        case .notInGroup(let address, let group):
            Failure(.unknownRecipient, "\(address.text.quoted) is not in the group \(group.quoted)", about: .email)
        case .inNoGroup(let address):
            Failure(.unknownRecipient, "\(address.text.quoted) is in no group", about: .email)
        case .addressIsFixed(let index):
            Failure(
                .invalidValue, "the address of a recipient cannot be changed", help: "add the new address",
                about: .assignedField(index))
        case .statusIsDerived(let index):
            Failure(
                .invalidValue, "the status follows from the dates and cannot be set",
                help: "\"unsubscribe\" notes that somebody has left", about: .assignedField(index))
        case .notADate(let text, let index):
            Failure(.invalidValue, "\(text.quoted) is not a date", about: .assignedValue(index))
        case .unknownField(let field, let group, let nearest, let index):
            Failure(
                .unknownField, "the group \(group.quoted) has no field \(field.quoted)",
                help: nearest.asSuggestion, about: .assignedField(index))
        }
    }
}
