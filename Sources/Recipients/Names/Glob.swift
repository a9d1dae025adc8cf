/// A pattern for whole texts, without regard to case: `*` stands for any text, `?` for one of the `TextCharacters`.
public struct Glob: Sendable {
    private let pattern: [Character]
    /// The pattern's bytes, if it is ASCII.
    private let asciiPattern: [UInt8]?
    /// Whether it has a character that no ASCII text has.
    private let isBeyondASCII: Bool

    /// Makes a pattern from its text.
    public init(_ text: String) {
        let folded = text.lowercased()
        pattern = Array(TextCharacters(folded))
        asciiPattern = folded.utf8.allSatisfy { $0 < 0x80 } ? Array(folded.utf8) : nil
        isBeyondASCII = !folded.normalizedNFC.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Whether a text matches.
    ///
    /// - Complexity: O(pattern × text) at worst, linear for patterns with one `*`.
    public func matches(_ text: String) -> Bool {
        var text = text
        if let matches = text.withUTF8({ matches(ascii: UnsafeRawBufferPointer($0)) }) { return matches }
        return Self.match(pattern, Array(TextCharacters(text.lowercased())), any: "*", one: "?") { $0 }
    }

    /// Whether an ASCII text matches; nil if the text is not ASCII, or if the pattern needs more than bytes.
    public func matches(ascii text: UnsafeRawBufferPointer) -> Bool? {
        guard text.isASCII else { return nil }
        guard let asciiPattern else { return isBeyondASCII ? false : nil }
        return asciiPattern.withUnsafeBufferPointer { pattern in
            Self.match(pattern, text, any: UInt8(ascii: "*"), one: UInt8(ascii: "?")) {
                $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0
            }
        }
    }

    /// Compares both and, where they differ, goes back to the last `*`, which then takes one more element.
    ///
    /// - Parameter folded: The lower-case form of an element of the text.
    @inline(__always)
    private static func match<Pattern: RandomAccessCollection<Element>, Text: RandomAccessCollection, Element>(
        _ pattern: Pattern,
        _ text: Text,
        any: Element,
        one: Element,
        folded: (Element) -> Element
    ) -> Bool where Element: Equatable, Text.Element == Element, Pattern.Index == Int, Text.Index == Int {
        var (place, index) = (0, 0)
        var retry: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == any {
                retry = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == folded(text[index]) || pattern[place] == one {
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

extension UnsafeRawBufferPointer {
    /// Whether no byte is beyond ASCII; eight bytes at a time.
    public var isASCII: Bool {
        var place = 0
        while place + 8 <= count {
            if loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            place += 8
        }
        while place < count {
            if self[place] >= 0x80 { return false }
            place += 1
        }
        return true
    }
}
