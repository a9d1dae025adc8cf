internal import DelimitedText
internal import JSONRecords
internal import Recipients
internal import Spreadsheets

/// Why reading a file ended.
enum ImportInterruption: Error {
    case failure(Failure)
    /// The bytes are not UTF-8: reading begins again with Windows-1252.
    case assumedEncoding
}

/// Runs what throws failures where an import can be interrupted.
func interruptible<Result>(_ body: () throws(Failure) -> Result) throws(ImportInterruption) -> Result {
    do {
        return try body()
    } catch {
        throw .failure(error)
    }
}

/// Runs what reads a file, and says what is wrong with that in the user's words.
func readingRecords<Result>(
    of source: ImportSource,
    assumesUTF8: Bool,
    _ body: () throws -> Result
) throws(ImportInterruption) -> Result {
    do {
        return try body()
    } catch let interruption as ImportInterruption {
        throw interruption
    } catch let failure as Failure {
        throw .failure(failure)
    } catch let error as DelimitedTextError {
        if case .notInEncoding(.utf8) = error.problem, assumesUTF8 { throw .assumedEncoding }
        throw .failure(Failure(error, in: source.name))
    } catch let error as JSONProblem {
        throw .failure(
            Failure(.malformedFile, "line \(error.line) of \"\(source.name)\": \(error.reason)", about: .input))
    } catch let problem as SpreadsheetProblem {
        throw .failure(Failure(problem, in: source.name))
    } catch {
        throw .failure(Failure(.unreadableFile, "cannot read \"\(source.name)\"", about: .input))
    }
}
