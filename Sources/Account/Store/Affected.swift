internal import Recipients

/// What a file that is damaged, or cannot be read, affects.
enum Affected: Hashable {
    case account
    case log
    case allGroups
    /// A group with all its backups; the name is nil where only a manifest that cannot be relied on has it.
    case group(number: Int, name: String?)
    /// The recipients that the group with this name has now, unless it is nil, and those of backups.
    case states(group: String?, backups: [Int])
    /// The state after the change that each of these backups was made for, which an undo compares with.
    case undo(backups: [Int])
    case activity(group: String)
    /// Several groups have this name.
    case name(String)
    /// What a copy was about to put in place of the store's files.
    case replacement
    /// An address may not be gone.
    case erasure
    /// The file is derived from others, and will be again.
    case nothing
    /// The file cannot be derived from others, because something else has its name.
    case speed
    /// The lock cannot be taken.
    case changes

    /// The same after `it affects`.
    var words: String {
        switch self {
        case .account: "the whole account"
        case .log: "the log"
        case .allGroups: "all groups"
        case .group(let number, let name):
            "\(name.map { "the group \($0.quoted)" } ?? "group number \(number)") and all its backups"
        case .states(let group, let backups):
            [group.map { "the group \($0.quoted)" }, Self.words(for: backups)].compactMap(\.self)
                .joined(separator: " and ")
        case .undo(let backups):
            "what can be undone by backup \(backups.map(String.init).joined(separator: ", "))"
        case .activity(let group): "the activity of the group \(group.quoted)"
        case .name(let name): "which group the name \(name.quoted) means, until you rename one of them"
        case .replacement: "what a copy was about to put in place"
        case .erasure: "an erasure"
        case .nothing: "nothing: the next change, or \"purge\", rebuilds it"
        case .speed: "only how fast a large account is, until you remove it"
        case .changes: "all changes, until you remove it"
        }
    }

    /// Nil for no backups.
    private static func words(for backups: [Int]) -> String? {
        switch backups.count {
        case 0: nil
        case 1: "backup \(backups[0])"
        default: "the backups \(backups.map(String.init).joined(separator: ", "))"
        }
    }
}

extension GroupManifest {
    /// What is affected if its manifest is damaged.
    var affected: Affected { .group(number: number, name: name) }

    /// What is affected if its recipients cannot be counted or recognised.
    var affectedNow: Affected { .states(group: name, backups: []) }

    /// What is affected if its activity is damaged.
    var affectedByActivity: Affected { .activity(group: name) }

    /// What is affected if a segment is damaged: the states that it belongs to.
    func affected(by segment: Int) -> Affected {
        let isHere = state.segments.contains(segment)
        let holding = backups.filter { $0.state.segments.contains(segment) }.map(\.id)
        if isHere || !holding.isEmpty { return .states(group: isHere ? name : nil, backups: holding) }
        return .undo(backups: backups.filter { $0.states.contains { $0.segments.contains(segment) } }.map(\.id))
    }
}
