import Recipients

/// What the fuzzer and the tests ask of any bytes whatever: that addresses, dates, headers and names are recognised or
/// not, and that what is recognised is recognised again from how it is written down.
enum FuzzTarget {
    /// What does not hold; none for bytes that are answered well.
    static func problems(of bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        return problems(ofAddress: bytes) + problems(ofDate: bytes, text) + problems(ofHeader: text)
            + problems(ofNames: text)
    }

    private static func normalized(_ bytes: [UInt8]) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let result = bytes.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { EmailAddress.normalize(input, into: $0) }
        }
        guard case .success(let length) = result else { return nil }
        return Array(output[..<length])
    }

    private static func problems(ofAddress bytes: [UInt8]) -> [String] {
        guard let address = normalized(bytes) else { return [] }
        var problems: [String] = []
        if normalized(address) != address { problems.append("an address changes when it is normalised again") }
        if normalized(Array(" \t".utf8) + address + Array("\r\n".utf8)) != address { problems.append("blanks count") }
        if address.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) {
            problems.append("an address has a byte that JSON would escape")
        }
        guard let text = try? EmailAddress(String(decoding: bytes, as: UTF8.self)).text else {
            return problems + ["bytes are an address and their text is none"]
        }
        if Array(text.utf8) != address { problems.append("the text is another address") }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count != 2 || !parts[1].contains(".") { problems.append("an address without a domain") }
        if let domain = parts.last, let other = MailProviders.suggestion(forDomain: String(domain)), other == domain {
            problems.append("a domain is suggested for itself")
        }
        return problems
    }

    private static func problems(ofDate bytes: [UInt8], _ text: String) -> [String] {
        var problems: [String] = []
        if let instant = bytes.withUnsafeBytes({ SignUpDate($0, in: .utc) })?.instant {
            let again = Array(instant.description.utf8).withUnsafeBytes { SignUpDate($0, in: .utc) }
            if again?.instant != instant { problems.append("a date is read otherwise from how it is written") }
        }
        if let instant = Instant(text), Instant(instant.description) != instant {
            problems.append("an instant is another")
        }
        return problems
    }

    private static func problems(ofHeader text: String) -> [String] {
        let headers = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var problems: [String] = []
        if HeaderVocabulary.fields(forHeaders: headers).count != headers.count {
            problems.append("fields without columns")
        }
        for header in headers.prefix(20) {
            if HeaderVocabulary.field(forHeader: "  \(header)\t") != HeaderVocabulary.field(forHeader: header) {
                problems.append("blanks count in a header")
            }
            Array(header.utf8).withUnsafeBytes { cell in
                for meaning in ConsentMeaning.allCases { _ = meaning.reading(cell, in: .utc) }
                var tally = ConsentTally()
                tally.note(cell)
            }
        }
        guard let assignment = try? ColumnAssignment(headers: headers) else { return problems }
        let fields = assignment.fields.compactMap { $0?.foldedName }
        if Set(fields).count != fields.count { problems.append("two columns are one field") }
        if assignment.fields.count != headers.count { problems.append("columns are lost") }
        return problems
    }

    private static func problems(ofNames text: String) -> [String] {
        var problems: [String] = []
        if let name = try? GroupName(text).text, (try? GroupName(name).text) != name {
            problems.append("a group's name changes when it is read again")
        }
        if let name = try? FieldName(text).text, (try? FieldName(name).text) != name {
            problems.append("a field's name changes when it is read again")
        }
        return problems
    }
}
