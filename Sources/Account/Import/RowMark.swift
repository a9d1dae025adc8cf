/// What a row of a run says of itself, in the column after the last, where something must be said.
enum RowMark: UInt8 {
    /// The file itself holds the recipient for unsubscribed, in columns that the user has assigned elsewhere.
    case stated
    /// The row says that the recipient has left but not when; its `deactivated` is the time of the import.
    case undated

    var text: UnsafeRawBufferPointer {
        let text: StaticString =
            switch self {
            case .stated: "stated"
            case .undated: "undated"
            }
        return UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// The mark that a cell holds; nil for a row without one.
    init?(_ text: UnsafeRawBufferPointer) {
        switch text.first {
        case UInt8(ascii: "s"): self = .stated
        case UInt8(ascii: "u"): self = .undated
        default: return nil
        }
    }
}
