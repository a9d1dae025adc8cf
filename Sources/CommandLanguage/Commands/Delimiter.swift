/// The values of `--delimiter`: one character, or the name of one that is awkward to write.
public enum Delimiter {
    static let named: KeyValuePairs<String, Character> = ["comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"]

    /// The names, in the order of the documentation.
    public static var names: [String] { named.map(\.key) }

    /// The character that a text means; nil if it is neither a name nor one character, or one that ends a line or
    /// quotes a cell.
    public static func character(_ text: String) -> Character? {
        let folded = text.lowercased()
        if let entry = named.first(where: { $0.key == folded }) { return entry.value }
        guard let character = text.first, text.count == 1, !character.isNewline, character != "\"" else { return nil }
        return character
    }
}
