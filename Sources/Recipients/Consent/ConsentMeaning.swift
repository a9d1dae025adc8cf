/// What a column says about who gets mail, apart from the dates of signing up.
public enum ConsentMeaning: String, CaseIterable, Sendable {
    /// Yes means that the recipient has left: `Unsubscribed from all email`, `Werbesperre`.
    case unsubscribed
    /// Yes means that the recipient gets mail: `Accepts Marketing`, `Newsletter`.
    case subscribed
    /// Yes means that the recipient is in use: `active`. A bare no of somebody who has never confirmed does not say
    /// that they have left.
    case active
    /// A state in words: `Contact Status`.
    case status
    /// Yes means that the recipient has confirmed: `Double opt-in`.
    case confirmed
    /// Yes means that the recipient has not confirmed: `Opt-in pending`.
    case unconfirmed
    /// Why somebody has left: `Abmeldegrund`. Never used, since it may hold any words.
    case reason
    /// A state in numbers, such as Magento's 1, 2 and 3. Never used, since nobody knows what they stand for.
    case code

    /// The meanings that `--map COLUMN=…` can give, by their names.
    public static let mapped: [ConsentMeaning] = [.subscribed, .unsubscribed, .status]

    /// The meaning that `--map COLUMN=…` gives by this name, of any case.
    public init?(mappedName name: String) {
        guard let meaning = Self.mapped.first(where: { $0.rawValue == name.lowercased() }) else { return nil }
        self = meaning
    }

    /// The name of the field in results; `--map` accepts these names.
    public var fieldName: String {
        switch self {
        case .unsubscribed, .subscribed, .status: rawValue
        case .active: Self.subscribed.rawValue
        case .reason: Self.unsubscribed.rawValue
        case .confirmed, .unconfirmed, .code: Self.status.rawValue
        }
    }

    /// What a cell of such a column says; nil if it cannot be read.
    ///
    /// A date in a column for leaving says when; `0` and `0000-00-00` mean no there. Words are read in every such
    /// column.
    ///
    /// - Parameters:
    ///   - cell: The text of the cell, in UTF-8.
    ///   - zone: The time zone of dates without an offset.
    ///   - memory: What earlier cells said.
    public func reading(
        _ cell: UnsafeRawBufferPointer, in zone: borrowing ZoneRules, remembering memory: inout ConsentMemory
    ) -> ConsentReading? {
        let cell = cell.trimmingASCIIWhitespace()
        if cell.isEmpty || self == .reason || self == .code { return .nothing }
        return cell.count > ConsentPhrase.maximumBytes ? nil : reading(memory.content(of: cell, in: zone))
    }

    /// Whether a cell that cannot be read is a day in another notation, such as `01/13/2024`.
    public static func isUnreadDay(_ cell: UnsafeRawBufferPointer) -> Bool {
        ConsentContent.isDay(cell.trimmingASCIIWhitespace())
    }

    private func reading(_ content: ConsentContent) -> ConsentReading? {
        switch content {
        // One character is a state that nobody knows.
        case .answer(let answer): self == .status && answer.isBare ? nil : reading(answer.isYes)
        case .date(let date): reading(date)
        case .number, .unreadDay: nil
        case .words(let value): value.reading
        }
    }

    /// What a column means in which yes says this.
    fileprivate init?(ofYes reading: ConsentReading) {
        switch reading {
        case .nothing, .declined: return nil
        case .stays: self = .subscribed
        case .left: self = .unsubscribed
        case .pending: self = .unconfirmed
        }
    }

    fileprivate func reading(_ isYes: Bool) -> ConsentReading {
        switch self {
        case .unsubscribed: isYes ? .left(nil) : .stays
        case .subscribed, .status: isYes ? .stays : .left(nil)
        case .active: isYes ? .stays : .declined
        case .confirmed: isYes ? .stays : .pending
        case .unconfirmed: isYes ? .pending : .stays
        case .reason, .code: .nothing
        }
    }

    private func reading(_ date: SignUpDate) -> ConsentReading? {
        switch (self, date) {
        case (.unsubscribed, .at(let instant)): .left(instant)
        case (.unsubscribed, .never): .stays
        case (.subscribed, .at), (.active, .at), (.confirmed, .at): .stays
        case (.confirmed, .never): .pending
        case (.subscribed, .never), (.active, .never): .nothing
        case (.status, _), (.unconfirmed, _), (.reason, _), (.code, _): nil
        }
    }
}

/// What a cell says of its recipient.
public enum ConsentReading: Hashable, Sendable {
    /// Nothing: it is empty.
    case nothing
    /// The recipient has not left.
    case stays
    /// The recipient has left, perhaps at a known time.
    case left(Instant?)
    /// The recipient is not in use: who was active has left, but somebody who has never confirmed need not have.
    case declined
    /// The recipient has not confirmed.
    case pending
}

/// A yes or a no, as people and programs write it in six languages.
public struct ConsentAnswer: Hashable, Sendable {
    /// Whether it is a yes.
    public let isYes: Bool
    /// Whether it is written as 1 or 0.
    public let isDigit: Bool
    /// Whether it is one character, which can be a code as well.
    let isBare: Bool

    private static let maximumBytes = 16

    /// Reads a yes or a no; nil for anything else.
    public init?(_ cell: UnsafeRawBufferPointer) {
        let cell = cell.trimmingASCIIWhitespace()
        guard !cell.isEmpty, cell.count <= Self.maximumBytes else { return nil }
        if let isEmpty = Self.isEmptyList(cell) {
            (isYes, isBare, isDigit) = (!isEmpty, false, false)
            return
        }
        let word = String(decoding: cell, as: UTF8.self).lowercased()
        guard ConsentWords.yes.contains(word) || ConsentWords.no.contains(word) else { return nil }
        isYes = ConsentWords.yes.contains(word)
        isBare = word.count == 1
        isDigit = cell.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a JSON list of numbers, such as those of the newsletters that somebody has left, is empty; nil for
    /// anything else.
    private static func isEmptyList(_ cell: UnsafeRawBufferPointer) -> Bool? {
        guard cell.count >= 2, cell.first == UInt8(ascii: "["), cell.last == UInt8(ascii: "]") else { return nil }
        let inside = UnsafeRawBufferPointer(rebasing: cell[1..<cell.count - 1]).trimmingASCIIWhitespace()
        guard inside.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") })
        else { return nil }
        return inside.isEmpty
    }
}

/// A value in words.
struct ConsentValue {
    /// What it says in a column about consent; nil if that cannot be read.
    let reading: ConsentReading?
    /// Whether every word of it is known, and means that under general headers as well.
    let isPlain: Bool
    /// Whether it speaks of signing up or leaving under any header: `unsubscribed`, but not `active`.
    let isUnmistakable: Bool

    init(_ text: String) {
        if let flag = Self.flag(text) {
            self = flag
            return
        }
        let phrase = ConsentPhrase(text, .values)
        // Building a `Set` here costs more than the rest of the function.
        func has(_ some: ConsentTerm...) -> Bool { phrase.terms.contains { some.contains($0) } }
        isPlain = phrase.unknown == 0 && !has(.perhapsStaying, .perhapsPending)
        let hasEnded = has(.ending, .refusing, .gone, .removed)
        isUnmistakable = isPlain && (has(.leaving, .staying) || (hasEnded && has(.consent)))
        if hasEnded || has(.leaving, .undeliverable) {
            reading = .left(nil)
        } else if has(.pending, .perhapsPending) {
            reading = .pending
        } else if !has(.staying, .consent, .permission, .given, .confirming, .active, .deliverable, .perhapsStaying) {
            reading = nil
        } else if has(.former) {
            reading = .left(nil)
        } else {
            // A word that is not known may say the opposite.
            reading = phrase.isUnderstood ? .stays : nil
        }
    }

    private init(_ reading: ConsentReading, isUnmistakable: Bool) {
        self.reading = reading
        isPlain = true
        self.isUnmistakable = isUnmistakable
    }

    /// A flag with its name, such as `subscribed: no`; nil for anything else.
    private static func flag(_ text: String) -> ConsentValue? {
        let isEnclosed = text.utf8.last == UInt8(ascii: ")")
        let text = isEnclosed ? text.dropLast() : text[...]
        let separator = text.utf8.lastIndex { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "("),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard let separator else { return nil }
        var word = String(text[text.utf8.index(after: separator)...])
        guard let answer = word.withUTF8({ ConsentAnswer(UnsafeRawBufferPointer($0)) }) else {
            // `opt-in -` or `opt-in 2`
            let isMark = word.utf8.count == 1 && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
            let isDash = word == "–" || (word.isEmpty && text.utf8[separator] == UInt8(ascii: "-"))
            guard isMark || isDash else { return nil }
            return ConsentValue(String(text[..<separator].trimmed)).reading == nil ? nil : .unreadable
        }
        let name = String(text[...separator].trimmed)
        let value = ConsentValue(name)
        let header = ConsentHeader(name).flatMap { $0.isGeneral ? nil : $0 }
        let meaning = header?.meaning ?? value.reading.flatMap(ConsentMeaning.init(ofYes:))
        guard let meaning, meaning != .reason else { return nil }
        // A no that is written out leaves nothing open, even of a column for who is in use.
        let reading = (meaning == .active ? .subscribed : meaning).reading(answer.isYes)
        // `bounced 0` may be the number of something.
        let isNamed = isEnclosed || name.last == ":" || name.last == "="
        if answer.isBare, !isNamed, !answer.isYes, value.reading != .stays { return .unreadable }
        return ConsentValue(reading, isUnmistakable: value.isUnmistakable)
    }

    /// What cannot be read.
    private static let unreadable = ConsentValue()

    private init() {
        reading = nil
        isPlain = false
        isUnmistakable = false
    }
}
