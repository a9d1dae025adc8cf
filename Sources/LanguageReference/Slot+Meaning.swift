import CommandLanguage

extension Slot {
    /// What the slot holds and how that is written, for `help`; nil where the name of the slot is enough.
    var meaning: (text: String, examples: [String])? {
        switch self {
        case .source:
            (
                "what is brought back: a backup by its id, the newest one of a group, or a group as it was",
                ["7", "backup 7", "latest backup of Newsletter", "group Newsletter as of 2026-01-31T15:00"]
            )
        case .backup:
            ("a backup by its id, or the newest one of a group", ["backup 7", "latest backup of Newsletter"])
        case .left, .right:
            (
                "a backup, or a group as it is or as it was",
                ["backup 7", "latest backup of Newsletter", "Newsletter", "Newsletter as of 2026-01-31T15:00"]
            )
        case .condition:
            (
                "which rows: fields compared with values; \"help conditions\" explains them",
                [
                    "city = \"Bonn\"", "email in (\"anna@example.com\", \"ben@example.com\")",
                    "status = \"active\" and city ~ \"k*\"",
                ]
            )
        case .fields:
            (
                "the columns of the file, in this order: fields of the group, and email, status, registered, "
                    + "activated, deactivated, source; without them, all but status",
                ["email, status, city", "email, \"Kd Nr\""]
            )
        case .instant:
            ("a day or a time; \"help dates\" shows how they are written", ["2026-01-31", "\"31.01.2026 15:00\""])
        case .duration: ("a length of time", ["31d", "12h", "2 weeks"])
        case .input:
            ("a file, a here-document, or \"-\" for standard input", ["list.csv", "\"my list.xlsx\""])
        case .interface: ("the system that the change came from", ["api", "shopware"])
        case .fieldValue: ("a field and its value, quoted if it has spaces", ["firstname=Anna", "city=\"Bad Ems\""])
        case .timeZone: ("a time zone by its IANA name; Tab completes it", ["Europe/Berlin", "UTC"])
        case .group, .newName, .id, .file, .email, .campaign, .topic, .rowCount, .parameter: nil
        }
    }
}
