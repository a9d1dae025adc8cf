/// Tells the dialect of a text from its first records.
public enum DialectDetection {
    /// What surely sets cells apart comes first: a comma stands in text more often than a tab does.
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
    /// blank in the header loses, then one in whose header no key stands or that makes fewer columns.
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
            let only = delimiter == nil ? candidates.last : candidates.first
            return Finding(
                dialect: Dialect(delimiter: delimiter ?? Byte.comma), headerRecord: only?.headerRecord ?? 0,
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
