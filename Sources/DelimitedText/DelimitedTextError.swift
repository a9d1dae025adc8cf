/// Why a text cannot be read as delimited text, and where.
public struct DelimitedTextError: Error, Hashable, Sendable {
    /// What can be wrong with the bytes.
    public enum Problem: Hashable, Sendable {
        /// A quoted cell never ends; the line is the one with its opening quote.
        case unclosedQuote
        /// A closing quote is followed by neither a delimiter nor the end of the line.
        case textAfterClosingQuote
        /// The bytes are not valid in the encoding: broken UTF-8, half a pair of surrogates, an odd byte at the end.
        case notInEncoding(TextEncoding)
        /// The text is UTF-8 except for a few bytes; the line is that of the first of them.
        case damagedUTF8
        /// The encoding gives this byte no meaning.
        case undefinedByte(UInt8, TextEncoding)
        /// The record is longer than `ReadingOptions.maximumRecordBytes`.
        case recordTooLong
        /// A quote, a line end or a byte that is not ASCII was asked for as the delimiter; the line is 0.
        case unusableDelimiter(UInt8)
        /// The text can be read equally well with each of these delimiters; the line is that of its header.
        case ambiguousDelimiter([UInt8])
    }

    /// What is wrong.
    public let problem: Problem
    /// The physical line of the file, from 1.
    public let line: Int

    /// A problem on a line.
    public init(_ problem: Problem, line: Int) {
        self.problem = problem
        self.line = line
    }
}
