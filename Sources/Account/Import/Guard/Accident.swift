internal import Recipients

/// Something that makes an import look like an accident.
struct Accident: Hashable, Sendable {
    let kind: Kind
    /// The header of the column that it is about; nil if it is about the whole file.
    let column: String?
    /// How many recipients are affected; for `fewKnown`, how many rows.
    let count: Int
    /// The number that `count` is a part of.
    let total: Int
    /// Whether the counts are extrapolated from a sample.
    let isEstimate: Bool
    /// The first recipients that are affected.
    let examples: [Example]

    /// The most examples.
    static let shownExamples = 3

    /// The kind of accident, with what only that kind needs.
    enum Kind: Hashable, Sendable {
        case massEmpty
        /// The value that they all get.
        case massSameValue(String)
        /// The header of the column whose values they get.
        case shiftedColumns(from: String)
        case permutedColumn
        case lostZeros
        /// Long numbers lose their last digits.
        case lostDigits
        case mojibake
        case massChange
        case fewKnown
        case massLeave
        case massUnsubscribe
        case massActivate
    }

    /// A recipient that is affected.
    struct Example: Hashable, Sendable {
        let email: String
        /// The value of the field before and after; nil for none, and for kinds that are not about a field.
        var before: String?
        var after: String?
    }
}

extension Accident {
    /// The remark about what has been done.
    var remark: Remark {
        Remark(
            code: code, column: column, rows: count,
            (kind == .massLeave ? "\(share) recipients of the group leave it" : sentence)
                + (examples.first.map { "; for example \(words($0))" } ?? ""))
    }

    private var code: Remark.Code {
        switch kind {
        case .massEmpty: .massEmpty
        case .massSameValue: .massSameValue
        case .shiftedColumns: .shiftedColumns
        case .permutedColumn: .permutedColumn
        case .lostZeros, .lostDigits: .lostZeros
        case .mojibake: .mojibake
        case .massChange: .massChange
        case .fewKnown: .fewKnown
        case .massLeave: .massLeave
        case .massUnsubscribe: .massUnsubscribe
        case .massActivate: .massActivate
        }
    }

    /// What looks wrong, with its counts, before it is done.
    var sentence: String {
        let few = "\(share) known recipients"
        let field = (column ?? "").quoted
        switch kind {
        case .massEmpty: return "\(few) lose their value in \(field)"
        case .massSameValue(let value): return "\(few) get the same value \(value.quoted) in \(field)"
        case .shiftedColumns(let other): return "\(few) get their previous \(other.quoted) in \(field)"
        case .permutedColumn: return "\(few) get another recipient's value in \(field)"
        case .lostZeros:
            return
                "\(share) values with leading zeros in \(field) lose them, as when a spreadsheet reads them as numbers"
        case .lostDigits:
            return
                "\(share) long numbers in \(field) lose digits, as when a spreadsheet shows them in scientific notation"
        case .mojibake: return "\(share) values with letters outside ASCII in \(field) are garbled"
        case .massChange: return "\(few) change in every field of the file"
        case .fewKnown: return "only \(share) rows are for recipients in the group"
        case .massLeave: return "\(share) recipients of the group would be removed"
        case .massUnsubscribe: return "\(share) recipients of the group become unsubscribed"
        case .massActivate: return "\(share) recipients of the group become active"
        }
    }

    /// `950 of 1,000`.
    private var share: String {
        let numbers = "\(NumberText.grouped(count)) of \(NumberText.grouped(total))"
        return isEstimate ? "about \(numbers)" : numbers
    }

    /// An example in words.
    func words(_ example: Example) -> String {
        guard example.before != nil || example.after != nil else { return example.email }
        let before = example.before.map(\.shortened.quoted) ?? "nothing"
        return "\(example.email): \(before) becomes \(example.after.map(\.shortened.quoted) ?? "empty")"
    }
}

extension String {
    /// In characters: enough to recognise a value, and two of them with an address are still easy to read in a line.
    private static let longestExample = 40

    /// The text for a message; only its beginning if it is long.
    fileprivate var shortened: String {
        count > Self.longestExample ? "\(prefix(Self.longestExample - 1))…" : self
    }
}
