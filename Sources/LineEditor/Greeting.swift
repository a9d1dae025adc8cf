public import Recipients
public import Rendering

/// The two lines that an interactive shell begins with.
public struct Greeting {
    private let version: String
    private let store: String
    private let notes: [String]

    /// - Parameters:
    ///   - version: Of the program, with its name.
    ///   - store: What the account is in: a folder, or words.
    ///   - isReadOnly: Whether changes are refused.
    ///   - simulatedNow: Where a simulated clock stands.
    public init(version: String, store: String, isReadOnly: Bool, simulatedNow: Instant?) {
        self.version = version
        self.store = store.visible()
        notes =
            (isReadOnly ? ["read-only"] : []) + (simulatedNow.map { ["simulated \("\($0)".prefix(10))"] } ?? [])
    }

    /// The lines within so many cells; of a long folder the end is shown.
    public func lines(width: Int, style: Style) -> [String] {
        let suffix = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        let room = max(8, width - TextWidth.of(version) - 3 - TextWidth.of(suffix))
        let first = "\(version) · \(Self.end(of: store, within: room))\(suffix)"
        let second = Self.hints.first { $0.count <= width } ?? ""
        return [TextWidth.truncated(first, to: width), style.paint(second, as: .dim)]
    }

    private static let hints = [
        "\"help\" lists the commands, \"help keys\" explains the keys; Tab completes, Ctrl-D leaves",
        "\"help\" lists the commands; Tab completes, Ctrl-D leaves",
        "\"help\" helps, Ctrl-D leaves",
    ]

    private static func end(of text: String, within width: Int) -> String {
        var end = Substring(text)
        guard TextWidth.of(end) > width else { return text }
        while TextWidth.of(end) > width - 1 { end = end.dropFirst() }
        return "…" + end
    }
}
