/// Counts what the values of a column look like that may be about consent, over all rows or the first ones.
public struct ConsentTally: Hashable, Sendable {
    /// Values that are not empty.
    public private(set) var values = 0
    private var answers = 0
    private var bits = 0
    private var letters = 0
    /// Whole numbers that are neither 0 nor 1 nor a time.
    private var numbers = 0
    /// Those of them that have two digits or more, which states in numbers have not.
    private var longNumbers = 0
    private var dates = 0
    /// Days in notations that are not read.
    private var unreadDays = 0
    /// Values of which every word is known; `unmistakable` counts those that speak of consent under any header.
    private var words = 0
    private var unmistakable = 0
    /// Those of the words that say that somebody has not confirmed, and those that say that somebody has left.
    private var unconfirmed = 0, left = 0
    /// Answers and words of two letters, and those of them that say no.
    private var pairs = 0
    private var negativePairs = 0
    /// Whether there are two letters that mean nothing here, such as `QC`.
    private var hasCodes = false
    /// Values that can be read where the column is about consent.
    private var readable = 0
    /// Values that speak of having left under any header.
    public private(set) var leavers = 0
    /// Whether most of what can be read is dates.
    public var holdsDates: Bool { dates + unreadDays > 0 && dates + unreadDays >= answers + letters + words }
    /// The first value.
    public private(set) var example: String?

    /// No values yet.
    public init() {}

    /// Looks at one more cell.
    ///
    /// - Parameters:
    ///   - cell: The text of the cell, in UTF-8.
    ///   - memory: What earlier cells said.
    public mutating func note(_ cell: UnsafeRawBufferPointer, remembering memory: inout ConsentMemory) {
        let cell = cell.trimmingASCIIWhitespace()
        guard !cell.isEmpty else { return }
        values += 1
        if example == nil { example = String(decoding: cell.prefix(ConsentPhrase.maximumBytes), as: UTF8.self) }
        guard cell.count <= ConsentPhrase.maximumBytes else { return }
        switch memory.content(of: cell, in: .utc) {
        case .answer(let answer): note(answer, isPair: Self.isPair(cell))
        case .date(let date): if date != .never { dates += 1 }
        case .number:
            numbers += 1
            if cell.count > 1 { longNumbers += 1 }
        case .unreadDay: unreadDays += 1
        case .words(let value): note(value, isPair: Self.isPair(cell))
        }
    }

    private mutating func note(_ answer: ConsentAnswer, isPair: Bool) {
        if answer.isDigit { bits += 1 } else if answer.isBare { letters += 1 } else { answers += 1 }
        guard isPair else { return }
        pairs += 1
        if !answer.isYes { negativePairs += 1 }
    }

    private mutating func note(_ value: ConsentValue, isPair: Bool) {
        guard let reading = value.reading else {
            if isPair { hasCodes = true }
            return
        }
        readable += 1
        guard value.isPlain else { return }
        words += 1
        if reading == .pending { unconfirmed += 1 } else if case .left = reading { left += 1 }
        if isPair { pairs += 1 }
        guard value.isUnmistakable else { return }
        unmistakable += 1
        if case .left = reading { leavers += 1 }
    }

    private static func isPair(_ cell: UnsafeRawBufferPointer) -> Bool {
        cell.count == 2 && cell.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    }

    /// Adds what later rows hold.
    public mutating func add(_ later: ConsentTally) {
        values += later.values
        example = example ?? later.example
        answers += later.answers
        bits += later.bits
        letters += later.letters
        numbers += later.numbers
        longNumbers += later.longNumbers
        dates += later.dates
        unreadDays += later.unreadDays
        words += later.words
        unmistakable += later.unmistakable
        unconfirmed += later.unconfirmed
        left += later.left
        pairs += later.pairs
        negativePairs += later.negativePairs
        hasCodes = hasCodes || later.hasCodes
        readable += later.readable
        leavers += later.leavers
    }

    /// Whether a column with these values is about consent, and how it is read; nil if it is about something else.
    public func use(under header: ConsentHeader) -> ConsentUse? {
        let bare = bareAnswers(under: header)
        let flags = answers + bare
        let speaksOfDates = dates > 0 && dates >= flags + words
        // Of a state in 1 and 0, 1 says that somebody gets mail.
        let ofDigits = header.countsLetters ? ConsentMeaning.subscribed : .active
        let flag = ConsentUse.flag(header.meaning == .status && bare > words ? ofDigits : header.meaning)
        switch header.claim {
        case .itself:
            // A date of signing up is not consent by itself.
            if speaksOfDates { return header.meaning == .unsubscribed ? .date : nil }
            // When somebody left, in a notation that is not read, is not something else.
            let days = header.meaning == .unsubscribed ? unreadDays : 0
            let isUnreadable = values >= Self.enough && flags + readable + dates + days == 0
            return isUnreadable ? nil : flag
        case .consent:
            if speaksOfDates { return nil }
            return isPart(flags + readable) ? flag : nil
        case .readable:
            if speaksOfDates {
                return header.meaning == .unsubscribed && isHalf(dates + flags + readable) ? .date : nil
            }
            return isHalf(flags + readable) ? flag : nil
        case .words:
            if !header.countsLetters, areCodes { return nil }
            let isSaid = flags + words > 0 && isNearlyAll(flags + readable)
            return isSaid || isHalf(flags + words - unconfirmed) ? flag : nil
        case .unmistakable, .topical:
            return isHalf(unmistakable) ? flag : nil
        case .dates:
            return speaksOfDates && isHalf(dates) ? .date : nil
        case .unnamed, .reason, .anyReason:
            return nil
        }
    }

    /// What a column that is not used seems to say about consent; nil if it looks as if it were about something else.
    func suspicion(under header: ConsentHeader) -> ConsentMeaning? {
        if header.claim == .anyReason { return isHalf(left) ? header.meaning : nil }
        if header.claim == .unnamed { return leavers > 0 && isMostlyUnmistakable ? header.meaning : nil }
        if leavers > 0 { return header.meaning }
        if holdsCodes, mayBeInCodes(header) { return .code }
        let isSuspicious =
            switch (header.claim, header.meaning) {
            case (.reason, _), (.consent, _): values > 0
            case (.dates, _): isHalf(dates + unreadDays)
            case (.itself, .unsubscribed): values >= Self.enough
            case (.itself, .subscribed), (.itself, .confirmed), (.readable, .subscribed), (.readable, .confirmed):
                holdsDates
            case (.topical, _): isHalf(answers + bareAnswers(under: header))
            default: false
            }
        return isSuspicious ? header.meaning : nil
    }

    /// Yes and no as single letters and digits. Of other numbers, a few are slips; if there are more, 0 and 1 are
    /// numbers of something, too.
    private func bareAnswers(under header: ConsentHeader) -> Int {
        (header.countsLetters ? letters : 0) + (bits > numbers ? bits : 0)
    }

    /// Whether most values are numbers of one digit, but few of them 0 and 1.
    private var holdsCodes: Bool {
        numbers > 0 && bits <= numbers && longNumbers == 0 && isHalf(numbers + bits)
    }

    /// Whether a state in numbers may be below a header: not how many mails came back, nor a state of anything.
    private func mayBeInCodes(_ header: ConsentHeader) -> Bool {
        switch header.claim {
        case .itself, .consent: true
        case .readable: header.meaning != .unsubscribed
        case .words: header.countsLetters || header.namesRecipients
        case .unmistakable, .topical, .dates, .unnamed, .reason, .anyReason: false
        }
    }

    /// Whether at least half of the values speak of signing up or leaving under any header.
    public var isMostlyUnmistakable: Bool { isHalf(unmistakable) }

    /// Whether all rows must be looked at to tell how the column is used.
    public static func needsAllRows(_ header: ConsentHeader) -> Bool { header.claim != .itself }

    /// This many values that cannot be read are not a slip.
    private static let enough = 10

    /// Whether the values may be codes of regions: `ON` and `OK` are Ontario and Oklahoma.
    private var areCodes: Bool { pairs > 0 && pairs == answers + words && (hasCodes || negativePairs == 0) }

    private func isHalf(_ count: Int) -> Bool { count > 0 && count * 2 >= values }
    private func isPart(_ count: Int) -> Bool { count > 0 && count * 10 >= values }
    private func isNearlyAll(_ count: Int) -> Bool { count > 0 && count * 10 >= values * 9 }
}

/// How a column about consent is read.
public enum ConsentUse: Hashable, Sendable {
    /// As the date of leaving.
    case date
    /// As yes and no, or words.
    case flag(ConsentMeaning)
}
