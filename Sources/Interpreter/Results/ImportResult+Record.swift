internal import Account
internal import CommandLanguage
internal import Recipients

extension ImportResult {
    /// The result of an import or a restore. The keys and their order are part of the language.
    func record(command: Verb) -> Record {
        let record = Record(
            command: command,
            [
                "group": .text(group), "mode": .text(mode.rawValue), "read": .count(counts.read),
                "added": .count(counts.added), "updated": .count(counts.updated),
                "unchanged": .count(counts.unchanged), "skipped": .count(counts.skipped),
                "invalid": .count(counts.invalid), "duplicates": .count(counts.duplicates),
                "removed": .count(counts.removed), "kept_unsubscribed": .count(counts.keptUnsubscribed),
                "erased": .count(counts.erased), "new_fields": .list(newFields.map(Value.text)),
                "encoding": .optional(encoding?.name), "columns": .rows(columns.rows),
                "remarks": .rows(Rows(remarks: remarks)),
                "backup": kept.idValue, "no_backup": kept.reasonValue,
                "undo": .optional(kept.undoStatement),
            ])
        guard command == .restore else { return record }
        return record.appending([
            "restored": restored.map(Value.count) ?? .none, "not_found": .list(notFound.map(Value.text)),
        ])
    }

    /// The result in sentences, for people.
    func words(_ wording: Wording, isRestore: Bool) -> [String] {
        let applied = counts.added + counts.updated + counts.unchanged
        let rows = applied == counts.read ? "" : "\(NumberText.grouped(applied)) of "
        let verb = isRestore ? wording.did("restored", "restore") : wording.did("imported", "import")
        let what =
            isRestore
            ? counted(counts.read, "recipient", "recipients") : counted(counts.read, "row", "rows")
        let origin = isRestore ? restored.map { " of backup \($0)" } ?? " of the group's current state" : ""
        let details = fates.isEmpty ? "" : ": \(fates.joined(separator: ", "))"
        let returned = hasReturned ? [wording.broughtBack(group)] : []
        return ["\(verb) \(rows)\(what)\(origin) into \(group.quoted)\(details)"] + returned
            + [kept.wordsWithUndo(wording)]
    }

    /// What a restore with the mode `replace` removes from the group: recipients, and fields with their values.
    ///
    /// - Parameter isWhole: Whether all recipients of the backup were restored.
    func wordsOfLeaving(_ wording: Wording, isWhole: Bool) -> [String] {
        let removal = "\(wording.did("taken out of", "be taken out of")) \(group.quoted)"
        var words: [String] = []
        if counts.removed > 0 {
            let place = isWhole ? "in the backup" : "among the restored recipients"
            words.append("not \(place), and \(removal): \(listed(leaving, of: counts.removed))")
        }
        if !leavingFields.isEmpty {
            let fields = leavingFields.count == 1 ? "the field" : "the fields"
            words.append(
                "not in the backup, and \(removal): \(fields) \(leavingFields.map(\.quoted).joined(separator: ", "))")
        }
        return words
    }

    /// What happened to the rows, without counts of zero.
    private var fates: [String] {
        let all = [
            (counts.added, "added"), (counts.updated, "updated"), (counts.unchanged, "unchanged"),
            (counts.skipped, "skipped"), (counts.invalid, "invalid"),
            (counts.duplicates, counts.duplicates == 1 ? "duplicate" : "duplicates"), (counts.removed, "removed"),
        ]
        return withoutZeros(all)
    }

    private static let shownColumns = 30

    /// What was probably not intended, in words.
    var warnings: [CommandResult.Warning] { remarks.told(asWarnings: true) }

    /// Whether a column was assigned to anything but an existing field with the column's own name.
    var assignsColumns: Bool { columns.contains { $0.field != $0.header || $0.isNew } }

    /// The fields to which the columns were assigned, on one line.
    private var columnNote: String {
        let shown = columns.prefix(Self.shownColumns).map(\.words).joined(separator: ", ")
        let rest = columns.count - Self.shownColumns
        return "columns: \(shown)\(rest > 0 ? " and \(NumberText.grouped(rest)) more" : "")"
    }

    /// What else people should know: columns, invalid rows, remarks, and how many recipients the consent rule kept
    /// unsubscribed.
    ///
    /// - Parameters:
    ///   - wording: The words for what is done to files: nothing else in a note can be a rehearsal.
    ///   - namesColumns: Whether the columns are listed, if there is anything to say about them.
    func notes(_ wording: Wording, namesColumns: Bool = true) -> [String] {
        var notes = namesColumns && assignsColumns ? [columnNote] : []
        for row in firstInvalid { notes.append("line \(NumberText.grouped(row.line)): \(row.failure.message)") }
        if counts.invalid > firstInvalid.count, !firstInvalid.isEmpty {
            let rest = counts.invalid - firstInvalid.count
            notes.append("\(counted(rest, "more row is", "more rows are")) invalid")
        }
        if let rejects { notes.append("the rejected rows \(wording.does("are", "be")) in \(rejects.quoted)") }
        notes += remarks.told(asWarnings: false).map(\.message)
        if counts.keptUnsubscribed > 0 {
            let who = counted(counts.keptUnsubscribed, "recipient", "recipients")
            notes.append("\(who) stayed unsubscribed")
        }
        if counts.erased > 0 {
            notes.append(
                "skipped \(counted(counts.erased, "row with an erased address", "rows with an erased address"))")
        }
        return notes
    }
}

extension ImportResult.ColumnUse {
    fileprivate var words: String {
        guard let field else { return "\(header) left out" }
        return "\(header) → \(field)\(isNew ? " (new)" : "")"
    }
}

extension [ImportResult.ColumnUse] {
    /// The columns as a result holds them.
    fileprivate var rows: Rows {
        Rows(
            columns: ["column", "field", "new"],
            rows: map { [.text($0.header), .optional($0.field), .bool($0.isNew)] })
    }
}

extension KeptBackup {
    var idValue: Value { id.map(Value.count) ?? .none }
    var reasonValue: Value { .optional(reason?.resultText) }

    /// The statement that takes back the change that the backup was kept for; nil if none was kept.
    var undoStatement: String? { id.map { "undo backup \($0)" } }

    /// Whether a backup holds the group as it was, and how to undo the change.
    func wordsWithUndo(_ wording: Wording) -> String {
        words(wording) + (undoStatement.map { "; undo with: \($0)" } ?? "")
    }

    /// The same for a group that was damaged: no backup can hold more of it than there was.
    func wordsOfDamage(_ wording: Wording) -> String {
        guard let id else { return words(wording) }
        return "backup \(id) \(wording.does("holds", "hold")) the group with its damage; \"verify\" says what is whole"
    }

    func words(_ wording: Wording) -> String {
        switch self {
        case .backup(let id): "backup \(id) \(wording.does("holds", "hold")) the group as it was"
        case .none(.off): "no backup: backups are off"
        case .none(.offForGroup): "no backup: backups are off for the group"
        case .none(.via(let interface)): "no backup: the change came via \(interface)"
        case .none(.nothingToDo): "no backup: nothing has changed"
        }
    }
}

extension [Remark] {
    /// The remarks for people: either the warnings or the others. There may be very many columns, so only the first few
    /// are shown.
    func told(asWarnings: Bool) -> [CommandResult.Warning] {
        let all = filter { $0.code.isWarning == asWarnings }
        let told = all.prefix(Self.shown).map { CommandResult.Warning($0.message, code: $0.code.rawValue) }
        let rest = all.count - told.count
        guard rest > 0 else { return told }
        return told + [CommandResult.Warning("\(counted(rest, "more remark", "more remarks")) in the result")]
    }

    private static let shown = 8
}

/// The kinds of remarks that are not about an import.
enum RemarkCode: String {
    /// `compare`: the states belong to two groups.
    case differentGroups = "different-groups"
    /// `purge`: data of expired backups stays for now.
    case waitingBackups = "waiting-backups"
}

extension Rows {
    /// The remarks of an import or a restore, as its result holds them.
    init(remarks: [Remark]) {
        self.init(
            remarkRows: remarks.map {
                [.text($0.code.rawValue), .optional($0.column), .count($0.rows), .text($0.message)]
            })
    }

    /// Remarks of one kind, about this many rows each.
    init(remarks code: RemarkCode, rows: Int = 0, _ messages: [String]) {
        self.init(remarkRows: messages.map { [.text(code.rawValue), .none, .count(rows), .text($0)] })
    }

    private init(remarkRows: [[Value]]) {
        self.init(columns: ["code", "column", "rows", "message"], rows: remarkRows)
    }
}
