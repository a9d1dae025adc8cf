/// The longest word, in bytes, for which a near name is looked for: a few times a group's name. The time grows with the
/// square.
private let longestWord = 1000

extension Sequence<String> {
    /// The name that somebody who wrote `word` most likely meant: the one with the smallest edit distance, if that is
    /// at most a third of the word's length, or one for a short word. Nil for a word of one letter, and for one that is
    /// too long to be a name. Case does not count. Ties go to the first.
    public func nearest(to word: String) -> String? {
        guard word.utf8.count <= longestWord else { return nil }
        let wanted = Array(word.lowercased())
        let limit = wanted.count < 2 ? 0 : Swift.max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for name in self {
            let distance = editDistance(wanted, Array(name.lowercased()), atMost: limit)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (name, distance)
            }
        }
        return best?.name
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
