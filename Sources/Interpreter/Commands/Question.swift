internal import Account
internal import CommandLanguage
internal import Recipients

/// A question to a person before a statement does something destructive.
public struct Question: Hashable, Sendable {
    /// The answer that counts as yes.
    public enum Kind: Hashable, Sendable {
        /// `y` or `yes`; anything else declines.
        case yesOrNo
        /// This text, exactly; anything else declines.
        case typing(String)
    }

    /// What the statement is about to do, one line each.
    public let lines: [String]
    /// The question itself, without the possible answers: `Go on?`
    public let prompt: String
    /// What counts as yes.
    public let kind: Kind

    /// A question with these lines above the prompt.
    public init(lines: [String], prompt: String, kind: Kind = .yesOrNo) {
        self.lines = lines
        self.prompt = prompt
        self.kind = kind
    }

    /// Whether an answer means yes. White space around it does not matter.
    public func isConfirmed(by answer: String) -> Bool {
        let answer = answer.trimmed
        switch kind {
        case .yesOrNo: return ["y", "yes"].contains(answer.lowercased())
        case .typing(let text): return answer == text
        }
    }
}

/// Which losses are worth a question: any that no backup can bring back, otherwise only large ones.
enum LossPolicy {
    /// Below this, the undo that the result names is as quick as an answer to the question.
    static let manyRecipients = 10_000
    /// In smaller groups, losing one or two recipients is not a sign of a mistake, however large the share.
    static let smallGroup = 20

    /// Whether to ask before a group is deleted with its recipients. A deletion says that it takes all of them.
    ///
    /// - Parameters:
    ///   - recipients: How many there are.
    ///   - isKept: Whether a backup would keep them.
    static func asks(deleting recipients: Int, isKept: Bool) -> Bool {
        recipients > 0 && (!isKept || recipients >= manyRecipients)
    }

    /// Whether to ask before recipients are removed from a group because others replace them.
    ///
    /// - Parameters:
    ///   - removed: How many would be removed.
    ///   - all: How many there are.
    ///   - isKept: Whether a backup would keep them.
    static func asks(removing removed: Int, of all: Int, isKept: Bool) -> Bool {
        asks(deleting: removed, isKept: isKept) || all >= smallGroup && removed * 3 > all
    }
}

// The questions before destructive commands. Nothing is asked where nobody can answer, or where nothing would be lost.
extension CommandRunner {
    /// Asks, and throws `cancelled` if the answer is no. What cannot be done anyway is refused before.
    private func ask(_ question: Question) throws(Diagnostic) {
        guard let confirm = context.confirm else { return }
        try placing(account.requireWritable())
        guard confirm(question) else { throw Diagnostic(ScriptProblem.declined.failure) }
    }

    /// Asks before a deletion: for the group's name if no backup will be kept, otherwise only if the group is large.
    func askAboutDeletion(of name: String, via interface: String?) throws(Diagnostic) {
        guard context.confirm != nil else { return }
        let preview = try placing(account.previewDeletion(of: name, via: interface))
        let count = preview.group.counts.recipients
        let recipients = counted(count, "recipient", "recipients")
        guard let reason = preview.noBackup else {
            guard LossPolicy.asks(deleting: count, isKept: true) else { return }
            return try ask(
                Question(
                    lines: ["the group \(preview.group.name.quoted) has \(recipients)", "a backup of it will be kept"],
                    prompt: "Delete it?"))
        }
        var lines = [
            "deleting the group \(preview.group.name.quoted) with \(recipients) will leave no backup: \(reason.words)"
        ]
        lines.append(
            preview.group.backups == 0
                ? "there is no older backup either: it cannot be brought back"
                : "only its \(counted(preview.group.backups, "older backup stays", "older backups stay"))")
        try ask(
            Question(
                lines: lines, prompt: "Type the group's name to delete it", kind: .typing(preview.group.name)))
    }

    /// Asks before a restore with `replace` that would remove recipients.
    func askAboutRestore(_ request: RestoreRequest) throws(Diagnostic) {
        guard context.confirm != nil, request.mode.removesOthers else { return }
        let preview = try placing(account.previewRestore(request))
        let isKept = preview.noBackup == nil
        guard LossPolicy.asks(removing: preview.leaving, of: preview.recipients, isKept: isKept) else {
            return
        }
        let rest = preview.recipients - preview.leaving
        let leaving = counted(preview.leaving, "recipient", "recipients")
        let backup =
            preview.noBackup.map { "no backup of the group as it is will be kept: \($0.words)" }
            ?? "a backup of the group as it is will be kept"
        try ask(
            Question(
                lines: [
                    "\(leaving) of \(preview.group.quoted) \(preview.leaving == 1 ? "is" : "are") not among those "
                        + "restored and would be removed; \(NumberText.grouped(rest)) would stay",
                    "removed: \(listed(preview.firstLeaving, of: preview.leaving))", backup,
                ],
                prompt: "Replace the group?"))
    }

    /// Asks before an undo that does not name its change, or a redo, as another change may be meant.
    func askAboutUndo(_ request: inout UndoRequest) throws(Diagnostic) {
        guard context.confirm != nil, request.target.isUnnamed else { return }
        let asked = request
        guard let preview = try placing(account.previewUndo(asked)) else { return }
        let change = preview.change.words
        var lines = preview.passedOver.prefix(Self.passedOverLines)
            .map { "\($0.subject) is passed over: \($0.explanation)" }
        let more = preview.passedOver.count - lines.count
        if more > 0 { lines.append("\(counted(more, "older backup is", "older backups are")) passed over too") }
        lines.append("\(preview.isRedo ? "this takes back" : "this undoes") \(change)\(preview.counts.details)")
        if preview.deletesGroup { lines.append("the group, which that change created, would be empty and deleted") }
        lines.append(wording.origin(of: preview.change, isOthers: preview.isOthers))
        if let newer = preview.newerWarning?.told(wording.near) { lines.append(newer) }
        try ask(Question(lines: lines, prompt: preview.isRedo ? "Take back \(change)?" : "Undo \(change)?"))
        request.isConfirmed = true
    }

    /// How many changes that an undo passes over are named one by one.
    private static var passedOverLines: Int { 3 }

    /// Asks whether to continue with an import that looks like an accident; nil if nobody can be asked.
    var confirmation: Suspicion.Confirmation? {
        guard let confirm = context.confirmIfTold ?? context.confirm else { return nil }
        return { (suspicion) throws(Failure) in
            let question = Question(
                lines: ["this looks like an accident"] + suspicion.lines, prompt: "Import it anyway?")
            guard confirm(question) else { throw ScriptProblem.declined.failure }
        }
    }

    func askAboutSettingBackup(_ isOn: Bool, for name: String?) throws(Diagnostic) {
        guard context.confirm != nil, !isOn else { return }
        let preview = try placing(account.previewBackupsOff(for: name))
        guard preview.groups > 0 || name == nil else { return }
        let whose =
            switch name {
            case let name?: "changes of the group \(name.quoted)"
            case nil where preview.groups == 0: "changes"
            case nil: "changes of \(counted(preview.groups, "group", "groups"))"
            }
        let stay =
            preview.backups == 0
            ? [] : [counted(preview.backups, "existing backup stays", "existing backups stay")]
        try ask(
            Question(
                lines: ["\(whose) would no longer leave a backup, and could not be undone"] + stay,
                prompt: "Turn backups off?"))
    }

    func askAboutRetention(_ span: TimeSpan) throws(Diagnostic) {
        guard context.confirm != nil else { return }
        let settings = try placing(account.settings)
        let (expiring, all) = try placing(account.previewRetention(span))
        guard span.seconds > 0, span < settings.retention, all > 0 else { return }
        let what =
            expiring == 0
            ? "no backup would expire now, but \(all == 1 ? "the existing one" : "all \(NumberText.grouped(all))") would sooner"
            : "\(NumberText.grouped(expiring)) of \(counted(all, "backup", "backups")) would expire at once and be gone for good"
        try ask(
            Question(
                lines: ["backups would be kept for \(span) instead of \(settings.retention)", what],
                prompt: "Shorten the retention?"))
    }

    func askAboutErasure(of email: String) throws(Diagnostic) {
        guard context.confirm != nil else { return }
        let preview = try placing(account.previewErasure(of: email))
        let places = placesOfAddress(
            groups: preview.groups, backups: preview.backups, activity: preview.activity)
        let traces = preview.traces.map { group in
            "fields or campaigns of other recipients of \(group.quoted) hold the address too, and would be emptied"
        }
        try ask(
            Question(
                lines: [
                    preview.groups + preview.backups + preview.activity == 0
                        ? "\(preview.email) is in no group, backup or record of activity"
                        : "\(preview.email) would be removed from \(places)"
                ] + traces + ["this cannot be undone, and old files would not bring the address back"],
                prompt: "Erase it for good?"))
    }
}

extension NoBackupReason {
    var words: String {
        switch self {
        case .off: "backups are off"
        case .offForGroup: "backups are off for the group"
        case .via(let interface): "the change comes via \(interface)"
        case .nothingToDo: "there is nothing to do"
        }
    }
}
