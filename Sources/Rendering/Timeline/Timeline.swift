import CommandLanguage
import Recipients

/// What a result of `timeline` holds.
struct Timeline {
    struct Mark {
        let id: Int
        let kind: TimelineKind
        let created: Instant
        let expires: Instant
    }

    struct Group {
        let name: String
        let isDeleted: Bool
        let marks: [Mark]
    }

    let from: Instant
    let to: Instant
    let now: Instant
    let groups: [Group]

    /// Nil for the result of another command.
    init?(_ record: Record) {
        guard case .text("timeline") = record["command"], case .instant(let from) = record["from"],
            case .instant(let to) = record["to"], case .instant(let now) = record["now"],
            case .rows(let groups) = record["groups"]
        else { return nil }
        self.from = from
        self.to = to
        self.now = now
        self.groups = groups.records.compactMap(Group.init)
    }

    /// The days of the window, at least one.
    var days: Int { max(1, Int(to.since(from).seconds / 86_400)) }

    /// The day of the window that an instant is on, from 0.
    func day(of instant: Instant) -> Int {
        min(max(0, Int(instant.since(from).seconds / 86_400)), days - 1)
    }
}

extension Timeline.Group {
    fileprivate init?(_ record: Record) {
        guard case .text(let name) = record["group"], case .rows(let backups) = record["backups"] else { return nil }
        self.name = name
        marks = backups.records.compactMap(Timeline.Mark.init)
        isDeleted = backups.records.contains { $0["deleted"] == .bool(true) }
    }
}

extension Timeline.Mark {
    fileprivate init?(_ record: Record) {
        guard case .number(let id) = record["id"], case .text(let reason) = record["reason"],
            case .instant(let created) = record["created"], case .instant(let expires) = record["expires"]
        else { return nil }
        self.id = Int(id)
        kind = TimelineKind(reason: reason)
        self.created = created
        self.expires = expires
    }
}
