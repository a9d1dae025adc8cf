internal import DelimitedText
internal import Recipients

/// The sign-up cells of a record.
struct SignUpCells {
    /// What the columns that are used say.
    let signUp: SignUp
    let mark: RowMark?

    /// Nil if a date that is used cannot be read.
    @inline(__always)
    init?(_ columns: PatchColumns, _ record: Int, of batch: RecordBatch, now: Instant) {
        let cells = batch.cellCount(of: record)
        func date(_ column: Int, takesYes: Bool = false) -> SignUpDate? {
            guard column >= 0, column < cells else { return .never }
            return Self.date(batch.cell(column, of: record), takesYes: takesYes)
        }
        guard let registered = date(columns.sources[0]), let activated = date(columns.sources[1]),
            let deactivated = date(columns.sources[2], takesYes: true)
        else { return nil }
        var signUp = SignUp(
            registered: registered.instant, activated: activated.instant, deactivated: deactivated.instant)
        if deactivated == Self.yes || (columns.countsOneAsYes && deactivated == Self.one) {
            signUp.deactivated = now
            mark = .undated
        } else if !columns.flags.isEmpty, Self.saysLeft(columns, record, of: batch, signUp) {
            signUp.deactivated = now
            mark = .undated
        } else if let overridden = columns.overridden {
            // A date that cannot be read is still something: somebody who has left counts as such.
            let left = date(overridden[2]).map(\.instant) ?? .latest
            let stated = SignUp(activated: date(overridden[1])?.instant, deactivated: left)
            let isStated =
                stated.status == .unsubscribed || Self.isFlagged(columns, record, of: batch, overridden: true)
            mark = isStated ? .stated : nil
        } else {
            mark = nil
        }
        self.signUp = signUp
    }

    /// What stands for a yes without a date; no file can say it.
    private static let yes = SignUpDate.at(.latest)
    /// `1` as a Unix second.
    private static let one = SignUpDate.at(Instant(unixSeconds: 1))

    /// The date in a cell. A no is never; a yes has no date and is taken only where asked for.
    @inline(__always)
    static func date(_ cell: UnsafeRawBufferPointer, takesYes: Bool) -> SignUpDate? {
        if let date = SignUpDate(cell) { return date }
        switch SubscriptionFlag.answer(cell) {
        case false?: return .never
        case true? where takesYes: return yes
        default: return nil
        }
    }

    /// Whether columns of yes and no say that somebody has left whom the dates hold for somebody who gets mail.
    @inline(never)
    private static func saysLeft(
        _ columns: PatchColumns,
        _ record: Int,
        of batch: RecordBatch,
        _ signUp: SignUp
    ) -> Bool {
        let byDates = columns.saysSignUp || signUp.deactivated != nil ? signUp.status : .active
        guard byDates != .unsubscribed else { return false }
        // Somebody who has never confirmed is not active, and need not have left.
        return columns.flags.contains { flag in
            !flag.isOverridden && (byDates == .active || flag.meaning != .subscribed)
                && flag.meaning.saysUnsubscribed(batch.cell(flag.column, of: record))
        }
    }

    private static func isFlagged(
        _ columns: PatchColumns,
        _ record: Int,
        of batch: RecordBatch,
        overridden: Bool
    ) -> Bool {
        columns.flags.contains { flag in
            flag.isOverridden == overridden && flag.meaning.saysUnsubscribed(batch.cell(flag.column, of: record))
        }
    }
}
