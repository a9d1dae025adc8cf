public import Recipients
public import SystemCalls

/// The statements typed so far: in memory, and in a file that sessions share.
public final class StatementHistory {
    /// Oldest first. Those that other sessions typed in the meantime are in the file and not here.
    public private(set) lazy var entries: [String] = load()
    private let file: HistoryFile?
    /// Called when entries have gone.
    public var onRemoval: ((_ entries: [String]) -> Void)?

    /// How many statements are kept in the file.
    static let capacity = 10_000

    /// - Parameter path: The file, which is read when it is first needed; nil keeps nothing.
    public init(path: String?) {
        file = path.map(HistoryFile.init)
    }

    private func load() -> [String] {
        let read = ((try? file?.read()) ?? []).filter { !Self.leaves($0) }
        guard read.count > Self.capacity * 2 else { return read }
        let kept = try? file?.rewrite { $0.suffix(Self.capacity) }
        return kept ?? read.suffix(Self.capacity)
    }

    /// Whether nobody has typed a statement yet.
    public var isNew: Bool { file?.exists != true && entries.isEmpty }

    /// Takes a statement, unless it begins with a space, repeats the one before it or ends the session: nobody recalls that.
    ///
    /// - Returns: Whether it was taken. A file that cannot be written costs nothing but the memory of later sessions.
    @discardableResult
    public func add(_ statement: String) -> Bool {
        let entry = Self.entry(statement)
        guard let first = entry.unicodeScalars.first, first != " ", first != "\t", entry != entries.last,
            !Self.leaves(entry)
        else {
            return false
        }
        if let file, (try? file.append(entry)) == .afterRemoval { reload() }
        entries.append(entry)
        return true
    }

    /// Removes every entry that holds an address, here and in the file, and what a program left of the file that was killed.
    ///
    /// - Throws: What the system says of a file that cannot be changed.
    public func erase(_ address: EmailAddress) throws(SystemError) {
        let keeps = { (entry: String) in !Self.holds(entry, address) }
        let before = entries.count
        entries.removeAll { !keeps($0) }
        if entries.count != before { onRemoval?(entries) }
        _ = try file?.rewrite { $0.filter(keeps) }
    }

    /// Another session has removed something: what it was is found out by reading the file.
    private func reload() {
        guard let known = try? file?.read() else { return }
        let kept = Set(known)
        entries.removeAll { !kept.contains($0) }
        onRemoval?(entries)
    }

    /// Whether a statement is `quit` or `exit`.
    private static func leaves(_ entry: String) -> Bool {
        guard entry.utf8.count < 16 else { return false }
        let word = entry.filter { !$0.isWhitespace && $0 != ";" }.lowercased()
        return word == "quit" || word == "exit"
    }

    /// A statement as an entry: without its last line end.
    static func entry(_ statement: String) -> String {
        var entry = Substring(statement)
        while let last = entry.last, last.isNewline { entry.removeLast() }
        return entry.contains { !$0.isWhitespace } ? String(entry) : ""
    }

    /// Whether a statement holds an address, in any spelling; `\\u{40}` in a text is an `@`.
    static func holds(_ statement: String, _ address: EmailAddress) -> Bool {
        statement.mentions(address) || statement.resolvingEscapes.mentions(address)
    }
}

extension String {
    /// The text with the characters that `\u{HEX}` stands for.
    fileprivate var resolvingEscapes: String {
        guard contains("\\u{") else { return self }
        var result = ""
        var rest = self[...]
        while let start = rest.firstRange(of: "\\u{") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            let digits = rest.prefix { $0.isHexDigit }
            guard rest[digits.endIndex...].first == "}",
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
            else { continue }
            result.unicodeScalars.append(scalar)
            rest = rest[digits.endIndex...].dropFirst()
        }
        return result + rest
    }
}
