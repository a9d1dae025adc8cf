internal import Account
internal import CommandLanguage
internal import Recipients

extension ImportResult {
    /// The result of an import or a restore; the keys and their order are the language's.
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
                "backup": kept.idValue, "no_backup": kept.reasonValue,
                "undo": .optional(undo.map(StatementText.undo)),
            ])
        if command == .restore { return record.appending(["restored": restored.map(Value.count) ?? .none]) }
        guard let assumedEncoding else { return record }
        return record.appending(["encoding": .text(assumedEncoding.rawValue)])
    }

    /// The same for people.
    func words(_ wording: Wording, isRestore: Bool) -> [String] {
        let applied = counts.added + counts.updated + counts.unchanged
        let rows = applied == counts.read ? "" : "\(NumberText.grouped(applied)) of "
        let verb = isRestore ? wording.did("restored", "restore") : wording.did("imported", "import")
        let what =
            isRestore
            ? counted(counts.read, "recipient", "recipients") : counted(counts.read, "row", "rows")
        let details = fates.isEmpty ? "" : ": \(fates.joined(separator: ", "))"
        var lines = ["\(verb) \(rows)\(what) into \(group.quoted)\(details)"]
        if let undo {
            lines.append("\(kept.words(wording)); undo with: \(StatementText.undo(undo))")
        } else {
            lines.append(kept.words(wording))
        }
        return lines
    }

    /// How the rows fared, without what did not occur.
    private var fates: [String] {
        let all = [
            (counts.added, "added"), (counts.updated, "updated"), (counts.unchanged, "unchanged"),
            (counts.skipped, "skipped"), (counts.invalid, "invalid"),
            (counts.duplicates, counts.duplicates == 1 ? "duplicate" : "duplicates"), (counts.removed, "removed"),
        ]
        return all.filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
    }

    private static let shownColumns = 30

    /// What else people should know: columns, invalid rows, the encoding, whom the consent rule kept.
    var notes: [String] {
        var notes: [String] = []
        if columns.contains(where: { $0.field != $0.header || $0.isNew }) {
            let shown = columns.prefix(Self.shownColumns).map(\.words).joined(separator: ", ")
            let rest = columns.count - Self.shownColumns
            notes.append("columns: \(shown)\(rest > 0 ? " and \(NumberText.grouped(rest)) more" : "")")
        }
        if let assumedEncoding {
            notes.append("the bytes are neither UTF-8 nor UTF-16; they were read as \(assumedEncoding.rawValue)")
        }
        for row in firstInvalid { notes.append("line \(NumberText.grouped(row.line)): \(row.failure.message)") }
        if counts.invalid > firstInvalid.count, !firstInvalid.isEmpty {
            let rest = counts.invalid - firstInvalid.count
            notes.append("\(counted(rest, "more row is", "more rows are")) invalid")
        }
        notes += remarks.words
        if counts.keptUnsubscribed > 0 {
            let who = counted(counts.keptUnsubscribed, "recipient", "recipients")
            notes.append("\(who) stayed unsubscribed")
        }
        if counts.erased > 0 {
            notes.append("\(counted(counts.erased, "row", "rows")) of erased addresses skipped")
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

extension KeptBackup {
    var idValue: Value { id.map(Value.count) ?? .none }
    var reasonValue: Value { .optional(reason.map { "\($0)" }) }

    func words(_ wording: Wording) -> String {
        switch self {
        case .backup(let id): "backup \(id) \(wording.does("holds", "hold")) the group as it was"
        case .none(.off): "no backup: backups are off"
        case .none(.offForGroup): "no backup: backups are off for the group"
        case .none(.via(let interface)): "no backup: the change came via \(interface)"
        }
    }
}

extension ImportRemarks {
    /// The remarks for people: where the rows were, then the rejected ones, then the rest.
    var words: [String] {
        var words: [String] = []
        if let line = headerBelowPreamble {
            words.append("the header is on line \(NumberText.grouped(line)); what stands above it is left out")
        }
        if !listPath.isEmpty {
            words.append("the rows are those of the list \(listPath.joined(separator: ".").quoted)")
        }
        if let rejects { words.append("the rejected rows are in \(rejects.quoted)") }
        if undatedUnsubscriptions > 0 {
            let who = counted(undatedUnsubscriptions, "recipient has left", "recipients have left")
            words.append("\(who), the file does not say when: unsubscribed as of now")
        }
        let shown = likelyTypos.prefix(Self.shownTypos)
        for typo in shown {
            let rows = counted(typo.rows, "address", "addresses")
            words.append(
                "\(rows) at \(typo.domain.quoted), imported as \(typo.rows == 1 ? "it is" : "they are"): did you mean \(typo.suggestion.quoted)?"
            )
        }
        if likelyTypos.count > shown.count {
            let rest = likelyTypos.count - shown.count
            words.append("\(counted(rest, "more domain looks", "more domains look")) mistyped")
        }
        if roleAddresses > 0 {
            words.append("\(counted(roleAddresses, "address belongs", "addresses belong")) to a role, not to a person")
        }
        return words
    }

    private static let shownTypos = 5
}
