/// A header that speaks of consent, perhaps together with the values below it.
public struct ConsentHeader: Hashable, Sendable {
    /// What it takes for the column to be about consent.
    enum Claim: Hashable, Sendable {
        /// Nothing: the header says it by itself.
        case itself
        /// At least half of the values can be read: words of the header are unknown, or mean other things too.
        case readable
        /// A general word: at least half of the values are words, or yes and no, for staying or leaving.
        case words
        /// A general word beside unknown ones: at least half of the values speak of signing up or leaving under any
        /// header.
        case unmistakable
        /// The header speaks of why somebody has left: any value looks like consent, and none is read.
        case reason
    }

    /// What the column tells if it is about consent.
    public let meaning: ConsentMeaning
    let claim: Claim
    /// Whether 1, 0 and single letters can be meant for yes and no.
    let countsBareAnswers: Bool

    /// A header with at most this many unknown letters counts as understood.
    private static let fewLetters = 1

    /// Reads a header; nil if it is about something else.
    public init?(_ header: String) {
        guard header.utf8.count <= ConsentPhrase.maximumBytes else { return nil }
        let phrase = ConsentPhrase(header, .headers)
        let terms = Set(phrase.terms)
        guard !terms.contains(.foreign) else { return nil }
        if terms.contains(.reason) {
            guard !terms.isDisjoint(with: [.leaving, .undeliverable]) else { return nil }
            self.init(meaning: .reason, claim: .reason, countsBareAnswers: false)
            return
        }
        guard let meaning = Self.meaning(terms) else { return nil }
        // The column is about another channel, unless mail is named too.
        if terms.contains(.channel), !Self.speaksOfMail(header) { return nil }
        let isUnderstood = phrase.unknown <= Self.fewLetters
        let claim: Claim
        if !terms.isDisjoint(with: [.leaving, .staying]) {
            claim = isUnderstood ? .itself : .readable
        } else if !terms.isDisjoint(with: [.undeliverable, .permission, .confirming, .pending]) {
            claim = .readable
        } else {
            claim = isUnderstood ? .words : .unmistakable
        }
        self.init(meaning: meaning, claim: claim, countsBareAnswers: meaning != .status)
    }

    /// Reads a header whose field the vocabulary may know; nil if it is about something else. Columns for dates of
    /// leaving may hold flags instead, and so may some for dates of signing up.
    init?(_ header: String, knownAs field: Field?) {
        switch field {
        case nil: self.init(header)
        case .deactivated?:
            // Where the file has another column for the date, such a name still speaks of leaving.
            self = Self(header) ?? Self(meaning: .unsubscribed, claim: .itself, countsBareAnswers: true)
        case .registered? where ConsentWords.participles.contains(HeaderVocabulary.folded(header)):
            self.init(meaning: .subscribed, claim: .readable, countsBareAnswers: true)
        default: return nil
        }
    }

    private init(meaning: ConsentMeaning, claim: Claim, countsBareAnswers: Bool) {
        self.meaning = meaning
        self.claim = claim
        self.countsBareAnswers = countsBareAnswers
    }

    private static func meaning(_ terms: Set<ConsentTerm>) -> ConsentMeaning? {
        let leaves = !terms.isDisjoint(with: [.leaving, .undeliverable])
        let stays = !terms.isDisjoint(with: [.staying, .permission])
        if leaves { return terms.contains(.staying) ? .status : .unsubscribed }
        if terms.contains(.pending) { return .unconfirmed }
        if terms.contains(.confirming) { return .confirmed }
        if stays { return .subscribed }
        if terms.contains(.status) { return .status }
        return terms.isDisjoint(with: [.topic, .active]) ? nil : .subscribed
    }

    private static func speaksOfMail(_ header: String) -> Bool {
        let letters = String(decoding: ConsentSpelling(header).letters, as: UTF8.self)
        return letters.contains("email") || letters.contains("newsletter")
    }
}
