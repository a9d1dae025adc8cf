/// The characters of a text: what a reader takes for one, whatever it is made of, so that `ä` is equal in NFC and NFD.
/// A carriage return and a line feed are one each, as they are wherever lines are split, though Unicode takes both for
/// one.
public struct TextCharacters: Collection, Sendable {
    private let text: String

    /// The characters of a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The index of the first character.
    public var startIndex: String.Index { text.startIndex }
    /// The index after the last one.
    public var endIndex: String.Index { text.endIndex }

    /// The index of the next character.
    public func index(after index: String.Index) -> String.Index {
        text.unicodeScalars[index].endsLine ? text.unicodeScalars.index(after: index) : text.index(after: index)
    }

    /// The character at an index.
    public subscript(index: String.Index) -> Character {
        let scalar = text.unicodeScalars[index]
        return scalar.endsLine ? Character(scalar) : text[index]
    }
}

extension Unicode.Scalar {
    fileprivate var endsLine: Bool { self == "\r" || self == "\n" }
}

extension String {
    /// How many characters it has. Linear in its length.
    public var characterCount: Int { isASCII ? utf8.count : TextCharacters(self).count }

    /// Calls a function with each place of a text that is not empty, from the first one on, without overlaps.
    ///
    /// - Parameters:
    ///   - part: The text to find.
    ///   - body: Called with the range of each place.
    public func forEachPlace(of part: String, _ body: (Range<String.Index>) -> Void) {
        if isASCII, part.isASCII {
            Self.forEachPlace(of: part.utf8, in: utf8, body)
        } else {
            Self.forEachPlace(of: TextCharacters(part), in: TextCharacters(self), body)
        }
    }

    private static func forEachPlace<Elements: Collection>(
        of part: Elements,
        in text: Elements,
        _ body: (Range<String.Index>) -> Void
    ) where Elements.Element: Equatable, Elements.Index == String.Index {
        guard let first = part.first else { return }
        var rest = text[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            var (place, other) = (start, part.startIndex)
            while place < rest.endIndex, other < part.endIndex, rest[place] == part[other] {
                rest.formIndex(after: &place)
                part.formIndex(after: &other)
            }
            if other == part.endIndex {
                body(start..<place)
                rest = rest[place...]
            } else {
                rest = rest.dropFirst()
            }
        }
    }

    private var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
