/// What is wrong with the name of a group or a field.
enum NameProblem {
    case emptyGroupName
    case longGroupName(bytes: Int)
    case controlInGroupName
    case emptyFieldName
    case longFieldName(bytes: Int)
    case controlInFieldName
    /// The name belongs to a column that every recipient has.
    case reservedFieldName(String)

    /// The most bytes that a name has.
    static let maximumLength = 255

    var failure: Failure {
        switch self {
        case .emptyGroupName:
            Failure(.invalidName, "a group needs a name that is not empty", about: .group)
        case .longGroupName(let bytes):
            Failure(
                .invalidName, "a group's name has at most \(Self.maximumLength) bytes; this one has \(bytes)",
                about: .group)
        case .controlInGroupName:
            Failure(.invalidName, "a group's name cannot contain control characters", about: .group)
        case .emptyFieldName:
            Failure(.invalidName, "a field needs a name that is not empty")
        case .longFieldName(let bytes):
            Failure(.invalidName, "a field's name has at most \(Self.maximumLength) bytes; this one has \(bytes)")
        case .controlInFieldName:
            Failure(.invalidName, "a field's name cannot contain control characters")
        case .reservedFieldName(let name):
            Failure(.invalidName, "\(name.quoted) is the name of a column that every recipient has")
        }
    }
}
