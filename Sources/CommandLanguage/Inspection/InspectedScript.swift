import Recipients

/// A script with its tokens, for tools that ask about places in it.
public struct InspectedScript: Sendable {
    /// The checker's result for the script and for those that it includes.
    public let checked: CheckedScript
    let lexed: LexedSource
    let roles: [TokenRole]

    /// Parses and checks a source, and keeps its tokens. Linear in its length.
    ///
    /// - Parameters:
    ///   - source: The script's text.
    ///   - folder: What the files that it names are relative to; nil if it is not itself a file.
    ///   - files: Reads the scripts that it includes and runs.
    public init(_ source: Source, folder: String?, files: some FileReading) {
        let (result, lexed, roles) = Parser.parseWithTokens(source)
        self.lexed = lexed
        self.roles = roles
        checked = CheckedScript(result, folder: folder, files: files)
    }

    /// The text that was read.
    public var source: Source { lexed.source }

    /// The formatted script; nil if it has syntax errors.
    public func formatted() -> [UInt8]? {
        try? Formatter.text(of: source)
    }

    /// The index of the token that contains an offset, or else that ends there.
    func tokenIndex(at offset: Int) -> Int? {
        var low = 0
        var high = lexed.tokens.count
        while low < high {
            let middle = (low + high) / 2
            if lexed.tokens[middle].range.lower <= offset { low = middle + 1 } else { high = middle }
        }
        // The last token that begins at or before the offset; the end of the file does not count.
        for index in [low - 1, low - 2] where index >= 0 {
            let token = lexed.tokens[index]
            if token.kind != .endOfFile, token.range.upper >= offset, !token.range.isEmpty, !token.endsStatement {
                return index
            }
        }
        return nil
    }

    /// The index of the first token of the statement that contains a token.
    func statementStart(of index: Int) -> Int {
        let before = lexed.tokens[..<index].lastIndex {
            $0.endsStatement || $0.kind == .leftBrace || $0.kind == .rightBrace
        }
        return before.map { $0 + 1 } ?? 0
    }
}
