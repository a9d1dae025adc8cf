internal import Recipients

/// What a row of a run says besides its cells, in a column after the last; most rows have no mark.
struct RowMark: Hashable {
    /// What the row says about leaving without a date.
    enum Leaving: UInt8 {
        case none
        /// The recipient has left; the row's `deactivated` is the time of the import.
        case undated
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
    /// The byte for a mark that says nothing. Those for the others follow: a digit, a sign or a capital letter each, up
    /// to `Z`, so that a cell holds them unescaped.
    private static let first = UInt8(ascii: "+")
    /// How many cases `leaving` and `unused` have.
    private static let leavings: UInt8 = 4, uses: UInt8 = 3

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
        target[0] = Self.first + leaving.rawValue + Self.leavings * (place + Self.uses * flags)
        guard let date else { return 1 }
        return 1 + date.write(to: UnsafeMutableRawBufferPointer(rebasing: target[1...]))
    }

    /// The mark in a cell; nil if there is none.
    init?(_ text: UnsafeRawBufferPointer) {
        guard let byte = text.first, byte > Self.first,
            let leaving = Leaving(rawValue: (byte - Self.first) % Self.leavings)
        else { return nil }
        let rest = (byte - Self.first) / Self.leavings
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
