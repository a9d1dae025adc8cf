/// Something that an import left unused, guessed or found odd.
public struct Remark: Hashable, Sendable {
    /// What kind of remark it is.
    public let code: Code
    /// The header of the column that it is about; nil if it is not about a column.
    public let column: String?
    /// How many rows it is about; 0 if it is not about rows.
    public let rows: Int
    /// One sentence, with an example if there are several cases.
    public let message: String

    /// The kinds of remarks, the most serious first. `docs/importing.md` has a section for each.
    public enum Code: String, CaseIterable, Sendable {
        /// A column looks as if it were about consent, but is not used.
        case unusedConsent = "unused-consent"
        /// According to the file, recipients have left whom the mode does not change.
        case skippedLeavers = "skipped-leavers"
        /// The import removes more than a third of the group.
        case massLeave = "mass-leave"
        /// It makes more than a third of the group unsubscribed.
        case massUnsubscribe = "mass-unsubscribe"
        /// It makes more than a third of the group active.
        case massActivate = "mass-activate"
        /// Hardly any of the file's rows are for recipients of the group.
        case fewKnown = "few-known"
        /// Most recipients lose the value of a field.
        case massEmpty = "mass-empty"
        /// Most recipients get the same value in a field.
        case massSameValue = "mass-same-value"
        /// Most recipients get in a field what they had in another.
        case shiftedColumns = "shifted-columns"
        /// Most recipients get in a field what another recipient had.
        case permutedColumn = "permuted-column"
        /// Most recipients change in every field of the file.
        case massChange = "mass-change"
        /// Numbers lose their leading zeros or their last digits.
        case lostZeros = "lost-zeros"
        /// Letters outside ASCII are garbled or gone.
        case mojibake
        /// Cells of a workbook show an error, such as `#N/A`; they count as missing.
        case errorCells = "error-cells"
        /// Cells of a text hold the words with which spreadsheets show an error; they are kept.
        case errorWords = "error-words"
        /// Cells mention an address that was erased, and bring it back into the store.
        case erasedMention = "erased-mention"
        /// A column is read as one about consent.
        case consentColumn = "consent-column"
        /// The rows are in a list within a JSON object.
        case nestedRows = "nested-rows"
        /// Other sheets of a workbook hold something, but are not read.
        case unreadSheets = "unread-sheets"
        /// The field that a column's header names is another column's, so its own has got a number; or the column is
        /// left out as one of a file of rejected rows.
        case numberedColumn = "numbered-column"
        /// Something that is not a row is above the header.
        case linesAboveHeader = "lines-above-header"
        /// The bytes are neither UTF-8 nor UTF-16, and were read in another encoding.
        case assumedEncoding = "assumed-encoding"
        /// Rows say that their recipients have left, but not when.
        case undatedLeaving = "undated-leaving"
        /// Rows have a date of leaving that is earlier than the activation that the group knows.
        case outdatedLeaving = "outdated-leaving"
        /// Addresses were inside `mailto:`, angle brackets or quotes, which were removed.
        case unwrappedAddress = "unwrapped-address"
        /// Addresses have a domain that looks mistyped.
        case likelyTypo = "likely-typo"
        /// Addresses belong to a role, not to a person.
        case roleAddress = "role-address"

        /// Whether it is probably a mistake, rather than just good to know.
        public var isWarning: Bool {
            switch self {
            case .massLeave, .massUnsubscribe, .massActivate, .fewKnown, .massEmpty, .massSameValue, .shiftedColumns,
                .permutedColumn, .massChange, .lostZeros, .mojibake, .unusedConsent, .skippedLeavers, .errorCells,
                .errorWords, .erasedMention:
                true
            case .consentColumn, .unwrappedAddress, .nestedRows, .unreadSheets, .numberedColumn, .linesAboveHeader,
                .assumedEncoding, .undatedLeaving, .outdatedLeaving, .likelyTypo, .roleAddress:
                false
            }
        }

        /// The position among all codes; 0 is the most serious.
        var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
    }

    init(code: Code, column: String? = nil, rows: Int = 0, _ message: String) {
        self.code = code
        self.column = column
        self.rows = rows
        self.message = message
    }
}

extension [Remark] {
    /// The remarks about findings, the most serious first; those of the same kind stay in order.
    init(_ findings: [ImportFinding]) {
        // By position too, since sorting may exchange equal elements.
        self = findings.map(\.remark).enumerated()
            .sorted { ($0.element.code.rank, $0.offset) < ($1.element.code.rank, $1.offset) }
            .map(\.element)
    }
}
