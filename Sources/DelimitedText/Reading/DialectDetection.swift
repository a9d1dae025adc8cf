/// Tells the dialect of a text from its first records.
public enum DialectDetection {
    /// What surely sets cells apart comes first: a comma is in text more often than a tab does.
    private static let bySurety = [Byte.tab, Byte.semicolon, Byte.verticalBar, Byte.comma]

    /// What the beginning of a text tells.
    public struct Finding: Hashable, Sendable {
        /// The dialect that fits best.
        public let dialect: Dialect
        /// Which record is the header.
        public let headerRecord: Int
        /// On which line it stands, from 0.
        let headerLine: Int
        /// The delimiters between which nothing decides, this one included; empty if something does.
        public let rivals: [UInt8]
    }

    /// The dialect in which the records of a sample agree best on the header's number of columns.
    ///
    /// A delimiter that does not set columns apart in the header is out of the question; a header without any is that of
    /// a single column, and the delimiter a comma. Quotes are respected. Among equals a delimiter that is followed by a
    /// space in the header loses, then one without a key in its header or that makes fewer columns.
    /// Equals with as many columns are rivals: the surest of them is in the finding.
    ///
    /// - Parameters:
    ///   - sample: UTF-8 from the beginning of a text, without its `sep=` line; its last record may be cut off.
    ///   - isWhole: Whether the sample is the whole text, so that the last record is not cut off.
    ///   - delimiter: The delimiter, where it is known.
    ///   - signs: By what the header is known.
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
            // A text of nothing but one of the delimiters has no records with that one.
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

    /// The dialect of a text whose first record is the header.
    public static func dialect(of sample: [UInt8], isWhole: Bool = true) -> Dialect {
        finding(in: sample, isWhole: isWhole).dialect
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
    /// Whether every delimiter of the header is followed by a space, as commas in a text are.
    private var isPunctuation = false
    /// Points of the records after the header: 2 for as many cells as columns, 1 for fewer, but more than one.
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
            // A header longer than the sample still tells something.
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
        // A quote in the wrong place is a record that does not agree.
        if end.problem != nil, index.recordCount < HeaderSigns.recordsLookedAt { records += 1 }
    }

    /// Whether it has more points a record, or the same and a better header.
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
