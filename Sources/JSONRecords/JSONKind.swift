/// What a value is, as far as it matters to a cell.
enum JSONKind {
    case text, escapedText
    /// A number, `true` or `false`, which are written as they stand.
    case word
    case null
    /// An object or an array.
    case nested
}
