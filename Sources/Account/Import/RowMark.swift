internal import Recipients

/// What a row of a run says besides its cells, in a column after the last; most rows have no mark.
enum RowMark: Hashable {
    /// The recipient is unsubscribed, since then, according to dates in columns that are not used.
    case stated(Instant)
    /// The recipient has left according to a flag or word in a column about consent that is not used.
    case unheeded
    /// The row says that the recipient has left but not when; its `deactivated` is the time of the import.
    case undated
    /// The row says no to mail for somebody who has never confirmed. Who was active has left; nobody else has.
    case declined
    /// The row says that the recipient has not confirmed.
    case pending
    /// Both this and `unheeded`.
    case pendingUnheeded

    var isPending: Bool { self == .pending || self == .pendingUnheeded }
    var isUnheeded: Bool { self == .unheeded || self == .pendingUnheeded }

    /// The most bytes that a mark takes up.
    static let maximumLength = Instant.maximumTextLength

    /// Writes the mark as a row has it: a letter, or the date of leaving.
    ///
    /// - Parameter target: At least `maximumLength` bytes.
    /// - Returns: The number of bytes written.
    func write(to target: UnsafeMutableRawBufferPointer) -> Int {
        switch self {
        case .stated(let date): return date.write(to: target)
        case .unheeded: target[0] = Letter.unheeded
        case .undated: target[0] = Letter.undated
        case .declined: target[0] = Letter.declined
        case .pending: target[0] = Letter.pending
        case .pendingUnheeded: target[0] = Letter.pendingUnheeded
        }
        return 1
    }

    /// The mark in a cell; nil if there is none.
    init?(_ text: UnsafeRawBufferPointer) {
        switch text.first {
        case nil: return nil
        case Letter.unheeded: self = .unheeded
        case Letter.undated: self = .undated
        case Letter.declined: self = .declined
        case Letter.pending: self = .pending
        case Letter.pendingUnheeded: self = .pendingUnheeded
        default:
            guard let date = Instant(isoText: text) else { return nil }
            self = .stated(date)
        }
    }

    /// The letters that stand for marks without a date.
    private enum Letter {
        static let unheeded = UInt8(ascii: "h")
        static let undated = UInt8(ascii: "u")
        static let declined = UInt8(ascii: "d")
        static let pending = UInt8(ascii: "p")
        static let pendingUnheeded = UInt8(ascii: "b")
    }
}
