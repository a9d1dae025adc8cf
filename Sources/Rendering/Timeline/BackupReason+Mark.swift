import Account

/// How timelines mark a backup, by the change that it precedes.
extension BackupReason {
    /// The word in a legend. Pictures have a style of this name.
    var noun: String {
        switch self {
        case .import: "import"
        case .restore: "restore"
        case .deleteGroup: "deletion"
        case .undo: "undo"
        }
    }

    /// The noun with its article.
    var nounWithArticle: String {
        switch self {
        case .import: "an import"
        case .restore: "a restore"
        case .deleteGroup: "a deletion"
        case .undo: "an undo"
        }
    }

    /// The mark in a text timeline.
    var letter: String { String(noun.prefix(1)) }

    /// The colour of the mark in a text timeline.
    var role: Role {
        switch self {
        case .import: .good
        case .restore: .warning
        case .deleteGroup: .bad
        case .undo: .header
        }
    }
}
