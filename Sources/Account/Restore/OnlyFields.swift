internal import Recipients

/// The fields that a restore or an undo is limited to: the group's own, the common ones, and the sign-up information as
/// a whole.
struct OnlyFields {
    /// Whether the sign-up information is among them.
    private(set) var includesSignUp = false
    /// The names of the other fields, in lower case.
    private var names: Set<String> = []

    /// The name of the sign-up information as one field.
    static let signUp = "sign-up"

    /// - Parameters:
    ///   - fields: The names as the user gave them, in any case.
    ///   - known: The group's own fields, before and now.
    /// - Throws: `invalid-value` for any other name, about its index in the list.
    init(_ fields: [String], known: [String]) throws(Failure) {
        let allowed = known + HeaderVocabulary.commonFields + [Self.signUp]
        let folded = Set(allowed.map { $0.lowercased() })
        for (index, field) in fields.enumerated() {
            let name = field.trimmed.normalizedNFC
            guard folded.contains(name.lowercased()) else {
                throw RestoreProblem.notRestorable(name, nearest: allowed.nearest(to: name), index: index).failure
            }
            if name.lowercased() == Self.signUp {
                includesSignUp = true
            } else {
                names.insert(name.lowercased())
            }
        }
    }

    /// Whether one of the group's own fields is among them.
    func contains(_ field: String) -> Bool { names.contains(field.lowercased()) }
}

/// What can be wrong with the request for a restore.
enum RestoreProblem {
    /// `--only` names something that cannot be brought back by itself; the index is that in the list.
    case notRestorable(String, nearest: String?, index: Int)
    /// `--only` was combined with a mode that adds or removes recipients.
    case onlyUpdates(ImportMode)

    var failure: Failure {
        switch self {
        case .notRestorable(let name, let nearest, let index):
            Failure(
                .invalidValue, "\(name.quoted) is not a field that --only can bring back",
                help: nearest?.asSuggestion
                    ?? "--only takes the group's own fields, the common ones and \(OnlyFields.signUp)",
                about: .onlyField(index))
        case .onlyUpdates(let mode):
            Failure(
                .invalidValue,
                "--only changes existing recipients, so it cannot be combined with --mode \(mode.rawValue)",
                help: "leave --mode out")
        }
    }
}
