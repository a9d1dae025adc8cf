internal import DelimitedText
internal import JSONRecords
internal import Recipients
internal import Spreadsheets

/// Why reading a file ended.
enum ImportInterruption: Error {
    case failure(Failure)
    /// The bytes are not UTF-8, as in this word: reading starts again with Windows-1252.
    case assumedEncoding(UTF8Survey.Stray)
    /// All rows together say something else about the columns than the first rows did: reading starts again, with the
    /// tallies of all rows.
    case reconsidered([Int: ConsentTally])
    /// The first objects of JSON do not have all names, or something is wrong: reading starts again, after learning all
    /// names.
    case partlyLearned
}

/// Makes a call whose failure ends an import.
func interruptible<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(ImportInterruption) -> Result {
    do {
        return try call()
    } catch {
        throw .failure(error)
    }
}

extension ImportInterruption {
    /// Puts an error from reading a file in the user's words.
    ///
    /// - Parameter assumesUTF8: Whether the user named no encoding, and none has been detected.
    init(_ error: ReadingError, reading source: ImportSource, assumesUTF8: Bool) {
        switch error {
        case .failure(let failure): self = .failure(failure)
        case .text(let error):
            if case .notInEncoding(.utf8) = error.problem, assumesUTF8 {
                self = Self.undecided(source)
            } else {
                self = .failure(Failure(error, in: source.name))
            }
        case .json(let problem): self = .failure(ImportProblem.malformedJSON(problem, in: source.name).failure)
        case .workbook(let problem): self = .failure(Failure(problem, in: source.name))
        case .newName: self = .partlyLearned
        case .unforeseen(let error): self = .failure(ImportProblem.unforeseen(error, in: source.name).failure)
        }
    }

    /// What to do about bytes that are not UTF-8: the whole text shows whether it is damaged UTF-8.
    private static func undecided(_ source: ImportSource) -> ImportInterruption {
        do throws(ReadingError) {
            let survey = try readingBytes(UTF8Survey(try source.open()))
            guard let stray = survey.firstStray else { return .failure(ImportProblem.unreadable(source.name).failure) }
            guard survey.isDamaged else { return .assumedEncoding(stray) }
            return .failure(Failure(DelimitedTextError(.damagedUTF8, line: stray.line), in: source.name))
        } catch {
            return ImportInterruption(error, reading: source, assumesUTF8: false)
        }
    }
}
