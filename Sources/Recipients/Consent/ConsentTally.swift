/// Counts what the values of a column look like that may be about consent, over all rows or the first ones.
public struct ConsentTally: Hashable, Sendable {
    /// Values that are not empty.
    public private(set) var values = 0
    private var answers = 0
    private var bits = 0
    private var letters = 0
    /// Whole numbers that are neither 0 nor 1 nor a time.
    private var numbers = 0
    private var dates = 0
    /// Values of which every word is known; `unmistakable` counts those that speak of consent under any header.
    private var words = 0
    private var unmistakable = 0
    /// Those of the words that say that somebody has not confirmed.
    private var unconfirmed = 0
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
    public var holdsDates: Bool { dates > 0 && dates >= answers + letters + words }
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
        case .number: numbers += 1
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
        if reading == .pending { unconfirmed += 1 }
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
        dates += later.dates
        words += later.words
        unmistakable += later.unmistakable
        unconfirmed += later.unconfirmed
        pairs += later.pairs
        negativePairs += later.negativePairs
        hasCodes = hasCodes || later.hasCodes
        readable += later.readable
        leavers += later.leavers
    }

    /// Whether a column with these values is about consent, and how it is read; nil if it is about something else.
    public func use(under header: ConsentHeader) -> ConsentUse? {
        let bare = (header.countsLetters ? letters : 0) + (numbers == 0 ? bits : 0)
        let flags = answers + bare
        let speaksOfDates = dates > 0 && dates >= flags + words
        // Of a state in 1 and 0, 1 says that somebody gets mail.
        let flag = ConsentUse.flag(header.meaning == .status && bare > words ? .subscribed : header.meaning)
        switch header.claim {
        case .itself:
            // A date of signing up is not consent by itself.
            if speaksOfDates { return header.meaning == .unsubscribed ? .date : nil }
            let isUnreadable = values >= Self.enough && flags + readable + dates == 0
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
        case .unmistakable:
            return isHalf(unmistakable) ? flag : nil
        case .reason:
            return nil
        }
    }

    /// Whether a column that is not about consent looks as if some of its rows were.
    func looksLikeConsent(under header: ConsentHeader) -> Bool {
        if leavers > 0 { return true }
        return switch (header.claim, header.meaning) {
        case (.reason, _), (.consent, _): values > 0
        case (.itself, .unsubscribed): values >= Self.enough
        case (.itself, .subscribed), (.itself, .confirmed), (.readable, .subscribed), (.readable, .confirmed):
            holdsDates
        default: false
        }
    }

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
