/// The line `sep=;` with which Excel is told the delimiter: the first of a text, no record of it.
struct SeparatorLine {
    let delimiter: UInt8
    /// Its length in characters, with its line end.
    let length: Int

    /// Nil if the text does not begin with such a line: any case, quoted or not, one of `Dialect.delimiters`.
    init?(of text: some Sequence<UInt8>) {
        // The longest is `"sep=;"` and CRLF.
        let line = Array(text.prefix(9))
        let isQuoted = line.first == Byte.quote
        var position = isQuoted ? 1 : 0
        for letter in "sep=".utf8 {
            // 0x20 makes a letter small.
            guard position < line.count, line[position] == letter || line[position] | 0x20 == letter else { return nil }
            position += 1
        }
        guard position < line.count, Dialect.delimiters.contains(line[position]) else { return nil }
        delimiter = line[position]
        position += 1
        if isQuoted {
            guard position < line.count, line[position] == Byte.quote else { return nil }
            position += 1
        }
        if position < line.count {
            switch line[position] {
            case Byte.lineFeed: position += 1
            case Byte.carriageReturn:
                position += 1
                if position < line.count, line[position] == Byte.lineFeed { position += 1 }
            default: return nil
            }
        }
        length = position
    }
}
