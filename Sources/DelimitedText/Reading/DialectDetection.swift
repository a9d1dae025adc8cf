/// Detects the dialect of a text from its first records.
public enum DialectDetection {
    /// Surest first: a comma is part of ordinary text more often than a tab is.
    private static let bySurety = [Byte.tab, Byte.semicolon, Byte.verticalBar, Byte.comma]

    /// What the beginning of a text shows.
    public struct Finding: Hashable, Sendable {
        /// The dialect that fits best.
        public let dialect: Dialect
        /// Which record is the header, from 0.
        public let headerRecord: Int
        /// The line that it begins on, from 0.
        let headerLine: Int
        /// The delimiters that fit equally well, this one included; empty if one fits best.
        public let rivals: [UInt8]
    }

    /// Finds the dialect in which the records of a sample agree best with the number of columns in the header.
    ///
    /// A delimiter that does not occur in the header is ruled out; a header without any delimiter has a single column,
    /// and the delimiter is a comma. Quotes are respected. Of two that agree equally well, the one that is followed by
    /// spaces in the header loses; then the one whose header lacks a key or has fewer columns. Those with as many
    /// columns are rivals, and the finding has the surest of them.
    ///
    /// - Parameters:
    ///   - sample: UTF-8 from the beginning of a text, without its `sep=` line; its last record may be cut off.
    ///   - isWhole: Whether the sample is the whole text, so that the last record is not cut off.
    ///   - delimiter: The delimiter, where it is known.
    ///   - signs: What the header is recognised by.
    public static func finding(
        in sample: [UInt8],
        isWhole: Bool = true,
        delimiter: UInt8? = nil,
        signs: HeaderSigns = .none
    ) -> Finding {
        let delimiters = delimiter.map { [$0] } ?? bySurety
        let candidates = delimiters.map { DialectCandidate(Dialect(delimiter: $0), sample, isWhole, signs) }
        let fitting = candidates.filter { $0.columns > 1 }
        guard let first = fitting.first else {
            // A text of nothing but delimiters has no records in that dialect.
            let only = candidates.last { $0.columns == 0 } ?? candidates.last
            return Finding(
                dialect: only?.dialect ?? Dialect(delimiter: Byte.comma), headerRecord: only?.headerRecord ?? 0,
                headerLine: only?.headerLine ?? 0, rivals: [])
        }
        let best = fitting.dropFirst().reduce(first) { $1.isBetter(than: $0) ? $1 : $0 }
        let rivals = fitting.filter { !best.isBetter(than: $0) }.map(\.dialect.delimiter)
        return Finding(
            dialect: best.dialect, headerRecord: best.headerRecord, headerLine: best.headerLine,
            rivals: rivals.count > 1 ? rivals : [])
    }
}

/// How well a dialect explains a sample.
struct DialectCandidate {
    let dialect: Dialect
    private(set) var headerRecord = 0
    private(set) var headerLine = 0
    /// The columns of the header; 0 if there is none.
    private(set) var columns = 0
    /// Whether the header has a key.
    private var hasKey = false
    /// Whether every delimiter of the header is followed by a space, as commas in ordinary text are.
    private var isPunctuation = false
    /// Points of the records after the header: 2 for as many cells as the header has, 1 for fewer but more than one.
    private var points = 0
    private var records = 0

    init(_ dialect: Dialect, _ sample: [UInt8], _ isWhole: Bool, _ signs: HeaderSigns) {
        self.dialect = dialect
        var text = TextBuffer(capacity: sample.count)
        sample.withUnsafeBytes { text.append($0) }
        let scanner = RecordScanner(dialect)
        var index = RecordIndex(textBytes: sample.count)
        var end = scanner.scan(text.text, isFinal: isWhole, into: &index)
        if index.recordCount == 0, !isWhole, end.problem == nil {
            // A header that is longer than the sample still says something.
            index = RecordIndex(textBytes: sample.count)
            end = scanner.scan(text.text, isFinal: true, into: &index)
        }
        let found = signs.headerRecord(
            records: index.recordCount, cells: { index.cellCount(of: $0) },
            cell: { index.cell($0, of: $1, in: text.base) })
        headerRecord = found ?? 0
        hasKey = found != nil
        guard index.recordCount > headerRecord else { return }
        headerLine = Int(index.records.base[headerRecord].line)
        columns = index.cellCount(of: headerRecord)
        isPunctuation =
            columns > 1
            && (1..<columns).allSatisfy { index.cell($0, of: headerRecord, in: text.base).first == 0x20 }
        let last = min(index.recordCount, headerRecord + HeaderSigns.recordsLookedAt)
        for record in (headerRecord + 1)..<max(headerRecord + 1, last) {
            let cells = index.cellCount(of: record)
            records += 1
            points += cells == columns ? 2 : cells > 1 && cells < columns ? 1 : 0
        }
        // A quote in the wrong place counts as a record that does not agree.
        if end.problem != nil, index.recordCount < HeaderSigns.recordsLookedAt { records += 1 }
    }

    /// Whether it has more points per record, or as many and a better header.
    func isBetter(than other: DialectCandidate) -> Bool {
        let own = points * max(other.records, 1)
        let others = other.points * max(records, 1)
        if records > 0 || other.records > 0, own != others { return own > others }
        if isPunctuation != other.isPunctuation { return other.isPunctuation }
        if columns == other.columns { return false }
        if hasKey != other.hasKey { return hasKey }
        return columns > other.columns
    }
}
