internal import Recipients
internal import Snapshots
internal import Sorting

/// Decides what happens to one recipient when rows come in: the policy of imports and restores.
///
/// A class, since policies use it for each row: copies of a struct took a fifteenth of an import's instructions.
final class RecipientMerge {
    let mode: ImportMode
    let emptyCells: EmptyCells
    let consent: ConsentRule
    let erasures: ErasureRule
    let columns: PatchColumns
    /// The people whom the group remembers.
    let memory: LeaverMemory
    let now: Instant
    /// Whether any row has a mark.
    let hasMarkedRows: Bool
    /// Whether only other fields are brought back, so that the sign-up information stays as it is.
    let leavesSignUp: Bool

    init(
        mode: ImportMode,
        emptyCells: EmptyCells,
        consent: ConsentRule,
        erasures: ErasureRule,
        columns: PatchColumns,
        memory: LeaverMemory,
        now: Instant,
        hasMarkedRows: Bool = false,
        leavesSignUp: Bool = false
    ) {
        self.mode = mode
        self.emptyCells = emptyCells
        self.consent = consent
        self.erasures = erasures
        self.columns = columns
        self.memory = memory
        self.now = now
        self.hasMarkedRows = hasMarkedRows
        self.leavesSignUp = leavesSignUp
    }

    /// What a row did to a recipient.
    struct Outcome {
        var keptUnsubscribed = false
        var status = Status.inactive
        var leaving = LeavingNotes()
    }

    /// What is to be told of a row that says that its recipient has left.
    struct LeavingNotes: OptionSet {
        let rawValue: UInt8

        /// It does not say when, or the date does not count, and nobody knew it before.
        static let mayBeNow = LeavingNotes(rawValue: 1)
        /// It has a date alone, and the recipient was activated since then.
        static let isOutdated = LeavingNotes(rawValue: 2)
    }

    /// What was known of a recipient before the import.
    struct Origin {
        /// The sign-up information in the group; nil for a new recipient.
        let stored: SignUp?
        /// What else is known about a new recipient.
        let prior: PriorConsent?

        /// The sign-up information without what rows of the import have made up: who left is not activated by an
        /// earlier row that did not say so.
        ///
        /// - Parameter made: What earlier rows have left of the recipient.
        func withoutActivation(in made: SignUp) -> SignUp {
            guard made.activated != stored?.activated else { return made }
            var left = stored?.deactivated
            if case .left(let date)? = prior { left = date }
            return SignUp(registered: made.registered, activated: stored?.activated, deactivated: left)
        }
    }

    /// Whether rows of people of whom nothing is known are taken as they are.
    var takesNewAsTheyAre: Bool { columns.saysSignUp && !hasMarkedRows && !mayLeaveOut }

    /// Whether any row may be left out.
    var mayLeaveOut: Bool { !erasures.leavesNobodyOut }

    /// Whether a row is left out because its address was erased.
    func leavesOut(_ row: Row) -> Bool {
        guard mayLeaveOut else { return false }
        var cells = row.cells
        return erasures.leavesOut(row.key, activated: columns.saysSignUp ? SignUp(reading: &cells).activated : nil)
    }

    /// Writes the recipient that results from a row and from the group's own row.
    ///
    /// - Parameters:
    ///   - incoming: A row with this merge's columns.
    ///   - stored: The recipient in the group, or as an earlier row of the import has left them; nil for a new one.
    ///   - prior: What is known about a new recipient, such as that the group remembers them; nil for nothing.
    ///   - origin: What was known before the import; nil if there is no earlier row.
    ///   - buffer: Receives the row, with its line end.
    func apply(
        _ incoming: Row,
        to stored: Row?,
        prior: PriorConsent? = nil,
        origin: Origin? = nil,
        into buffer: inout ByteBuffer
    ) -> Outcome {
        if stored == nil, prior == nil, !hasMarkedRows { return writeNew(incoming, into: &buffer) }
        var cells = incoming.cells
        let said = SignUp(reading: &cells)
        var storedCells = stored?.cells
        var storedSignUp = storedCells.map { (reader) -> SignUp in
            var reader = reader
            let signUp = SignUp(reading: &reader)
            storedCells = reader
            return signUp
        }
        if let origin, let made = storedSignUp, said.deactivated != nil, !columns.saysSignUp {
            storedSignUp = origin.withoutActivation(in: made)
        }
        let mark = mark(of: incoming)
        let isUndated = saysLeftNow(mark, said, stored: storedSignUp)
        let isOfNew = origin.map { $0.stored == nil } ?? false
        let decision =
            isOfNew && mark?.leaving == .stays && storedSignUp?.status == .inactive
            ? activated(storedSignUp)
            : decide(said, isUndated: isUndated, isPending: mark?.isPending ?? false, stored: storedSignUp, prior)

        var row = RowEncoder()
        row.begin(incoming.key, decision.signUp, in: &buffer)
        for column in 4..<max(4, columns.count) {
            let cell = cells.next()
            let old = storedCells?.next() ?? .missing
            let keepsOld = !columns.isPresent[column] || (cell.isMissing && emptyCells == .keep)
            row.append(keepsOld ? old : cell, to: &buffer)
        }
        row.end(in: &buffer)
        var outcome = Outcome(keptUnsubscribed: decision.keptUnsubscribed, status: decision.signUp.status)
        if isUndated, storedSignUp?.status != .unsubscribed {
            outcome.leaving = .mayBeNow
        } else if said.deactivated != nil, outcome.status == .active, !columns.saysSignUp, !leavesSignUp {
            outcome.leaving = .isOutdated
        }
        return outcome
    }

    /// Writes a recipient about whom nothing is known: what the row says, with its cells unchanged.
    @inline(__always)
    private func writeNew(_ incoming: Row, into buffer: inout ByteBuffer) -> Outcome {
        if columns.saysSignUp {
            buffer.append(incoming.bytes)
            buffer.append(UInt8(ascii: "\n"))
            return Outcome(status: Status(of: incoming))
        }
        var cells = incoming.cells
        let signUp = signUpOfNew(SignUp(reading: &cells))
        var row = RowEncoder()
        row.begin(incoming.key, signUp, in: &buffer)
        row.appendRest(of: cells, to: &buffer)
        return Outcome(status: signUp.status)
    }

    /// Whether rows may say that recipients have left whom the mode does not change.
    var mayFindSkippedLeavers: Bool { !mode.updates && columns.saysLeaving }

    /// Whether a row says that its recipient, who is in the group, has left.
    func saysLeft(_ row: Row, of stored: Row) -> Bool {
        var cells = row.cells
        let said = SignUp(reading: &cells)
        if saysLeftNow(mark(of: row), said, stored: SignUp(of: stored)) { return true }
        return said.deactivated != nil && said.status == .unsubscribed
    }

    /// Unsubscribes a recipient who has come back since their address was erased. Of a row that may not come back, only
    /// a leaving since the erasure counts: it brings no data back.
    ///
    /// - Parameters:
    ///   - row: A row that is left out.
    ///   - recipient: The recipient in the group, or as an earlier row has left them.
    ///   - buffer: Receives the recipient's row, with its line end, if there is an outcome.
    /// - Returns: Nil if the row does not say that they have left since.
    func leave(_ row: Row, _ recipient: Row, into buffer: inout ByteBuffer) -> Outcome? {
        var cells = recipient.cells
        let known = SignUp(reading: &cells)
        let said = SignUp(of: row)
        let isUndated = saysLeftNow(mark(of: row), said, stored: known)
        guard let erased = erasures.date(of: row.key), isUndated || said.deactivated.map({ $0 > erased }) ?? false
        else { return nil }
        let signUp = consent.outcome(stored: known, said: said, isUndated: isUndated, now: now).signUp
        guard signUp.status == .unsubscribed else { return nil }
        var written = RowEncoder()
        written.begin(recipient.key, signUp, in: &buffer)
        written.appendRest(of: cells, to: &buffer)
        let isNow = isUndated && known.status != .unsubscribed
        return Outcome(status: .unsubscribed, leaving: isNow ? .mayBeNow : [])
    }

    /// Whether a mark says that the recipient has left, at an unknown time.
    ///
    /// - Parameters:
    ///   - said: The sign-up information in the row.
    ///   - stored: The recipient's sign-up information in the group; nil for a new one.
    private func saysLeftNow(_ mark: RowMark?, _ said: SignUp, stored: SignUp?) -> Bool {
        switch mark?.leaving {
        case .undated?: true
        // Whatever the date: a flag or word for leaving always counts.
        case .dated?:
            if let activated = stored?.activated, let left = said.deactivated { activated >= left } else { false }
        case .declined?: stored?.status == .active
        case .stays?, RowMark.Leaving.none?, nil: false
        }
    }

    /// The mark of a row; nil if it has none.
    func mark(of row: Row) -> RowMark? {
        guard hasMarkedRows else { return nil }
        var cells = row.cells
        for _ in 1..<columns.count { _ = cells.next() }
        return RowMark(cells.next().escapedText)
    }

    /// Activates a new recipient who had not confirmed according to an earlier row of the import: a row that says that
    /// they stay does what it does to a new recipient.
    private func activated(_ earlier: SignUp?) -> ConsentRule.Outcome {
        let signUp = SignUp(registered: earlier?.registered, activated: now)
        return ConsentRule.Outcome(signUp: signUp, keptUnsubscribed: false)
    }

    /// Decides the resulting sign-up information.
    ///
    /// - Parameters:
    ///   - said: The sign-up information in the row.
    ///   - isUndated: Whether the row says that the recipient has left at an unknown time.
    ///   - isPending: Whether it says that they have not confirmed.
    ///   - stored: The sign-up information in the group; nil for a new recipient.
    ///   - prior: What is known about a new recipient; nil for nothing.
    private func decide(
        _ said: SignUp,
        isUndated: Bool,
        isPending: Bool,
        stored: SignUp?,
        _ prior: PriorConsent?
    ) -> ConsentRule.Outcome {
        if let stored, leavesSignUp { return ConsentRule.Outcome(signUp: stored, keptUnsubscribed: false) }
        var said = said
        if isUndated, said.deactivated == nil { said.deactivated = max(now, stored?.activated ?? now) }
        let asNew = signUpOfNew(said, isPending: isPending)
        var known = stored
        if stored == nil, let prior {
            switch prior {
            case .signUp(let signUp): known = signUp
            case .left(let date):
                return consent.outcome(left: date, incoming: asNew, said: said, isUndated: isUndated)
            }
        }
        // The date is better known where it was known before.
        if isUndated, let known, known.status == .unsubscribed {
            return ConsentRule.Outcome(signUp: known, keptUnsubscribed: false)
        }
        if let stored, isPending { return ConsentRule.Outcome(signUp: stored, keptUnsubscribed: false) }
        if let stored, !columns.saysSignUp {
            return consent.outcome(stored: stored, said: said, isUndated: isUndated, now: now)
        }
        var incoming = asNew
        if let stored {
            if !columns.isPresent[PatchColumns.registered] || (said.registered == nil && emptyCells == .keep) {
                incoming.registered = stored.registered
            }
            if said.deactivated == nil {
                if !columns.isPresent[PatchColumns.deactivated] {
                    incoming.deactivated = stored.deactivated
                } else if emptyCells == .keep {
                    keep(stored.deactivated, in: &incoming)
                }
            }
            // An old date does not unsubscribe somebody whom the row shows as active, unless they are unsubscribed
            // already.
            let mayActivate = stored.status != .unsubscribed || consent.resubscribes
            if asNew.status == .active, incoming.status == .unsubscribed, mayActivate { incoming.deactivated = nil }
        }
        guard let known else { return ConsentRule.Outcome(signUp: incoming, keptUnsubscribed: false) }
        return consent.outcome(known: known, incoming: incoming, rowStatus: asNew.status)
    }

    /// Keeps a stored date of leaving for which the row has an empty cell, unless that changed the status: a row with
    /// sign-up columns decides that, so that an export brings back what it holds.
    private func keep(_ left: Instant?, in incoming: inout SignUp) {
        let kept = SignUp(registered: incoming.registered, activated: incoming.activated, deactivated: left)
        if kept.status == incoming.status { incoming = kept }
    }

    /// The sign-up information of a new recipient.
    private func signUpOfNew(_ said: SignUp, isPending: Bool = false) -> SignUp {
        if columns.saysSignUp {
            return isPending ? SignUp(registered: said.registered, deactivated: said.deactivated) : said
        }
        return SignUp(
            registered: columns.isPresent[PatchColumns.registered] ? said.registered : now,
            // Somebody who has left or has not confirmed, according to the row, is not activated by being imported.
            activated: said.deactivated == nil && !isPending ? now : nil,
            deactivated: said.deactivated)
    }
}

extension SignUp {
    /// Reads the three sign-up cells of a row; the reader must be just before them.
    @inline(__always)
    init(reading cells: inout CellReader) {
        self.init(
            registered: cells.next().instant, activated: cells.next().instant, deactivated: cells.next().instant)
    }

    /// The sign-up information of a row.
    init(of row: Row) {
        var cells = row.cells
        self.init(reading: &cells)
    }
}

extension RowEncoder {
    /// Begins a row with the address and the sign-up information.
    @inline(__always)
    mutating func begin(_ key: UnsafeRawBufferPointer, _ signUp: SignUp, in buffer: inout ByteBuffer) {
        begin(key, in: &buffer)
        append(signUp.registered, to: &buffer)
        append(signUp.activated, to: &buffer)
        append(signUp.deactivated, to: &buffer)
    }
}

extension Status {
    /// The status of a row.
    @inline(__always)
    init(of row: Row) {
        var cells = row.cells
        _ = cells.next()
        let activated = cells.next()
        self.init(activated: activated, deactivated: cells.next())
    }
}
