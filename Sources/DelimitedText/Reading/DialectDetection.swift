/// Tells the dialect of a text from its first records.
public enum DialectDetection {
    /// How many records are looked at: the header and nineteen more.
    private static let recordsLookedAt = 20
    /// What surely sets cells apart comes first: a comma stands in text more often than a tab does.
    private static let bySurety = [Byte.tab, Byte.semicolon, Byte.verticalBar, Byte.comma]

    /// The dialect in which the records of a sample agree best on the header's number of columns.
    ///
    /// A delimiter that does not set columns apart in the header is out of the question; a header without any is that of
    /// a single column, and the delimiter a comma. Quotes are respected. Among equals the surest delimiter wins, or the
    /// one with most columns if there is nothing but a header.
    ///
    /// - Parameters:
    ///   - sample: UTF-8 from the beginning of a text, without its `sep=` line; its last record may be cut off.
    ///   - isWhole: Whether the sample is the whole text, so that the last record is not cut off.
    public static func dialect(of sample: [UInt8], isWhole: Bool = true) -> Dialect {
        var best: Candidate?
        for delimiter in bySurety {
            let dialect = Dialect(delimiter: delimiter)
            guard let candidate = candidate(dialect, in: sample, isWhole: isWhole) else { continue }
            if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
        }
        return best?.dialect ?? Dialect(delimiter: Byte.comma)
    }

    /// How well a dialect explains a sample.
    private struct Candidate {
        let dialect: Dialect
        let columns: Int
        /// Points of the records after the header: 2 for as many cells as columns, 1 for fewer, but more than one.
        var points = 0
        var records = 0

        /// Whether it has more points a record. `other` wins if they are equal.
        func isBetter(than other: Candidate) -> Bool {
            if records == 0 && other.records == 0 { return columns > other.columns }
            return points * max(other.records, 1) > other.points * max(records, 1)
        }
    }

    /// Nil if the dialect does not set columns apart in the header.
    private static func candidate(_ dialect: Dialect, in sample: [UInt8], isWhole: Bool) -> Candidate? {
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
        guard index.recordCount > 0, index.cellCount(of: 0) > 1 else { return nil }
        var candidate = Candidate(dialect: dialect, columns: index.cellCount(of: 0))
        for record in 1..<max(1, min(index.recordCount, recordsLookedAt)) {
            let cells = index.cellCount(of: record)
            candidate.records += 1
            candidate.points += cells == candidate.columns ? 2 : cells > 1 && cells < candidate.columns ? 1 : 0
        }
        // A quote in the wrong place is a record that does not agree.
        if end.problem != nil, index.recordCount < recordsLookedAt { candidate.records += 1 }
        return candidate
    }
}
