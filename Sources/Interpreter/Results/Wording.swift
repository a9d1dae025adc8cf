internal import Account
internal import Recipients

/// The words of results: what happened or, in a rehearsal, what would happen.
struct Wording {
    let isRehearsal: Bool
    /// Whether user files are only kept in memory. With `--simulate`, the account changes for the statements that
    /// follow, but no file is ever written.
    let rehearsesFiles: Bool
    /// The present, at the prompt, so that recent times can be told as `today` or `yesterday`; nil elsewhere.
    let now: () -> Instant?

    /// When something was done, in words: `yesterday 15:04`; nil for other days, and where times are in full.
    func near(_ instant: ZonedInstant) -> String? {
        now().flatMap { instant.nearDay(now: $0) }
    }

    /// The words for what is done to files.
    var aboutFiles: Wording {
        Wording(isRehearsal: rehearsesFiles, rehearsesFiles: rehearsesFiles, now: now)
    }

    /// Who made a change, and when.
    ///
    /// - Parameter isOthers: Whether to say that somebody else made it.
    func origin(of change: UndoneChange, isOthers: Bool = false) -> String {
        let user = change.user.map { isOthers ? " by somebody else (\($0))" : " by \($0)" } ?? ""
        let day = near(change.at)
        let when = day.map { user.isEmpty ? " \($0)" : ", \($0)" } ?? " at \(change.at)"
        return "\(change.noun) was made\(user)\(when) (backup \(change.backup))"
    }

    /// That a deleted group exists again.
    func broughtBack(_ group: String) -> String {
        "\(did("brought", "bring")) the group \(group.quoted) back"
    }

    /// A verb: `imported`, or `would import`.
    func did(_ past: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : past
    }

    /// A verb of a sentence in the present: `holds`, or `would hold`.
    func does(_ present: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : present
    }
}

/// The first of several items, and how many more there are.
func listed(_ first: [String], of count: Int) -> String {
    let rest = count - first.count
    return rest > 0 ? "\(first.joined(separator: ", ")) and \(NumberText.grouped(rest)) more" : first.conjunction
}

/// Counts with what was counted, without those that are zero: `3 added`.
func withoutZeros(_ counts: [(count: Int, what: String)]) -> [String] {
    counts.filter { $0.count > 0 }.map { "\(NumberText.grouped($0.count)) \($0.what)" }
}

/// Where an address is or was, in words.
func placesOfAddress(groups: Int, backups: Int, activity: Int) -> String {
    [
        counted(groups, "group", "groups"), counted(backups, "backup", "backups"),
        counted(activity, "record of activity", "records of activity"),
    ].joined(separator: ", ")
}
