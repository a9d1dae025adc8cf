/// The longest word, in bytes, for which a near name is looked for: a few times a group's name. The time grows with the
/// square.
private let longestWord = 1000

extension Sequence<String> {
    /// The name that somebody who wrote `word` most likely meant: the one with the smallest edit distance, if that is
    /// at most a third of the word's length, or one for a short word. Nil for a word of one letter, and for one that is
    /// too long to be a name. Case does not count. Ties go to the first. It is never one that says the opposite of the
    /// word: `delete` for `undelete`, `on` for `no`.
    public func nearest(to word: String) -> String? {
        guard word.utf8.count <= longestWord else { return nil }
        let wanted = Array(word.lowercased())
        let limit = wanted.count < 2 ? 0 : Swift.max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for name in self {
            let letters = Array(name.lowercased())
            let distance = editDistance(wanted, letters, atMost: limit)
            if distance <= limit, distance < best?.distance ?? .max, !areOpposite(wanted, letters, distance) {
                best = (name, distance)
            }
        }
        return best?.name
    }

    /// The name that somebody has begun to write, or of which somebody wrote some of the words. Case does not count.
    /// Those that begin with the text go before others, short ones before long ones; ties go to the first. Nil for a
    /// text of one letter.
    public func continuation(of text: String) -> String? {
        let wanted = text.lowercased()
        guard wanted.count > 1, wanted.utf8.count <= longestWord else { return nil }
        let begun = filter { $0.lowercased().hasPrefix(wanted) }
        return (begun.isEmpty ? filter { $0.lowercased().hasWords(wanted) } : begun).min { $0.count < $1.count }
    }

    /// The question whether the nearest name was meant: `did you mean "…"?`; nil if none is near.
    public func suggestion(for word: String) -> String? {
        nearest(to: word)?.asSuggestion
    }
}

extension String {
    /// The question whether this was meant, a name or a word of a command line: `did you mean "…"?`, written as a
    /// statement takes it.
    public var asSuggestion: String { "did you mean \(literal)?" }
}

extension String {
    /// Whether it contains a text that neither begins nor ends within a word.
    fileprivate func hasWords(_ text: String) -> Bool {
        ranges(of: text).contains { range in
            let before = self[..<range.lowerBound].last
            let after = self[range.upperBound...].first
            return [before, after].allSatisfy { $0.map { !$0.isLetter && !$0.isNumber } ?? true }
        }
    }
}

extension String {
    /// Whether a word in lower case says that something is on, or off; nil for other words.
    public var stateOfSwitch: Bool? {
        switch self {
        case "on", "yes", "true": true
        case "off", "no", "non", "false": false
        default: nil
        }
    }
}

/// Whether one of two words negates the other. It may be misspelt: `subscribd` is the opposite of `unsubscribed`.
///
/// - Parameters:
///   - word: A word in lower case.
///   - other: Another one.
///   - distance: Their edit distance. A negation is what explains a part of it: `eleted` is not the opposite of
///     `deleted`, whose first two letters are not a prefix then.
private func areOpposite(_ word: [Character], _ other: [Character], _ distance: Int) -> Bool {
    if distance == 0 { return false }
    if let one = String(word).stateOfSwitch, let two = String(other).stateOfSwitch { return one != two }
    return splits(word).contains { one in
        splits(other).contains { two in
            one.isNegated != two.isNegated
                && editDistance(one.prefix, two.prefix, atMost: distance)
                    + editDistance(one.stem, two.stem, atMost: distance) == distance
        }
    }
}

/// The ways to read a word, or an option with its dashes, as a prefix and a stem. The prefix may be empty.
private func splits(_ word: [Character]) -> [(prefix: [Character], isNegated: Bool, stem: [Character])] {
    let name = Array(word.drop { $0 == "-" })
    let prefixes = [("", false), ("re", false), ("un", true), ("de", true), ("dis", true), ("in", true)]
    return (prefixes + [("no-", true), ("non-", true)]).compactMap { prefix, isNegated in
        guard name.count > prefix.count, name.starts(with: prefix) else { return nil }
        return (Array(prefix), isNegated, Array(name.dropFirst(prefix.count)))
    }
}

/// The Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and swaps of
/// neighbours that turn one text into the other. Gives up, with a larger number, once it must exceed `limit`.
private func editDistance(_ left: [Character], _ right: [Character], atMost limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for column in right.indices {
            let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
            var distance = Swift.min(substitution, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                distance = Swift.min(distance, beforePrevious[column - 1] + 1)
            }
            current.append(distance)
        }
        if current.allSatisfy({ $0 > limit }) { return limit + 1 }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
