internal import DelimitedText
internal import Recipients

/// What an import left unused, guessed or found odd: the facts, which one switch puts into words.
enum ImportFinding: Hashable, Sendable {
    /// Error cells of a workbook, with the text of the first.
    case errorCells(column: String, rows: Int, text: String, cell: String)
    /// Cells that hold error words, with the text and the line of the first.
    case errorWords(column: String, rows: Int, text: String, line: Int)
    /// Addresses that were inside some wrapping, with the first of them as it was.
    case unwrappedAddresses(column: String, rows: Int, example: String)
    /// A column that looks as if it were about consent, but is not used.
    case unusedConsent(ConsentColumn, ConsentMeaning)
    /// According to the file, recipients have left whom the mode does not change.
    case skippedLeavers(rows: Int)
    /// A column that is read as one about consent, or as the one with the dates of leaving.
    case consentColumn(ConsentColumn, ConsentMeaning)
    case consentDate(ConsentColumn)
    /// The names of the JSON members that lead to the rows.
    case nestedRows(path: [String])
    /// The line of the header, if something that is not a row is above it.
    case linesAboveHeader(line: Int)
    case assumedEncoding(TextEncoding)
    /// Rows that say that their recipient has left but not when: unsubscribed as of the import.
    case undatedLeaving(rows: Int)
    case likelyTypo(domain: String, suggestion: String, rows: Int)
    /// Further domains that look mistyped.
    case furtherTypos(domains: Int, rows: Int)
    case roleAddresses(rows: Int)
    case accident(Accident)

    /// A column that says who gets mail.
    struct ConsentColumn: Hashable, Sendable {
        let header: String
        /// One of its values.
        let example: String?
        /// How many rows say that their recipient does not get mail.
        let rows: Int
    }

    var remark: Remark {
        switch self {
        case .errorCells(let column, let rows, let text, let cell):
            Remark(
                code: .errorCells, column: column, rows: rows,
                "\(counted(rows, "cell", "cells")) in the column \(column.quoted) "
                    + "\(rows == 1 ? "shows" : "show") an error and \(rows == 1 ? "counts" : "count") as missing, "
                    + "such as \(text.quoted) in \(cell)")
        case .errorWords(let column, let rows, let text, let line):
            Remark(
                code: .errorWords, column: column, rows: rows,
                "\(counted(rows, "cell", "cells")) in the column \(column.quoted) "
                    + "\(rows == 1 ? "holds" : "hold") a spreadsheet error, kept as text: "
                    + "\(text.quoted) on line \(NumberText.grouped(line))")
        case .unwrappedAddresses(let column, let rows, let example):
            Remark(
                code: .unwrappedAddress, column: column, rows: rows,
                "\(counted(rows, "address was", "addresses were")) extracted from the text around "
                    + "\(rows == 1 ? "it" : "them"), such as \(example.quoted)")
        case .unusedConsent(let column, let meaning):
            column.remark(.unusedConsent, "looks like \(meaning.words)", "but is not used")
        case .skippedLeavers(let rows):
            Remark(
                code: .skippedLeavers, rows: rows,
                "\(counted(rows, "recipient of the group has", "recipients of the group have")) left according to the file, but --mode add leaves them as they are"
            )
        case .consentColumn(let column, let meaning):
            column.remark(.consentColumn, "is read as \(meaning.words)", nil)
        case .consentDate(let column):
            column.remark(.consentColumn, "is read as the date of leaving", nil)
        case .nestedRows(let path):
            Remark(code: .nestedRows, "the rows were read from the list \(path.joined(separator: ".").quoted)")
        case .linesAboveHeader(let line):
            Remark(
                code: .linesAboveHeader,
                "the header is on line \(NumberText.grouped(line)); what is above it is left out")
        case .assumedEncoding(let encoding):
            Remark(
                code: .assumedEncoding,
                "the bytes are neither UTF-8 nor UTF-16; they were read as \(encoding.name)")
        case .undatedLeaving(let rows):
            Remark(
                code: .undatedLeaving, rows: rows,
                "\(counted(rows, "recipient has left", "recipients have left")), but the file does not say when: "
                    + "unsubscribed as of now")
        case .likelyTypo(let domain, let suggestion, let rows):
            Remark(
                code: .likelyTypo, rows: rows,
                "\(counted(rows, "address", "addresses")) at \(domain.quoted), imported as "
                    + "\(rows == 1 ? "it is" : "they are"): did you mean \(suggestion.quoted)?")
        case .furtherTypos(let domains, let rows):
            Remark(
                code: .likelyTypo, rows: rows,
                "\(counted(domains, "more domain looks", "more domains look")) mistyped")
        case .roleAddresses(let rows):
            Remark(
                code: .roleAddress, rows: rows,
                "\(counted(rows, "address belongs", "addresses belong")) to a role, not to a person")
        case .accident(let accident): accident.remark
        }
    }
}

extension ImportFinding.ConsentColumn {
    /// `"State" is read as a state in words, such as "Left": 2 recipients do not get mail`.
    fileprivate func remark(_ code: Remark.Code, _ what: String, _ end: String?) -> Remark {
        let example = example.map { ", such as \($0.abbreviated.quoted)" } ?? ""
        let end = end.map { ", \($0)" } ?? ""
        let rows = counted(self.rows, "row says", "rows say")
        return Remark(
            code: code, column: header, rows: self.rows,
            "\(header.quoted) \(what)\(example)\(end): \(rows) that somebody does not get mail")
    }
}

extension ConsentMeaning {
    fileprivate var words: String {
        switch self {
        case .unsubscribed: "a flag for leaving"
        case .subscribed: "a flag for staying"
        case .status: "a state in words"
        case .confirmed: "a flag for having confirmed"
        case .unconfirmed: "a flag for not having confirmed"
        }
    }
}
