public import Recipients
public import SystemCalls

/// What a history asks about statements.
public struct HistoryLanguage {
    /// Whether a statement only ends the session.
    let endsSession: (_ statement: String) -> Bool
    /// What the texts in a statement stand for.
    let texts: (_ statement: String) -> [String]

    /// - Parameters:
    ///   - endsSession: Whether a statement only ends the session: nobody wants to recall it.
    ///   - texts: What the texts in a statement stand for, their escapes resolved: an address may be hidden in them.
    public init(
        endsSession: @escaping (_ statement: String) -> Bool,
        texts: @escaping (_ statement: String) -> [String]
    ) {
        self.endsSession = endsSession
        self.texts = texts
    }
}

/// The statements typed so far: in memory, and in a file that sessions share.
public final class StatementHistory {
    /// Oldest first. Statements that other sessions have typed in the meantime are in the file, but not here.
    public private(set) lazy var entries: [String] = load()
    private let file: HistoryFile?
    private let language: HistoryLanguage
    /// Called when entries have been removed.
    public var onRemoval: ((_ entries: [String]) -> Void)?

    /// How many statements the file keeps.
    static let capacity = 10_000

    /// - Parameters:
    ///   - path: The file, which is read when it is first needed; nil to keep statements in memory only.
    ///   - language: What the statements mean.
    public init(path: String?, language: HistoryLanguage) {
        file = path.map(HistoryFile.init)
        self.language = language
    }

    private func load() -> [String] {
        let read = ((try? file?.read()) ?? []).filter { !language.endsSession($0) }
        guard read.count > Self.capacity * 2 else { return read }
        let kept = try? file?.rewrite { $0.suffix(Self.capacity) }
        return kept ?? read.suffix(Self.capacity)
    }

    /// Whether no statement has been typed yet, in any session.
    public var isNew: Bool { file?.exists != true && entries.isEmpty }

    /// Finds out whether later sessions will have what is typed.
    ///
    /// - Throws: The system's error if the file cannot be written.
    public func requireWritable() throws(SystemError) { try file?.requireWritable() }

    /// Adds a statement, unless it begins with a space, repeats the one before it, or ends the session: nobody wants to
    /// recall those.
    ///
    /// - Parameter statement: The statement, with or without its line end.
    /// - Returns: Whether it was added. If the file cannot be written, only later sessions miss the statement.
    @discardableResult
    public func add(_ statement: String) -> Bool {
        let entry = Self.entry(statement)
        guard let first = entry.unicodeScalars.first, first != " ", first != "\t", entry != entries.last,
            !language.endsSession(entry)
        else {
            return false
        }
        if let file, (try? file.append(entry)) == .afterRemoval { reload() }
        entries.append(entry)
        return true
    }

    /// Removes every entry that contains an address, from memory and from the file, and the copies left by programs
    /// that were killed.
    ///
    /// - Parameter address: The address.
    /// - Throws: The system's error if the file cannot be changed.
    public func erase(_ address: EmailAddress) throws(SystemError) {
        let keeps = { (entry: String) in !self.holds(entry, address) }
        let before = entries.count
        entries.removeAll { !keeps($0) }
        if entries.count != before { onRemoval?(entries) }
        _ = try file?.rewrite { $0.filter(keeps) }
    }

    /// Another session has removed entries: reads the file to find out which.
    private func reload() {
        guard let known = try? file?.read() else { return }
        let kept = Set(known)
        entries.removeAll { !kept.contains($0) }
        onRemoval?(entries)
    }

    /// A statement as an entry: without line ends after it.
    static func entry(_ statement: String) -> String {
        var entry = Substring(statement)
        while let last = entry.last, last.isNewline { entry.removeLast() }
        return entry.contains { !$0.isWhitespace } ? String(entry) : ""
    }

    /// Whether a statement contains an address, in any spelling and however it escapes characters in texts.
    private func holds(_ statement: String, _ address: EmailAddress) -> Bool {
        statement.mentions(address) || language.texts(statement).contains { $0.mentions(address) }
    }
}
