/// Why a text cannot be read as JSON, and where.
public struct JSONProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public let reason: Reason
    /// The line of the file, from 1.
    public let line: Int

    /// What can be wrong with a text.
    public enum Reason: Hashable, Sendable {
        // MARK: The list of objects

        /// Something other than an object is where one must be.
        case expectedObject
        /// An object is longer than any that is read; the line is the one on which it begins.
        case objectTooLong
        /// The text ends within an object; the line is the one on which it begins.
        case objectUnclosed
        /// The text ends within the list.
        case listUnclosed
        /// Something follows the list, an object, or the value that is the whole text.
        case afterList, afterObject, afterValue
        /// Several lists hold recipients: the names of the members that lead to each, joined by dots.
        case severalLists([String])
        /// The objects have more names than there may be columns.
        case tooManyNames(limit: Int)
        /// The text is not the one that was read before.
        case changedWhileRead

        // MARK: Within a value

        /// Something other than a string is where one must be.
        case expectedText
        /// Something is where a value must be, and is none.
        case expectedValue
        /// Neither a comma nor this bracket follows a value.
        case missingComma(or: Unicode.Scalar)
        /// A name is not followed by a colon.
        case missingColon
        /// A number begins with a zero that means nothing.
        case leadingZero
        /// The text ends within a string; the line is the one with its opening quote.
        case quoteUnclosed
        /// A string contains a control character.
        case controlCharacter
        /// A string ends within an escape sequence.
        case escapeCutOff
        /// A backslash is followed by something that it cannot escape.
        case unknownEscape
        /// `\u` is not followed by four hexadecimal digits.
        case escapeWithoutDigits
        /// An escape sequence is half a surrogate pair.
        case halfSurrogate
        /// Values are nested more deeply than any that are read.
        case tooDeep(levels: Int)

        /// The reason in words that can follow a place.
        public var words: String {
            switch self {
            case .expectedObject: "expected an object"
            case .objectTooLong: "the object that begins here is too long"
            case .objectUnclosed: "the object that begins here is never closed"
            case .listUnclosed: "the list is never closed"
            case .afterList: "there is something after the list"
            case .afterObject: "there is something after the object"
            case .afterValue: "there is something after the value"
            case .severalLists(let names):
                "\(Self.listed(names)) are both lists of recipients; a file can have only one"
            case .tooManyNames(let limit): "the objects have more than \(limit) names"
            case .changedWhileRead: "the file was changed while it was being read"
            case .expectedText: "expected a quoted text"
            case .expectedValue: "expected a value"
            case .missingComma(let bracket): "a comma or \"\(bracket)\" is missing"
            case .missingColon: "a colon is missing after a name"
            case .leadingZero: "a number has a leading zero"
            case .quoteUnclosed: "the quote that opens here is never closed"
            case .controlCharacter: "a text contains a control character that is not escaped"
            case .escapeCutOff: "an escape sequence is cut off"
            case .unknownEscape: "an escape sequence is not valid in JSON"
            case .escapeWithoutDigits: "an escape sequence lacks its four hexadecimal digits"
            case .halfSurrogate: "an escape sequence is half a surrogate pair"
            case .tooDeep(let levels): "values are nested more than \(levels) levels deep"
            }
        }

        private static func listed(_ names: [String]) -> String {
            names.map { "\"\($0)\"" }.joined(separator: " and ")
        }
    }
}

/// What is wrong within a record, and at which byte of it.
struct JSONDefect: Error {
    let reason: JSONProblem.Reason
    let offset: Int
}
