public import Recipients

/// What has been done although its result cannot be shown, because standard output is closed or full.
public enum UnshownResult: Sendable {
    /// The account was changed.
    case change
    /// A file of the user's was written.
    case file
    /// A store was made.
    case store
    /// A copy of a store was made or brought up to date.
    case copy

    /// The failure to show the result, which says what stands all the same.
    public func failure(_ reason: Failure) -> Failure {
        let fact =
            switch self {
            case .change: "the change was made"
            case .file: "the file was written"
            case .store: "the store was made"
            case .copy: "the copy was made"
            }
        return Failure(reason.code, "\(reason.message); \(fact)", help: reason.help, about: reason.subject)
    }
}
