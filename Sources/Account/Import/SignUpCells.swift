internal import DelimitedText
internal import Recipients

/// What the columns about consent, the sign-up columns included, say about a record.
struct SignUpCells {
    /// What the dates say, together with the other columns.
    let signUp: SignUp
    let mark: RowMark?
    /// Whether the date column for leaving says by itself that the recipient has left.
    let hasDateOfLeaving: Bool

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
        var said = Said(
            signUp: SignUp(registered: registered.instant, activated: activated.instant, deactivated: left.date),
            mark: RowMark(leaving: left.isUndated ? .undated : .none))
        if !columns.saysOnlyDates, !said.note(columns, record, of: records, &memory, &counts) { return nil }
        // Never before the activation, or it would not count.
        if said.mark.leaving == .undated { said.signUp.deactivated = max(now, said.signUp.activated ?? now) }
        mark = said.mark.isEmpty ? nil : said.mark
        signUp = said.signUp
        hasDateOfLeaving = left.isUndated || left.date != nil
    }

    /// The cells of a record, if they can go into a row unchanged, as nearly all of them can: parsing and writing their
    /// dates took a seventh of an import's time. Nil if they must be parsed.
    @inline(__always)
    static func canonical(
        _ columns: borrowing PatchColumns, _ record: Int, of records: borrowing RecordBatch.Records
    ) -> CanonicalDates? {
        guard columns.saysOnlyDates else { return nil }
        let dates = columns.signUp
        guard let registered = canonical(records.cell(dates.registered, of: record)),
            let activated = canonical(records.cell(dates.activated, of: record)),
            let deactivated = canonical(records.cell(dates.deactivated, of: record))
        else { return nil }
        return (registered, activated, deactivated)
    }

    /// The cells of the three dates, each of which is empty or as a row has it.
    typealias CanonicalDates = (
        registered: UnsafeRawBufferPointer, activated: UnsafeRawBufferPointer, deactivated: UnsafeRawBufferPointer
    )

    /// A cell that is empty or a date as a row has it; nil for another.
    @inline(__always)
    private static func canonical(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        cell.isEmpty || Instant.isCanonical(cell) ? cell : nil
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
        case .left?, .declined?: return (nil, true)
        case .nothing?, .stays?: return (nil, false)
        case .pending?, nil: return nil
        }
    }

    // MARK: Sign-up columns that are not used

    /// When somebody has left according to sign-up columns that the user has assigned elsewhere; nil if they have not.
    fileprivate static func statedLeaving(
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
    fileprivate static func lacksActivation(
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
    ) -> InvalidRowProblem {
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
            let text = String(decoding: cell, as: UTF8.self)
            return ConsentMeaning.isUnreadDay(cell)
                ? .notADate(text, column: headers[flag.column])
                : .unreadableConsent(text, column: headers[flag.column], flag.meaning)
        }
        // Not reached: `init` reads these same cells in the same way, and fails only if one of them cannot be read.
        return .unreadableDate
    }
}

/// What the cells of a row have said so far.
private struct Said {
    var signUp: SignUp
    var mark: RowMark

    /// Adds what the columns say that hold no dates of signing up, and those that are not used.
    ///
    /// - Parameters:
    ///   - memory: What earlier cells said about consent.
    ///   - counts: For each column of flags, the rows that say that their recipient does not get mail.
    /// - Returns: Whether all cells that are used can be read.
    @inline(never)
    mutating func note(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ memory: inout ConsentMemory,
        _ counts: inout [ExampleCount]
    ) -> Bool {
        if let stated = SignUpCells.statedLeaving(columns, record, of: records) { mark.unused = .stated(stated) }
        mark.lacksActivation = SignUpCells.lacksActivation(columns, record, of: records)
        // Somebody who has never confirmed is not active, but need not have left.
        let isUnconfirmed = columns.saysSignUp && signUp.status == .inactive && mark.leaving == .none
        var stays = false
        let cells = records.cellCount(of: record)
        for (index, flag) in columns.flags.enumerated() where flag.column < cells {
            let cell = records.cell(flag.column, of: record)
            let reading = flag.meaning.reading(cell, in: columns.zone, remembering: &memory)
            if reading?.saysNoMail ?? false { counts[index].note(cell) }
            if flag.isUsed {
                guard let reading else { return false }
                note(reading, isUnconfirmed: isUnconfirmed)
                // That somebody has not left does not say that they have confirmed.
                if reading == .stays, flag.meaning != .unsubscribed { stays = true }
            } else if flag.role == .unheeded, let reading {
                // Of a sign-up column that the user has assigned elsewhere, `statedLeaving` tells.
                noteUnused(reading, isOverridden: flag.column == columns.overridden?.deactivated)
            }
        }
        settle(columns)
        noteReasons(columns, record, of: records, &counts)
        // With dates of activation, these decide.
        let isSilent = mark.leaving == .none && !mark.isPending && signUp.deactivated == nil
        if stays, isSilent, !columns.saysSignUp { mark.leaving = .stays }
        return true
    }

    private mutating func note(_ reading: ConsentReading, isUnconfirmed: Bool) {
        switch reading {
        case .nothing, .stays: break
        case .pending: mark.isPending = true
        case .left(let date?): signUp.deactivated = max(signUp.deactivated ?? date, date)
        case .left(nil): mark.leaving = .undated
        case .declined:
            if !isUnconfirmed { mark.leaving = .undated } else if mark.leaving == .none { mark.leaving = .declined }
        }
    }

    private mutating func noteUnused(_ reading: ConsentReading, isOverridden: Bool) {
        switch reading {
        case .nothing, .stays, .pending: break
        case .left(nil), .declined: mark.unused = .unheeded
        case .left(let date?):
            guard !isOverridden, SignUp(activated: signUp.activated, deactivated: date).status == .unsubscribed
            else { break }
            switch mark.unused {
            case .none: mark.unused = .stated(date)
            case .stated(let other): mark.unused = .stated(max(other, date))
            case .unheeded: break
            }
        }
    }

    /// Drops what a date of leaving makes superfluous. Without dates of activation, the one that the group has may be
    /// later, so that it still matters whether a flag or word says the same.
    private mutating func settle(_ columns: borrowing PatchColumns) {
        guard signUp.deactivated != nil, signUp.status == .unsubscribed else { return }
        mark.leaving = mark.leaving == .undated && !columns.saysSignUp ? .dated : .none
        mark.isPending = false
    }

    /// Counts the reasons for leaving in a row that does not say otherwise that somebody has left.
    private func noteReasons(
        _ columns: borrowing PatchColumns,
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        _ counts: inout [ExampleCount]
    ) {
        guard mark.leaving == .none, mark.unused == .none, signUp.status != .unsubscribed else { return }
        let cells = records.cellCount(of: record)
        for (index, flag) in columns.flags.enumerated() where flag.meaning == .reason && flag.column < cells {
            let cell = records.cell(flag.column, of: record)
            if !cell.isEmpty { counts[index].note(cell) }
        }
    }
}

extension ConsentReading {
    /// Whether it says that its recipient does not get mail.
    fileprivate var saysNoMail: Bool {
        switch self {
        case .nothing, .stays: false
        case .left, .declined, .pending: true
        }
    }
}
