internal import Account
internal import CommandLanguage
internal import Recipients

extension UndoResult {
    /// The result of an undo or a redo. The keys and their order are part of the language.
    func record(command: Verb) -> Record {
        Record(
            command: command,
            [
                "group": .text(group), "undone": .count(change.backup), "reverted": .count(counts.reverted),
                "removed": .count(counts.removed), "returned": .count(counts.returned), "kept": .count(counts.kept),
                "unchanged": .count(counts.unchanged), "kept_unsubscribed": .count(counts.keptUnsubscribed),
                "kept_rows": .rows(rows), "backup": kept.idValue, "no_backup": kept.reasonValue,
                "undo": .optional(kept.undoStatement),
            ])
    }

    private var rows: Rows {
        Rows(
            columns: ["email", "field", "before", "after", "now"],
            rows: keptRows.map { row in
                [
                    .text(row.email), .optional(row.field), .optional(row.before), .optional(row.after),
                    .optional(row.now),
                ]
            })
    }

    /// The result in sentences, for people.
    ///
    /// - Parameter isMet: Whether anybody whom the change touched meets the condition.
    func words(_ wording: Wording, isMet: Bool) -> [String] {
        let details = counts.details
        if kept.reason == .nothingToDo {
            let nothing = "nothing \(wording.did("was changed", "be changed")): no part of \(change.words)"
            let reason = isMet ? "can be undone\(details)" : wording.did("was undone", "be undone")
            return ["\(nothing) \(reason)", wording.origin(of: change)]
        }
        var lines = ["\(wording.did("undid", "undo")) \(change.words)\(details)", wording.origin(of: change)]
        switch event {
        case .deleted:
            let removed = wording.did("deleted", "delete")
            // An undo does not create a group: it had brought it back.
            let why = change.action == .undo ? " again" : ", which the change had created and which is now empty"
            lines.append("\(removed) the group \(group.quoted)\(why)")
        case .returned: lines.append(wording.broughtBack(group))
        case nil: break
        }
        return lines + [kept.wordsWithUndo(wording)]
    }

    private static let shown = 5

    /// What else people should know: who was kept because of a later change, and who stayed unsubscribed.
    ///
    /// - Parameter resubscription: The statement that reactivates those whom only the change unsubscribed; nil if there
    ///   are none, or if nothing has happened yet.
    func notes(_ wording: Wording, resubscription: String?) -> [String] {
        var notes: [String] = []
        // Who stays unsubscribed is kept although nothing has changed since.
        let keptRows = keptRows.filter { $0.field == nil || $0.now != $0.after }
        if !keptRows.isEmpty {
            // A recipient that was kept as a whole matters more than a field that was kept.
            let rows = keptRows.filter { $0.field == nil } + keptRows.filter { $0.field != nil }
            let names = rows.prefix(Self.shown).map { "\($0.email)\($0.field.map { " (\($0))" } ?? "")" }
            let rest = keptRows.count > Self.shown ? ", …" : ""
            notes.append("kept because of later changes: \(names.joined(separator: ", "))\(rest)")
        }
        if counts.keptUnsubscribed > 0 {
            let stayed = "\(counted(counts.keptUnsubscribed, "recipient", "recipients")) stayed unsubscribed"
            if wording.isRehearsal {
                notes.append("\(stayed); --resubscribe reactivates those whom only this change unsubscribed")
            } else if let resubscription {
                notes.append("\(stayed); to reactivate those whom only this change unsubscribed: \(resubscription)")
            } else {
                notes.append(stayed)
            }
        }
        return notes
    }
}

extension UndoCounts {
    /// What happens to the recipients that the change concerned, after a colon and without counts of zero.
    var details: String {
        let all = [
            (reverted, "reverted"), (removed, "removed"), (returned, "returned"), (kept, "kept"),
            (unchanged, "unchanged"),
        ]
        let fates = withoutZeros(all)
        return fates.isEmpty ? "" : ": \(fates.joined(separator: ", "))"
    }
}

extension UndoneChange {
    /// The kind of change: `the import`.
    var noun: String {
        action == .deleteGroup ? "the deletion" : "the \(action.rawValue)"
    }

    /// The change in words: the action, the group with the name it has now, the file.
    var words: String {
        let what =
            switch action {
            case .importRows: file.map { "the import of \($0.quoted) into" } ?? "the import into"
            case .restore: "the restore into"
            case .deleteGroup: "the deletion of"
            default: "the \(action.rawValue) in"
            }
        return "\(what) \(group.quoted)\(presentName == group ? "" : ", now \(presentName.quoted)")"
    }
}
