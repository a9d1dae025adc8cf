internal import DelimitedText
internal import Recipients

/// What the columns about consent, the sign-up columns included, say about a record.
struct SignUpCells {
    /// What the dates say, together with the other columns.
    let signUp: SignUp
    let mark: RowMark?

    /// Nil if a cell that is used cannot be read.
    ///
    /// - Parameters:
    ///   - memory: What earlier cells said about consent.
    ///   - counts: For each column of flags, the rows that say that their recipient does not get mail.
    @inline(__always)
    init?(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        now: Instant,
        _ memory: inout ConsentMemory,
        _ counts: inout [ExampleCount]
    ) {
        let dates = columns.signUp
        guard let registered = Self.date(dates.registered, record, of: records, in: columns.zone),
            let activated = Self.date(dates.activated, record, of: records, in: columns.zone)
        else { return nil }
        guard case .some(let left) = Self.leaving(dates.deactivated, record, of: records, in: columns.zone, &memory)
        else { return nil }
        var signUp = SignUp(registered: registered.instant, activated: activated.instant, deactivated: left.date)
        var mark: RowMark? = left.isUndated ? .undated : nil
        if !columns.saysOnlyDates {
            let flags = Self.flags(columns, record, of: records, &signUp, isUndated: left.isUndated, &memory, &counts)
            guard case .some(let stated) = flags else { return nil }
            mark = mark ?? stated
        }
        // Never before the activation, or it would not count.
        if mark == .undated { signUp.deactivated = max(now, signUp.activated ?? now) }
        self.mark = mark
        self.signUp = signUp
    }

    /// The cells of a record, if they can go into a row unchanged, as nearly all of them can: parsing and writing their
    /// dates took a seventh of an import's time. Nil if they must be parsed.
    @inline(__always)
    static func canonical(
        _ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records
    ) -> [3 of UnsafeRawBufferPointer]? {
        guard columns.saysOnlyDates else { return nil }
        let dates = columns.signUp
        let cells: [3 of UnsafeRawBufferPointer] = [
            records.cell(dates.registered, of: record), records.cell(dates.activated, of: record),
            records.cell(dates.deactivated, of: record),
        ]
        for index in cells.indices where !cells[index].isEmpty && !Instant.isCanonical(cells[index]) { return nil }
        return cells
    }

    /// A cell of a record; empty if there is no such column, or if the record lacks it.
    @inline(__always)
    static func cell(
        _ column: Int, of record: Int, in records: borrowing RecordBatch.Records
    ) -> UnsafeRawBufferPointer {
        guard column >= 0, column < records.cellCount(of: record) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return records.cell(column, of: record)
    }

    // MARK: Dates

    /// The date in a column; `never` if there is no such column, or if the cell says no. A yes has no date.
    @inline(__always)
    private static func date(
        _ column: Int,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        in zone: borrowing ZoneRules
    ) -> SignUpDate? {
        date(cell(column, of: record, in: records), in: zone)
    }

    @inline(__always)
    static func date(_ cell: UnsafeRawBufferPointer, in zone: borrowing ZoneRules) -> SignUpDate? {
        if let date = SignUpDate(cell, in: zone) { return date }
        return ConsentAnswer(cell)?.isYes == false ? .never : nil
    }

    /// When somebody left, according to the date column for that, which may also say only that they have.
    @inline(__always)
    private static func leaving(
        _ column: Int,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        in zone: borrowing ZoneRules,
        _ memory: inout ConsentMemory
    ) -> (date: Instant?, isUndated: Bool)? {
        let cell = cell(column, of: record, in: records)
        if let date = SignUpDate(cell, in: zone) { return (date.instant, false) }
        return leavingInWords(cell, &memory)
    }

    @inline(never)
    private static func leavingInWords(
        _ cell: UnsafeRawBufferPointer, _ memory: inout ConsentMemory
    ) -> (date: Instant?, isUndated: Bool)? {
        // A number that is not a date may mean anything.
        if let answer = ConsentAnswer(cell), answer.isDigit { return nil }
        // A date would have been found before, so the zone does not matter.
        switch ConsentMeaning.unsubscribed.reading(cell, in: .utc, remembering: &memory) {
        case .left?: return (nil, true)
        case .nothing?, .stays?: return (nil, false)
        case .pending?, nil: return nil
        }
    }

    // MARK: Other columns

    /// What the other columns say about a row: dates go into the sign-up information, everything else becomes a mark.
    /// Nil if one of them cannot be read.
    @inline(never)
    private static func flags(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ signUp: inout SignUp,
        isUndated: Bool,
        _ memory: inout ConsentMemory,
        _ counts: inout [ExampleCount]
    ) -> RowMark?? {
        let cells = records.cellCount(of: record)
        var hasLeft = false
        var hasDeclined = false
        var isPending = false
        var stated = statedLeaving(columns, record, of: records)
        var isUnheeded = false
        // Somebody who has never confirmed is not active, but need not have left.
        let isUnconfirmed = columns.saysSignUp && signUp.status == .inactive && !isUndated
        for (index, flag) in columns.flags.enumerated() where flag.column < cells {
            let cell = records.cell(flag.column, of: record)
            let reading = flag.meaning.reading(cell, in: columns.zone, remembering: &memory)
            guard flag.isUsed else {
                if reading == .pending { counts[index].note(cell) }
                guard case .left(let date)? = reading else { continue }
                counts[index].note(cell)
                guard flag.role == .unheeded else { continue }
                guard let date else {
                    isUnheeded = true
                    continue
                }
                // Of a sign-up column that the user has assigned elsewhere, `statedLeaving` tells.
                let wouldLeave = SignUp(activated: signUp.activated, deactivated: date).status == .unsubscribed
                if wouldLeave, flag.column != columns.overridden?.deactivated { stated = max(stated ?? date, date) }
                continue
            }
            switch reading {
            case nil: return .none
            case .nothing?, .stays?: break
            case .pending?:
                isPending = true
                counts[index].note(cell)
            case .left(let date)?:
                counts[index].note(cell)
                if let date {
                    signUp.deactivated = max(signUp.deactivated ?? date, date)
                } else if isUnconfirmed, flag.meaning == .subscribed {
                    hasDeclined = true
                } else {
                    hasLeft = true
                }
            }
        }
        let isUnsubscribed = signUp.deactivated != nil && signUp.status == .unsubscribed
        if hasLeft, !isUnsubscribed { return .some(.undated) }
        if hasDeclined, !isUnsubscribed { return .some(.declined) }
        if isPending, !isUnsubscribed { return .some(isUnheeded ? .pendingUnheeded : .pending) }
        return .some(isUnheeded ? .unheeded : stated.map(RowMark.stated))
    }

    /// When somebody has left according to sign-up columns that the user has assigned elsewhere; nil if they have not.
    private static func statedLeaving(
        _ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records
    ) -> Instant? {
        guard let overridden = columns.overridden else { return nil }
        // A date that cannot be read still says something: the recipient counts as having left.
        let left = date(overridden.deactivated, record, of: records, in: columns.zone).map(\.instant) ?? .latest
        let activated = date(overridden.activated, record, of: records, in: columns.zone)?.instant
        return SignUp(activated: activated, deactivated: left).status == .unsubscribed ? left : nil
    }

    /// Whether a column with the dates of activation, which the user has assigned elsewhere, has none for a record that
    /// would be activated without it.
    @inline(never)
    static func lacksActivation(
        _ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records
    ) -> Bool {
        guard let overridden = columns.overridden, overridden.activated >= 0, !columns.saysSignUp else { return false }
        return date(overridden.activated, record, of: records, in: columns.zone) == .never
    }

    // MARK: What cannot be read

    /// Why the cells of a record cannot be used.
    ///
    /// - Parameter memory: What earlier cells said about consent.
    static func problem(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ headers: [String],
        _ memory: inout ConsentMemory
    ) -> RowProblem {
        let cells = records.cellCount(of: record)
        for (index, column) in columns.sources.prefix(3).enumerated() where column >= 0 && column < cells {
            let cell = records.cell(column, of: record)
            let zone = columns.zone
            let isReadable =
                index < 2 ? date(cell, in: zone) != nil : leaving(column, record, of: records, in: zone, &memory) != nil
            if isReadable { continue }
            let text = String(decoding: cell, as: UTF8.self)
            return ConsentAnswer(cell)?.isYes == true && index < 2
                ? .undated(text, column: headers[column]) : .notADate(text, column: headers[column])
        }
        for flag in columns.flags where flag.isUsed && flag.column < cells {
            let cell = records.cell(flag.column, of: record)
            if flag.meaning.reading(cell, in: columns.zone, remembering: &memory) != nil { continue }
            return .unreadableConsent(String(decoding: cell, as: UTF8.self), column: headers[flag.column], flag.meaning)
        }
        return .unreadableDate
    }
}
