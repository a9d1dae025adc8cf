/// A header or a value as the terms that it is made of.
struct ConsentPhrase {
    /// The terms in their order, after negations have been applied.
    private(set) var terms: [ConsentTerm] = []
    /// How many letters belong to no term.
    private(set) var unknown = 0
    /// Whether there is a negation of which nobody can tell what it turns around.
    private(set) var isDangling = false

    /// The longest text that is looked at; headers and states are shorter.
    static let maximumBytes = 128

    /// Takes a text apart, at spaces, punctuation and digits, at the humps of `camelCase`, and within compounds.
    init(_ text: String, _ dictionary: ConsentDictionary) {
        var scan = Scan(ConsentSpelling(text), dictionary)
        var found: [ConsentTerm] = []
        while let term = scan.next(after: found.last) { found.append(term) }
        unknown = scan.unknown
        turn(found, of: text)
    }

    /// Whether a text has more than one thing to say, as `opt-out / revoked`.
    private static func isEnumeration(_ text: String) -> Bool {
        text.utf8.contains { "/,;:|&+(".utf8.contains($0) }
    }

    /// Applies negations to what follows them, and refusals to an opt-out before them, and tells objects from other
    /// words.
    private mutating func turn(_ found: [ConsentTerm], of text: String) {
        var isNegated = false
        var deniesContact = false
        var receives = false
        // The last term that a negation has turned around.
        var turned: Int?
        var previous: ConsentTerm?
        for term in found {
            switch term {
            case .negation, .lateNegation: isNegated.toggle()
            case .object:
                // `Unsubscribed from campaigns`, but not `Unsubscribed campaigns`.
                if previous?.mayPrecedeObject != true { unknown += ConsentTerm.objectLetters }
                terms.append(.neutral)
            case .neutral, .recipient, .departure: terms.append(term)
            case .receiving:
                receives = true
                terms.append(term)
            case .customer:
                unknown += ConsentTerm.objectLetters
                terms.append(term)
            case .contact:
                // `no recibir correo`, `receives email`
                deniesContact = receives ? isNegated : previous?.isNegation ?? false
                if receives, !isNegated { terms.append(.permission) }
                terms.append(.contact)
            default:
                let refuses = !isNegated && (term == .refusing || term == .ending)
                if refuses, previous == .leaving, terms.last == .leaving, !Self.isEnumeration(text) {
                    // `Opt-out declined`
                    terms[terms.count - 1] = .staying
                } else {
                    if isNegated { turned = terms.count }
                    terms.append(isNegated ? term.negated : term)
                }
                isNegated = false
            }
            previous = term
        }
        guard isNegated else { return }
        // `No email`, but not `not email subscribed`.
        if deniesContact {
            terms.append(.leaving)
        } else if found.last(where: \.isNegation) == .lateNegation {
            turnBack(turned)
        } else {
            leaveDangling()
        }
    }

    /// Applies a negation that nothing follows to what is before it: `Akkoord niet`.
    ///
    /// - Parameter turned: The last term that has been turned around already, as in `ne accepte pas`.
    private mutating func turnBack(_ turned: Int?) {
        if let last = terms.lastIndex(where: { $0.negated != $0 }) {
            if last != turned { terms[last] = terms[last].negated }
        } else if terms.contains(.contact) {
            terms.append(.leaving)
        } else {
            leaveDangling()
        }
    }

    /// `Mailing No` may be a number, `accepte plus` more or no more.
    private mutating func leaveDangling() {
        isDangling = true
        unknown += ConsentTerm.objectLetters
    }

    /// Whether hardly any letter is unknown.
    var isUnderstood: Bool { unknown <= 1 }
}

extension ConsentTerm {
    fileprivate static let objectLetters = 6

    /// The term that it becomes after a `not`.
    fileprivate var negated: ConsentTerm {
        switch self {
        case .leaving, .gone, .removed, .refusing, .ending, .undeliverable: .staying
        case .staying, .consent, .permission, .topic, .perhapsStaying: .leaving
        case .confirming, .active: .pending
        case .pending, .perhapsPending: .confirming
        case .deliverable: .undeliverable
        case .given: .gone
        case .former, .departure, .status, .negation, .lateNegation, .neutral, .recipient, .receiving, .contact,
            .object, .channel, .customer, .reason, .foreign:
            self
        }
    }

    fileprivate var mayPrecedeObject: Bool {
        switch self {
        case .neutral, .recipient, .receiving, .contact: true
        default: false
        }
    }

    fileprivate var isNegation: Bool { self == .negation || self == .lateNegation }

    /// Whether it may begin within a word, as the second half of a compound.
    fileprivate var standsInCompounds: Bool {
        switch self {
        case .leaving, .undeliverable, .staying, .consent, .permission, .topic, .status: true
        default: false
        }
    }
}

/// Goes through a spelling from term to term; at each position the longest match counts.
private struct Scan {
    private let spelling: ConsentSpelling
    private let dictionary: ConsentDictionary
    private var position = 0
    private(set) var unknown = 0

    /// Shorter terms must be whole words.
    private static let shortest = 4
    /// Shorter terms do not begin within a word, unless another term precedes them.
    private static let shortestWithin = 5
    /// A term that reaches into the next word must take at least this many letters of it.
    private static let fewestOfNextWord = 3
    /// The longest ending of a word that is skipped.
    private static let longestEnding = 2

    init(_ spelling: ConsentSpelling, _ dictionary: ConsentDictionary) {
        self.spelling = spelling
        self.dictionary = dictionary
    }

    /// - Parameter previous: The term before; nil at the beginning.
    mutating func next(after previous: ConsentTerm?) -> ConsentTerm? {
        var isBehindTerm = previous != nil
        while position < spelling.letters.count {
            if let (term, end) = longest(at: position, isBehindTerm: isBehindTerm) {
                position = end
                skipEnding()
                return term
            }
            defer { position += 1 }
            // `Einwilligungstext` has an `s` between its halves.
            if isBehindTerm, spelling.letters[position] == UInt8(ascii: "s"), !spelling.isBorder(position + 1) {
                continue
            }
            unknown += 1
            isBehindTerm = false
        }
        return nil
    }

    private func longest(at start: Int, isBehindTerm: Bool) -> (ConsentTerm, Int)? {
        let isAtBorder = spelling.isBorder(start)
        var end = min(spelling.letters.count, start + dictionary.longest)
        while end > start {
            defer { end -= 1 }
            guard let term = dictionary[spelling.letters[start..<end]] else { continue }
            if fits(term, start, end, isAtBorder: isAtBorder, isBehindTerm: isBehindTerm) { return (term, end) }
        }
        return nil
    }

    private func fits(_ term: ConsentTerm, _ start: Int, _ end: Int, isAtBorder: Bool, isBehindTerm: Bool) -> Bool {
        let length = end - start
        let endsWord = spelling.isBorder(end)
        if isAtBorder {
            if endsWord { return true }
            // `contacts` is not in `Contact Status`.
            let crosses = spelling.border(after: start) < end
            if crosses, end - spelling.lastBorder(before: end) < Self.fewestOfNextWord { return false }
            guard length >= Self.shortest else { return false }
            if length > Self.shortest { return true }
            return dictionary.hasTerm(at: end, of: spelling)
        }
        // The second half of a compound does not reach past the end of its word.
        guard spelling.border(after: start) >= end else { return false }
        if isBehindTerm { return length >= Self.shortest || (endsWord && length == 3) }
        return length >= Self.shortestWithin && term.standsInCompounds
    }

    private mutating func skipEnding() {
        guard !spelling.isBorder(position) else { return }
        let end = spelling.border(after: position)
        if end - position <= Self.longestEnding { position = end }
    }
}
