/// What a backup on a timeline was made before.
enum TimelineKind: CaseIterable {
    case `import`, restore, deletion

    init(reason: String) {
        switch reason {
        case "restore": self = .restore
        case "delete group": self = .deletion
        default: self = .import
        }
    }

    var letter: String {
        switch self {
        case .import: "i"
        case .restore: "r"
        case .deletion: "d"
        }
    }

    var role: Role {
        switch self {
        case .import: .good
        case .restore: .warning
        case .deletion: .bad
        }
    }

    var word: String {
        switch self {
        case .import: "import"
        case .restore: "restore"
        case .deletion: "deletion"
        }
    }
}
