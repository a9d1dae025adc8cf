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
    public mutating func note(_ cell: UnsafeRawBufferPointer) {
        let cell = cell.trimmingASCIIWhitespace()
        guard !cell.isEmpty else { return }
        values += 1
        if example == nil { example = String(decoding: cell.prefix(ConsentPhrase.maximumBytes), as: UTF8.self) }
        guard cell.count <= ConsentPhrase.maximumBytes else { return }
        if let answer = ConsentAnswer(cell) {
            if answer.isDigit { bits += 1 } else if answer.isBare { letters += 1 } else { answers += 1 }
        } else if let date = SignUpDate(cell, in: .utc) {
            if date != .never { dates += 1 }
        } else if cell.allSatisfy({ (0x30...0x39).contains($0) }) {
            numbers += 1
        } else {
            let value = ConsentValue(String(decoding: cell, as: UTF8.self))
            guard let reading = value.reading else { return }
            readable += 1
            guard value.isPlain else { return }
            words += 1
            guard value.isUnmistakable else { return }
            unmistakable += 1
            if case .left = reading { leavers += 1 }
        }
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
        readable += later.readable
        leavers += later.leavers
    }

    /// Whether a column with these values is about consent, and how it is read; nil if it is about something else.
    public func use(under header: ConsentHeader) -> ConsentUse? {
        let bare = header.countsBareAnswers ? letters + (numbers == 0 ? bits : 0) : 0
        let flags = answers + bare
        let speaksOfDates = dates > 0 && dates >= flags + words
        switch header.claim {
        case .itself:
            // A date of signing up is not consent by itself.
            if speaksOfDates { return header.meaning == .unsubscribed ? .date : nil }
            let isUnreadable = values >= Self.enough && flags + readable + dates == 0
            return isUnreadable ? nil : .flag(header.meaning)
        case .readable:
            if speaksOfDates {
                return header.meaning == .unsubscribed && isHalf(dates + flags + readable) ? .date : nil
            }
            return isHalf(flags + readable) ? .flag(header.meaning) : nil
        case .words:
            return isHalf(flags + words) ? .flag(header.meaning) : nil
        case .unmistakable:
            return isHalf(unmistakable) ? .flag(header.meaning) : nil
        case .reason:
            return nil
        }
    }

    /// Whether a column that is not about consent looks as if some of its rows were.
    func looksLikeConsent(under header: ConsentHeader) -> Bool {
        if leavers > 0 { return true }
        return switch (header.claim, header.meaning) {
        case (.reason, _): values > 0
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

    private func isHalf(_ count: Int) -> Bool { count > 0 && count * 2 >= values }
}

/// How a column about consent is read.
public enum ConsentUse: Hashable, Sendable {
    /// As the date of leaving.
    case date
    /// As yes and no, or words.
    case flag(ConsentMeaning)
}
