internal import Recipients

/// What a row of a run says besides its cells, in a column after the last; most rows have no mark.
struct RowMark: Hashable {
    /// What the row says about leaving, apart from a date alone.
    enum Leaving: UInt8 {
        case none
        /// The recipient has left; the row's `deactivated` is the time of the import.
        case undated
        /// The recipient has left according to a flag or word, and the row's `deactivated` says when. Who was activated
        /// since then has left at an unknown time.
        case dated
        /// The row says no for somebody who has never confirmed. Who was active has left; nobody else has.
        case declined
        /// The row says that the recipient stays: somebody new whom an earlier row calls unconfirmed has confirmed
        /// since.
        case stays
    }

    /// What columns say about leaving that are not used.
    enum Unused: Hashable {
        case none
        /// The recipient has left according to a flag or word.
        case unheeded
        /// The recipient is unsubscribed, since then, according to dates.
        case stated(Instant)
    }

    var leaving = Leaving.none
    /// Whether the row says that the recipient has not confirmed.
    var isPending = false
    var unused = Unused.none
    /// Whether a column with dates of activation, which is not used, has none for the row.
    var lacksActivation = false

    var isEmpty: Bool { self == RowMark() }

    /// The most bytes that a mark takes up.
    static let maximumLength = 1 + Instant.maximumTextLength
}

extension RowMark {
    /// The byte for a mark that says nothing, which is never written. Those for the others follow, without the
    /// backslash, so that a cell holds them unescaped.
    private static let first = UInt8(ascii: "\""), backslash = UInt8(ascii: "\\")
    /// How many cases `leaving` and `unused` have.
    private static let leavings: UInt8 = 5, uses: UInt8 = 3

    /// Writes the mark as a row has it: a byte for what it says, and the date of leaving if it has one.
    ///
    /// - Parameter target: At least `maximumLength` bytes.
    /// - Returns: The number of bytes written.
    func write(to target: UnsafeMutableRawBufferPointer) -> Int {
        let (place, date): (UInt8, Instant?) =
            switch unused {
            case .none: (0, nil)
            case .unheeded: (1, nil)
            case .stated(let date): (2, date)
            }
        let flags: UInt8 = (isPending ? 1 : 0) + (lacksActivation ? 2 : 0)
        let byte = Self.first + leaving.rawValue + Self.leavings * (place + Self.uses * flags)
        target[0] = byte < Self.backslash ? byte : byte + 1
        guard let date else { return 1 }
        return 1 + date.write(to: UnsafeMutableRawBufferPointer(rebasing: target[1...]))
    }

    /// The mark in a cell; nil if there is none.
    init?(_ text: UnsafeRawBufferPointer) {
        guard let byte = text.first, byte > Self.first else { return nil }
        let number = byte - Self.first - (byte > Self.backslash ? 1 : 0)
        guard let leaving = Leaving(rawValue: number % Self.leavings) else { return nil }
        let rest = number / Self.leavings
        self.leaving = leaving
        isPending = (rest / Self.uses) & 1 != 0
        lacksActivation = (rest / Self.uses) & 2 != 0
        switch rest % Self.uses {
        case 0: unused = .none
        case 1: unused = .unheeded
        default:
            guard let date = Instant(isoText: UnsafeRawBufferPointer(rebasing: text[1...])) else { return nil }
            unused = .stated(date)
        }
    }
}
