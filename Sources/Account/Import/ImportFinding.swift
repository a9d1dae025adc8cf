internal import DelimitedText
internal import Recipients

/// What an import left unused, guessed or found odd: the facts, which one switch puts into words.
enum ImportFinding: Hashable, Sendable {
    /// The members of a JSON object that lead to the rows.
    case nestedRows(path: [String])
    /// The line of the header, where something stands above it that is no row.
    case linesAboveHeader(line: Int)
    case assumedEncoding(TextEncoding)
    /// Rows that say that their recipient has left but not when: kept as unsubscribed at the time of the import.
    case undatedLeaving(rows: Int)
    case likelyTypo(domain: String, suggestion: String, rows: Int)
    /// Further domains that look mistyped.
    case furtherTypos(domains: Int, rows: Int)
    case roleAddresses(rows: Int)

    var remark: Remark {
        switch self {
        case .nestedRows(let path):
            Remark(code: .nestedRows, "the rows are those of the list \(path.joined(separator: ".").quoted)")
        case .linesAboveHeader(let line):
            Remark(
                code: .linesAboveHeader,
                "the header is on line \(NumberText.grouped(line)); what stands above it is left out")
        case .assumedEncoding(let encoding):
            Remark(
                code: .assumedEncoding,
                "the bytes are neither UTF-8 nor UTF-16; they were read as \(encoding.name)")
        case .undatedLeaving(let rows):
            Remark(
                code: .undatedLeaving, rows: rows,
                "\(counted(rows, "recipient has left", "recipients have left")), the file does not say when: "
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
        }
    }
}
