internal import DelimitedText
internal import Recipients

/// What an import left unused, guessed or found odd: the facts, which one switch puts into words.
enum ImportFinding: Hashable, Sendable {
    /// Error cells of a workbook, with the text of the first.
    case errorCells(column: String, rows: Int, text: String, cell: String)
    /// Cells that hold error words, with the text and the line of the first.
    case errorWords(column: String, rows: Int, text: String, line: Int)
    /// Cells of others that mention somebody who has been erased, with the line of the first.
    case erasedMention(column: String, rows: Int, line: Int)
    /// Addresses that were inside some wrapping, with it.
    case unwrappedAddresses(column: String, ExampleCount)
    /// A column that looks as if it were about consent, but is not used.
    case unusedConsent(ConsentColumn, ConsentMeaning)
    /// A column that looks as if it were about consent holds formulas without stored values, and is not used.
    case unreadConsent(column: String, cell: String)
    /// The dates of activation are not used, so that recipients without one do not count as inactive.
    case unusedActivation(column: String, ExampleCount)
    /// According to a column of the file, recipients have left whom the mode does not change.
    case skippedLeavers(column: String?, ExampleCount)
    /// A column that is read as one about consent, or as the one with the dates of leaving.
    case consentColumn(ConsentColumn, ConsentMeaning)
    case consentDate(ConsentColumn)
    /// The names of the JSON members that lead to the rows.
    case nestedRows(path: [String], rows: Int = 0)
    /// The other sheets of a workbook that hold something.
    case unreadSheets([String])
    /// A column whose field has got a number, since another column is the field that its header names; and its values.
    case numberedColumn(header: String, field: String, other: String, taken: String, ExampleCount)
    /// The columns that are left out as those of a file of rejected rows, and the values of one of them.
    case rejectColumns([String], of: String, ExampleCount)
    /// The line of the header, how many lines above it are not empty, and the text of the first.
    case linesAboveHeader(line: Int, ExampleCount)
    /// The encoding in which bytes were read that are not UTF-8, with one of the words that have such bytes.
    case assumedEncoding(TextEncoding, UTF8Survey.Stray, rows: Int)
    /// A column says that recipients have left but not when: they are unsubscribed as of the import.
    case undatedLeaving(column: String?, ExampleCount)
    /// The dates of leaving of recipients who were activated later, and stay active.
    case outdatedLeaving(column: String?, ExampleCount)
    case likelyTypo(column: String, domain: String, suggestion: String, rows: Int)
    /// Further domains that look mistyped, with one of them.
    case furtherTypos(column: String, domains: Int, rows: Int, example: String)
    case roleAddresses(column: String, ExampleCount)
    case accident(Accident)

    /// A column that says who gets mail.
    struct ConsentColumn: Hashable, Sendable {
        let header: String
        /// One of its values.
        let example: String?
        /// Whether its values are dates.
        let holdsDates: Bool
        /// How many rows say that their recipient does not get mail.
        let rows: Int
    }

    /// The finding of a file that has been read, which had so many rows.
    func with(rows: Int) -> ImportFinding {
        if case .nestedRows(let path, _) = self { .nestedRows(path: path, rows: rows) } else { self }
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
        case .erasedMention(let column, let rows, let line):
            Remark(
                code: .erasedMention, column: column, rows: rows,
                "\(counted(rows, "cell", "cells")) of other recipients in the column \(column.quoted) "
                    + "\(rows == 1 ? "mentions" : "mention") an address that was erased, such as the one on line "
                    + "\(NumberText.grouped(line)): erase it again to empty \(rows == 1 ? "it" : "them")")
        case .unwrappedAddresses(let column, let addresses):
            Remark(
                code: .unwrappedAddress, column: column, rows: addresses.count,
                "\(counted(addresses.count, "address was", "addresses were")) extracted from the text around "
                    + "\(addresses.count == 1 ? "it" : "them"), such as \(addresses.example.quoted)")
        case .unusedConsent(let column, let meaning) where !column.saysWhoLeft(meaning):
            column.remarkWithoutRows(meaning)
        case .unusedConsent(let column, let meaning):
            column.remark(.unusedConsent, "looks like \(column.words(meaning))", "but is not used")
        case .unreadConsent(let column, let cell):
            Remark(
                code: .unusedConsent, column: column,
                "\(column.quoted) may say who gets mail, but is not used: its formulas have no stored values, such as the "
                    + "one in \(cell)")
        case .unusedActivation(let column, let addresses):
            Remark(
                code: .unusedConsent, column: column, rows: addresses.count,
                "the dates of activation in \(column.quoted) are not used: "
                    + "\(counted(addresses.count, "new recipient", "new recipients")) without one, such as "
                    + "\(addresses.example), \(addresses.count == 1 ? "is" : "are") active; to use them: "
                    + "--map \(column.literal)=\(Field.activated.name)")
        case .skippedLeavers(let column, let addresses):
            Remark(
                code: .skippedLeavers, column: column, rows: addresses.count,
                "\(counted(addresses.count, "recipient of the group has", "recipients of the group have")) left "
                    + "according to the file, such as \(addresses.example), but --mode add leaves them as they are")
        case .consentColumn(let column, let meaning):
            column.remark(.consentColumn, "is read as \(column.words(meaning))", nil)
        case .consentDate(let column):
            column.remark(.consentColumn, "is read as the date of leaving", nil)
        case .nestedRows(let path, let rows):
            Remark(
                code: .nestedRows, rows: rows, "the rows were read from the list \(path.joined(separator: ".").quoted)")
        case .unreadSheets(let names):
            Remark(
                code: .unreadSheets,
                names.count == 1
                    ? "the sheet \(names[0].quoted) is not read; to read it, name it: --sheet \(names[0].literal)"
                    : "\(names.count) more sheets are not read; to read one, name it: --sheet \(names[0].literal)")
        case .numberedColumn(let header, let field, let other, let taken, let values):
            Remark(
                code: .numberedColumn, column: header, rows: values.count,
                "\(header.quoted) becomes the field \(field.quoted), because the column \(other.quoted) is the field "
                    + taken.quoted
                    + (values.count > 0 ? "; it holds values such as \(values.example.abbreviated.quoted)" : ""))
        case .rejectColumns(let headers, let column, let values):
            Remark(
                code: .numberedColumn, column: column, rows: values.count,
                "\(headers.map(\.quoted).conjunction) \(headers.count == 1 ? "is" : "are") left out, since a file of "
                    + "rejected rows begins so; \(column.quoted) holds \(values.example.abbreviated.quoted), for example; "
                    + "to keep \(headers.count == 1 ? "it" : "them"): "
                    + headers.map { "--map \($0)=\($0)" }.joined(separator: " "))
        case .linesAboveHeader(let line, let above):
            Remark(
                code: .linesAboveHeader, rows: above.count,
                "the header is on line \(NumberText.grouped(line)); "
                    + "\(counted(above.count, "line", "lines")) above it \(above.count == 1 ? "is" : "are") left out, such "
                    + "as \(above.example.abbreviated.quoted)")
        case .assumedEncoding(let encoding, let stray, let rows):
            Remark(
                code: .assumedEncoding, rows: rows,
                "the bytes are neither UTF-8 nor UTF-16; they were read as \(encoding.name)"
                    + (stray.word(in: encoding).map {
                        ", such as \($0.quoted) on line \(NumberText.grouped(stray.line))"
                    } ?? ""))
        case .undatedLeaving(let column, let addresses):
            Remark(
                code: .undatedLeaving, column: column, rows: addresses.count,
                "\(counted(addresses.count, "recipient has left", "recipients have left")), such as "
                    + "\(addresses.example), but the file does not say when: unsubscribed as of now")
        case .outdatedLeaving(let column, let addresses):
            Remark(
                code: .outdatedLeaving, column: column, rows: addresses.count,
                "\(counted(addresses.count, "recipient", "recipients")), such as \(addresses.example), "
                    + "\(addresses.count == 1 ? "stays" : "stay") active: the group knows a later activation than the "
                    + "file's date of leaving")
        case .likelyTypo(let column, let domain, let suggestion, let rows):
            Remark(
                code: .likelyTypo, column: column, rows: rows,
                "\(counted(rows, "address", "addresses")) at \(domain.quoted), imported as "
                    + "\(rows == 1 ? "it is" : "they are"): did you mean \(suggestion.quoted)?")
        case .furtherTypos(let column, let domains, let rows, let example):
            Remark(
                code: .likelyTypo, column: column, rows: rows,
                "\(counted(domains, "more domain looks", "more domains look")) mistyped, such as \(example.quoted)")
        case .roleAddresses(let column, let addresses):
            Remark(
                code: .roleAddress, column: column, rows: addresses.count,
                "\(counted(addresses.count, "address belongs", "addresses belong")) to a role, not to a person, such as "
                    + addresses.example)
        case .accident(let accident): accident.remark
        }
    }
}

extension ImportFinding.ConsentColumn {
    /// `"State" is read as a state in words, such as "Left": 2 recipients do not get mail`.
    fileprivate func remark(_ code: Remark.Code, _ what: String, _ end: String?) -> Remark {
        let end = end.map { ", \($0)" } ?? ""
        let rows = counted(self.rows, "row says", "rows say")
        return Remark(
            code: code, column: header, rows: self.rows,
            "\(header.quoted) \(what)\(suchAs)\(end): \(rows) that somebody does not get mail")
    }

    /// `"Opt-in" looks like a date of consent, such as "2024-01-01", but is not used`. No row says that somebody has
    /// left.
    fileprivate func remarkWithoutRows(_ meaning: ConsentMeaning) -> Remark {
        let way =
            switch meaning {
            case .reason where rows > 0:
                ": \(counted(rows, "row", "rows")) with one \(rows == 1 ? "does" : "do") not say otherwise that somebody "
                    + "has left"
            case .reason: ""
            case .code:
                ": nobody knows what the numbers stand for; write words instead, such as subscribed and unsubscribed"
            default: "; to use it: --map \(header.literal)=\(Field.activated.name)"
            }
        return Remark(
            code: .unusedConsent, column: header, rows: rows,
            "\(header.quoted) looks like \(words(meaning))\(suchAs), but is not used\(way)")
    }

    /// The example, for the middle of a sentence.
    private var suchAs: String { example.map { ", such as \($0.abbreviated.quoted)" } ?? "" }

    /// Whether the column may say who has left, unlike one with dates of consent, or with reasons.
    fileprivate func saysWhoLeft(_ meaning: ConsentMeaning) -> Bool {
        switch meaning {
        case .unsubscribed, .status, .unconfirmed: true
        case .subscribed, .active, .confirmed: !holdsDates
        case .reason, .code: false
        }
    }

    /// What the column is taken for.
    fileprivate func words(_ meaning: ConsentMeaning) -> String {
        switch meaning {
        case .unsubscribed where holdsDates: "a date of leaving"
        case .subscribed where holdsDates, .active where holdsDates, .confirmed where holdsDates: "a date of consent"
        case .unsubscribed: "a flag for leaving"
        case .reason: "the reason for leaving"
        case .subscribed, .active: "a flag for staying"
        case .code: "a state in numbers"
        case .status: "a state in words"
        case .confirmed: "a flag for having confirmed"
        case .unconfirmed: "a flag for not having confirmed"
        }
    }
}
