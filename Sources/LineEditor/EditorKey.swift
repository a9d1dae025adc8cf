/// The keys that terminals send as sequences, each as one character that nobody types. Libedit binds these characters
/// in both emacs and vi mode, where Escape remains a key by itself.
enum EditorKey: UInt32, CaseIterable {
    // C1 control characters, which are never part of a text.
    case left = 0x80
    case right, up, down, home, end, delete, wordLeft, wordRight, deleteWord, deleteWordBefore, paste

    /// What the keys are bound in: libedit's own commands treat the end of the line differently in the keys of vi.
    enum Mode {
        case emacs
        case viInsertion
        /// Here the cursor is on a character.
        case viCommands
    }

    /// What the key does: the name of one of libedit's commands, or of the editor's own.
    func command(in mode: Mode) -> String {
        switch self {
        case .left: "ed-prev-char"
        case .right: mode == .viInsertion ? "cbs-right" : "ed-next-char"
        case .up: mode == .viCommands ? "ed-search-prev-history" : "cbs-up"
        case .down: mode == .viCommands ? "ed-search-next-history" : "cbs-down"
        case .home: "ed-move-to-beg"
        case .end: mode == .viCommands ? "ed-move-to-end" : "cbs-end"
        case .delete: "ed-delete-next-char"
        case .wordLeft: "ed-prev-word"
        case .wordRight: "em-next-word"
        case .deleteWord: "em-delete-next-word"
        case .deleteWordBefore: "ed-delete-prev-word"
        case .paste: "cbs-paste"
        }
    }

    /// The character in the notation of `bind`.
    var spelling: String { "\\" + String(rawValue, radix: 8) }

    /// The key for a sequence, given without the Escape before it; nil if there is none.
    init?(sequence: String) {
        guard let key = Self.sequences[sequence] else { return nil }
        self = key
    }

    /// The sequences of xterm, VTE, rxvt, the consoles of Linux and macOS, tmux and screen.
    private static let sequences: [String: EditorKey] = {
        var table: [String: EditorKey] = [
            "[1~": .home, "[7~": .home, "[H": .home, "OH": .home, "[1;5H": .home,
            "[4~": .end, "[8~": .end, "[F": .end, "OF": .end, "[1;5F": .end,
            "[3~": .delete, "[3;5~": .deleteWord, "[3;3~": .deleteWord, "[3^": .deleteWord,
            "[200~": .paste,
        ]
        let arrows: [(String, EditorKey)] = [("A", .up), ("B", .down), ("C", .right), ("D", .left)]
        for (letter, key) in arrows {
            table["[\(letter)"] = key
            table["O\(letter)"] = key
            table["[1;2\(letter)"] = key
        }
        let words: [(String, EditorKey)] = [("C", .wordRight), ("D", .wordLeft)]
        for (letter, key) in words {
            // Control, Alt, both, and Option on a Mac.
            for modifier in ["5", "3", "7", "9"] { table["[1;\(modifier)\(letter)"] = key }
            table["[5\(letter)"] = key
            table["O\(letter.lowercased())"] = key
        }
        return table
    }()
}
