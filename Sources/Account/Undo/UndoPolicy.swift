internal import Recipients
internal import Snapshots
internal import Sorting

/// Takes back what a change did to each recipient, field by field, unless that has been changed since. The table is in
/// `docs/design/undo.md`.
struct UndoPolicy: MergePolicy, ~Copyable {
    /// The rules for those who come back: they are restored.
    private let merge: RecipientMerge
    private let columns: UndoneColumns
    /// The people whom the group remembered until the change brought them back.
    private let forgotten: LeaverMemory
    private(set) var counts = UndoCounts()
    private(set) var keptRows: [KeptRow] = []
    /// Changes to the people whom the group remembers: those who leave again and had been remembered.
    private(set) var remembered = LeaverChanges()
    /// Whether everybody is again as before the change.
    private(set) var isExact = true

    /// The most kept rows that are listed; others are only counted.
    static let listed = 20

    init(_ merge: RecipientMerge, _ columns: UndoneColumns, forgotten: LeaverMemory) {
        self.merge = merge
        self.columns = columns
        self.forgotten = forgotten
    }

    var memory: LeaverMemory { merge.memory }

    mutating func decide(
        _ rows: inout TouchedRows,
        into lines: inout ByteBuffer,
        _ counts: inout ImportCounts
    ) -> Fate {
        switch (rows.before, rows.after) {
        case (nil, let after?): return remove(after, rows.stored)
        case (let before?, nil): return bringBack(before, rows, into: &lines)
        case (let before?, let after?):
            guard let now = rows.stored else {
                guard columns.include(changeFrom: before, to: after) else { return countUnchanged(isAsBefore: false) }
                keep(before, .recipient)
                return countKept()
            }
            return revert(Versions(before: before, after: after, now: now), into: &lines)
        case (nil, nil): return .untouched
        }
    }

    // MARK: Whole recipients

    /// For somebody whom the change added.
    private mutating func remove(_ after: Row, _ stored: Row?) -> Fate {
        guard let stored, !columns.isLimited else { return countUnchanged(isAsBefore: stored == nil) }
        guard stored.hasSameCells(as: after) else {
            keep(after, .recipient)
            return countKept()
        }
        counts.removed += 1
        if let date = forgotten.date(of: stored.key), Status(of: stored) != .unsubscribed {
            remembered.noteRemoved(forgotten.hash(stored.key), leftOn: date)
        }
        return .removed
    }

    /// For somebody whom the change removed.
    private mutating func bringBack(_ before: Row, _ rows: TouchedRows, into lines: inout ByteBuffer) -> Fate {
        if let stored = rows.stored {
            if stored.hasSameCells(as: before) { return countUnchanged(isAsBefore: true) }
            if columns.isLimited { return countUnchanged(isAsBefore: false) }
            keep(before, .recipient)
            return countKept()
        }
        // An erased address in a state came in after the erasure, by a row that was allowed.
        if columns.isLimited { return countUnchanged(isAsBefore: false) }
        let start = lines.count
        let outcome = merge.apply(before, to: nil, prior: rows.prior, into: &lines)
        if !(lines.row(from: start)?.hasSameCells(as: before) ?? false) { isExact = false }
        counts.returned += 1
        if outcome.keptUnsubscribed { counts.keptUnsubscribed += 1 }
        return .written(outcome)
    }

    // MARK: Fields

    /// For somebody whom the change modified: each field that it changed, and that is still as the change left it, gets
    /// its old value back.
    private mutating func revert(_ versions: Versions, into lines: inout ByteBuffer) -> Fate {
        let start = lines.count
        var (hasReverted, hasKept, staysUnsubscribed) = (false, false, false)
        var cells = versions.cells
        var row = RowEncoder()
        row.begin(versions.now.key, in: &lines)
        let signUp = cells.nextSignUp()
        var signUpNow = signUp.now
        switch columns.includesSignUp ? signUp.fate : .untouched {
        case .untouched: break
        case .kept:
            hasKept = true
            keep(versions.now, .signUp(signUp))
        case .reverted where signUp.wouldResubscribe && !merge.consent.resubscribes: staysUnsubscribed = true
        case .reverted:
            signUpNow = signUp.before
            hasReverted = true
        }
        for cell in signUpNow.cells { row.append(cell, to: &lines) }
        for column in Field.fixed.count..<max(Field.fixed.count, merge.columns.count) {
            let cell = cells.next()
            var now = cell.now
            switch columns.includes(column) ? cell.fate : .untouched {
            case .untouched: break
            case .kept:
                hasKept = true
                keep(versions.now, .field(columns.name(of: column), cell))
            case .reverted:
                now = cell.before
                hasReverted = true
            }
            row.append(now, to: &lines)
        }
        row.end(in: &lines)
        if staysUnsubscribed, hasKept || !hasReverted { keep(versions.now, .signUp(signUp)) }
        count(hasReverted: hasReverted, hasKept: hasKept, staysUnsubscribed: staysUnsubscribed)
        let status = signUpNow.signUp.status
        if !hasReverted { lines.truncate(to: start) }
        noteResult(hasReverted ? lines.row(from: start) : versions.now, versions)
        guard hasReverted else { return .untouched }
        return .written(RecipientMerge.Outcome(keptUnsubscribed: staysUnsubscribed, status: status))
    }

    private mutating func noteResult(_ row: Row?, _ versions: Versions) {
        if !(row?.hasSameCells(as: versions.before) ?? false) { isExact = false }
    }

    // MARK: Counting

    /// Counts somebody whom the change modified.
    private mutating func count(hasReverted: Bool, hasKept: Bool, staysUnsubscribed: Bool) {
        if staysUnsubscribed {
            counts.keptUnsubscribed += 1
            counts.unsubscribedByChange += 1
        }
        if hasKept || (staysUnsubscribed && !hasReverted) {
            counts.kept += 1
        } else if hasReverted {
            counts.reverted += 1
        } else {
            counts.unchanged += 1
        }
    }

    private mutating func countUnchanged(isAsBefore: Bool) -> Fate {
        counts.unchanged += 1
        if !isAsBefore { isExact = false }
        return .untouched
    }

    private mutating func countKept() -> Fate {
        counts.kept += 1
        isExact = false
        return .untouched
    }

    private mutating func keep(_ row: Row, _ part: FieldPart) {
        guard keptRows.count < Self.listed else { return }
        keptRows.append(part.row(of: String(decoding: row.key, as: UTF8.self)))
    }
}

/// The part of a recipient that an undo keeps.
private enum FieldPart {
    case recipient
    case signUp(SignUpVersions)
    case field(String, CellVersions)

    func row(of email: String) -> KeptRow {
        switch self {
        case .recipient: KeptRow(email: email, field: nil, before: nil, after: nil, now: nil)
        case .signUp(let versions):
            KeptRow(
                email: email, field: OnlyFields.signUp, before: versions.before.text, after: versions.after.text,
                now: versions.now.text)
        case .field(let name, let cell):
            KeptRow(
                email: email, field: name, before: cell.before.text, after: cell.after.text, now: cell.now.text)
        }
    }
}
