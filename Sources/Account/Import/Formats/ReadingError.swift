internal import DelimitedText
internal import JSONRecords
internal import Recipients
internal import Spreadsheets

/// Why a file cannot be read any further.
enum ReadingError: Error {
    /// In the user's words already.
    case failure(Failure)
    case text(DelimitedTextError)
    case json(JSONProblem)
    case workbook(SpreadsheetProblem)
    /// An object of JSON has a member without a column, while only the columns of the first objects are known.
    case newName
    /// Nothing that is known to go wrong with a file: a mistake in cbs.
    case unforeseen(any Error)
}

/// Makes a call to a reader of bytes, text or JSON. Such readers throw what is wrong with the bytes, or what their
/// source throws, whatever that is: those of an import throw a `Failure`.
func readingBytes<Result: ~Copyable>(_ call: @autoclosure () throws -> Result) throws(ReadingError) -> Result {
    do {
        return try call()
    } catch let failure as Failure {
        throw .failure(failure)
    } catch let error as DelimitedTextError {
        throw .text(error)
    } catch let problem as JSONProblem {
        throw .json(problem)
    } catch {
        throw .unforeseen(error)
    }
}

/// Makes a call to the reader of workbooks.
func readingWorkbook<Result>(
    _ call: @autoclosure () throws(SpreadsheetProblem) -> Result
) throws(ReadingError) -> Result {
    do {
        return try call()
    } catch {
        throw .workbook(error)
    }
}

/// Makes a call whose failure ends the reading of a file.
func endingReading<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(ReadingError) -> Result {
    do {
        return try call()
    } catch {
        throw .failure(error)
    }
}
