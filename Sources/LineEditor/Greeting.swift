import Recipients
public import Rendering

/// What an interactive shell shows when it is used for the first time: which store is open, and the three lines that a
/// newcomer needs.
public struct Greeting {
    private let version: String
    private let store: String
    private let notes: [String]
    private let hasKeys: Bool

    /// - Parameters:
    ///   - version: The program's name and the number of its version.
    ///   - store: Where the account is: a folder, or words.
    ///   - isReadOnly: Whether changes are refused.
    ///   - simulatedDay: The day of a simulated clock in the account's time zone; nil for the system clock.
    ///   - hasKeys: Whether lines are edited, so that Tab completes.
    public init(version: String, store: String, isReadOnly: Bool, simulatedDay: String?, hasKeys: Bool) {
        self.hasKeys = hasKeys
        self.version = version
        self.store = store.visible()
        notes = (isReadOnly ? ["read-only"] : []) + (simulatedDay.map { ["simulated \($0)"] } ?? [])
    }

    /// The lines, no wider than `width` columns; of a long folder, the end is shown.
    public func lines(width: Int, style: Style) -> [String] {
        let suffix = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        let room = max(8, width - TextWidth.of(version) - 3 - TextWidth.of(suffix))
        let first = "\(version) · \(Self.end(of: store, within: room))\(suffix)"
        return [TextWidth.truncated(first, to: width)] + hints(width).map { style.paint($0, as: .dim) }
    }

    private func hints(_ width: Int) -> [String] {
        let ways = [
            ("import FILE into new group NAME", ["reads a list"]),
            ("undo", ["reverts the last change that left a backup", "takes back a change"]),
            ("help", (hasKeys ? ["explains; Tab completes, Ctrl-D leaves"] : []) + ["explains; Ctrl-D leaves"]),
        ]
        let column = ways.map(\.0.count).max() ?? 0
        return ways.map { statement, meanings in
            let start = "  " + statement + String(repeating: " ", count: column - statement.count + 2)
            let lines = meanings.map { start + $0 }
            return lines.first { $0.count <= width }
                ?? TextWidth.truncated("  \(statement): \(meanings.last ?? "")", to: width)
        }
    }

    private static func end(of text: String, within width: Int) -> String {
        var end = Substring(text)
        guard TextWidth.of(end) > width else { return text }
        while TextWidth.of(end) > width - 1 { end = end.dropFirst() }
        return "…" + end
    }
}
