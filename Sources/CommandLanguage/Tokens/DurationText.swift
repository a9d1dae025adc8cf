public import Recipients

/// Durations as the language writes them, in one word or in two.
public enum DurationText {
    /// The duration that a text means: `31d`, `31 days`; nil for anything else.
    public static func value(_ text: String) -> TimeSpan? {
        if let span = TimeSpan(text) { return span }
        let words = text.split(separator: " ")
        guard words.count == 2, words[1].count > 1, let count = Int64(words[0]), count >= 0,
            let unit = TimeSpan.Unit(words[1])
        else { return nil }
        return TimeSpan(count, unit)
    }
}
