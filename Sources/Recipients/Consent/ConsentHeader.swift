/// A header that speaks of consent, perhaps together with the values below it.
public struct ConsentHeader: Hashable, Sendable {
    /// What it takes for the column to be about consent.
    enum Claim: Hashable, Sendable {
        /// Nothing: the header says it by itself.
        case itself
        /// Not only texts of other kinds: the header names consent, but such a column may hold what was agreed to.
        case consent
        /// At least half of the values can be read: words of the header are unknown, or mean other things too.
        case readable
        /// A general word: at least half of the values are words, or yes and no, for staying or leaving. Words for not
        /// having confirmed count only where there is hardly anything else.
        case words
        /// A general word beside unknown ones: at least half of the values speak of signing up or leaving under any
        /// header.
        case unmistakable
        /// The same, but where at least half of the values are yes and no, the column looks like consent: the general
        /// word is one for what people sign up for, or nobody can tell what a negation turns around.
        case topical
        /// Words for going away that say nothing about a list of recipients by themselves: at least half of the values
        /// are dates.
        case dates
        /// The header says nothing: the column looks like consent if at least half of the values speak of signing up or
        /// leaving, and any of them of leaving, and none is read.
        case unnamed
        /// The header speaks of why somebody has left: any value looks like consent, and none is read.
        case reason
        /// The header speaks of why something was done: the column looks like consent if at least half of the values
        /// are words for leaving, and none is read.
        case anyReason
    }

    /// What the column tells if it is about consent.
    public let meaning: ConsentMeaning
    let claim: Claim
    /// Whether single letters can be meant for yes and no, and words of two letters for nothing else.
    let countsLetters: Bool
    /// Whether it names those who get mail.
    let namesRecipients: Bool
    /// Whether the column is the field that the vocabulary has for it only if it holds dates.
    let needsDates: Bool

    /// A header that does not speak of consent, above values that do.
    public static let unnamed = ConsentHeader(meaning: .status, claim: .unnamed, countsLetters: false)

    /// Whether a header leaves open what its column is about, so that the values alone may tell.
    static func saysNothing(_ header: String) -> Bool {
        guard header.utf8.count <= ConsentPhrase.maximumBytes else { return false }
        return Set(ConsentPhrase(header, .headers).terms).isDisjoint(with: [.foreign, .channel, .reason])
    }

    /// Any header of a column that the user gives a meaning.
    init(mappedTo meaning: ConsentMeaning) {
        self.init(meaning: meaning, claim: .itself, countsLetters: true)
    }

    /// Whether the header speaks of going away in general.
    var isGeneral: Bool { claim == .dates }

    /// Whether it says which answers are those of people who get mail: words beside a topic may turn it around.
    public var tellsSides: Bool { claim != .topical && claim != .unmistakable }

    /// Whether a column with this header means that, whatever its values are.
    func saysByItself(_ meaning: ConsentMeaning) -> Bool { claim == .itself && self.meaning == meaning }

    /// Reads a header; nil if it is about something else.
    public init?(_ header: String) {
        guard header.utf8.count <= ConsentPhrase.maximumBytes else { return nil }
        let phrase = ConsentPhrase(header, .headers)
        let terms = Set(phrase.terms)
        guard !terms.contains(.foreign) else { return nil }
        if terms.contains(.reason) {
            guard let claim = Self.claim(ofReason: terms, isUnderstood: phrase.isUnderstood) else { return nil }
            self.init(meaning: .reason, claim: claim, countsLetters: false)
            return
        }
        // What somebody has gone away from may be anything, unless the values are dates.
        let isUnderstood = phrase.isUnderstood && !terms.contains(.departure)
        guard let meaning = Self.meaning(terms, isUnderstood: isUnderstood) else {
            guard phrase.isUnderstood, Self.speaksOfGoing(terms) else { return nil }
            self.init(meaning: .unsubscribed, claim: .dates, countsLetters: false)
            return
        }
        // The column is about another channel, unless mail is named too.
        let speaksOfMail = Self.speaksOfMail(header)
        if terms.contains(.channel), !speaksOfMail { return nil }
        if terms.contains(.customer), !speaksOfMail, terms.isDisjoint(with: Self.saidOfCustomers) { return nil }
        let claim = phrase.isDangling ? .topical : Self.claim(terms, meaning, isUnderstood: isUnderstood)
        self.init(
            meaning: meaning, claim: claim,
            countsLetters: meaning != .status || terms.contains(.topic) || speaksOfMail,
            namesRecipients: !terms.isDisjoint(with: [.contact, .recipient, .topic]))
    }

    /// What makes a column about customers one about mail: they may be deleted or active as customers, too.
    private static let saidOfCustomers: Set<ConsentTerm> = [.leaving, .staying, .consent, .topic, .status]

    /// What it takes for a column about reasons; nil if the reasons are for something else.
    private static func claim(ofReason terms: Set<ConsentTerm>, isUnderstood: Bool) -> Claim? {
        if !terms.isDisjoint(with: [.leaving, .undeliverable]) { return .reason }
        guard isUnderstood else { return nil }
        if !terms.isDisjoint(with: [.ending, .removed, .departure]) { return .reason }
        return terms.isSubset(of: [.reason, .status, .neutral, .recipient]) ? .anyReason : nil
    }

    /// Whether a header speaks of nothing but going away, perhaps of contacts.
    private static func speaksOfGoing(_ terms: Set<ConsentTerm>) -> Bool {
        !terms.isDisjoint(with: [.removed, .departure])
            && terms.isSubset(of: [.removed, .departure, .neutral, .recipient, .contact])
    }

    private static func claim(_ terms: Set<ConsentTerm>, _ meaning: ConsentMeaning, isUnderstood: Bool) -> Claim {
        let isCertain = !terms.isDisjoint(with: [.leaving, .staying])
        let isEnded = meaning == .unsubscribed && !terms.isDisjoint(with: ends)
        if isCertain || (isEnded && terms.contains(.consent)) { return isUnderstood ? .itself : .readable }
        if terms.contains(.consent) { return isUnderstood ? .consent : .readable }
        let isSpoken = !terms.isDisjoint(with: [.undeliverable, .permission, .confirming, .pending])
        if isEnded || isSpoken { return .readable }
        if isUnderstood { return .words }
        return terms.contains(.topic) ? .topical : .unmistakable
    }

    /// Reads a header whose field the vocabulary may know; nil if it is about something else. Columns for dates of
    /// leaving may hold flags instead, and so may some for dates of signing up.
    init?(_ header: String, knownAs field: Field?) {
        switch field {
        case nil: self.init(header)
        case .deactivated?:
            // Where the file has another column for the date, such a name still speaks of leaving.
            let read = Self(header).flatMap { $0.isGeneral ? nil : $0 }
            self = read ?? Self(meaning: .unsubscribed, claim: .itself, countsLetters: true)
        case .registered? where ConsentWords.participles.contains(HeaderVocabulary.folded(header)):
            self.init(meaning: .subscribed, claim: .readable, countsLetters: true)
        case .activated? where ConsentWords.confirmations.contains(HeaderVocabulary.folded(header)):
            self.init(
                meaning: .confirmed, claim: .readable, countsLetters: true,
                needsDates: HeaderVocabulary.folded(header) == ConsentWords.confirmationKey)
        default: return nil
        }
    }

    private init(
        meaning: ConsentMeaning, claim: Claim, countsLetters: Bool, namesRecipients: Bool = false,
        needsDates: Bool = false
    ) {
        self.meaning = meaning
        self.claim = claim
        self.countsLetters = countsLetters
        self.namesRecipients = namesRecipients
        self.needsDates = needsDates
    }

    /// What says that something has ended, or is lacking.
    private static let ends: Set<ConsentTerm> = [.ending, .refusing, .gone, .removed, .former]
    /// What can end.
    private static let ended: Set<ConsentTerm> = [.staying, .consent, .permission, .topic, .contact]

    private static func meaning(_ terms: Set<ConsentTerm>, isUnderstood: Bool) -> ConsentMeaning? {
        let leaves = !terms.isDisjoint(with: [.leaving, .undeliverable])
        let stays = !terms.isDisjoint(with: [.staying, .consent, .permission])
        if leaves { return terms.contains(.staying) ? .status : .unsubscribed }
        if !terms.isDisjoint(with: ends), !terms.isDisjoint(with: ended) { return .unsubscribed }
        if terms.contains(.ending), isUnderstood, !terms.contains(.status) { return .unsubscribed }
        if terms.contains(.pending) { return .unconfirmed }
        if terms.contains(.confirming) { return .confirmed }
        if stays { return .subscribed }
        if terms.contains(.status) { return .status }
        if terms.contains(.topic) { return .subscribed }
        return terms.contains(.active) ? .active : nil
    }

    private static func speaksOfMail(_ header: String) -> Bool {
        let letters = String(decoding: ConsentSpelling(header).letters, as: UTF8.self)
        return letters.contains("email") || letters.contains("newsletter")
    }
}
