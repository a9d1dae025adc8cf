extension Source {
    /// What the quoted texts and the here-documents stand for, their escapes resolved: what somebody who searches the
    /// source for a word means. Variables in them stay as they are written. The source need not be valid.
    public var resolvedTexts: [String] {
        Lexer.lex(self).strings.map { parts in
            parts.map { part in
                switch part {
                case .text(let text): text
                case .variable(let variable): self.text(variable.range)
                }
            }.joined()
        }
    }

    /// Whether the source only ends the session.
    public var endsSession: Bool {
        let tokens = Lexer.lex(self).tokens.filter { !$0.endsStatement }
        guard tokens.count == 1, tokens[0].kind == .word else { return false }
        let word = text(tokens[0].range).lowercased()
        return word == Verb.quit.rawValue || word == Verb.exit.rawValue
    }
}
