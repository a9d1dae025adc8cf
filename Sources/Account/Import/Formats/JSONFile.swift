internal import DelimitedText
internal import JSONRecords
internal import Recipients
internal import Sorting

/// A file of JSON objects: in an array, one after another, or in a list within an object that is the whole file. Its
/// objects are read on all processors; the rows come in order.
final class JSONFile: RecordSource {
    let headers: [String]
    let headerLine: Int? = nil
    let findings: [ImportFinding]
    let rejectsLayout = RejectsLayout.cells
    private var chunks: JSONChunks
    private let work: OrderedWork<JSONChunk, JSONRecordReader.Outcome>
    /// Reads what the work has left of a chunk, and what that is.
    private var restReader: JSONRecordReader
    private var rest: JSONRecordReader.Rest?
    /// What ended the reading of chunks; it is thrown after the chunks that are being processed.
    private var failure: ReadingError?
    /// What is wrong with the object after the last rows that were handed out.
    private var problem: ReadingError?

    /// How a file's columns are found.
    enum Learning {
        /// The whole file is read for them first.
        case whole
        /// The columns of the first objects are used. If other names appear later, the file must be read again.
        case beginning
    }

    private let learning: Learning

    init(
        _ source: ImportSource,
        _ options: ImportOptions,
        encoding: TextEncoding?,
        learning: Learning
    ) throws(ReadingError) {
        self.learning = learning
        let signs = HeaderSigns.addresses(options.mappings)
        let envelope = try readingBytes(
            JSONEnvelope.find(in: try source.open(), encoding: encoding, isKey: signs.isKey))
        findings = envelope.map { $0.path.isEmpty ? [] : [.nestedRows(path: $0.path)] } ?? []
        var looked = try readingBytes(JSONChunks(try source.open(), encoding: encoding, within: envelope))
        let columns = try Self.columns(of: &looked, learning)
        if columns.areOfNothing { throw .failure(ImportProblem.empty(source.name).failure) }
        // Later objects may have names.
        if columns.names.isEmpty, columns.hasObjects, learning == .beginning { throw .newName }
        // A list without objects is like a header without rows.
        headers = columns.hasObjects ? columns.names : [Field.email.name]
        chunks = try readingBytes(JSONChunks(try source.open(), encoding: encoding, within: envelope))
        restReader = JSONRecordReader(columns)
        work = OrderedWork {
            var reader = JSONRecordReader(columns)
            return { reader.read($0) }
        }
    }

    var encoding: TextEncoding? { chunks.encoding }

    // MARK: Columns

    private static func columns(
        of chunks: inout JSONChunks,
        _ learning: Learning
    ) throws(ReadingError) -> JSONColumns {
        guard case .whole = learning else {
            var columns = JSONColumns()
            if let first = try readingBytes(chunks.next()) {
                try readingBytes(columns.learn(first))
            } else {
                columns.areOfNothing = chunks.isEmpty
            }
            return columns
        }
        return try columns(of: &chunks)
    }

    /// The names of all objects, in order of first appearance. Each chunk is examined separately, and its new names are
    /// added.
    private static func columns(of chunks: inout JSONChunks) throws(ReadingError) -> JSONColumns {
        typealias Learned = (chunk: JSONChunk, names: JSONColumns?)
        let work = OrderedWork<JSONChunk, Learned> {
            { chunk in
                var names = JSONColumns()
                do throws(JSONProblem) { try names.learn(chunk) } catch { return (chunk, nil) }
                return (chunk, names)
            }
        }
        var columns = JSONColumns()
        func add(_ learned: Learned) throws(ReadingError) {
            if let names = learned.names, columns.add(names) { return }
            // If something is wrong with the chunk, this throws it.
            try readingBytes(columns.learn(learned.chunk))
        }
        var failure: ReadingError?
        do throws(ReadingError) {
            while let chunk = try readingBytes(chunks.next()) {
                work.submit(chunk)
                while let learned = work.takeReady() { try add(learned) }
            }
        } catch {
            failure = error
        }
        while let learned = work.takeNext() { try add(learned) }
        if let failure { throw failure }
        columns.areOfNothing = chunks.isEmpty
        return columns
    }

    // MARK: Rows

    func nextBatch() throws(ReadingError) -> SourceRows? {
        if let problem { throw problem }
        if let rest, let rows = try rows(restReader.read(rest)) { return rows }
        if let rows = try takeReady() { return rows }
        while failure == nil {
            do throws(ReadingError) {
                guard let chunk = try readingBytes(chunks.next()) else { break }
                work.submit(chunk)
            } catch {
                failure = error
                break
            }
            if let rows = try takeReady() { return rows }
        }
        while let outcome = work.takeNext() {
            if let rows = try rows(outcome) { return rows }
        }
        if let failure { throw failure }
        return nil
    }

    private func takeReady() throws(ReadingError) -> SourceRows? {
        while let outcome = work.takeReady() {
            if let rows = try rows(outcome) { return rows }
        }
        return nil
    }

    /// The rows of a chunk. A problem is thrown after the rows before it, and no rows come after it.
    private func rows(_ outcome: JSONRecordReader.Outcome) throws(ReadingError) -> SourceRows? {
        if let problem { throw problem }
        rest = outcome.rest
        if let found = outcome.problem {
            problem = outcome.hasNewName && learning == .beginning ? .newName : .json(found)
        }
        guard let records = outcome.records else {
            if let problem { throw problem }
            return nil
        }
        return SourceRows(records: records, refused: outcome.repeated.mapValues(InvalidRowProblem.repeatedName))
    }
}
