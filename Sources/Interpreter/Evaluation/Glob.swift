/// A pattern for whole texts, without regard to case: `*` stands for any text, `?` for one character.
struct Glob {
    private let pattern: [Character]
    /// The pattern's bytes, if it is of ASCII.
    private let asciiPattern: [UInt8]?

    init(_ text: String) {
        let folded = text.lowercased()
        pattern = Array(folded)
        asciiPattern = folded.utf8.allSatisfy { $0 < 0x80 } ? Array(folded.utf8) : nil
    }

    /// - Complexity: O(pattern × text) at worst, linear for patterns with one `*`.
    func matches(_ text: String) -> Bool {
        if let asciiPattern, text.utf8.allSatisfy({ $0 < 0x80 }) {
            let bytes = text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            return Self.match(asciiPattern, bytes, any: UInt8(ascii: "*"), one: UInt8(ascii: "?"))
        }
        return Self.match(pattern, Array(text.lowercased()), any: "*", one: "?")
    }

    /// Goes through both and, where they differ, back to the last `*`, which then takes one element more.
    private static func match<Element: Equatable>(
        _ pattern: [Element],
        _ text: [Element],
        any: Element,
        one: Element
    ) -> Bool {
        var (place, index) = (0, 0)
        var retry: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == any {
                retry = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == text[index] || pattern[place] == one {
                place += 1
                index += 1
            } else if let last = retry {
                retry = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == any }
    }
}
