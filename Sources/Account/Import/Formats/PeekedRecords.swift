internal import DelimitedText
internal import Recipients

/// The rows of a file, the first of which can be looked at before it is said which columns are used.
final class PeekedRecords: RecordSource {
    private let file: any RecordSource
    private enum Peeked {
        case nothing
        /// The first rows, which `nextBatch` has not returned yet; nil if there are none.
        case rows(SourceRows?)
        case passed
    }
    private var peeked = Peeked.nothing

    init(_ file: any RecordSource) {
        self.file = file
    }

    var headers: [String] { file.headers }
    var headerLine: Int? { file.headerLine }
    var encoding: TextEncoding? { file.encoding }
    var findings: [ImportFinding] { file.findings }
    var mayBeExport: Bool { file.mayBeExport }
    var rejectsLayout: RejectsLayout { file.rejectsLayout }
    var isGuarded: Bool { file.isGuarded }

    func use(_ columns: Set<Int>) { file.use(columns) }
    func explained(_ failure: Failure) -> Failure { file.explained(failure) }

    /// The first rows; nil if there are none, or if they have been read already.
    func peek() throws(ReadingError) -> SourceRows? {
        switch peeked {
        case .nothing:
            // What is wrong with a column matters once it is known which ones are used; later rows tell.
            file.use([])
            let first = try file.nextBatch()
            peeked = .rows(first)
            return first
        case .rows(let first): return first
        case .passed: return nil
        }
    }

    func nextBatch() throws(ReadingError) -> SourceRows? {
        defer { peeked = .passed }
        if case .rows(let first) = peeked { return first }
        return try file.nextBatch()
    }
}
