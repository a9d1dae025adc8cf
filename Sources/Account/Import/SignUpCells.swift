internal import DelimitedText
internal import Recipients

/// The sign-up cells of a record.
struct SignUpCells {
    /// What the columns that are used say.
    let signUp: SignUp
    let mark: RowMark?

    /// Nil if a date that is used cannot be read.
    @inline(__always)
    init?(_ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records, now: Instant) {
        let dates = columns.signUp
        let cells = records.cellCount(of: record)
        func date(_ column: Int) -> SignUpDate? {
            column >= 0 && column < cells ? Self.date(records.cell(column, of: record)) : .never
        }
        guard let registered = date(dates.registered), let activated = date(dates.activated) else { return nil }
        let deactivated = date(dates.deactivated)
        // A date that cannot be read may be a yes.
        guard deactivated != nil || Self.isYes(records.cell(dates.deactivated, of: record)) else { return nil }
        let signUp = SignUp(
            registered: registered.instant, activated: activated.instant, deactivated: deactivated?.instant)
        var mark: RowMark?
        if deactivated == nil || (dates.countsOneAsYes && signUp.deactivated == Instant(unixSeconds: 1)) {
            mark = .undated
        } else if !dates.areAll {
            mark = Self.mark(columns, record, of: records, signUp)
        }
        self.mark = mark
        self.signUp =
            mark == .undated
            ? SignUp(registered: signUp.registered, activated: signUp.activated, deactivated: now) : signUp
    }

    /// The cells of a record that can go into a row as they stand, which is nearly all of them: reading and writing their dates
    /// took a seventh of an import's time. Nil if they must be read.
    @inline(__always)
    static func canonical(_ dates: SignUpColumns, _ record: Int, of records: borrowing RecordBatch.Records) -> [
        3 of UnsafeRawBufferPointer
    ]? {
        guard dates.areAll, !dates.countsOneAsYes else { return nil }
        let cells: [3 of UnsafeRawBufferPointer] = [
            records.cell(dates.registered, of: record), records.cell(dates.activated, of: record),
            records.cell(dates.deactivated, of: record),
        ]
        for index in cells.indices where !cells[index].isEmpty && !Instant.isCanonical(cells[index]) { return nil }
        return cells
    }

    /// What columns of yes and no, and those that the user has assigned elsewhere, say of a row.
    @inline(never)
    private static func mark(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ signUp: SignUp
    ) -> RowMark? {
        if saysLeft(columns, record, of: records, signUp) { return .undated }
        guard let overridden = columns.overridden else { return nil }
        func date(_ column: Int) -> SignUpDate? {
            column >= 0 && column < records.cellCount(of: record) ? Self.date(records.cell(column, of: record)) : .never
        }
        // A date that cannot be read is still something: somebody who has left counts as such.
        let left = date(overridden[2]).map(\.instant) ?? .latest
        let stated = SignUp(activated: date(overridden[1])?.instant, deactivated: left)
        return stated.status == .unsubscribed || isFlagged(columns, record, of: records) ? .stated : nil
    }

    /// The date in a cell. A no is never; a yes has no date.
    @inline(__always)
    static func date(_ cell: UnsafeRawBufferPointer) -> SignUpDate? {
        if let date = SignUpDate(cell) { return date }
        return SubscriptionFlag.answer(cell) == false ? .never : nil
    }

    @inline(never)
    static func isYes(_ cell: UnsafeRawBufferPointer) -> Bool {
        SubscriptionFlag.answer(cell) == true
    }

    /// Whether columns of yes and no say that somebody has left whom the dates hold for somebody who gets mail.
    private static func saysLeft(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ signUp: SignUp
    ) -> Bool {
        let byDates = columns.saysSignUp || signUp.deactivated != nil ? signUp.status : .active
        guard byDates != .unsubscribed else { return false }
        // Somebody who has never confirmed is not active, and need not have left.
        return columns.flags.contains { flag in
            !flag.isOverridden && (byDates == .active || flag.meaning != .subscribed)
                && flag.meaning.saysUnsubscribed(records.cell(flag.column, of: record))
        }
    }

    /// Whether columns of yes and no that the user has assigned elsewhere say that somebody has left.
    private static func isFlagged(
        _ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records
    ) -> Bool {
        columns.flags.contains { flag in
            flag.isOverridden && flag.meaning.saysUnsubscribed(records.cell(flag.column, of: record))
        }
    }
}

/// What a row of a run says of itself, in the column after the last, where something must be said.
enum RowMark: UInt8 {
    /// The file itself holds the recipient for unsubscribed, in columns that the user has assigned elsewhere.
    case stated
    /// The row says that the recipient has left but not when; its `deactivated` is the time of the import.
    case undated

    var text: UnsafeRawBufferPointer {
        let text: StaticString =
            switch self {
            case .stated: "stated"
            case .undated: "undated"
            }
        return UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The mark that a cell holds; nil for a row without one.
    init?(_ text: UnsafeRawBufferPointer) {
        switch text.first {
        case UInt8(ascii: "s"): self = .stated
        case UInt8(ascii: "u"): self = .undated
        default: return nil
        }
    }
}
