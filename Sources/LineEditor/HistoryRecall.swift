/// Finds earlier lines that contain what is typed. Case does not count unless capitals are typed.
struct HistoryRecall {
    /// Oldest first.
    var entries: [String] = []
    /// The place of the entry that is shown; the number of entries for the line that is being typed.
    private var place = 0
    private var typed = ""
    private var shown = ""

    /// Begins a new line.
    mutating func begin() { (place, typed, shown) = (entries.count, "", "") }

    /// The entry before the one shown that contains what was typed; nil if there is none.
    mutating func earlier(than line: String) -> String? {
        notice(line)
        return lastPlace(of: typed, before: place, unlike: line).map { show($0) }
    }

    /// The entry after the one shown that contains what was typed, otherwise what was typed; nil if that is shown.
    mutating func later(than line: String) -> String? {
        notice(line)
        guard place < entries.count else { return nil }
        let next = entries.indices[(place + 1)...].first { entries[$0] != line && Self.contains(entries[$0], typed) }
        if let next { return show(next) }
        (place, shown) = (entries.count, typed)
        return typed
    }

    /// The place of the last entry that contains a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: The place must be before this one.
    ///   - line: An entry that is passed over.
    func lastPlace(of text: String, before limit: Int, unlike line: String? = nil) -> Int? {
        entries[..<min(limit, entries.count)].lastIndex { $0 != line && Self.contains($0, text) }
    }

    /// Goes on from an entry that is shown, whatever was typed.
    mutating func show(_ found: Int) -> String {
        (place, shown) = (found, entries[found])
        return shown
    }

    /// Whoever has changed a line looks for what it contains now.
    private mutating func notice(_ line: String) {
        if line != shown { (place, typed, shown) = (entries.count, line, line) }
    }

    private static func contains(_ entry: String, _ text: String) -> Bool {
        text.isEmpty || (text.contains(where: \.isUppercase) ? entry : entry.lowercased()).contains(text)
    }
}
