/// A here-document whose lines are still to come.
struct PendingHeredoc: Sendable {
    let terminator: [UInt8]
    let stripsIndentation: Bool
    /// The place of `<<WORD`.
    let range: SourceRange
    /// The index of its text in the lexer's `strings`.
    let payload: Int
}

extension Lexer {
    /// Reads `<<WORD` or `<<-WORD`. The lines follow after the end of the line.
    mutating func readHeredocStart() {
        let start = position
        let strips = peek(2) == Ascii.minus
        let wordStart = start + (strips ? 3 : 2)
        let end = endOfWord(from: wordStart)
        position = end
        let range = SourceRange(start, end)
        guard end > wordStart else {
            report(.heredocWithoutWord(opening: strips ? "<<-" : "<<"), range)
            append(.invalid, from: start)
            return
        }
        strings.append([])
        pendingHeredocs.append(
            PendingHeredoc(
                terminator: Array(bytes[wordStart..<end]),
                stripsIndentation: strips,
                range: range,
                payload: strings.count - 1
            )
        )
        append(.heredoc, from: start, payload: strings.count - 1)
    }

    /// Reads the lines of the here-documents that the line before began, in order.
    mutating func readHeredocBodies() {
        let pending = pendingHeredocs
        pendingHeredocs = []
        for heredoc in pending { readBody(of: heredoc) }
    }

    private mutating func readBody(of heredoc: PendingHeredoc) {
        let start = position
        var lines: [SourceRange] = []
        while position < bytes.count {
            let line = takeLine()
            guard heredoc.isClosed(by: bytes[line.lower..<line.upper]) else {
                lines.append(line)
                continue
            }
            let strip = heredoc.stripsIndentation ? commonIndentation(of: lines, closing: line) : 0
            strings[heredoc.payload] = [.text(text(of: lines, without: strip))]
            heredocBodies.append(SourceRange(start, position))
            return
        }
        open.insert(.heredoc)
        unclosedHeredocs.append(heredoc)
        if position > start { heredocBodies.append(SourceRange(start, position)) }
        let word = String(decoding: heredoc.terminator, as: UTF8.self)
        report(.unclosedHeredoc(terminator: word), heredoc.range)
    }

    /// Moves past the next line and returns its range without the line end.
    private mutating func takeLine() -> SourceRange {
        let start = position
        while position < bytes.count, bytes[position] != Ascii.newline { position += 1 }
        var end = position
        if position < bytes.count { position += 1 }
        if end > start, bytes[end - 1] == Ascii.carriageReturn { end -= 1 }
        return SourceRange(start, end)
    }

    /// The number of spaces and tabs at the beginning of a line.
    private func indentation(of line: SourceRange) -> Int {
        var count = 0
        while line.lower + count < line.upper,
            bytes[line.lower + count] == Ascii.space || bytes[line.lower + count] == Ascii.tab
        {
            count += 1
        }
        return count
    }

    /// The length of the white space with which all lines begin, including the closing one; blank lines do not count.
    private func commonIndentation(of lines: [SourceRange], closing: SourceRange) -> Int {
        var common = indentation(of: closing)
        for line in lines {
            let own = indentation(of: line)
            if own == line.upper - line.lower { continue }
            var shared = 0
            while shared < min(common, own), bytes[line.lower + shared] == bytes[closing.lower + shared] { shared += 1 }
            common = shared
        }
        return common
    }

    /// The lines without the first `strip` bytes of each, each ended by a line feed.
    private func text(of lines: [SourceRange], without strip: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(lines.reduce(0) { $0 + $1.upper - $1.lower + 1 })
        for line in lines {
            text.append(contentsOf: bytes[min(line.lower + strip, line.upper)..<line.upper])
            text.append(Ascii.newline)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
